//! From the cells that a block fills to changes, each with what is wrong with it.

use scoring::{
    Answer, Answers, Input, InputKind, Method, Outcome, Problem, ProblemKind, Score, Value,
    Verdict, score,
};
use store::Dossier;
use words::paste as say;

use super::matched::{Matched, Target};
use super::table::{Column, Kind, Line, TableItem};
use super::{PasteChange, PastePlan};
use crate::{entry, wording};

/// The plan, and the answers that change.
pub(super) fn plan(
    dossier: &Dossier,
    items: &[TableItem<'_>],
    matched: Matched,
) -> (PastePlan, Answers) {
    let mut plan = PastePlan { ignored: matched.ignored, ..PastePlan::default() };
    let set = &dossier.set.set;
    let mut changed = Answers { criteria_set: set.id.clone(), ..Answers::default() };
    let mut after = dossier.answers.clone();
    let mut places = Vec::new();
    for target in &matched.targets {
        let item = &items[target.item];
        let mut answer = item.answer(&after).unwrap_or_default();
        let Some(change) = change(item, target, &mut answer) else {
            plan.unchanged += 1;
            continue;
        };
        plan.changes.push(change);
        places.push((item, target.column));
        item.set_answer(&mut after, answer.clone());
        item.set_answer(&mut changed, answer);
    }
    let score = score(set, &after);
    for (change, (item, column)) in plan.changes.iter_mut().zip(places) {
        if let Column::Line(line) = column {
            change.fault = fault(dossier, &score, item, &item.lines[line], &after);
        }
    }
    (plan, changed)
}

/// Puts a target's text into an answer; none where it says the same already.
fn change(item: &TableItem<'_>, target: &Target, answer: &mut Answer) -> Option<PasteChange> {
    let (label, before, after) = match target.column {
        Column::Explanation => {
            let before = answer.explanation.clone().unwrap_or_default();
            let after = target.text.trim().to_owned();
            if before == after {
                return None;
            }
            answer.explanation = Some(after.clone());
            (say::explanation().to_owned(), before, after)
        }
        Column::Line(line) => {
            let line = &item.lines[line];
            let (before, after) = enter(line, &target.text, answer)?;
            (line.label(), before, after)
        }
    };
    let (code, title) = (item.code.clone(), item.title.to_owned());
    Some(PasteChange { code, title, label, before, after, fault: None })
}

/// Enters a value and tells what stood there and what stands there now, as they are read.
fn enter(line: &Line<'_>, text: &str, answer: &mut Answer) -> Option<(String, String)> {
    let input = &line.input;
    let value = entry::value(&input.kind, without_unit(input, text))?;
    let of = match line.part {
        Some((part, _)) => answer.parts.entry(part.to_owned()).or_default(),
        None => answer,
    };
    let before = of.inputs.get(&input.key);
    // Two ways of writing one figure are the same value.
    let as_read = |value: &Value| entry::value(&input.kind, &entry::typed(input, value));
    if before.and_then(as_read).as_ref() == Some(&value) {
        return None;
    }
    let shown = |value: &Value| wording::entered(input, value);
    let told = (before.map(shown).unwrap_or_default(), shown(&value));
    of.inputs.insert(input.key.clone(), value);
    Some(told)
}

/// The text without the input's own unit behind its figure: "36 nhiệm vụ".
fn without_unit<'a>(input: &Input, text: &'a str) -> &'a str {
    let unit = input.unit.as_deref().filter(|unit| !unit.is_empty());
    let is_figure = matches!(input.kind, InputKind::Integer | InputKind::Number);
    let bare = unit.filter(|_| is_figure).and_then(|unit| text.trim_end().strip_suffix(unit));
    bare.unwrap_or(text)
}

/// What is wrong with the value of a line.
fn fault(
    dossier: &Dossier,
    score: &Score,
    item: &TableItem<'_>,
    line: &Line<'_>,
    answers: &Answers,
) -> Option<String> {
    let set = &dossier.set.set;
    if is_claimed(item, line, answers) {
        return Some(say::claimed().to_owned());
    }
    match item.kind {
        Kind::SubCriterion => {
            let of = set.sub_criterion(item.code)?;
            field_fault(&of.method, &score.sub_criterion(item.code)?.outcome, line)
        }
        Kind::Bonus => {
            let of = set.bonus_item(item.code)?;
            let scored = score.bonus.iter().find(|scored| scored.code == *item.code)?;
            field_fault(&Method::Single(of.rule.clone()), &scored.outcome, line)
        }
        Kind::Penalty => {
            let mut own = score.warnings.iter().filter(|warning| warning.code == *item.code);
            own.next().map(|warning| wording::score_warning(set, warning))
        }
    }
}

/// Whether "không phát sinh" is claimed where the line stands.
fn is_claimed(item: &TableItem<'_>, line: &Line<'_>, answers: &Answers) -> bool {
    item.answer(answers).is_some_and(|answer| {
        let of_part = line.part.and_then(|(part, _)| answer.parts.get(part));
        answer.not_applicable || of_part.is_some_and(|part| part.not_applicable)
    })
}

/// The first problem that names the line's input, by itself or in a constraint.
fn field_fault(method: &Method, outcome: &Outcome, line: &Line<'_>) -> Option<String> {
    let Verdict::Invalid(problems) = &outcome.verdict else {
        return None;
    };
    let part = line.part.map(|(part, _)| part);
    let names = |problem: &&Problem| {
        let own = problem.input.as_deref() == Some(&line.input.key);
        let compared = match &problem.kind {
            ProblemKind::Constraint { sides, .. } => sides.contains(&line.input.key),
            _ => false,
        };
        problem.part.as_deref() == part && (own || compared)
    };
    let problem = problems.iter().find(names)?;
    Some(wording::field_problem(method, problem))
}
