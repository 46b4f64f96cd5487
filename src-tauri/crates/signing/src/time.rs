//! Moments as PDF files and certificates state them.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone};

/// A moment in the form of PDF (ISO 32000-1, 7.9.4): `D:20240205093012+07'00'`.
pub(crate) fn written(moment: DateTime<FixedOffset>) -> String {
    let seconds = moment.offset().local_minus_utc();
    let (sign, seconds) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    format!("D:{}{sign}{hours:02}'{minutes:02}'", moment.format("%Y%m%d%H%M%S"))
}

/// Reads a moment; one without its distance to UTC is taken as UTC.
pub(crate) fn read(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.strip_prefix("D:")?;
    let figures = text.get(..14)?;
    if !figures.bytes().all(|figure| figure.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| figures.get(from..to)?.parse::<u32>().ok();
    let date = NaiveDate::from_ymd_opt(figures.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?)?;
    let local = date.and_hms_opt(part(8, 10)?, part(10, 12)?, part(12, 14)?)?;
    offset(text.get(14..)?)?.from_local_datetime(&local).single()
}

fn offset(text: &str) -> Option<FixedOffset> {
    let (sign, rest) = match text.chars().next() {
        None | Some('Z') => return FixedOffset::east_opt(0),
        Some('+') => (1, text.get(1..)?),
        Some('-') => (-1, text.get(1..)?),
        Some(_) => return None,
    };
    let hours: i32 = rest.get(..2)?.parse().ok()?;
    let minutes = rest.get(2..)?.trim_matches('\'');
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let is_possible = (0..24).contains(&hours) && (0..60).contains(&minutes);
    is_possible.then(|| FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_and_read() {
        for text in
            ["D:20240205093012+07'00'", "D:20240205093012-03'30'", "D:20241231235959+00'00'"]
        {
            assert_eq!(written(read(text).unwrap()), text);
        }
        assert_eq!(read("D:20240205093012Z"), read("D:20240205163012+07'00"));
        assert_eq!(read("D:20240205093012"), read("D:20240205163012+07"));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "D:",
            "20240205093012",
            "D:2024020509",
            "D:20240230093012",
            "D:20240205093012+99'00'",
            "D:20240205093012x",
            "D:+0240205093012",
            "D:2024020509301é+07'00'",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
