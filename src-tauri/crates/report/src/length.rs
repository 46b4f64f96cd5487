//! Lengths on paper, exact.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Sub};

/// A length or position in thousandths of a point (1/72 inch).
///
/// Font sizes are whole numbers of it and widths of glyphs whole thousandths of the size, so that
/// layout needs no floating point and gives the same pages everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many thousandths of a point.
    pub const fn thousandths(count: i64) -> Self {
        Self(count)
    }

    /// So many points.
    pub const fn points(count: i64) -> Self {
        Self(count * 1000)
    }

    /// So many millimetres, to the nearest thousandth of a point.
    pub const fn mm(count: i64) -> Self {
        Self::tenths_of_mm(count * 10)
    }

    /// So many tenths of a millimetre, to the nearest thousandth of a point: a millimetre is
    /// 360 000/127 of them.
    pub const fn tenths_of_mm(count: i64) -> Self {
        Self((count * 36_000 + 63).div_euclid(127))
    }

    /// The number of thousandths of a point.
    pub const fn count(self) -> i64 {
        self.0
    }

    /// The distance to another position, never negative.
    #[must_use]
    pub const fn distance(self, other: Self) -> Self {
        Self((self.0 - other.0).abs())
    }
}

impl fmt::Display for Length {
    /// In millimetres with one decimal, as a ruler shows it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 127 + 18_000).div_euclid(36_000);
        let sign = if tenths < 0 { "-" } else { "" };
        write!(formatter, "{sign}{}.{} mm", tenths.abs() / 10, tenths.abs() % 10)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_a4_page_is_595_276_by_841_890_points() {
        assert_eq!(Length::mm(210).count(), 595_276);
        assert_eq!(Length::mm(297).count(), 841_890);
    }

    #[test]
    fn it_is_shown_in_millimetres() {
        assert_eq!(Length::mm(-3).to_string(), "-3.0 mm");
        assert_eq!(Length::tenths_of_mm(127).to_string(), "12.7 mm");
    }
}
