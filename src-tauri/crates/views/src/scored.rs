//! A dossier with its score.

use std::collections::BTreeMap;

use backend::wording;
use scoring::{
    Answer, Answers, Area, Code, CriteriaSet, Criterion, CriterionScore, Decimal, Score, Status,
    score,
};
use store::{Blocker, BlockerKind, Dossier};
use words::views as say;

use crate::set_item::Item;
use crate::workspace::ItemStatus;

/// What an item without an answer has.
static NOTHING: Answer = Answer {
    inputs: BTreeMap::new(),
    not_applicable: false,
    explanation: None,
    parts: BTreeMap::new(),
};

/// The sub-criteria of one criterion.
pub(crate) fn items_of<'a>(
    area: &'a Area,
    criterion: &'a Criterion,
    scored: &'a CriterionScore,
) -> impl Iterator<Item = Item<'a>> {
    let items = criterion.sub_criteria.iter().zip(&scored.sub_criteria);
    items.map(move |(item, scored)| Item::Sub { item, criterion, area, outcome: &scored.outcome })
}

/// A dossier with its score and what blocks its sign-off.
pub struct Scored<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) score: Score,
    pub(crate) blockers: Vec<Blocker>,
    set: &'a CriteriaSet,
    answers: &'a Answers,
    documents: BTreeMap<&'a Code, u32>,
}

impl<'a> Scored<'a> {
    /// Scores a dossier.
    pub fn new(dossier: &'a Dossier) -> Self {
        Self::with(dossier, &dossier.set.set, &dossier.answers)
    }

    /// Scores other answers, or fewer items, in the place of a dossier's own.
    pub(crate) fn with(dossier: &'a Dossier, set: &'a CriteriaSet, answers: &'a Answers) -> Self {
        let score = score(set, answers);
        let blockers = store::item_blockers(set, answers, &dossier.evidence, &score);
        let mut documents = BTreeMap::new();
        for citation in dossier.evidence.iter().flat_map(|evidence| &evidence.citations) {
            *documents.entry(&citation.code).or_default() += 1;
        }
        Self { dossier, score, blockers, set, answers, documents }
    }

    pub(crate) fn set(&self) -> &'a CriteriaSet {
        self.set
    }

    /// Sub-criteria in the set's order.
    pub(crate) fn sub_criteria(&self) -> impl Iterator<Item = Item<'_>> {
        let areas = self.set().areas.iter().zip(&self.score.areas);
        areas.flat_map(|(area, scored)| {
            let criteria = area.criteria.iter().zip(&scored.criteria);
            criteria.flat_map(move |(criterion, scored)| items_of(area, criterion, scored))
        })
    }

    /// Bonus items in the set's order.
    pub(crate) fn bonus(&self) -> impl Iterator<Item = Item<'_>> {
        let items = self.set().bonus.iter().flat_map(|bonus| &bonus.items).zip(&self.score.bonus);
        items.map(|(item, scored)| Item::Bonus { item, outcome: &scored.outcome })
    }

    /// Penalty items in the set's order.
    pub(crate) fn penalty(&self) -> impl Iterator<Item = Item<'_>> {
        let items = self.set().penalty.iter().flat_map(|penalty| &penalty.items);
        items.zip(&self.score.penalty).map(|(item, scored)| Item::Penalty { item, scored })
    }

    /// Sub-criteria, then bonus, then penalty items.
    pub(crate) fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.sub_criteria().chain(self.bonus()).chain(self.penalty())
    }

    /// The item of this code.
    pub(crate) fn item(&self, code: &str) -> Option<Item<'_>> {
        self.items().find(|item| item.code().as_str() == code)
    }

    /// What was entered for an item.
    pub(crate) fn answer(&self, item: Item<'_>) -> &'a Answer {
        let section = match item {
            Item::Sub { .. } => &self.answers.sub_criteria,
            Item::Bonus { .. } => &self.answers.bonus,
            Item::Penalty { .. } => &self.answers.penalty,
        };
        section.get(item.code()).unwrap_or(&NOTHING)
    }

    /// Documents cited for an item.
    pub(crate) fn documents(&self, item: Item<'_>) -> u32 {
        self.documents.get(item.code()).copied().unwrap_or_default()
    }

    /// Blockers of an item.
    pub(crate) fn blockers_of(&self, item: Item<'_>) -> impl Iterator<Item = &Blocker> {
        let code = item.code().clone();
        self.blockers.iter().filter(move |blocker| blocker.code.as_ref() == Some(&code))
    }

    pub(crate) fn lacks_evidence(&self, item: Item<'_>) -> bool {
        self.blockers_of(item).any(|blocker| blocker.kind == BlockerKind::NoEvidence)
    }

    /// The status that the window shows.
    pub(crate) fn status(&self, item: Item<'_>) -> ItemStatus {
        if !item.is_self_scored() {
            return ItemStatus::NotSelfScored;
        }
        let empty = || self.answer(item).is_empty();
        match item {
            Item::Sub { outcome, .. } | Item::Bonus { outcome, .. } => match outcome.status() {
                Status::Scored => ItemStatus::Scored,
                Status::Incomplete if empty() => ItemStatus::Empty,
                Status::Incomplete => ItemStatus::Incomplete,
                Status::Invalid => ItemStatus::Invalid,
                Status::NotApplicable => ItemStatus::NotApplicable,
                Status::Excluded => ItemStatus::Excluded,
            },
            Item::Penalty { scored, .. } => match scored.cases {
                Some(_) => ItemStatus::Scored,
                None if self.answer(item).inputs.is_empty() => ItemStatus::Empty,
                None => ItemStatus::Invalid,
            },
        }
    }

    /// The same in words.
    pub(crate) fn status_word(&self, item: Item<'_>) -> &'static str {
        if self.blockers_of(item).any(|blocker| blocker.kind == BlockerKind::NoReason) {
            return say::status_no_reason();
        }
        match self.status(item) {
            ItemStatus::Empty => say::status_empty(),
            ItemStatus::Scored => wording::status(Status::Scored),
            ItemStatus::Incomplete => wording::status(Status::Incomplete),
            ItemStatus::Invalid => wording::status(Status::Invalid),
            ItemStatus::NotApplicable => wording::status(Status::NotApplicable),
            ItemStatus::Excluded => wording::status(Status::Excluded),
            ItemStatus::NotSelfScored => say::status_not_self_scored(),
        }
    }

    /// Points, where something is scored.
    pub(crate) fn points(&self, item: Item<'_>) -> Option<Decimal> {
        let settled = matches!(self.status(item), ItemStatus::Scored | ItemStatus::NotApplicable);
        settled.then_some(match item {
            Item::Sub { outcome, .. } | Item::Bonus { outcome, .. } => outcome.points,
            Item::Penalty { scored, .. } => scored.points,
        })
    }

    /// Points lost of a scored sub-criterion; none where nothing is lost.
    pub(crate) fn lost(&self, item: Item<'_>) -> Option<Decimal> {
        let Item::Sub { outcome, .. } = item else {
            return None;
        };
        let lost = outcome.applicable_max - self.points(item)?;
        (!lost.is_zero()).then_some(lost)
    }
}
