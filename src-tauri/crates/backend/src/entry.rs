//! From the text of a field to a value and back, as Vietnamese type figures and days.
//!
//! - Figures: the comma is the decimal sign. Dots, spaces or commas may part groups of three
//!   digits (`1.234.567,5`, `1 234,5`); where dot and comma both stand, the last one is the decimal
//!   sign (`1,234.5`). A single dot followed by exactly three digits parts thousands (`1.234` is
//!   1234); any other single dot is a decimal sign (`1.5`, `0.125`). A single comma is a decimal
//!   sign (`1,234` is 1.234), except where a whole number is due and `1,234` can only be 1234. A
//!   percent sign after the figure is passed over.
//! - Days: day, month and year of four digits, parted by `/`, `-` or `.`, or year, month and day.
//! - Yes and no as the window says them (`true`, `false`) or in words; options by id or label.
//!
//! A text that cannot be read is kept exactly as it was typed, as a text that scoring calls
//! invalid, so that nothing typed is lost. An empty field is no value.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use scoring::{Choice, Decimal, DecimalError, Input, InputKind, Value};
use words::entry as say;

use crate::wording;

/// The word for a delivery that did not take place, in fields and answers alike.
pub const NOT_DONE: &str = "not-done";

/// The value that a field's text stands for; none for an empty field.
pub fn value(kind: &InputKind, typed: &str) -> Option<Value> {
    let text = typed.trim();
    if text.is_empty() {
        return None;
    }
    let read = match kind {
        InputKind::Bool => answer(text).map(Value::Bool),
        InputKind::Option(choices) => {
            option(choices, text).map(|choice| Value::Text(choice.id.clone()))
        }
        InputKind::Date => date(text).map(Value::Text),
        InputKind::Integer => figure(text, true).map(Value::Number),
        InputKind::Number => figure(text, false).map(Value::Number),
    };
    Some(read.unwrap_or_else(|| Value::Text(typed.to_owned())))
}

/// A value as it stands in its field; [`value`] reads it back.
pub fn typed(input: &Input, value: &Value) -> String {
    match (value, &input.kind) {
        (Value::Bool(answer), _) => answer.to_string(),
        (Value::Number(text), kind) => {
            let shown = Decimal::parse(text).map_or_else(|_| words::decimal(text), wording::number);
            // Where a whole number is due, 1,234 would be read as 1234.
            let grouped = matches!(kind, InputKind::Integer) && groups_thousands(&shown, ',');
            if grouped { shown + "0" } else { shown }
        }
        (Value::Text(text), InputKind::Date) => {
            scoring::parse_date(text).map_or_else(|| text.clone(), wording::day)
        }
        (Value::Text(text), _) => text.clone(),
    }
}

/// The day that a text names: `05/12/2024`, `5-12-2024`, `5.12.2024`, `2024-12-05`. Midnight after
/// it, as spreadsheets write it, is passed over.
pub fn day(typed: &str) -> Option<NaiveDate> {
    const MIDNIGHT: [&str; 4] = ["00:00:00", "0:00:00", "00:00", "0:00"];
    let text = typed.trim();
    let midnight = MIDNIGHT.iter().find_map(|time| text.strip_suffix(&format!(" {time}")));
    let text = midnight.unwrap_or(text);
    let separator = text.chars().find(|char| matches!(char, '/' | '-' | '.'))?;
    let pieces: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [first, month, last] = pieces[..] else {
        return None;
    };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let year = i32::try_from(digits(year, 4..=4)?).ok()?;
    let (month, day) = (digits(month, 1..=2)?, digits(day, 1..=2)?);
    (year > 0).then(|| NaiveDate::from_ymd_opt(year, month, day))?
}

fn digits(text: &str, length: RangeInclusive<usize>) -> Option<u32> {
    (length.contains(&text.len()) && is_digits(text)).then(|| text.parse().ok())?
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether two texts say the same but for case and white space.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}

fn answer(text: &str) -> Option<bool> {
    let among = |spellings: &str| spellings.split(',').any(|spelling| same(spelling, text));
    match (among(say::yes_spellings()), among(say::no_spellings())) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn option<'a>(choices: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let exact = choices.iter().find(|choice| choice.id == text);
    let labelled = || choices.iter().find(|choice| same(&choice.label, text));
    exact.or_else(labelled).or_else(|| choices.iter().find(|choice| same(&choice.id, text)))
}

fn date(text: &str) -> Option<String> {
    let not_done = say::not_done_spellings().split(',').chain([NOT_DONE]);
    if not_done.into_iter().any(|spelling| same(spelling, text)) {
        return Some(NOT_DONE.to_owned());
    }
    day(text).map(|day| day.to_string())
}

/// A typed figure as a number of an answer: the exact value where it has one, else its digits, for
/// scoring to say what is wrong with it.
fn figure(text: &str, is_whole: bool) -> Option<String> {
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (sign, rest) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if rest.contains(['e', 'E']) {
        return with_exponent(&format!("{sign}{rest}"));
    }
    let (whole, fraction) = split_decimal(rest, is_whole);
    if whole.is_empty() && fraction.is_none() {
        return None;
    }
    let whole = match ungrouped(whole)?.trim_start_matches('0') {
        "" => "0".to_owned(),
        whole => whole.to_owned(),
    };
    let plain = match fraction {
        Some(fraction) if is_digits(fraction) => format!("{sign}{whole}.{fraction}"),
        Some(_) => return None,
        None => format!("{sign}{whole}"),
    };
    match Decimal::parse(&plain) {
        Ok(figure) => Some(figure.to_string()),
        Err(DecimalError::TooFine | DecimalError::TooLarge) => Some(plain),
        Err(DecimalError::Malformed) => None,
    }
}

/// A figure in the form of JSON with an exponent, as a file may hold one.
fn with_exponent(text: &str) -> Option<String> {
    let number: serde_json::Number = text.replace(',', ".").parse().ok()?;
    Some(number.to_string())
}

/// A figure before and after its decimal sign, if it has one.
fn split_decimal(text: &str, is_whole: bool) -> (&str, Option<&str>) {
    let Some((position, sign)) = text.char_indices().rfind(|(_, char)| matches!(char, '.' | ','))
    else {
        return (text, None);
    };
    let parts = (&text[..position], Some(&text[position + 1..]));
    let occurs_once = !parts.0.contains(sign);
    let alone = occurs_once && is_digits(parts.0);
    let may_group = alone && groups_thousands(text, sign) && (sign == '.' || is_whole);
    if occurs_once && !may_group { parts } else { (text, None) }
}

/// Whether a figure has the form of one group of thousands: 1 to 3 digits, the sign, 3 digits.
fn groups_thousands(text: &str, sign: char) -> bool {
    text.trim_start_matches('-').split_once(sign).is_some_and(|(first, rest)| {
        first.len() <= 3
            && !first.starts_with('0')
            && is_digits(first)
            && rest.len() == 3
            && is_digits(rest)
    })
}

/// The digits of a whole number, whose groups of three one sign may part; empty before a decimal
/// sign stands for zero.
fn ungrouped(text: &str) -> Option<String> {
    let Some(sign) = text.chars().find(|char| !char.is_ascii_digit()) else {
        return Some(text.to_owned());
    };
    if !(matches!(sign, '.' | ',') || sign.is_whitespace()) {
        return None;
    }
    let groups: Vec<&str> = text.split(sign).collect();
    let fits = |(position, group): (usize, &&str)| {
        is_digits(group) && (group.len() == 3 || (position == 0 && group.len() < 3))
    };
    groups.iter().enumerate().all(fits).then(|| groups.concat())
}

#[cfg(test)]
mod tests;
