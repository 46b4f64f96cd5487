//! What is to be said of an item: how its points came about, what is missing or wrong.

use std::collections::BTreeMap;

use backend::wording;
use scoring::{PenaltyItem, Verdict, WarningKind};
use store::BlockerKind;

use crate::field::field_key;
use crate::scored::Scored;
use crate::set_item::Item;
use crate::workspace::ItemStatus;

impl Scored<'_> {
    /// How the points came about, a line each.
    pub(crate) fn how(&self, item: Item<'_>) -> Vec<String> {
        let answer = self.answer(item);
        match item {
            Item::Sub { item: sub, outcome, .. } if item.is_self_scored() => {
                wording::figures(sub, answer, outcome)
            }
            Item::Sub { .. } => Vec::new(),
            Item::Bonus { item, .. } => {
                let scored = self.score.bonus.iter().find(|scored| scored.code == item.code);
                scored.map(|scored| wording::bonus(item, answer, scored)).unwrap_or_default()
            }
            Item::Penalty { item, scored } => wording::penalty(item, scored),
        }
    }

    /// What is missing or wrong, a line each.
    pub(crate) fn problems(&self, item: Item<'_>) -> Vec<String> {
        let set = self.set();
        match (item, item.method()) {
            (Item::Sub { outcome, .. } | Item::Bonus { outcome, .. }, Some(method))
                if item.is_self_scored() && self.status(item) != ItemStatus::Empty =>
            {
                wording::unfinished(set, &method, outcome)
            }
            (Item::Penalty { item, .. }, _) => {
                let own = self.score.warnings.iter().filter(|warning| warning.code == item.code);
                own.map(|warning| wording::score_warning(set, warning)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What is wrong with each field, by `key` or `part.key`.
    pub(crate) fn faults(&self, item: Item<'_>) -> BTreeMap<String, String> {
        let outcome = match item {
            Item::Sub { outcome, .. } | Item::Bonus { outcome, .. } => outcome,
            Item::Penalty { .. } => {
                let problems = self.problems(item).into_iter().next();
                return problems
                    .into_iter()
                    .map(|text| (PenaltyItem::CASES.to_owned(), text))
                    .collect();
            }
        };
        let (Verdict::Invalid(problems), Some(method)) = (&outcome.verdict, item.method()) else {
            return BTreeMap::new();
        };
        let mut faults = BTreeMap::new();
        for problem in problems {
            if let Some(input) = &problem.input {
                let key = field_key(problem.part.as_deref(), input);
                faults.entry(key).or_insert_with(|| wording::field_problem(&method, problem));
            }
        }
        faults
    }

    /// Accepted, but deserves a look.
    pub(crate) fn warnings(&self, item: Item<'_>) -> Vec<String> {
        let over = self.score.warnings.iter().filter(|warning| {
            warning.code == *item.code() && warning.kind == WarningKind::OverHundredPercent
        });
        let over = over.map(|warning| wording::score_warning(self.set(), warning));
        let unproven = self.blockers_of(item).filter(|blocker| {
            matches!(blocker.kind, BlockerKind::NoEvidence | BlockerKind::NoReason)
        });
        let unproven = unproven.map(|blocker| wording::blocker_message(self.set(), blocker));
        over.chain(unproven).collect()
    }
}
