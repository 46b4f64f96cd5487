//! The result for one sub-criterion, and how it came about.

use chrono::NaiveDate;

use crate::decimal::Decimal;
use crate::fraction::Fraction;
use crate::set::Comparator;

/// The result for a sub-criterion or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Status, with what led to it.
    pub verdict: Verdict,
    /// Points, rounded once to `rounding.points`.
    pub points: Decimal,
    /// What the points are of; 0 where excluded.
    pub applicable_max: Decimal,
    /// For a `sum`, the results of its parts in the set's order.
    pub parts: Vec<Outcome>,
}

/// The status of a result, with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Every input given and valid.
    Scored(Derivation),
    /// Something is missing: 0 points of the full maximum.
    Incomplete {
        /// Keys of the inputs not given; of a part, `part.key`.
        missing: Vec<String>,
        /// The date that the round has not fixed yet, by name.
        round_date: Option<String>,
    },
    /// Something is wrong: 0 points of the full maximum.
    Invalid(Vec<Problem>),
    /// Claimed as not arising, at full points.
    NotApplicable,
    /// Claimed as not arising, out of the reckoning: 0 of 0.
    Excluded,
}

/// The bare status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// See [`Verdict::Scored`].
    Scored,
    /// See [`Verdict::Incomplete`].
    Incomplete,
    /// See [`Verdict::Invalid`].
    Invalid,
    /// See [`Verdict::NotApplicable`].
    NotApplicable,
    /// See [`Verdict::Excluded`].
    Excluded,
}

impl Status {
    /// The word of `scoring.md`, "Status of a sub-criterion".
    pub const fn word(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::Incomplete => "incomplete",
            Self::Invalid => "invalid",
            Self::NotApplicable => "not-applicable",
            Self::Excluded => "excluded",
        }
    }

    /// Whether the value stands: nothing is missing and nothing wrong.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Scored | Self::NotApplicable | Self::Excluded)
    }
}

impl Outcome {
    /// How the points came about, where it is scored.
    pub const fn derivation(&self) -> Option<&Derivation> {
        match &self.verdict {
            Verdict::Scored(derivation) => Some(derivation),
            _ => None,
        }
    }

    /// The bare status.
    pub const fn status(&self) -> Status {
        match self.verdict {
            Verdict::Scored(_) => Status::Scored,
            Verdict::Incomplete { .. } => Status::Incomplete,
            Verdict::Invalid(_) => Status::Invalid,
            Verdict::NotApplicable => Status::NotApplicable,
            Verdict::Excluded => Status::Excluded,
        }
    }
}

/// Something wrong with what was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The part it belongs to, by key.
    pub part: Option<String>,
    /// The input, by key; none where the entry as a whole is at fault.
    pub input: Option<String>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong with an input or an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The rule has no such input.
    UnknownInput,
    /// A truth value is due.
    NotBool,
    /// One of the options is due.
    UnknownOption,
    /// A date of the form `YYYY-MM-DD` is due.
    BadDate,
    /// A number is due.
    NotNumber,
    /// More than six decimals.
    TooFine,
    /// 10¹⁵ or more.
    TooLarge,
    /// A whole number is due.
    NotWhole(Decimal),
    /// Below zero.
    Negative(Decimal),
    /// Below the input's minimum.
    BelowMin {
        /// The figure.
        found: Decimal,
        /// The minimum.
        min: Decimal,
    },
    /// Above the input's maximum, the 100 of a percentage, or the most points.
    AboveMax {
        /// The figure.
        found: Decimal,
        /// The maximum.
        max: Decimal,
    },
    /// The second figure of a percentage is zero.
    ZeroWhole,
    /// Not a multiple of the step of points.
    NotMultiple {
        /// The points.
        found: Decimal,
        /// The step.
        step: Decimal,
    },
    /// A constraint does not hold.
    Constraint {
        /// Keys or number on both sides, as the set writes them.
        sides: [String; 2],
        /// The two figures that disagree.
        figures: [Decimal; 2],
        /// The comparator that does not hold.
        comparator: Comparator,
    },
    /// Inputs given to a `sum`.
    InputsForSum,
    /// Parts given to a rule that has none.
    PartsForRule,
    /// The `sum` has no such part.
    UnknownPart,
    /// "Không phát sinh" claimed where the set does not allow it.
    ClaimNotAllowed,
}

/// How points came about. Positions count from 0 in the set's order.
#[derive(Clone, Debug, PartialEq)]
pub enum Derivation {
    /// Yes or no.
    Boolean {
        /// What was answered.
        answer: bool,
    },
    /// An option was chosen.
    Choice {
        /// Its position.
        option: usize,
    },
    /// One option an item.
    Checklist {
        /// Their positions, in the order of the items.
        options: Vec<usize>,
    },
    /// Bands of a percentage.
    TierPercent {
        /// First figure.
        first: Decimal,
        /// Second figure.
        second: Decimal,
        /// `100 · first / second`, exact.
        percent: Fraction,
        /// The band that applied; none where none fits.
        band: Option<usize>,
    },
    /// Bands of a value.
    TierValue {
        /// The figure.
        value: Decimal,
        /// The band that applied; none where none fits.
        band: Option<usize>,
    },
    /// In proportion to a percentage.
    Ratio {
        /// First figure.
        first: Decimal,
        /// Second figure.
        second: Decimal,
        /// `100 · first / second`, exact.
        percent: Fraction,
        /// Where it lies.
        band: Band,
    },
    /// So many for each.
    Count {
        /// How many.
        count: Decimal,
        /// Points before the cap.
        uncapped: Decimal,
        /// Whether the cap cut points off.
        capped: bool,
    },
    /// So many taken away for each case.
    Deduction {
        /// Cases, in the order of the items.
        counts: Vec<Decimal>,
        /// Points taken away before the floor.
        deducted: Decimal,
        /// Whether the floor saved points.
        floored: bool,
    },
    /// Days late.
    Deadline {
        /// What was delivered.
        delivery: Delivery,
        /// The last day in time, if it is known.
        last_day: Option<NaiveDate>,
        /// Days late, below or at zero when in time.
        days_late: Option<i64>,
        /// The band that applied.
        band: usize,
    },
    /// This year against last year.
    Compare {
        /// This year's figure.
        current: Decimal,
        /// Last year's figure.
        previous: Decimal,
        /// How they compare.
        comparison: Comparison,
    },
    /// The survey's percentage.
    Survey {
        /// The percentage.
        percent: Decimal,
        /// Where it lies.
        band: Band,
    },
    /// Points as entered.
    Manual {
        /// The points.
        entered: Decimal,
    },
    /// The sum of the parts.
    Sum,
}

/// Where a percentage lies between floor and cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// Below the floor.
    BelowFloor,
    /// In proportion.
    Proportional,
    /// At the cap or beyond.
    Capped,
}

/// What was delivered, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// On this day.
    On(NaiveDate),
    /// Not at all.
    NotDone,
}

/// How this year's figure compares with last year's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// This year's figure alone decided, by the override at this position.
    Override(usize),
    /// Better.
    Better,
    /// Equal, within the tolerance.
    Equal,
    /// Worse.
    Worse,
}
