//! What is wrong with an entry, and what is missing from it.

use scoring::{
    Code, Comparator, CriteriaSet, Input, Method, Outcome, Problem, ProblemKind, Rule, Verdict,
    Warning, WarningKind,
};
use words::scoring as say;

use super::number;

/// One problem of an entry; labels come from its method.
pub fn problem(method: &Method, problem: &Problem) -> String {
    let inputs = inputs_of(method, problem.part.as_deref());
    let message = kind(inputs, problem);
    let message = match problem.input.as_deref() {
        // A constraint names its figures itself.
        Some(key) if !matches!(problem.kind, ProblemKind::Constraint { .. }) => {
            say::problem_of_input(label(inputs, key), message)
        }
        _ => message,
    };
    match part_title(method, problem.part.as_deref()) {
        Some(title) => say::part_line(title, message),
        None => message,
    }
}

/// The same without label and part, as it stands beneath its own field.
pub fn field_problem(method: &Method, problem: &Problem) -> String {
    kind(inputs_of(method, problem.part.as_deref()), problem)
}

/// What keeps an item from being scored, one line each: what is missing or wrong.
pub fn unfinished(set: &CriteriaSet, method: &Method, outcome: &Outcome) -> Vec<String> {
    match &outcome.verdict {
        Verdict::Invalid(problems) => problems.iter().map(|one| problem(method, one)).collect(),
        Verdict::Incomplete { missing, round_date } => {
            let labels: Vec<String> =
                missing.iter().map(|key| missing_label(method, key)).collect();
            let inputs = (!labels.is_empty()).then(|| say::missing(words::list(&labels)));
            let date = round_date
                .as_ref()
                .map(|name| say::missing_round_date(set.deadlines.get(name).unwrap_or(name)));
            inputs.into_iter().chain(date).collect()
        }
        Verdict::Scored(_) | Verdict::NotApplicable | Verdict::Excluded => Vec::new(),
    }
}

/// A warning of the scoring.
pub fn score_warning(set: &CriteriaSet, warning: &Warning) -> String {
    let field = warning.field.as_deref().unwrap_or_default();
    let method = method_of(set, &warning.code);
    let method = method.as_ref();
    let entry = |kind: &ProblemKind| {
        let one = Problem { part: None, input: warning.field.clone(), kind: kind.clone() };
        method.map_or_else(|| kind_without_labels(&one), |method| problem(method, &one))
    };
    match &warning.kind {
        WarningKind::OverHundredPercent => {
            let inputs = method.map(|method| inputs_of(method, warning.part.as_deref()));
            say::over_hundred(label(inputs.unwrap_or_default(), field))
        }
        WarningKind::InvalidBonus(kind) => say::invalid_bonus(entry(kind)),
        WarningKind::InvalidPenalty(kind) => say::invalid_penalty(entry(kind)),
    }
}

fn kind_without_labels(problem: &Problem) -> String {
    let message = kind(&[], problem);
    match &problem.input {
        Some(key) => say::problem_of_input(key, message),
        None => message,
    }
}

/// How the sub-criterion or bonus item of this code is scored.
pub(super) fn method_of(set: &CriteriaSet, code: &Code) -> Option<Method> {
    let item = set.sub_criterion(code).map(|item| item.method.clone());
    item.or_else(|| set.bonus_item(code).map(|item| Method::Single(item.rule.clone())))
}

/// The inputs of a rule, or of a part of a sum.
pub(super) fn inputs_of<'a>(method: &'a Method, part: Option<&str>) -> &'a [Input] {
    let rule: Option<&Rule> = match method {
        Method::Single(rule) => Some(rule),
        Method::Sum(parts) => {
            parts.iter().find(|one| Some(one.key.as_str()) == part).map(|part| &part.rule)
        }
    };
    rule.map(|rule| rule.inputs.as_slice()).unwrap_or_default()
}

pub(super) fn part_title<'a>(method: &'a Method, part: Option<&str>) -> Option<&'a str> {
    let Method::Sum(parts) = method else {
        return None;
    };
    parts.iter().find(|one| Some(one.key.as_str()) == part).map(|part| part.title.as_str())
}

/// The label of an input, or its key where there is none.
pub(super) fn label<'a>(inputs: &'a [Input], key: &'a str) -> &'a str {
    let found = inputs.iter().find(|input| input.key == key).map(|input| input.label.as_str());
    found.filter(|label| !label.is_empty()).unwrap_or(key)
}

/// The label of a missing input, given as `key` or `part.key`.
fn missing_label(method: &Method, key: &str) -> String {
    match key.split_once('.') {
        Some((part, key)) => {
            let name = label(inputs_of(method, Some(part)), key);
            part_title(method, Some(part))
                .map_or_else(|| name.to_owned(), |title| say::part_line(title, name))
        }
        None => label(inputs_of(method, None), key).to_owned(),
    }
}

fn kind(inputs: &[Input], problem: &Problem) -> String {
    match &problem.kind {
        ProblemKind::UnknownInput => say::unknown_input().to_owned(),
        ProblemKind::NotBool => say::not_bool().to_owned(),
        ProblemKind::UnknownOption => say::unknown_option().to_owned(),
        ProblemKind::BadDate => say::bad_date().to_owned(),
        ProblemKind::NotNumber => say::not_number().to_owned(),
        ProblemKind::TooFine => say::too_fine().to_owned(),
        ProblemKind::TooLarge => say::too_large().to_owned(),
        ProblemKind::NotWhole(found) => say::not_whole(number(*found)),
        ProblemKind::Negative(found) => say::negative(number(*found)),
        ProblemKind::BelowMin { found, min } => say::below_min(number(*found), number(*min)),
        ProblemKind::AboveMax { found, max } => say::above_max(number(*found), number(*max)),
        ProblemKind::ZeroWhole => say::zero_whole().to_owned(),
        ProblemKind::NotMultiple { found, step } => {
            say::not_multiple(number(*found), number(*step))
        }
        ProblemKind::Constraint { sides: [left, right], figures, comparator } => {
            let relation = relation(*comparator);
            let figures = figures.map(number);
            let left = label(inputs, left);
            if inputs.iter().any(|input| input.key == *right) {
                say::constraint(left, &figures[0], relation, label(inputs, right), &figures[1])
            } else {
                say::constraint_number(left, &figures[0], relation, &figures[1])
            }
        }
        ProblemKind::InputsForSum => say::inputs_for_sum().to_owned(),
        ProblemKind::PartsForRule => say::parts_for_rule().to_owned(),
        ProblemKind::UnknownPart => say::unknown_part(problem.part.as_deref().unwrap_or_default()),
        ProblemKind::ClaimNotAllowed => say::claim_not_allowed().to_owned(),
    }
}

pub(super) const fn relation(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::AtLeast => say::at_least(),
        Comparator::Above => say::above(),
        Comparator::AtMost => say::at_most(),
        Comparator::Below => say::below(),
    }
}
