//! The opened dossier: the tree with states and points, sums, what can be undone.

use backend::HandedPart;
use backend::wording::{self, number};
use chrono::NaiveDate;
use scoring::{Area, AreaScore, Criterion, CriterionScore};
use store::{Progress, Steps};

use crate::home::{DossierState, Due};
use crate::package::HandedView;
use crate::scored::{Scored, items_of};
use crate::set_item::Item;
use crate::shape::shapes;
use crate::text;

shapes! {
    /// An opened dossier.
    pub struct Workspace {
        /// Identifier.
        pub id: String,
        /// The unit's name.
        pub unit: String,
        /// The year that is assessed.
        pub year: i32,
        /// The set's title.
        pub set_title: String,
        /// The set's version.
        pub set_version: String,
        /// Where the set comes from.
        pub statement: String,
        /// Whether a competent body issued it.
        pub official: bool,
        /// State.
        pub state: DossierState,
        /// State in words.
        pub state_word: String,
        /// Whether the unit still works on it: its content may be changed.
        pub open: bool,
        /// Whether it was received from another unit: here it is only looked at.
        pub received: bool,
        /// The round's next date, while the dossier has to be handed in.
        pub due: Option<Due>,
        /// Areas.
        pub areas: Vec<AreaNode>,
        /// Bonus items, if the set has any.
        pub bonus: Option<ExtraGroup>,
        /// Penalty items, if the set has any.
        pub penalty: Option<ExtraGroup>,
        /// Sums.
        pub totals: TotalsView,
        /// What undo would take back, in words.
        pub undo: Option<String>,
        /// What redo would do again, in words.
        pub redo: Option<String>,
        /// The time of the last change: "09:30".
        pub saved_at: String,
        /// Offices in charge that the set names.
        pub owners: Vec<String>,
        /// How many documents of evidence there are.
        pub documents: u32,
        /// The part that this data file was handed; none where the dossier is its own.
        pub handed: Option<HandedView>,
    }

    /// An area.
    pub struct AreaNode {
        /// Code.
        pub code: String,
        /// Title.
        pub title: String,
        /// Points.
        pub points: String,
        /// What they are of.
        pub max: String,
        /// Criteria.
        pub criteria: Vec<CriterionNode>,
    }

    /// A criterion.
    pub struct CriterionNode {
        /// Code.
        pub code: String,
        /// Title.
        pub title: String,
        /// Points.
        pub points: String,
        /// What they are of.
        pub max: String,
        /// Sub-criteria.
        pub items: Vec<ItemNode>,
    }

    /// Bonus or penalty items.
    pub struct ExtraGroup {
        /// Points that count.
        pub points: String,
        /// The most that counts.
        pub max: String,
        /// Items.
        pub items: Vec<ItemNode>,
    }

    /// A sub-criterion, bonus or penalty item in the tree.
    pub struct ItemNode {
        /// Code.
        pub code: String,
        /// Title.
        pub title: String,
        /// Status.
        pub status: ItemStatus,
        /// Status in words: "đã chấm", "số liệu trái nhau".
        pub status_word: String,
        /// Points; none where nothing is scored yet.
        pub points: Option<String>,
        /// What they are of.
        pub max: String,
        /// Points lost; none where full or not scored.
        pub lost: Option<String>,
        /// Whether the unit scores it itself.
        pub self_scored: bool,
        /// Documents cited.
        pub documents: u32,
        /// Points, but neither a document nor an explanation.
        pub lacks_evidence: bool,
        /// The office in charge.
        pub owner: Option<String>,
        /// Carried over from last year and not confirmed yet.
        pub carried: bool,
    }

    /// Status of an item.
    pub enum ItemStatus {
        /// Nothing was entered.
        Empty,
        /// Scored.
        Scored,
        /// Something is missing.
        Incomplete,
        /// Something is wrong.
        Invalid,
        /// Claimed as not arising, full points.
        NotApplicable,
        /// Claimed as not arising, out of the reckoning.
        Excluded,
        /// Scored by the survey or the appraisal.
        NotSelfScored,
    }

    /// Sums of a dossier.
    pub struct TotalsView {
        /// Settled items of those that the unit scores itself.
        pub done: u32,
        /// All items that the unit scores itself.
        pub total: u32,
        /// Points of what the unit scores itself.
        pub self_points: String,
        /// What they are of.
        pub self_max: String,
        /// The same in percent: "77,79 %".
        pub self_percent: String,
        /// Points that wait for survey and appraisal; none where there are none.
        pub waiting: Option<String>,
        /// The index in percent.
        pub index: String,
        /// The class.
        pub class: String,
        /// Whether index and class are provisional.
        pub provisional: bool,
        /// Bonus, where the set has any.
        pub bonus: Option<String>,
        /// Penalty, where the set has any.
        pub penalty: Option<String>,
    }
}

impl Workspace {
    /// An opened dossier as the window shows it on this day; the part of it where it is handed out.
    pub fn new(
        scored: &Scored<'_>,
        today: NaiveDate,
        steps: &Steps,
        handed: Option<HandedPart>,
    ) -> Self {
        let dossier = scored.dossier;
        let set = scored.set();
        let state = dossier.shown_state();
        let groups = set.areas.iter().zip(&scored.score.areas);
        let mut owners: Vec<String> =
            scored.sub_criteria().filter_map(|item| item.owner().map(str::to_owned)).collect();
        owners.sort();
        owners.dedup();
        Self {
            id: dossier.id.clone(),
            unit: dossier.profile.name.clone(),
            year: set.year,
            set_title: set.title.clone(),
            set_version: set.version.clone(),
            statement: set.provenance.statement.clone(),
            official: set.provenance.official,
            state: state.into(),
            state_word: wording::state(state).to_owned(),
            open: dossier.state.is_open() && dossier.received.is_none(),
            received: dossier.received.is_some(),
            due: Due::next(set, state, &dossier.round.deadlines, today),
            areas: groups.map(|(area, points)| AreaNode::new(scored, area, points)).collect(),
            bonus: set.bonus.as_ref().map(|bonus| ExtraGroup {
                points: number(scored.score.totals.bonus),
                max: number(bonus.max_points),
                items: scored.bonus().map(|item| ItemNode::new(scored, item)).collect(),
            }),
            penalty: set.penalty.as_ref().map(|penalty| ExtraGroup {
                points: number(scored.score.totals.penalty),
                max: number(penalty.max_points),
                items: scored.penalty().map(|item| ItemNode::new(scored, item)).collect(),
            }),
            totals: TotalsView::new(scored),
            undo: steps.undo.as_ref().map(wording::step),
            redo: steps.redo.as_ref().map(wording::step),
            saved_at: text::time(steps.changed_at),
            owners,
            documents: text::count(dossier.evidence.len()),
            handed: handed.map(|part| HandedView::new(part, set)),
        }
    }
}

impl AreaNode {
    fn new(scored: &Scored<'_>, area: &Area, points: &AreaScore) -> Self {
        let (own, max) = points.self_scored();
        let criteria = area.criteria.iter().zip(&points.criteria);
        Self {
            code: area.code.to_string(),
            title: area.title.clone(),
            points: number(own),
            max: number(max),
            criteria: criteria
                .map(|criterion| CriterionNode::new(scored, area, criterion))
                .collect(),
        }
    }
}

impl CriterionNode {
    fn new(
        scored: &Scored<'_>,
        area: &Area,
        (criterion, points): (&Criterion, &CriterionScore),
    ) -> Self {
        let (own, max) = points.self_scored();
        Self {
            code: criterion.code.to_string(),
            title: criterion.title.clone(),
            points: number(own),
            max: number(max),
            items: items_of(area, criterion, points)
                .map(|item| ItemNode::new(scored, item))
                .collect(),
        }
    }
}

impl ItemNode {
    fn new(scored: &Scored<'_>, item: Item<'_>) -> Self {
        Self {
            code: item.code().to_string(),
            title: item.title().to_owned(),
            status: scored.status(item),
            status_word: scored.status_word(item).to_owned(),
            points: scored.points(item).map(number),
            max: number(item.max()),
            lost: scored.lost(item).map(number),
            self_scored: item.is_self_scored(),
            documents: scored.documents(item),
            lacks_evidence: scored.lacks_evidence(item),
            owner: item.owner().map(str::to_owned),
            carried: scored.dossier.carried.contains(item.code()),
        }
    }
}

impl TotalsView {
    pub(crate) fn new(scored: &Scored<'_>) -> Self {
        let (set, score) = (scored.set(), &scored.score);
        let totals = &score.totals;
        let progress = Progress::of(score);
        let waiting = totals.applicable_max - totals.self_applicable_max;
        Self {
            done: text::count(progress.done),
            total: text::count(progress.total),
            self_points: number(totals.self_points),
            self_max: number(totals.self_applicable_max),
            self_percent: text::percent(totals.self_points, totals.self_applicable_max),
            waiting: (!waiting.is_zero()).then(|| number(waiting)),
            index: number(totals.index),
            class: set
                .classification
                .get(score.class)
                .map(|class| class.label.clone())
                .unwrap_or_default(),
            provisional: score.provisional,
            bonus: set.bonus.is_some().then(|| number(totals.bonus)),
            penalty: set.penalty.is_some().then(|| number(totals.penalty)),
        }
    }
}
