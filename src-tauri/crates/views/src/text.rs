//! Figures, sums and sizes as they are shown.

use backend::wording::{number, office_zone, shown_percent};
use chrono::{DateTime, Utc};
use scoring::{Decimal, Fraction};
use words::views as say;

/// "1,72/2".
pub(crate) fn share(points: Decimal, maximum: Decimal) -> String {
    say::points_of(number(points), number(maximum))
}

/// "77,79 %"; of nothing 0.
pub(crate) fn percent(points: Decimal, maximum: Decimal) -> String {
    say::percent(bare_percent(points, maximum))
}

/// "77,79".
pub(crate) fn bare_percent(points: Decimal, maximum: Decimal) -> String {
    if maximum.is_zero() {
        return number(Decimal::ZERO);
    }
    shown_percent(Fraction::percent(points, maximum), &[])
}

/// A share in whole thousandths, 0 to 1000, for the length of a bar.
pub(crate) fn thousandths(points: Decimal, maximum: Decimal) -> u16 {
    if maximum.is_zero() {
        return 0;
    }
    let share = points.millionths().saturating_mul(1000) / maximum.millionths();
    u16::try_from(share.clamp(0, 1000)).unwrap_or_default()
}

/// A moment's time of day in the office: "09:30".
pub(crate) fn time(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&office_zone()).format("%H:%M").to_string()
}

/// A count that crosses to the window.
pub(crate) fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
