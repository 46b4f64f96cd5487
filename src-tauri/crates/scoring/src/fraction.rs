//! Exact fractions: percentages, shares of points.

use std::cmp::Ordering;

use ethnum::I256;

use crate::decimal::{Decimal, RoundingMode, SCALE};

/// An exact fraction of two decimals, such as the 31/36 of a percentage.
///
/// The denominator is above zero by construction. Comparisons and roundings are done in 256 bits:
/// with numerators and denominators below 10³⁰ none of them can overflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: I256,
    denominator: I256,
}

impl Fraction {
    /// `numerator / denominator`; a denominator of zero counts as zero over one, as an applicable
    /// maximum of 0 does (`scoring.md`, "Totals").
    pub fn new(numerator: Decimal, denominator: Decimal) -> Self {
        if denominator.millionths() <= 0 {
            return Self { numerator: I256::ZERO, denominator: I256::ONE };
        }
        Self {
            numerator: I256::from(numerator.millionths()),
            denominator: I256::from(denominator.millionths()),
        }
    }

    /// `100 · part / whole`, a percentage.
    pub fn percent(part: Decimal, whole: Decimal) -> Self {
        let share = Self::new(part, whole);
        Self { numerator: share.numerator * 100, ..share }
    }

    /// This fraction times `factor / divisor`; a divisor of zero gives zero.
    #[must_use]
    pub fn scaled(self, factor: Decimal, divisor: Decimal) -> Self {
        let other = Self::new(factor, divisor);
        Self {
            numerator: self.numerator * other.numerator,
            denominator: self.denominator * other.denominator,
        }
    }

    /// The exact order against a decimal, before any rounding.
    pub fn compare(self, limit: Decimal) -> Ordering {
        (self.numerator * I256::from(Decimal::ONE.millionths()))
            .cmp(&(self.denominator * I256::from(limit.millionths())))
    }

    /// Plus a decimal.
    #[must_use]
    pub fn plus(self, decimal: Decimal) -> Self {
        let one = I256::from(Decimal::ONE.millionths());
        Self {
            numerator: self.numerator * one + self.denominator * I256::from(decimal.millionths()),
            denominator: self.denominator * one,
        }
    }

    /// The decimal nearest to it with so many decimals (at most six).
    pub fn rounded(self, decimals: u32, mode: RoundingMode) -> Decimal {
        let (quotient, rest) = self.divided(decimals);
        let twice = rest.abs() * 2;
        let up = match twice.cmp(&self.denominator) {
            Ordering::Greater => true,
            Ordering::Equal => mode == RoundingMode::HalfUp || quotient % 2 != I256::ZERO,
            Ordering::Less => false,
        };
        let step = if self.numerator < I256::ZERO { -I256::ONE } else { I256::ONE };
        back(if up { quotient + step } else { quotient }, decimals)
    }

    /// The decimal with so many decimals whose further ones are cut off.
    pub fn truncated(self, decimals: u32) -> Decimal {
        back(self.divided(decimals).0, decimals)
    }

    /// Whether the decimal is exactly this fraction.
    pub fn is_exactly(self, decimal: Decimal) -> bool {
        self.compare(decimal) == Ordering::Equal
    }

    /// Quotient, in units of the last decimal kept, and rest.
    fn divided(self, decimals: u32) -> (I256, I256) {
        let numerator = self.numerator * I256::from(10_i128.pow(decimals.min(SCALE)));
        (numerator / self.denominator, numerator % self.denominator)
    }
}

/// Units of the last decimal kept, as a decimal. The largest quotient stands for 10²³ in
/// millionths, far within 128 bits.
fn back(units: I256, decimals: u32) -> Decimal {
    Decimal::from_millionths(units.as_i128() * 10_i128.pow(SCALE - decimals.min(SCALE)))
}

/// A limit that a percentage was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The limit, in percent.
    pub at: Decimal,
    /// Whether the limit itself does not count as reached.
    pub exclusive: bool,
}

impl Limit {
    /// Whether a figure in this order to the limit lies on its upper side.
    fn above(self, order: Ordering) -> bool {
        order == Ordering::Greater || (order == Ordering::Equal && !self.exclusive)
    }
}

impl Fraction {
    /// The percentage as it is shown, with so many decimals: rounded half up unless that would
    /// contradict a comparison with one of the limits; 979/999 against 98 % is shown as 97.99 %
    /// (`scoring.md`, "Status of a sub-criterion").
    pub fn shown(self, decimals: u32, limits: &[Limit]) -> Decimal {
        let rounded = self.rounded(decimals, RoundingMode::HalfUp);
        let below = self.truncated(decimals);
        let step = Decimal::from_millionths(10_i128.pow(SCALE - decimals.min(SCALE)));
        let agrees = |shown: &Decimal| {
            limits.iter().all(|limit| {
                limit.above(shown.cmp(&limit.at)) == limit.above(self.compare(limit.at))
            })
        };
        [rounded, below, below + step].into_iter().find(agrees).unwrap_or(rounded)
    }
}
