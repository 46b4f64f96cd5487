//! Dates in the one form that sets and answers use.

use chrono::NaiveDate;

/// Reads a date of exactly the form `YYYY-MM-DD` from 0001-01-01 to 9999-12-31
/// (`scoring.md`, "Inputs"); `None` for any other form and for days that do not exist.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let separators = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    let digits = |range: std::ops::Range<usize>| {
        let part = text.get(range)?;
        if part.bytes().all(|byte| byte.is_ascii_digit()) { part.parse::<u32>().ok() } else { None }
    };
    if !separators {
        return None;
    }
    let year = i32::try_from(digits(0..4)?).ok()?;
    if year == 0 {
        return None;
    }
    NaiveDate::from_ymd_opt(year, digits(5..7)?, digits(8..10)?)
}

#[cfg(test)]
mod tests {
    use super::parse_date;

    #[test]
    fn only_existing_days_in_iso_form_are_dates() {
        for good in ["0001-01-01", "2024-02-29", "9999-12-31"] {
            assert!(parse_date(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "2024-02-30",
            "2023-02-29",
            "0000-01-01",
            "2024-1-05",
            "24-01-05",
            "2024/01/05",
            "2024-01-05 ",
            "+024-01-05",
            "2024-01-0é",
            "10000-01-01",
            "2024-13-01",
            "2024-00-10",
        ] {
            assert!(parse_date(bad).is_none(), "{bad}");
        }
    }
}
