//! Lengths and sizes as the file format states them.

use crate::face::Font;
use crate::length::Length;

/// Twentieths of a point, to the nearest.
pub(super) fn twips(length: Length) -> i64 {
    (length.count() + 25).div_euclid(50)
}

/// A font's size in half points.
pub(super) fn half_points(font: Font) -> i64 {
    font.size.count() / 500
}
