//! One sub-criterion, bonus or penalty item to work on.

use std::collections::BTreeMap;

use backend::FileFacts;
use backend::wording::{self, number};
use store::Expected;
use words::views as say;

use crate::entry::Entry;
use crate::evidence::{CitationView, citations};
use crate::field::{Claim, Section, sections};
use crate::result::ResultView;
use crate::scored::Scored;
use crate::set_item::Item;
use crate::shape::shapes;

shapes! {
    /// A sub-criterion, bonus or penalty item to work on.
    pub struct ItemView {
        /// Code.
        pub code: String,
        /// Title.
        pub title: String,
        /// What its points are of.
        pub max: String,
        /// Area and criterion: "1 Chỉ đạo, điều hành".
        pub path: Vec<String>,
        /// Who scores it.
        pub scored_by: ScoredBy,
        /// Who scores it, in words, where the unit does not.
        pub scored_by_word: Option<String>,
        /// One section for a single rule, one a part for a sum.
        pub sections: Vec<Section>,
        /// "Không phát sinh" of the whole item; none where the set does not allow it.
        pub claim: Option<Claim>,
        /// What was entered.
        pub entry: Entry,
        /// Points and how they came about.
        pub result: ResultView,
        /// How it is scored, in words.
        pub rule: Vec<String>,
        /// Guidance.
        pub guidance: Option<String>,
        /// Legal bases.
        pub basis: Vec<String>,
        /// Documents expected.
        pub expected_evidence: Vec<ExpectedView>,
        /// Documents cited.
        pub citations: Vec<CitationView>,
        /// Last year's result, where there is one.
        pub previous: Option<PreviousView>,
        /// The office in charge.
        pub owner: Option<String>,
        /// Carried over from last year and not confirmed yet.
        pub carried: bool,
    }

    /// A document that the set expects.
    pub struct ExpectedView {
        /// What it is.
        pub text: String,
        /// Whether it is ticked off.
        pub ticked: bool,
    }

    /// Who scores an item.
    pub enum ScoredBy {
        /// The unit.
        Unit,
        /// The appraisal council.
        Appraisal,
        /// The survey.
        Survey,
    }

    /// Last year's result.
    pub struct PreviousView {
        /// The year.
        pub year: i32,
        /// Points of maximum and how: "1,61/2 điểm · 29/36 = 80,56 %".
        pub line: String,
    }
}

impl ItemView {
    /// The item of this code with what was found in its files; last year's dossier beside it, where
    /// there is one.
    pub fn new(
        scored: &Scored<'_>,
        facts: &BTreeMap<String, FileFacts>,
        previous: Option<&Scored<'_>>,
        code: &str,
    ) -> Option<Self> {
        let item = scored.item(code)?;
        let set = scored.set();
        Some(Self {
            code: item.code().to_string(),
            title: item.title().to_owned(),
            max: number(item.max()),
            path: path(item),
            scored_by: match item {
                Item::Sub { item, .. } => item.scored_by.into(),
                Item::Bonus { .. } | Item::Penalty { .. } => ScoredBy::Unit,
            },
            scored_by_word: match item {
                Item::Sub { item, .. } => scored_by_word(item.scored_by).map(str::to_owned),
                Item::Bonus { .. } | Item::Penalty { .. } => None,
            },
            sections: sections(item),
            claim: item.claim().map(Claim::new),
            entry: item.entry(scored.answer(item)),
            result: ResultView::new(scored, item),
            rule: match item {
                Item::Sub { item, .. } => wording::rule::how(set, item),
                Item::Bonus { item, .. } => wording::rule::how_bonus(set, item),
                Item::Penalty { item, .. } => wording::rule::how_penalty(item),
            },
            guidance: match item {
                Item::Sub { item, .. } => item.guidance.clone(),
                Item::Bonus { .. } | Item::Penalty { .. } => None,
            },
            basis: match item {
                Item::Sub { item, .. } => item.basis.clone(),
                Item::Bonus { .. } | Item::Penalty { .. } => Vec::new(),
            },
            expected_evidence: expected(scored, item),
            citations: citations(scored.dossier, facts, item.code()),
            previous: previous.and_then(|previous| PreviousView::new(previous, code)),
            owner: item.owner().map(str::to_owned),
            carried: scored.dossier.carried.contains(item.code()),
        })
    }
}

fn expected(scored: &Scored<'_>, item: Item<'_>) -> Vec<ExpectedView> {
    let numbered = (0..).zip(item.expected_evidence());
    let views = numbered.map(|(position, text)| ExpectedView {
        text: text.clone(),
        ticked: scored.dossier.ticked.contains(&Expected { code: item.code().clone(), position }),
    });
    views.collect()
}

fn path(item: Item<'_>) -> Vec<String> {
    match item {
        Item::Sub { area, criterion, .. } => vec![
            say::code_title(&area.code, &area.title),
            say::code_title(&criterion.code, &criterion.title),
        ],
        Item::Bonus { .. } => vec![say::bonus().to_owned()],
        Item::Penalty { .. } => vec![say::penalty().to_owned()],
    }
}

/// The words for who scores an item, where the unit does not.
pub(crate) const fn scored_by_word(by: scoring::ScoredBy) -> Option<&'static str> {
    match by {
        scoring::ScoredBy::Unit => None,
        scoring::ScoredBy::Appraisal => Some(say::appraisal()),
        scoring::ScoredBy::Survey => Some(say::survey()),
    }
}

impl From<scoring::ScoredBy> for ScoredBy {
    fn from(by: scoring::ScoredBy) -> Self {
        match by {
            scoring::ScoredBy::Unit => Self::Unit,
            scoring::ScoredBy::Appraisal => Self::Appraisal,
            scoring::ScoredBy::Survey => Self::Survey,
        }
    }
}

impl PreviousView {
    fn new(previous: &Scored<'_>, code: &str) -> Option<Self> {
        let item = previous.item(code)?;
        let points = number(previous.points(item)?);
        let how = previous.how(item).pop();
        Some(Self {
            year: previous.set().year,
            line: match how {
                Some(how) => say::previous_line_how(how),
                None => say::previous_line(points, number(item.max())),
            },
        })
    }
}
