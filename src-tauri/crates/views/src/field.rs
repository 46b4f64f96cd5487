//! The fields of an item: what is to be entered, with bounds and options.

use backend::wording::number;
use scoring::{Input, InputKind, NotApplicable, RuleKind, Treatment};
use words::views as say;

use crate::set_item::{Item, PartRule, cases_input};
use crate::shape::shapes;

shapes! {
    /// A rule's inputs.
    pub struct Section {
        /// The part's key; none for a single rule.
        pub part: Option<String>,
        /// The part's title; empty for a single rule.
        pub title: String,
        /// What its points are of.
        pub max: String,
        /// Inputs.
        pub fields: Vec<Field>,
        /// "Không phát sinh" of the part.
        pub claim: Option<Claim>,
    }

    /// The permission to claim "không phát sinh".
    pub struct Claim {
        /// When it may be claimed, in words.
        pub note: Option<String>,
        /// What it does to the points, in words.
        pub effect: String,
    }

    /// A value to enter.
    pub struct Field {
        /// Key within its rule.
        pub key: String,
        /// Label.
        pub label: String,
        /// Unit of measure.
        pub unit: Option<String>,
        /// Kind of value.
        pub kind: FieldKind,
        /// Options, for a choice.
        pub options: Vec<OptionView>,
        /// Bounds in words.
        pub hint: Option<String>,
        /// Whether "không thực hiện" may be said instead of a date.
        pub may_be_not_done: bool,
    }

    /// Kind of a value.
    pub enum FieldKind {
        /// Yes ("true") or no ("false").
        Bool,
        /// An option's identifier.
        Option,
        /// A day, dd/MM/yyyy.
        Date,
        /// A whole number.
        Integer,
        /// A number.
        Number,
    }

    /// An option.
    pub struct OptionView {
        /// Identifier.
        pub id: String,
        /// Label.
        pub label: String,
        /// Points.
        pub points: String,
    }
}

/// The inputs of an item: one section for a single rule, one a part for a sum.
pub(crate) fn sections(item: Item<'_>) -> Vec<Section> {
    if let Item::Penalty { item, .. } = item {
        let field = Field::new(&cases_input(item), None);
        return vec![Section {
            part: None,
            title: String::new(),
            max: number(item.per_unit),
            fields: vec![field],
            claim: None,
        }];
    }
    let section = |rule: PartRule<'_>| Section {
        part: rule.part.map(str::to_owned),
        title: rule.title.to_owned(),
        max: number(rule.max),
        fields: rule
            .rule
            .inputs
            .iter()
            .map(|input| Field::new(input, Some(&rule.rule.kind)))
            .collect(),
        claim: rule.claim.map(Claim::new),
    };
    item.rules().into_iter().map(section).collect()
}

impl Claim {
    pub(crate) fn new(allowed: &NotApplicable) -> Self {
        let effect = match allowed.treatment {
            Treatment::Full => say::claim_full(),
            Treatment::Exclude => say::claim_excluded(),
        };
        Self { note: allowed.note.clone(), effect: effect.to_owned() }
    }
}

impl Field {
    fn new(input: &Input, rule: Option<&RuleKind>) -> Self {
        let options = match &input.kind {
            InputKind::Option(choices) => choices
                .iter()
                .map(|choice| OptionView {
                    id: choice.id.clone(),
                    label: choice.label.clone(),
                    points: number(choice.points),
                })
                .collect(),
            _ => Vec::new(),
        };
        let hint = match (input.min, input.max) {
            (Some(min), Some(max)) => Some(say::hint_between(number(min), number(max))),
            (Some(min), None) if !min.is_zero() => Some(say::hint_min(number(min))),
            (None, Some(max)) => Some(say::hint_max(number(max))),
            _ => None,
        };
        Self {
            key: input.key.clone(),
            label: input.name().to_owned(),
            unit: input.unit.clone(),
            kind: match &input.kind {
                InputKind::Bool => FieldKind::Bool,
                InputKind::Option(_) => FieldKind::Option,
                InputKind::Date => FieldKind::Date,
                InputKind::Integer => FieldKind::Integer,
                InputKind::Number => FieldKind::Number,
            },
            options,
            hint,
            may_be_not_done: matches!(rule, Some(RuleKind::Deadline { .. })),
        }
    }
}

/// The name of a field among an item's fields.
pub(crate) fn field_key(part: Option<&str>, input: &str) -> String {
    part.map_or_else(|| input.to_owned(), |part| format!("{part}.{input}"))
}
