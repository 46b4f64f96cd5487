//! Which backups are kept: the newest of each of the last days, weeks and months that have one.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, FixedOffset};

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// The moments of those backups that no day, week or month asks to keep.
pub(super) fn surplus(mut moments: Vec<DateTime<FixedOffset>>) -> BTreeSet<DateTime<FixedOffset>> {
    moments.sort_by(|one, other| other.cmp(one));
    let days = newest_of_each(&moments, DAYS, DateTime::date_naive);
    let weeks = newest_of_each(&moments, WEEKS, DateTime::iso_week);
    let months = newest_of_each(&moments, MONTHS, |at| (at.year(), at.month()));
    let kept: BTreeSet<_> = days.into_iter().chain(weeks).chain(months).collect();
    moments.into_iter().filter(|at| !kept.contains(at)).collect()
}

/// The newest moment of each of the last so many periods; the moments come newest first.
fn newest_of_each<P: PartialEq>(
    moments: &[DateTime<FixedOffset>],
    periods: usize,
    period: impl Fn(&DateTime<FixedOffset>) -> P,
) -> Vec<DateTime<FixedOffset>> {
    let mut newest: Vec<DateTime<FixedOffset>> = Vec::new();
    for at in moments {
        if newest.last().is_none_or(|last| period(last) != period(at)) {
            newest.push(*at);
        }
    }
    newest.truncate(periods);
    newest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("{text}:00+07:00")).unwrap()
    }

    fn left(moments: &[&str]) -> Vec<String> {
        let surplus = surplus(moments.iter().map(|text| moment(text)).collect());
        surplus.iter().map(|at| at.format("%Y-%m-%dT%H:%M").to_string()).collect()
    }

    #[test]
    fn newest_of_each_day_week_and_month_stays() {
        let none: &[&str] = &[];
        // 2024-12-01 was a Sunday, the last day of ISO week 48.
        for (case, moments, surplus) in [
            ("nothing", none, none),
            ("one", &["2024-12-01T08:00"], none),
            (
                "the same day",
                &["2024-12-01T08:00", "2024-12-01T17:00", "2024-12-01T09:00"],
                &["2024-12-01T08:00", "2024-12-01T09:00"],
            ),
            (
                "seven days",
                &[
                    "2024-12-01T08:00",
                    "2024-12-02T08:00",
                    "2024-12-03T08:00",
                    "2024-12-04T08:00",
                    "2024-12-05T08:00",
                    "2024-12-06T08:00",
                    "2024-12-07T08:00",
                ],
                none,
            ),
            (
                "the eighth day is also the newest of its week and month",
                &[
                    "2024-11-30T08:00",
                    "2024-12-02T08:00",
                    "2024-12-03T08:00",
                    "2024-12-04T08:00",
                    "2024-12-05T08:00",
                    "2024-12-06T08:00",
                    "2024-12-07T08:00",
                    "2024-12-08T08:00",
                ],
                none,
            ),
            (
                "the eighth day of one fortnight",
                &[
                    "2024-12-09T08:00",
                    "2024-12-10T08:00",
                    "2024-12-11T08:00",
                    "2024-12-12T08:00",
                    "2024-12-13T08:00",
                    "2024-12-14T08:00",
                    "2024-12-15T08:00",
                    "2024-12-16T08:00",
                ],
                &["2024-12-09T08:00"],
            ),
            (
                "a year and more by months",
                &[
                    "2023-11-15T08:00",
                    "2023-12-15T08:00",
                    "2024-01-15T08:00",
                    "2024-02-15T08:00",
                    "2024-03-15T08:00",
                    "2024-04-15T08:00",
                    "2024-05-15T08:00",
                    "2024-06-15T08:00",
                    "2024-07-15T08:00",
                    "2024-08-15T08:00",
                    "2024-09-15T08:00",
                    "2024-10-15T08:00",
                    "2024-11-15T08:00",
                ],
                &["2023-11-15T08:00"],
            ),
            (
                "days with gaps count only where there is a backup",
                &[
                    "2024-03-01T08:00",
                    "2024-03-05T08:00",
                    "2024-03-09T08:00",
                    "2024-03-13T08:00",
                    "2024-03-17T08:00",
                    "2024-03-21T08:00",
                    "2024-03-25T08:00",
                    "2024-03-29T08:00",
                ],
                &["2024-03-01T08:00"],
            ),
        ] {
            assert_eq!(left(moments), surplus, "{case}");
        }
    }

    #[test]
    fn years_of_daily_backups_come_down_to_days_weeks_and_months() {
        let first = moment("2022-01-01T08:00");
        let all: Vec<_> = (0..1_000).map(|day| first + chrono::TimeDelta::days(day)).collect();
        let mut kept = Vec::new();
        for at in all {
            kept.push(at);
            let surplus = surplus(kept.clone());
            kept.retain(|at| !surplus.contains(at));
            assert!(kept.len() <= DAYS + WEEKS + MONTHS);
            assert_eq!(kept.last(), Some(&at));
        }
        // The last day is a Thursday: two weeks and the month have their newest among the days.
        assert_eq!(kept.len(), DAYS + WEEKS + MONTHS - 3);
    }
}
