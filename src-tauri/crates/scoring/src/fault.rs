//! What can be wrong with a file that holds a set or answers.

use crate::decimal::{Decimal, DecimalError};

/// Why a file could not be read as a criteria set or as answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Over the limit, in bytes.
    #[error("{bytes} bytes, over the limit of {limit}")]
    TooLarge {
        /// The file's size.
        bytes: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// Not UTF-8 from this byte on.
    #[error("not UTF-8 at byte {position}")]
    NotUtf8 {
        /// The first byte at fault, from 0.
        position: usize,
    },
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// Not JSON.
    #[error("not JSON at line {line}, column {column}")]
    Malformed {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// Whether the text ends too early.
        cut_off: bool,
    },
    /// Objects and lists within one another beyond 128 levels.
    #[error("nested too deep")]
    TooDeep,
    /// JSON, but against the contract; all faults at once.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
}

/// One breach of the contract, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The code of the area, criterion, sub-criterion or item at fault; empty for the file itself.
    pub code: String,
    /// The field, as a path below the code: `rule.bands[2].min`.
    pub field: String,
    /// What is wrong, with its figures.
    pub kind: FaultKind,
}

/// The shapes of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
    /// Number, text or truth value.
    Scalar,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The member stands twice in its object.
    DuplicateField,
    /// The contract knows no such field here.
    UnknownField,
    /// A required field is missing.
    MissingField,
    /// Another shape is due.
    WrongShape {
        /// What is due.
        expected: Shape,
        /// What was found.
        found: Shape,
    },
    /// Another schema.
    UnknownSchema {
        /// The schema of the file.
        found: String,
        /// The schema that is read.
        expected: &'static str,
    },
    /// No such rule type.
    UnknownRuleType {
        /// The type of the file.
        found: String,
    },
    /// Not one of the words allowed here.
    UnknownWord {
        /// The word of the file.
        found: String,
        /// The words allowed.
        allowed: &'static [&'static str],
    },
    /// A text that must not be empty.
    EmptyText,
    /// A list that must not be empty.
    EmptyList,
    /// No acceptable number.
    BadNumber {
        /// As written, shortened.
        found: String,
        /// Why.
        why: DecimalError,
    },
    /// Over nine integer digits.
    TooManyDigits {
        /// The number.
        found: Decimal,
    },
    /// Below zero.
    Negative {
        /// The number.
        found: Decimal,
    },
    /// Must be above zero.
    NotPositive {
        /// The number.
        found: Decimal,
    },
    /// Must be a whole number from one bound to the other.
    OutsideRange {
        /// The number.
        found: Decimal,
        /// Lower bound.
        min: i64,
        /// Upper bound.
        max: i64,
    },
    /// Points with more decimals than `rounding.points`.
    FinerThanRounding {
        /// The points.
        found: Decimal,
        /// Decimals of points.
        decimals: u32,
    },
    /// The sum of the children is not the stated maximum.
    SumMismatch {
        /// The children's sum.
        sum: Decimal,
        /// The stated maximum.
        maximum: Decimal,
    },
    /// The best result of the rule is not the stated maximum.
    BestMismatch {
        /// The best the rule can give.
        best: Decimal,
        /// The stated maximum.
        maximum: Decimal,
    },
    /// The code stands elsewhere in the set too.
    CodeNotUnique,
    /// A key or id stands twice in its list.
    KeyNotUnique {
        /// The key.
        found: String,
    },
    /// Not of the form `[A-Za-z][A-Za-z0-9_]*`.
    BadKey {
        /// The key.
        found: String,
    },
    /// Not an existing day of the form `YYYY-MM-DD`.
    BadDate {
        /// As written.
        found: String,
    },
    /// Not of the form `LEFT OP RIGHT`.
    BadConstraint {
        /// As written.
        found: String,
    },
    /// A constraint names something that is no figure of the rule.
    UnknownOperand {
        /// The constraint.
        constraint: String,
        /// The operand.
        operand: String,
    },
    /// The set has no such deadline.
    UnknownDeadline {
        /// Its name.
        found: String,
    },
    /// The set has no such area.
    UnknownArea {
        /// Its code.
        found: String,
    },
    /// The set has no such sub-criterion, bonus or penalty item.
    UnknownCode,
    /// Answers to another set.
    OtherSet {
        /// The set that the answers name.
        found: String,
        /// The set at hand.
        expected: String,
    },
    /// A date that must be given in exactly one way, or a requirement that is not exactly one form.
    NotExactlyOne {
        /// The forms.
        forms: &'static [&'static str],
    },
    /// Classes not from the highest band down.
    ClassOrder {
        /// This class's minimum.
        min: Decimal,
        /// The minimum of the class before.
        before: Decimal,
    },
    /// The last class does not begin at 0.
    LastClassMin {
        /// Its minimum.
        min: Decimal,
    },
    /// The last class has requirements, so that an index could have no class.
    LastClassRequires,
    /// Bands or cases before it take everything.
    NeverApplies,
    /// Another number of inputs is due.
    InputCount {
        /// How many there are.
        found: usize,
        /// How many are due.
        expected: usize,
    },
    /// Another kind of input is due.
    InputKind {
        /// The kinds allowed.
        allowed: &'static [&'static str],
    },
    /// An input's minimum is above its maximum.
    EmptyRange {
        /// Minimum.
        min: Decimal,
        /// Maximum.
        max: Decimal,
    },
    /// A `sum` within a `sum`, in a bonus item.
    SumNotAllowed,
    /// The largest points are no multiple of the step.
    StepMismatch {
        /// The step.
        step: Decimal,
        /// The maximum.
        maximum: Decimal,
    },
}
