//! Does an answer still fit: the same code and title, the same type of rule, the same inputs, valid
//! there?

use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};

use scoring::{
    Answer, Answers, Code, CriteriaSet, InputKind, Method, Rule, RuleKind, ScoredBy, Status, Value,
    WarningKind, parse_date, score,
};

use super::LeftReason;
use crate::answer::{self, Section};
use crate::dossier::Dossier;
use crate::normal_form::nfc;

/// Two dossiers, of which the one's answers are held against the other's set.
pub(super) struct Fit<'a> {
    source: &'a CriteriaSet,
    target: &'a CriteriaSet,
    /// Items of the target that have an answer already.
    answered: BTreeSet<&'a Code>,
    /// Items of which the source's answer would be invalid in the target.
    invalid: BTreeSet<Code>,
}

impl<'a> Fit<'a> {
    pub(super) fn new(source: &'a Dossier, target: &'a Dossier) -> Self {
        Self {
            source: &source.set.set,
            target: &target.set.set,
            answered: answer::entered(&target.answers).map(|(_, code, _)| code).collect(),
            invalid: invalid(source, target),
        }
    }

    /// Why an item's answer cannot be carried over; none where it fits.
    pub(super) fn reason_against(
        &self,
        section: Section,
        code: &Code,
        answer: &Answer,
    ) -> Option<LeftReason> {
        if self.answered.contains(code) {
            return Some(LeftReason::Answered);
        }
        let (Some(before), Some(now)) =
            (rules(self.source, section, code), rules(self.target, section, code))
        else {
            return Some(LeftReason::NoItem);
        };
        let item = self.target.sub_criterion(code);
        if item.is_some_and(|item| item.scored_by != ScoredBy::Unit) {
            return Some(LeftReason::NotSelfScored);
        }
        if differ(&titles(self.source, section, code), &titles(self.target, section, code)) {
            return Some(LeftReason::OtherTitle);
        }
        if types(&before) != types(&now) {
            return Some(LeftReason::OtherRule);
        }
        if inputs(&before) != inputs(&now) {
            return Some(LeftReason::OtherInputs);
        }
        if self.invalid.contains(code) {
            return Some(LeftReason::Invalid);
        }
        let is_old = self.source.year != self.target.year && has_day(&now, answer);
        is_old.then_some(LeftReason::OldDay)
    }
}

/// Whether a day was entered; that something was not done is none.
fn has_day(rules: &Rules<'_>, answer: &Answer) -> bool {
    rules.iter().any(|(part, rule)| {
        let own = part.map_or(Some(answer), |part| answer.parts.get(part));
        let days = rule.inputs.iter().filter(|input| matches!(input.kind, InputKind::Date));
        let mut entered = days.filter_map(|input| own?.inputs.get(&input.key));
        entered.any(|value| matches!(value, Value::Text(text) if parse_date(text).is_some()))
    })
}

/// Items of the target that the source's answers would leave invalid.
fn invalid(source: &Dossier, target: &Dossier) -> BTreeSet<Code> {
    let deadlines = target.answers.deadlines.clone();
    let answers = Answers { deadlines, ..source.answers.clone() };
    let score = score(&target.set.set, &answers);
    let items = score.sub_criteria().map(|item| (&item.code, &item.outcome));
    let bonus = score.bonus.iter().map(|item| (&item.code, &item.outcome));
    let invalid = items.chain(bonus).filter(|(_, outcome)| outcome.status() == Status::Invalid);
    let penalties = score
        .warnings
        .iter()
        .filter(|warning| matches!(warning.kind, WarningKind::InvalidPenalty(_)))
        .map(|warning| &warning.code);
    invalid.map(|(code, _)| code).chain(penalties).cloned().collect()
}

/// An item's rules by part, the only one of an item without parts under none. A penalty item has
/// none: its one input is the same in every set.
type Rules<'a> = BTreeMap<Option<&'a str>, &'a Rule>;

fn rules<'a>(set: &'a CriteriaSet, section: Section, code: &Code) -> Option<Rules<'a>> {
    match section {
        Section::SubCriterion => set.sub_criterion(code).map(|item| match &item.method {
            Method::Single(rule) => Rules::from([(None, rule)]),
            Method::Sum(parts) => {
                parts.iter().map(|part| (Some(part.key.as_str()), &part.rule)).collect()
            }
        }),
        Section::Bonus => set.bonus_item(code).map(|item| Rules::from([(None, &item.rule)])),
        Section::Penalty => set.penalty_item(code).map(|_| Rules::new()),
    }
}

/// An item's title under none, and those of its parts by key, as far as they tell items apart.
type Titles<'a> = BTreeMap<Option<&'a str>, String>;

fn titles<'a>(set: &'a CriteriaSet, section: Section, code: &Code) -> Titles<'a> {
    let (title, parts) = match section {
        Section::SubCriterion => set.sub_criterion(code).map(|item| match &item.method {
            Method::Single(_) => (&item.title, [].as_slice()),
            Method::Sum(parts) => (&item.title, parts.as_slice()),
        }),
        Section::Bonus => set.bonus_item(code).map(|item| (&item.title, [].as_slice())),
        Section::Penalty => set.penalty_item(code).map(|item| (&item.title, [].as_slice())),
    }
    .unzip();
    let parts = parts.unwrap_or_default().iter();
    let parts = parts.map(|part| (Some(part.key.as_str()), words_of(&part.title)));
    title.map(|title| (None, words_of(title))).into_iter().chain(parts).collect()
}

/// The letters of a title in small, without years, other numbers, punctuation and white space: these
/// change from year to year while the item stays the same.
fn words_of(title: &str) -> String {
    let letters = nfc(title).to_lowercase();
    letters.chars().filter(|char| char.is_alphabetic()).collect()
}

/// Whether something that both have is called otherwise.
fn differ(before: &Titles<'_>, now: &Titles<'_>) -> bool {
    before.iter().any(|(part, title)| now.get(part).is_some_and(|other| other != title))
}

fn types<'a>(rules: &Rules<'a>) -> Vec<(Option<&'a str>, Discriminant<RuleKind>)> {
    rules.iter().map(|(part, rule)| (*part, discriminant(&rule.kind))).collect()
}

/// What must be the same of an input: its part and key, its kind, its options by id.
type Shape<'a> = (Option<&'a str>, &'a str, Discriminant<InputKind>, BTreeSet<&'a str>);

/// The inputs of every rule, by part and key, whatever their order in the set.
fn inputs<'a>(rules: &Rules<'a>) -> Vec<Shape<'a>> {
    let inputs = rules.iter().flat_map(|(part, rule)| {
        rule.inputs.iter().map(|input| (*part, input.key.as_str(), &input.kind))
    });
    let shapes = inputs.map(|(part, key, kind)| (part, key, discriminant(kind), options(kind)));
    let mut shapes: Vec<_> = shapes.collect();
    shapes.sort_by_key(|(part, key, ..)| (*part, *key));
    shapes
}

fn options(kind: &InputKind) -> BTreeSet<&str> {
    match kind {
        InputKind::Option(choices) => choices.iter().map(|choice| choice.id.as_str()).collect(),
        InputKind::Bool | InputKind::Date | InputKind::Integer | InputKind::Number => {
            BTreeSet::new()
        }
    }
}
