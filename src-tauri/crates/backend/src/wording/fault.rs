//! Faults of files as sentences.

use scoring::{DecimalError, Fault, FaultKind, ReadError, Shape};
use words::faults as say;

use super::number;

/// What is wrong with a file and what to do, with one line for each fault.
pub fn read_error(error: &ReadError) -> (String, Vec<String>) {
    let message = match error {
        ReadError::TooLarge { bytes, limit } => say::too_large(size(*bytes), size(*limit)),
        ReadError::NotUtf8 { position } => say::not_utf8(position),
        ReadError::Empty => say::empty().to_owned(),
        ReadError::Malformed { line, column, cut_off: true } => say::cut_off(line, column),
        ReadError::Malformed { line, column, cut_off: false } => say::malformed(line, column),
        ReadError::TooDeep => say::too_deep().to_owned(),
        ReadError::Faults(faults) => {
            return (say::faults(faults.len()), faults.iter().map(fault).collect());
        }
    };
    (message, Vec::new())
}

/// Bytes as megabytes, rounded up.
fn size(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1024 * 1024))
}

/// One fault with its place.
pub fn fault(fault: &Fault) -> String {
    let message = kind(&fault.kind);
    match (fault.code.as_str(), fault.field.as_str()) {
        ("", "") => say::at_file(message),
        ("", field) => say::at_field(field, message),
        (code, "") => say::at_code_only(code, message),
        (code, field) => say::at_code(code, field, message),
    }
}

fn kind(kind: &FaultKind) -> String {
    match kind {
        FaultKind::DuplicateField => say::duplicate_field().to_owned(),
        FaultKind::UnknownField => say::unknown_field().to_owned(),
        FaultKind::MissingField => say::missing_field().to_owned(),
        FaultKind::WrongShape { expected, found } => {
            say::wrong_shape(shape(*expected), shape(*found))
        }
        FaultKind::UnknownSchema { found, expected } => say::unknown_schema(found, expected),
        FaultKind::UnknownRuleType { found } => say::unknown_rule_type(found),
        FaultKind::UnknownWord { found, allowed } => say::unknown_word(found, allowed.join(", ")),
        FaultKind::EmptyText => say::empty_text().to_owned(),
        FaultKind::EmptyList => say::empty_list().to_owned(),
        FaultKind::BadNumber { found, why } => say::bad_number(found, reason(*why)),
        FaultKind::TooManyDigits { found } => say::too_many_digits(number(*found)),
        FaultKind::Negative { found } => say::negative(number(*found)),
        FaultKind::NotPositive { found } => say::not_positive(number(*found)),
        FaultKind::OutsideRange { found, min, max } => say::outside_range(number(*found), min, max),
        FaultKind::FinerThanRounding { found, decimals } => {
            say::finer_than_rounding(number(*found), decimals)
        }
        FaultKind::SumMismatch { sum, maximum } => {
            say::sum_mismatch(number(*sum), number(*maximum))
        }
        FaultKind::BestMismatch { best, maximum } => {
            say::best_mismatch(number(*best), number(*maximum))
        }
        FaultKind::CodeNotUnique => say::code_not_unique().to_owned(),
        FaultKind::KeyNotUnique { found } => say::key_not_unique(found),
        FaultKind::BadKey { found } => say::bad_key(found),
        FaultKind::BadDate { found } => say::bad_date(found),
        FaultKind::BadConstraint { found } => say::bad_constraint(found),
        FaultKind::UnknownOperand { constraint, operand } => {
            say::unknown_operand(constraint, operand)
        }
        FaultKind::UnknownDeadline { found } => say::unknown_deadline(found),
        FaultKind::UnknownArea { found } => say::unknown_area(found),
        FaultKind::OtherSet { found, expected } => say::other_set(found, expected),
        FaultKind::NotExactlyOne { forms } => say::not_exactly_one(forms.join(", ")),
        FaultKind::ClassOrder { min, before } => say::class_order(number(*min), number(*before)),
        FaultKind::LastClassMin { min } => say::last_class_min(number(*min)),
        FaultKind::LastClassRequires => say::last_class_requires().to_owned(),
        FaultKind::NeverApplies => say::never_applies().to_owned(),
        FaultKind::InputCount { found, expected } => say::input_count(found, expected),
        FaultKind::InputKind { allowed } => say::input_kind(allowed.join(", ")),
        FaultKind::EmptyRange { min, max } => say::empty_range(number(*min), number(*max)),
        FaultKind::SumNotAllowed => say::sum_not_allowed().to_owned(),
        FaultKind::StepMismatch { step, maximum } => {
            say::step_mismatch(number(*maximum), number(*step))
        }
        FaultKind::UnknownCode => say::unknown_code().to_owned(),
    }
}

const fn reason(why: DecimalError) -> &'static str {
    match why {
        DecimalError::Malformed => say::number_malformed(),
        DecimalError::TooFine => say::number_too_fine(),
        DecimalError::TooLarge => say::number_too_large(),
    }
}

const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Null => say::shape_null(),
        Shape::Bool => say::shape_bool(),
        Shape::Number => say::shape_number(),
        Shape::Text => say::shape_text(),
        Shape::List => say::shape_list(),
        Shape::Object => say::shape_object(),
        Shape::Scalar => say::shape_scalar(),
    }
}
