//! Points of an item and how they came about.

use std::collections::BTreeMap;

use backend::wording::{self, number};
use scoring::{Answer, Answers, CriteriaSet, Method, Status};
use store::Dossier;

use crate::alone::alone;
use crate::entry::Entry;
use crate::scored::Scored;
use crate::set_item::Item;
use crate::shape::shapes;
use crate::workspace::ItemStatus;

shapes! {
    /// Points and how they came about.
    pub struct ResultView {
        /// Status.
        pub status: ItemStatus,
        /// Status in words.
        pub status_word: String,
        /// Points; none where nothing is scored.
        pub points: Option<String>,
        /// What they are of.
        pub max: String,
        /// How they came about, a line each.
        pub how: Vec<String>,
        /// What is missing or wrong, a line each.
        pub problems: Vec<String>,
        /// What is wrong with a field, by "key" or "part.key".
        pub faults: BTreeMap<String, String>,
        /// What would win points back.
        pub gain: Option<String>,
        /// Warnings.
        pub warnings: Vec<String>,
        /// Points of each part, by key.
        pub parts: BTreeMap<String, PartResult>,
    }

    /// Points of a part.
    pub struct PartResult {
        /// Points; none where nothing is scored.
        pub points: Option<String>,
        /// Status.
        pub status: ItemStatus,
    }
}

impl ResultView {
    /// The points of an item and how they came about.
    pub(crate) fn new(scored: &Scored<'_>, item: Item<'_>) -> Self {
        let mut warnings = scored.warnings(item);
        warnings.extend(wording::unprintable_text(scored.answer(item)));
        Self {
            status: scored.status(item),
            status_word: scored.status_word(item).to_owned(),
            points: scored.points(item).map(number),
            max: number(item.max()),
            how: match scored.points(item) {
                Some(_) => scored.how(item),
                None => Vec::new(),
            },
            problems: scored.problems(item),
            faults: scored.faults(item),
            gain: gain(scored, item),
            warnings,
            parts: part_results(item),
        }
    }

    /// The points of an entry that is being typed: this one item is scored, and no other.
    pub fn preview(dossier: &Dossier, code: &str, entry: &Entry) -> Option<Self> {
        let set = alone(&dossier.set.set, code)?;
        let answers = answers_alone(dossier, &set, code, entry)?;
        let scored = Scored::with(dossier, &set, &answers);
        let item = scored.item(code)?;
        Some(Self::new(&scored, item))
    }
}

/// The answer that an entry for this code stands for.
pub fn read_entry(dossier: &Dossier, code: &str, entry: &Entry) -> Option<Answer> {
    let set = alone(&dossier.set.set, code)?;
    let nothing = Answers::default();
    let scored = Scored::with(dossier, &set, &nothing);
    Some(scored.item(code)?.read(entry))
}

/// The round's dates and this entry, without all other answers.
fn answers_alone(
    dossier: &Dossier,
    set: &CriteriaSet,
    code: &str,
    entry: &Entry,
) -> Option<Answers> {
    let deadlines = dossier.answers.deadlines.clone();
    let mut answers = Answers { deadlines, ..Answers::default() };
    let nothing = Answers::default();
    let scored = Scored::with(dossier, set, &nothing);
    let item = scored.item(code)?;
    let section = match item {
        Item::Sub { .. } => &mut answers.sub_criteria,
        Item::Bonus { .. } => &mut answers.bonus,
        Item::Penalty { .. } => &mut answers.penalty,
    };
    section.insert(item.code().clone(), item.read(entry));
    Some(answers)
}

/// What would win points back.
pub(crate) fn gain(scored: &Scored<'_>, item: Item<'_>) -> Option<String> {
    let Item::Sub { item: sub, .. } = item else {
        return None;
    };
    scored.lost(item)?;
    let set = scored.set();
    let deadlines = &scored.dossier.answers.deadlines;
    let gain = scoring::next_gain(sub, scored.answer(item), set.rounding, deadlines)?;
    Some(wording::gain(sub, &gain))
}

fn part_results(item: Item<'_>) -> BTreeMap<String, PartResult> {
    let Item::Sub { item, outcome, .. } = item else {
        return BTreeMap::new();
    };
    let Method::Sum(parts) = &item.method else {
        return BTreeMap::new();
    };
    let results = parts.iter().zip(&outcome.parts).map(|(part, outcome)| {
        let status = match outcome.status() {
            Status::Scored => ItemStatus::Scored,
            Status::Incomplete => ItemStatus::Incomplete,
            Status::Invalid => ItemStatus::Invalid,
            Status::NotApplicable => ItemStatus::NotApplicable,
            Status::Excluded => ItemStatus::Excluded,
        };
        let points = outcome.status().is_settled().then(|| number(outcome.points));
        (part.key.clone(), PartResult { points, status })
    });
    results.collect()
}
