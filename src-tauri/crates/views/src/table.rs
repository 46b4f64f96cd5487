//! The annex as a table one can work in.

use backend::entry;
use backend::wording::{self, number};
use scoring::{Code, Decimal};

use crate::entry::Entry;
use crate::field::{Field, FieldKind, field_key, sections};
use crate::scored::{Scored, items_of};
use crate::set_item::Item;
use crate::shape::shapes;
use crate::workspace::ItemStatus;

shapes! {
    /// The whole annex: bonus and penalty items at the end.
    pub struct TableView {
        /// Areas, criteria and items in the set's order.
        pub rows: Vec<TableRow>,
    }

    /// A row.
    pub struct TableRow {
        /// Area, criterion or item.
        pub kind: RowKind,
        /// Code.
        pub code: String,
        /// Code of the area it belongs to.
        pub area: String,
        /// Title.
        pub title: String,
        /// Points; of areas and criteria the sum.
        pub points: Option<String>,
        /// What they are of.
        pub max: String,
        /// Status of an item.
        pub status: ItemStatus,
        /// Status in words.
        pub status_word: String,
        /// Input lines of an item, in the set's order.
        pub lines: Vec<TableLine>,
        /// What was entered for an item.
        pub entry: Option<Entry>,
        /// Documents cited, a line each.
        pub documents: Vec<String>,
        /// Points lost.
        pub lost: Option<String>,
        /// Points lost as a whole number of millionths, for sorting.
        pub lost_order: String,
        /// Points as a whole number of millionths, for sorting.
        pub points_order: String,
        /// Whether the unit scores it itself.
        pub self_scored: bool,
        /// Points, but neither a document nor an explanation.
        pub lacks_evidence: bool,
        /// The office in charge.
        pub owner: Option<String>,
    }

    /// Kind of a row.
    pub enum RowKind {
        /// Area.
        Area,
        /// Criterion.
        Criterion,
        /// Sub-criterion.
        Item,
        /// Bonus item.
        Bonus,
        /// Penalty item.
        Penalty,
    }

    /// An input of an item.
    pub struct TableLine {
        /// The part's key.
        pub part: Option<String>,
        /// The part's title; empty for a single rule.
        pub part_title: String,
        /// The input.
        pub field: Field,
        /// Its value as typed.
        pub value: String,
        /// Its value as read: an option's label, Có or Không.
        pub shown: String,
        /// What is wrong with it.
        pub fault: Option<String>,
    }

}

impl TableView {
    /// The whole annex of a dossier.
    pub fn new(scored: &Scored<'_>) -> Self {
        let mut rows = Vec::new();
        for (area, points) in scored.set().areas.iter().zip(&scored.score.areas) {
            rows.push(sum_row(RowKind::Area, (&area.code, &area.title), points.self_scored()));
            for (criterion, points) in area.criteria.iter().zip(&points.criteria) {
                let head = (&criterion.code, criterion.title.as_str());
                rows.push(TableRow {
                    area: area.code.to_string(),
                    ..sum_row(RowKind::Criterion, head, points.self_scored())
                });
                let own = items_of(area, criterion, points);
                rows.extend(own.map(|item| item_row(scored, item, &area.code)));
            }
        }
        let none = Code::new("");
        rows.extend(
            scored.bonus().chain(scored.penalty()).map(|item| item_row(scored, item, &none)),
        );
        Self { rows }
    }
}

/// The row of an area or a criterion, with the sum of what the unit scores itself.
fn sum_row(
    kind: RowKind,
    (code, title): (&Code, &str),
    (points, max): (Decimal, Decimal),
) -> TableRow {
    TableRow {
        kind,
        code: code.to_string(),
        area: code.to_string(),
        title: title.to_owned(),
        points: Some(number(points)),
        max: number(max),
        status: ItemStatus::Scored,
        status_word: String::new(),
        lines: Vec::new(),
        entry: None,
        documents: Vec::new(),
        lost: None,
        lost_order: order(Decimal::ZERO),
        points_order: order(points),
        self_scored: true,
        lacks_evidence: false,
        owner: None,
    }
}

fn item_row(scored: &Scored<'_>, item: Item<'_>, area: &Code) -> TableRow {
    let (points, lost) = (scored.points(item), scored.lost(item));
    let entry = item.entry(scored.answer(item));
    let cited = scored.dossier.evidence.iter().filter_map(|evidence| {
        let citation = evidence.citations.iter().find(|one| one.code == *item.code())?;
        Some(wording::citation(evidence, citation))
    });
    TableRow {
        kind: match item {
            Item::Sub { .. } => RowKind::Item,
            Item::Bonus { .. } => RowKind::Bonus,
            Item::Penalty { .. } => RowKind::Penalty,
        },
        code: item.code().to_string(),
        area: area.to_string(),
        title: item.title().to_owned(),
        points: points.map(number),
        max: number(item.max()),
        status: scored.status(item),
        status_word: scored.status_word(item).to_owned(),
        lines: if item.is_self_scored() { lines(scored, item, &entry) } else { Vec::new() },
        entry: item.is_self_scored().then_some(entry),
        documents: cited.collect(),
        lost: lost.map(number),
        lost_order: order(lost.unwrap_or_default()),
        points_order: order(points.unwrap_or_default()),
        self_scored: item.is_self_scored(),
        lacks_evidence: scored.lacks_evidence(item),
        owner: item.owner().map(str::to_owned),
    }
}

fn lines(scored: &Scored<'_>, item: Item<'_>, entry: &Entry) -> Vec<TableLine> {
    let faults = scored.faults(item);
    let mut lines = Vec::new();
    for section in sections(item) {
        let inputs = match &section.part {
            None => Some(&entry.inputs),
            Some(part) => entry.parts.get(part).map(|part| &part.inputs),
        };
        for field in section.fields {
            let value = inputs.and_then(|inputs| inputs.get(&field.key)).cloned();
            let value = value.unwrap_or_default();
            lines.push(TableLine {
                shown: shown(&field, &value),
                fault: faults.get(&field_key(section.part.as_deref(), &field.key)).cloned(),
                part: section.part.clone(),
                part_title: section.title.clone(),
                field,
                value,
            });
        }
    }
    lines
}

/// A value as it is read: the label of an option, yes or no.
fn shown(field: &Field, value: &str) -> String {
    match field.kind {
        FieldKind::Bool if value == "true" => words::common::yes().to_owned(),
        FieldKind::Bool if value == "false" => words::common::no().to_owned(),
        FieldKind::Option => {
            let option = field.options.iter().find(|option| option.id == value);
            option.map_or_else(|| value.to_owned(), |option| option.label.clone())
        }
        FieldKind::Date if value == entry::NOT_DONE => words::scoring::not_done().to_owned(),
        _ => value.to_owned(),
    }
}

/// A figure as text that sorts as the figure does among figures that are not negative.
fn order(figure: Decimal) -> String {
    format!("{:040}", figure.millionths())
}
