//! The empty form of a criteria set.

use report::prints::model::{Blank, BlankKind, EmptyForm, FormItem, FormRow};
use scoring::{
    Code, CriteriaSet, Decimal, Input, InputKind, Method, NotApplicable, Rule, ScoredBy,
    SubCriterion,
};
use store::Profile;
use words::prints as say;

use super::subject;
use crate::wording;

/// The form of a set, headed by the unit that fills it in where it is known.
pub(crate) fn empty_form(set: &CriteriaSet, profile: Option<&Profile>) -> EmptyForm {
    let mut rows = Vec::new();
    for area in &set.areas {
        rows.push(heading(Some(&area.code), &area.title, area.max_points));
        for criterion in &area.criteria {
            rows.push(heading(Some(&criterion.code), &criterion.title, criterion.max_points));
            rows.extend(criterion.sub_criteria.iter().map(|item| FormRow::Item(form(set, item))));
        }
    }
    rows.extend(bonus(set));
    rows.extend(penalty(set));
    EmptyForm { subject: subject(set, profile), rows, maximum: set.max_points }
}

fn heading(code: Option<&Code>, title: &str, maximum: Decimal) -> FormRow {
    let code = code.map(ToString::to_string).unwrap_or_default();
    FormRow::Heading { code, title: title.to_owned(), maximum: Some(maximum) }
}

fn form(set: &CriteriaSet, item: &SubCriterion) -> FormItem {
    let rule_lines = match item.scored_by {
        ScoredBy::Unit => wording::rule::how(set, item),
        ScoredBy::Survey => vec![say::not_self_scored_survey().to_owned()],
        ScoredBy::Appraisal => vec![say::not_self_scored_appraisal().to_owned()],
    };
    let own = item.scored_by == ScoredBy::Unit;
    FormItem {
        code: item.code.to_string(),
        title: item.title.clone(),
        maximum: Some(item.max_points),
        rule_lines,
        blanks: if own { blanks(item) } else { Vec::new() },
        evidence: item.evidence.clone(),
    }
}

fn blanks(item: &SubCriterion) -> Vec<Blank> {
    let mut blanks = Vec::new();
    match &item.method {
        Method::Single(rule) => blanks.extend(of_rule(rule)),
        Method::Sum(parts) => {
            for part in parts {
                let label = part.title.clone();
                blanks.push(Blank { label, kind: BlankKind::Heading });
                blanks.extend(of_rule(&part.rule));
                blanks.extend(part.not_applicable.as_ref().map(not_arising));
            }
        }
    }
    blanks.extend(item.not_applicable.as_ref().map(not_arising));
    blanks
}

fn of_rule(rule: &Rule) -> impl Iterator<Item = Blank> {
    rule.inputs.iter().map(|input| Blank { label: input.name().to_owned(), kind: kind(input) })
}

fn kind(input: &Input) -> BlankKind {
    match &input.kind {
        InputKind::Bool => {
            BlankKind::Boxes([words::common::yes(), words::common::no()].map(str::to_owned).into())
        }
        InputKind::Option(choices) => {
            BlankKind::Boxes(choices.iter().map(|choice| choice.label.clone()).collect())
        }
        InputKind::Date | InputKind::Integer | InputKind::Number => {
            BlankKind::Dots(input.unit.clone().filter(|_| input.kind != InputKind::Date))
        }
    }
}

/// A box to claim that nothing arose, with when it may be.
fn not_arising(allowed: &NotApplicable) -> Blank {
    let label = match &allowed.note {
        Some(note) => say::not_arising_note(note),
        None => say::not_arising().to_owned(),
    };
    Blank { label: String::new(), kind: BlankKind::Boxes(vec![label]) }
}

fn bonus(set: &CriteriaSet) -> Vec<FormRow> {
    let Some(bonus) = &set.bonus else {
        return Vec::new();
    };
    let items = bonus.items.iter().map(|item| {
        FormRow::Item(FormItem {
            code: item.code.to_string(),
            title: item.title.clone(),
            maximum: None,
            rule_lines: wording::rule::how_bonus(set, item),
            blanks: of_rule(&item.rule).collect(),
            evidence: item.evidence.clone(),
        })
    });
    [heading(None, say::row_bonus(), bonus.max_points)].into_iter().chain(items).collect()
}

fn penalty(set: &CriteriaSet) -> Vec<FormRow> {
    let Some(penalty) = &set.penalty else {
        return Vec::new();
    };
    let items = penalty.items.iter().map(|item| {
        let kind = BlankKind::Dots(item.unit.clone());
        FormRow::Item(FormItem {
            code: item.code.to_string(),
            title: item.title.clone(),
            maximum: None,
            rule_lines: wording::rule::how_penalty(item),
            blanks: vec![Blank { label: say::cases().to_owned(), kind }],
            evidence: item.evidence.clone(),
        })
    });
    [heading(None, say::row_penalty(), penalty.max_points)].into_iter().chain(items).collect()
}
