//! From data to Vietnamese sentences: faults, problems, how points came about.
//!
//! One place for all doors, so that command line, documents and window say the same.

mod citation;
mod derivation;
mod fault;
mod file_facts;
mod gain;
mod history;
mod package;
mod problem;
mod review;
pub mod rule;
mod signature;
mod store_error;
mod submission;

pub use citation::{citation, document};
pub(crate) use citation::{cited_for, places};
pub(crate) use derivation::entered;
pub use derivation::{bonus, figures, penalty, shown_percent};
pub use fault::{fault, read_error};
pub use file_facts::{file_extent, file_facts, file_warnings, found_signature, secrecy};
pub use gain::gain;
pub use history::{chain, damage, left, person, state, step, version};
pub(crate) use history::{change, damaged, operation, subject};
pub use package::{arrival, package_facts, package_kind, package_reports, standing, taken};
pub use problem::{field_problem, problem, score_warning, unfinished};
pub use review::{
    blocker, blocker_message, blocker_without_labels, explanations, review_warning, unprintable,
    unprintable_text, warning_message,
};
pub use submission::{channel, passage, plan, submission};

pub use signature::{signature_facts, signature_faults, signature_field, signer};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};
use scoring::{Decimal, Status};

/// A figure with a decimal comma, without needless zeros.
pub fn number(figure: Decimal) -> String {
    words::decimal(&figure.to_string())
}

/// A size in bytes as "1,2 MB" or "105 KB".
pub fn size(bytes: u64) -> String {
    const KILO: u64 = 1024;
    let tenths = bytes.saturating_mul(10) / (KILO * KILO);
    if tenths >= 10 {
        let figure = Decimal::from_millionths(i128::from(tenths) * 100_000);
        return words::common::megabytes(number(figure));
    }
    words::common::kilobytes(bytes.div_ceil(KILO))
}

/// A day as `dd/MM/yyyy`.
pub fn day(date: NaiveDate) -> String {
    words::date(date.year(), date.month(), date.day())
}

/// The word for a status.
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Scored => words::scoring::status_scored(),
        Status::Incomplete => words::scoring::status_incomplete(),
        Status::Invalid => words::scoring::status_invalid(),
        Status::NotApplicable => words::scoring::status_not_applicable(),
        Status::Excluded => words::scoring::status_excluded(),
    }
}

/// The office's time zone, which has no summer time: UTC+07:00.
pub fn office_zone() -> FixedOffset {
    // Seven hours lie within a day, so that the offset always exists.
    FixedOffset::east_opt(7 * 3600).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}

/// A moment as it is shown, in the office's time: "05/12/2024 09:30".
pub fn local(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&office_zone()).format("%d/%m/%Y %H:%M").to_string()
}

/// A moment to the second with its zone, as beside signatures: "05/02/2024 09:30:12 +07:00".
pub fn exact(moment: DateTime<FixedOffset>) -> String {
    moment.format("%d/%m/%Y %H:%M:%S %:z").to_string()
}

#[cfg(test)]
mod tests;
