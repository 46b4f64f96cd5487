//! Exact decimal numbers: points, percent, inputs.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

/// Decimals that a [`Decimal`] keeps.
pub const SCALE: u32 = 6;
const ONE: i128 = 1_000_000;

/// An exact decimal number with six decimals, as fixed point.
///
/// Numbers come from text and keep their exact value; binary floating point occurs nowhere.
/// Parsing bounds them below 10¹⁵ (`scoring.md`, "Inputs"), so that sums and products of the
/// rules stay far within 128 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

/// Why a text is no acceptable number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not of the form of a JSON number.
    #[error("not a number")]
    Malformed,
    /// More than six decimals other than zeros.
    #[error("more than 6 decimals")]
    TooFine,
    /// 10¹⁵ or more, or −10¹⁵ or less.
    #[error("10^15 or more")]
    TooLarge,
}

/// How a figure half-way between two is rounded (`rounding.mode` of a set).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundingMode {
    /// Half away from zero.
    HalfUp,
    /// Half to the even neighbour.
    HalfEven,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(ONE);
    /// One hundred, the whole of a percentage.
    pub const HUNDRED: Self = Self(100 * ONE);
    /// The first number that is too large to be accepted, 10¹⁵.
    pub const LIMIT: Self = Self(1_000_000_000_000_000 * ONE);

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self(number as i128 * ONE)
    }

    /// The number in millionths.
    pub const fn millionths(self) -> i128 {
        self.0
    }

    /// A number of millionths.
    pub const fn from_millionths(millionths: i128) -> Self {
        Self(millionths)
    }

    /// Reads a number in the form of JSON (`12`, `-0.5`, `3e0`), by value: `3.0` and `3e0` are 3.
    ///
    /// # Errors
    /// [`DecimalError`] says whether the form, the decimals or the size is at fault.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (rest, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return Err(DecimalError::Malformed),
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits_only(whole) || !digits_only(fraction) {
            return Err(DecimalError::Malformed);
        }

        let digits: Vec<u8> =
            whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
        let Some(first) = digits.iter().position(|&digit| digit != 0) else {
            return Ok(Self::ZERO);
        };
        let last = digits.iter().rposition(|&digit| digit != 0).unwrap_or(first);
        // The value is the significant digits times ten to this power.
        let power = exponent + position(whole.len()) - position(last) - 1;
        let significant = &digits[first..=last];
        if position(significant.len()) + power > 15 {
            return Err(DecimalError::TooLarge);
        }
        if power < -position(SCALE as usize) {
            return Err(DecimalError::TooFine);
        }
        let mut value = significant.iter().fold(0_i128, |sum, &digit| sum * 10 + i128::from(digit));
        for _ in 0..power + position(SCALE as usize) {
            value *= 10;
        }
        Ok(Self(if negative { -value } else { value }))
    }

    /// Whether it is a whole number.
    pub const fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// The whole number, if it is one.
    pub fn as_whole(self) -> Option<i64> {
        if self.is_whole() { i64::try_from(self.0 / ONE).ok() } else { None }
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// How many decimals it needs, without trailing zeros: 0 to 6.
    pub fn decimals(self) -> u32 {
        let mut rest = self.0;
        let mut decimals = SCALE;
        while decimals > 0 && rest % 10 == 0 {
            rest /= 10;
            decimals -= 1;
        }
        decimals
    }

    /// Rounded to so many decimals.
    #[must_use]
    pub fn rounded(self, decimals: u32, mode: RoundingMode) -> Self {
        crate::fraction::Fraction::new(self, Self::ONE).rounded(decimals, mode)
    }

    /// This many times a whole number; `None` beyond 128 bits.
    pub fn times(self, count: i64) -> Option<Self> {
        self.0.checked_mul(i128::from(count)).map(Self)
    }

    /// Whether it is a whole multiple of a step other than zero.
    pub const fn is_multiple_of(self, step: Self) -> bool {
        step.0 != 0 && self.0 % step.0 == 0
    }

    /// As plain text with exactly so many decimals (further ones are cut off): `1.50`.
    pub fn to_fixed(self, decimals: u32) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs() / ONE.unsigned_abs();
        if decimals == 0 {
            return format!("{sign}{whole}");
        }
        let fraction = format!("{:06}", self.0.unsigned_abs() % ONE.unsigned_abs());
        let kept: String =
            fraction.chars().chain(std::iter::repeat('0')).take(decimals as usize).collect();
        format!("{sign}{whole}.{kept}")
    }

    /// As a number of a JSON document.
    pub fn to_json(self) -> serde_json::Value {
        // The text of a decimal is a JSON number, so that the fallback is never taken.
        self.to_string().parse::<serde_json::Number>().map_or(serde_json::Value::Null, Into::into)
    }
}

/// A position or count as a signed number; texts are far shorter than 2⁶³.
fn position(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

/// The exponent of a number; one that is longer than eight digits decides by its sign alone.
fn parse_exponent(text: &str) -> Result<i64, DecimalError> {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DecimalError::Malformed);
    }
    let significant = digits.trim_start_matches('0');
    let value = if significant.len() > 12 {
        1_000_000_000_000
    } else {
        significant.parse::<i64>().unwrap_or(0)
    };
    Ok(if negative { -value } else { value })
}

/// The shortest exact form: no trailing zeros, a point as separator.
impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_fixed(self.decimals()))
    }
}

impl Add for Decimal {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Decimal {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Add::add)
    }
}

impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}
