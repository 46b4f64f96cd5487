//! An item of a set with what came of it: sub-criteria, bonus and penalty items seen alike.

use std::borrow::Cow;

use scoring::{
    Area, BonusItem, Code, Criterion, Decimal, Input, Method, NotApplicable, Outcome, PenaltyItem,
    PenaltyScore, Rule, SubCriterion,
};
use words::views as say;

/// An item of a set with what came of it.
#[derive(Clone, Copy)]
pub(crate) enum Item<'a> {
    Sub { item: &'a SubCriterion, criterion: &'a Criterion, area: &'a Area, outcome: &'a Outcome },
    Bonus { item: &'a BonusItem, outcome: &'a Outcome },
    Penalty { item: &'a PenaltyItem, scored: &'a PenaltyScore },
}

impl<'a> Item<'a> {
    pub(crate) fn code(self) -> &'a Code {
        match self {
            Self::Sub { item, .. } => &item.code,
            Self::Bonus { item, .. } => &item.code,
            Self::Penalty { item, .. } => &item.code,
        }
    }

    pub(crate) fn title(self) -> &'a str {
        match self {
            Self::Sub { item, .. } => &item.title,
            Self::Bonus { item, .. } => &item.title,
            Self::Penalty { item, .. } => &item.title,
        }
    }

    /// Whether the unit scores it itself.
    pub(crate) fn is_self_scored(self) -> bool {
        !matches!(self, Self::Sub { item, .. } if item.scored_by != scoring::ScoredBy::Unit)
    }

    /// What its points are of: the applicable maximum; of a penalty item, what one case costs.
    pub(crate) fn max(self) -> Decimal {
        match self {
            Self::Sub { outcome, .. } => outcome.applicable_max,
            Self::Bonus { item, .. } => item.rule.best(),
            Self::Penalty { item, .. } => item.per_unit,
        }
    }

    /// How it is scored; a penalty item has no rule.
    pub(crate) fn method(self) -> Option<Cow<'a, Method>> {
        match self {
            Self::Sub { item, .. } => Some(Cow::Borrowed(&item.method)),
            Self::Bonus { item, .. } => Some(Cow::Owned(Method::Single(item.rule.clone()))),
            Self::Penalty { .. } => None,
        }
    }

    /// The office in charge: its own, else the area's.
    pub(crate) fn owner(self) -> Option<&'a str> {
        match self {
            Self::Sub { item, area, .. } => item.owner.as_deref().or(area.owner.as_deref()),
            Self::Bonus { .. } | Self::Penalty { .. } => None,
        }
    }

    pub(crate) fn expected_evidence(self) -> &'a [String] {
        match self {
            Self::Sub { item, .. } => &item.evidence,
            Self::Bonus { item, .. } => &item.evidence,
            Self::Penalty { item, .. } => &item.evidence,
        }
    }

    pub(crate) fn claim(self) -> Option<&'a NotApplicable> {
        match self {
            Self::Sub { item, .. } => item.not_applicable.as_ref(),
            Self::Bonus { .. } | Self::Penalty { .. } => None,
        }
    }

    /// Its rules with the part's key, title, maximum and claim; one without a key for a single
    /// rule, none for a penalty item.
    pub(crate) fn rules(self) -> Vec<PartRule<'a>> {
        let single = |rule, max| PartRule { part: None, title: "", max, rule, claim: None };
        match self {
            Self::Sub { item, .. } => match &item.method {
                Method::Single(rule) => vec![single(rule, item.max_points)],
                Method::Sum(parts) => parts
                    .iter()
                    .map(|part| PartRule {
                        part: Some(part.key.as_str()),
                        title: part.title.as_str(),
                        max: part.max_points,
                        rule: &part.rule,
                        claim: part.not_applicable.as_ref(),
                    })
                    .collect(),
            },
            Self::Bonus { item, .. } => vec![single(&item.rule, item.rule.best())],
            Self::Penalty { .. } => Vec::new(),
        }
    }
}

/// A rule, of an item or of a part of one.
pub(crate) struct PartRule<'a> {
    pub(crate) part: Option<&'a str>,
    pub(crate) title: &'a str,
    pub(crate) max: Decimal,
    pub(crate) rule: &'a Rule,
    pub(crate) claim: Option<&'a NotApplicable>,
}

/// The one input of a penalty item.
pub(crate) fn cases_input(item: &PenaltyItem) -> Input {
    item.input(say::penalty_cases())
}
