//! Days of issue.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::{Captures, Regex};

/// The years that documents are of.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// In folded text: the words for day, month and year with their figures, or with strokes.
static WRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let word = r"ngay\s*(\d\s?\d?)\s*thang\s*(\d\s?\d?)\s*nam\s*(\d\s?\d\s?\d\s?\d)";
    Regex::new(&format!(r"{word}|ngay\s*(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}})\s*[/.-]\s*(\d{{4}})"))
        .ok()
});
/// In a file's name: the day first, or the year first.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let day_first = r"(\d{1,2})[-._/ ](\d{1,2})[-._/ ](\d{4})";
    Regex::new(&format!(
        r"(?:^|[^\d])(?:{day_first}|(\d{{4}})[-._]?(\d{{2}})[-._]?(\d{{2}}))(?:[^\d]|$)"
    ))
    .ok()
});

/// The first day that is written out in a folded text and exists.
pub(super) fn written(folded: &str) -> Option<NaiveDate> {
    let mut found = WRITTEN.as_ref()?.captures_iter(folded);
    found.find_map(|found| day_first(&found, 1).or_else(|| day_first(&found, 4)))
}

/// A day in a file's name, and where it stands.
pub(super) fn named(folded: &str) -> Option<(NaiveDate, std::ops::Range<usize>)> {
    for found in NAMED.as_ref()?.captures_iter(folded) {
        let first = found.get(1).or_else(|| found.get(4));
        let last = found.get(3).or_else(|| found.get(6));
        if let (Some(first), Some(last)) = (first, last)
            && let Some(date) = day_first(&found, 1).or_else(|| year_first(&found))
        {
            return Some((date, first.start()..last.end()));
        }
    }
    None
}

fn figure(found: &Captures, group: usize) -> Option<u32> {
    let figures: String =
        found.get(group)?.as_str().chars().filter(|letter| !letter.is_whitespace()).collect();
    figures.parse().ok()
}

fn day_first(found: &Captures, group: usize) -> Option<NaiveDate> {
    date(figure(found, group + 2)?, figure(found, group + 1)?, figure(found, group)?)
}

fn year_first(found: &Captures) -> Option<NaiveDate> {
    date(figure(found, 4)?, figure(found, 5)?, figure(found, 6)?)
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    YEARS.contains(&date.year()).then_some(date)
}
