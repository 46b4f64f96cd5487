//! Rules: from inputs to points (`scoring.md`, "Rules").

use chrono::NaiveDate;

use crate::decimal::Decimal;

/// A rule with its inputs and the constraints between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// What is entered, in the set's order; the items of a checklist or a deduction stand here too.
    pub inputs: Vec<Input>,
    /// What must hold between the figures.
    pub constraints: Vec<Constraint>,
    /// How points follow.
    pub kind: RuleKind,
}

/// A value to enter.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Key within the rule.
    pub key: String,
    /// Label.
    pub label: String,
    /// Unit of measure: "hồ sơ".
    pub unit: Option<String>,
    /// Kind of value.
    pub kind: InputKind,
    /// Smallest value of a number.
    pub min: Option<Decimal>,
    /// Largest value of a number.
    pub max: Option<Decimal>,
}

impl Input {
    /// What it is called: its label, or its key where it has none.
    pub fn name(&self) -> &str {
        if self.label.is_empty() { &self.key } else { &self.label }
    }
}

/// The kind of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum InputKind {
    /// Yes or no.
    Bool,
    /// One of these options.
    Option(Vec<Choice>),
    /// A date.
    Date,
    /// A whole number.
    Integer,
    /// Any decimal.
    Number,
}

/// An option with its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Identifier.
    pub id: String,
    /// Label.
    pub label: String,
    /// Points.
    pub points: Decimal,
}

/// `LEFT OP RIGHT` between figures of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Left side.
    pub left: Operand,
    /// Comparator.
    pub comparator: Comparator,
    /// Right side.
    pub right: Operand,
}

/// A side of a constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// The input of this key.
    Input(String),
    /// A number.
    Number(Decimal),
}

/// The comparator of a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
}

impl Comparator {
    /// Whether it holds between two figures.
    pub fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::AtLeast => left >= right,
            Self::Above => left > right,
            Self::AtMost => left <= right,
            Self::Below => left < right,
        }
    }

    /// Its sign.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::Above => ">",
            Self::AtMost => "<=",
            Self::Below => "<",
        }
    }
}

/// How points follow from the inputs.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleKind {
    /// Yes or no.
    Boolean {
        /// Points for yes.
        when_true: Decimal,
        /// Points for no.
        when_false: Decimal,
    },
    /// One option's points.
    Choice,
    /// The sum of one option's points an item.
    Checklist,
    /// Bands of a percentage or a value.
    Tier {
        /// What is compared.
        measure: Measure,
        /// Which side of a limit is the better one.
        direction: Direction,
        /// Bands, in the order in which they are tried.
        bands: Vec<TierBand>,
    },
    /// A share of the maximum, in proportion to `100 · first / second`.
    Ratio(Share),
    /// Points for each, up to a cap.
    Count {
        /// Points for each.
        points_per: Decimal,
        /// The most.
        cap: Decimal,
    },
    /// Points taken away for each case, down to a floor.
    Deduction {
        /// Points without any case.
        start: Decimal,
        /// The least.
        floor: Decimal,
        /// Points for each case, one figure an input, in their order.
        per_unit: Vec<Decimal>,
    },
    /// Bands of days late.
    Deadline {
        /// The last day in time.
        due: Due,
        /// Bands; the last takes the rest and `not-done`.
        bands: Vec<DeadlineBand>,
    },
    /// This year against last year.
    Compare {
        /// Which is better.
        better: Better,
        /// Differences up to this count as equal.
        tolerance: Decimal,
        /// Points when better.
        when_better: Decimal,
        /// Points when equal.
        when_equal: Decimal,
        /// Points when worse.
        when_worse: Decimal,
        /// Cases that this year's figure alone decides, tried first.
        overrides: Vec<Override>,
    },
    /// Like [`Self::Ratio`] with the percentage given.
    Survey(Share),
    /// Points as entered.
    Manual {
        /// The most.
        max_points: Decimal,
        /// Points come in multiples of this.
        step: Decimal,
    },
}

/// What the bands of a tier compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// `100 · first / second`
    Percent,
    /// The first input.
    Value,
}

/// Which side of a tier's limit fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the limit up.
    Higher,
    /// Up to the limit.
    Lower,
}

/// A band of a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierBand {
    /// `min` or `max`, by direction; only the rest of `lower` has none.
    pub limit: Option<Decimal>,
    /// Whether the limit itself is outside the band.
    pub exclusive: bool,
    /// Points.
    pub points: Decimal,
}

/// Points in proportion to a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Points at the cap.
    pub max_points: Decimal,
    /// Below this percentage, [`Self::below_floor_points`] are given.
    pub floor_percent: Option<Decimal>,
    /// Points below the floor.
    pub below_floor_points: Decimal,
    /// The percentage that gives all points.
    pub cap_percent: Decimal,
}

/// The last day in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// The day before this one.
    Before(NaiveDate),
    /// This day.
    OnOrBefore(NaiveDate),
    /// The date of this name, which the round fixes.
    Round(String),
}

/// A band of days late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineBand {
    /// The most days late; the last band has none or ignores it.
    pub max_days_late: Option<i64>,
    /// Points.
    pub points: Decimal,
}

/// Which of two figures is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The higher.
    Higher,
    /// The lower.
    Lower,
}

/// A case decided by this year's figure alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Reached from this figure on.
    pub when_current_at_least: Decimal,
    /// Points.
    pub points: Decimal,
}
