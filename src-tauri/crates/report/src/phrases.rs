//! Figures, numbers and dates of the report in words.

use chrono::{Datelike, NaiveDate};
use scoring::Decimal;

use crate::model::{EvidenceLine, Foot, Heading, ScoringRow};

/// Points with exactly so many decimals.
pub(crate) fn figure(value: Decimal, decimals: u32) -> String {
    words::decimal(&value.to_fixed(decimals))
}

/// Points where there are any, else nothing.
pub(crate) fn figure_if_any(value: Option<Decimal>, decimals: u32) -> String {
    value.map(|value| figure(value, decimals)).unwrap_or_default()
}

/// The sum of the points of bonus or penalty items.
pub(crate) fn sum(rows: &[ScoringRow]) -> Decimal {
    rows.iter().filter_map(|row| row.points).sum()
}

/// The document's number, or room to write it in.
fn number(heading: &Heading) -> String {
    heading.number.as_deref().map_or_else(
        || words::report::number_blank().to_owned(),
        |number| words::two_digits(number.trim()),
    )
}

/// The document's date in words, or room to write it in.
fn date(heading: &Heading) -> String {
    heading.date.map_or_else(
        || words::report::date_blank().to_owned(),
        |date| words::date_in_words(date.year(), date.month(), date.day()),
    )
}

/// The line of number and symbol.
pub(crate) fn number_line(heading: &Heading) -> String {
    words::report::number(number(heading), &heading.symbol)
}

/// The line of place and date.
pub(crate) fn place_line(heading: &Heading) -> String {
    words::report::place_and_date(&heading.place, date(heading))
}

/// The line of an annex that names the report.
pub(crate) fn annex_reference(heading: &Heading) -> String {
    let (number, date) = (number(heading), date(heading));
    words::report::annex_reference(number, &heading.symbol, date, &heading.issuing_body)
}

/// The recipients, each item "- …;", the file copy last "- ….".
pub(crate) fn recipients(foot: &Foot) -> Vec<String> {
    let name = |name: &String| words::report::recipient(without_stop(name));
    let last = words::report::recipient_last(without_stop(&foot.file_copy));
    foot.recipients.iter().map(name).chain([last]).collect()
}

/// Number, symbol and date of an evidence document.
pub(crate) fn number_and_date(line: &EvidenceLine) -> String {
    match (line.number.trim(), line.date.map(day)) {
        (number, None) => number.to_owned(),
        ("", Some(date)) => words::report::date_alone(date),
        (number, Some(date)) => words::report::number_with_date(number, date),
    }
}

/// A day as `dd/MM/yyyy`.
pub(crate) fn day(date: NaiveDate) -> String {
    words::date(date.year(), date.month(), date.day())
}

/// The size of a file, as file managers show it: rounded up to whole kilobytes, or to tenths of a
/// megabyte (1024 · 1024 bytes).
pub(crate) fn size(bytes: u64) -> String {
    const KILOBYTE: u64 = 1024;
    const MEGABYTE: u64 = 1024 * KILOBYTE;
    if bytes < KILOBYTE {
        return words::report::size_bytes(bytes);
    }
    if bytes < MEGABYTE {
        return words::report::size_kilobytes(bytes.div_ceil(KILOBYTE));
    }
    let tenths = (u128::from(bytes) * 10).div_ceil(u128::from(MEGABYTE));
    let count = words::decimal(&format!("{}.{}", tenths / 10, tenths % 10));
    words::report::size_megabytes(count)
}

/// A text without the stop at its end, for a sentence that sets its own.
pub(crate) fn without_stop(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ';', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(1025), "2 KB");
        assert_eq!(size(1_258_291), "1,2 MB");
        assert_eq!(size(1_258_292), "1,3 MB");
        assert_eq!(size(u64::MAX), "17592186044416,0 MB");
    }

    #[test]
    fn points_keep_their_decimals() {
        assert_eq!(figure(Decimal::whole(2), 2), "2,00");
        assert_eq!(figure(Decimal::from_millionths(1_720_000), 1), "1,7");
    }
}
