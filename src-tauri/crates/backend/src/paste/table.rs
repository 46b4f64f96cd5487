//! The summary table as it is pasted into: items in the set's order, a line for each input.

use scoring::{
    Answer, Answers, BonusItem, Code, CriteriaSet, Decimal, Input, InputKind, Method, PenaltyItem,
    Rule, ScoredBy, SubCriterion, Value,
};

use crate::entry::{self, same};

/// An item of the table.
pub(super) struct TableItem<'a> {
    pub(super) code: &'a Code,
    pub(super) title: &'a str,
    pub(super) kind: Kind,
    /// The most points; of a penalty item none.
    pub(super) max: Option<Decimal>,
    /// Its inputs; none where the unit does not score it itself.
    pub(super) lines: Vec<Line<'a>>,
}

/// Among which answers an item's answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    SubCriterion,
    Bonus,
    Penalty,
}

/// An input of an item.
pub(super) struct Line<'a> {
    /// The part's key and title.
    pub(super) part: Option<(&'a str, &'a str)>,
    pub(super) input: Input,
}

/// A column of the table that can be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The value of the item's line at this position.
    Line(usize),
    /// The item's explanation.
    Explanation,
}

/// Sub-criteria, then bonus, then penalty items.
pub(super) fn items(set: &CriteriaSet) -> Vec<TableItem<'_>> {
    let bonus = set.bonus.iter().flat_map(|bonus| &bonus.items);
    let penalty = set.penalty.iter().flat_map(|penalty| &penalty.items);
    set.sub_criteria()
        .map(TableItem::from)
        .chain(bonus.map(TableItem::from))
        .chain(penalty.map(TableItem::from))
        .collect()
}

impl<'a> From<&'a SubCriterion> for TableItem<'a> {
    fn from(item: &'a SubCriterion) -> Self {
        let lines = match &item.method {
            _ if item.scored_by != ScoredBy::Unit => Vec::new(),
            Method::Single(rule) => lines(None, rule),
            Method::Sum(parts) => {
                let of =
                    |part: &'a scoring::Part| lines(Some((&part.key, &part.title)), &part.rule);
                parts.iter().flat_map(of).collect()
            }
        };
        let (kind, max) = (Kind::SubCriterion, Some(item.max_points));
        Self { code: &item.code, title: &item.title, kind, max, lines }
    }
}

impl<'a> From<&'a BonusItem> for TableItem<'a> {
    fn from(item: &'a BonusItem) -> Self {
        let lines = lines(None, &item.rule);
        let (kind, max) = (Kind::Bonus, Some(item.rule.best()));
        Self { code: &item.code, title: &item.title, kind, max, lines }
    }
}

impl<'a> From<&'a PenaltyItem> for TableItem<'a> {
    fn from(item: &'a PenaltyItem) -> Self {
        let input = item.input(words::views::penalty_cases());
        let lines = vec![Line { part: None, input }];
        Self { code: &item.code, title: &item.title, kind: Kind::Penalty, max: None, lines }
    }
}

fn lines<'a>(part: Option<(&'a str, &'a str)>, rule: &Rule) -> Vec<Line<'a>> {
    rule.inputs.iter().map(|input| Line { part, input: input.clone() }).collect()
}

impl TableItem<'_> {
    /// What was entered for it.
    pub(super) fn answer(&self, answers: &Answers) -> Option<Answer> {
        let section = match self.kind {
            Kind::SubCriterion => &answers.sub_criteria,
            Kind::Bonus => &answers.bonus,
            Kind::Penalty => &answers.penalty,
        };
        section.get(self.code).cloned()
    }

    /// Gives it another answer.
    pub(super) fn set_answer(&self, answers: &mut Answers, answer: Answer) {
        let section = match self.kind {
            Kind::SubCriterion => &mut answers.sub_criteria,
            Kind::Bonus => &mut answers.bonus,
            Kind::Penalty => &mut answers.penalty,
        };
        section.insert(self.code.clone(), answer);
    }

    /// Whether a cell only repeats what the table itself says of the item.
    pub(super) fn says(&self, cell: &str) -> bool {
        let titles = self.lines.iter().filter_map(|line| line.part).map(|(_, title)| title);
        let units = self.lines.iter().filter_map(|line| line.input.unit.as_deref());
        let mut texts = titles.chain(units.filter(|unit| !unit.is_empty())).chain([self.title]);
        texts.any(|text| same(text, cell))
    }

    /// Whether a cell is its most points.
    pub(super) fn has_max(&self, cell: &str) -> bool {
        let most = self.max.map(|max| Value::Number(max.to_string()));
        most.is_some() && entry::value(&InputKind::Number, cell) == most
    }

    /// The first line from this position on whose input bears this label.
    pub(super) fn labelled(&self, label: &str, from: usize) -> Option<usize> {
        let found = self.lines.iter().skip(from).position(|line| same(&line.input.label, label));
        found.map(|position| from + position)
    }
}

impl Line<'_> {
    /// Its label, or its key where there is none, after its part's title.
    pub(super) fn label(&self) -> String {
        let label = Some(self.input.label.as_str()).filter(|label| !label.is_empty());
        let label = label.unwrap_or(&self.input.key);
        match self.part {
            Some((_, title)) => words::paste::label_of_part(title, label),
            None => label.to_owned(),
        }
    }

    /// Whether it is the input of this key, of this part.
    pub(super) fn is(&self, part: Option<&str>, input: &str) -> bool {
        self.part.map(|(key, _)| key) == part && self.input.key == input
    }
}
