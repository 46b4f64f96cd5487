//! The headless door of `scoring.md`: a set and answers in, points out, without a data file.

use std::path::Path;

use scoring::{
    Answers, CriteriaSet, Method, Outcome, Problem, ReadError, Score, Verdict, Warning,
    WarningKind, score,
};
use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::{files, wording};

/// Scores an answers file against a set's file and gives the result document.
///
/// # Errors
/// If one of the two cannot be read, or the answers name what the set does not have.
pub fn score_files(criteria: &Path, answers: &Path) -> Result<Value> {
    let set = validate_file(criteria)?;
    let answers = read_answers(&set, answers)?;
    Ok(score_document(&set, &score(&set, &answers)))
}

/// Reads a set and checks it.
///
/// # Errors
/// With every fault of the file.
pub fn validate_file(path: &Path) -> Result<CriteriaSet> {
    CriteriaSet::parse(&files::read(path)?).map_err(|error| Error::from(error).in_file(path))
}

/// Reads answers to a set.
///
/// # Errors
/// With every fault of the file, codes that the set does not have included.
pub fn read_answers(set: &CriteriaSet, path: &Path) -> Result<Answers> {
    let refused = |error| Error::from(error).in_file(path);
    let answers = Answers::parse(&files::read(path)?).map_err(refused)?;
    let faults = answers.faults_against(set);
    if faults.is_empty() { Ok(answers) } else { Err(refused(ReadError::Faults(faults))) }
}

/// The result as the document that `scoring.md`, "The headless door", describes; beyond it, every
/// item says what is missing or wrong.
pub fn score_document(set: &CriteriaSet, score: &Score) -> Value {
    let items = set.sub_criteria().zip(score.sub_criteria());
    let sub_criteria: Map<String, Value> = items
        .map(|(item, scored)| {
            (item.code.to_string(), outcome_document(set, &item.method, &scored.outcome))
        })
        .collect();
    let areas: Map<String, Value> = score
        .areas
        .iter()
        .map(|area| {
            let (points, maximum) = (area.points.to_json(), area.applicable_max.to_json());
            (area.code.to_string(), json!({"points": points, "applicableMax": maximum}))
        })
        .collect();
    let totals = &score.totals;
    json!({
        "criteriaSet": set.id,
        "subCriteria": sub_criteria,
        "areas": areas,
        "totals": {
            "points": totals.points.to_json(),
            "applicableMax": totals.applicable_max.to_json(),
            "selfPoints": totals.self_points.to_json(),
            "selfApplicableMax": totals.self_applicable_max.to_json(),
            "bonus": totals.bonus.to_json(),
            "penalty": totals.penalty.to_json(),
            "index": totals.index.to_json(),
        },
        "classification": set.classification.get(score.class).map(|class| &class.id),
        "provisional": score.provisional,
        "warnings": score.warnings.iter().map(|warning| warning_document(set, warning)).collect::<Vec<_>>(),
    })
}

fn outcome_document(set: &CriteriaSet, method: &Method, outcome: &Outcome) -> Value {
    let mut document = json!({
        "status": outcome.status().word(),
        "points": outcome.points.to_json(),
        "applicableMax": outcome.applicable_max.to_json(),
    });
    match &outcome.verdict {
        Verdict::Incomplete { missing, round_date } => {
            document["missing"] = json!(missing);
            if let Some(name) = round_date {
                document["missingRoundDate"] = json!(name);
            }
        }
        Verdict::Invalid(problems) => {
            document["invalid"] = problems.iter().map(problem_document).collect();
        }
        Verdict::Scored(_) | Verdict::NotApplicable | Verdict::Excluded => return document,
    }
    document["messages"] = json!(wording::unfinished(set, method, outcome));
    document
}

/// Which input of which part is at fault.
fn problem_document(problem: &Problem) -> Value {
    let mut document = json!({"input": problem.input});
    if let Some(part) = &problem.part {
        document["part"] = json!(part);
    }
    document
}

fn warning_document(set: &CriteriaSet, warning: &Warning) -> Value {
    let kind = match warning.kind {
        WarningKind::OverHundredPercent => "over-100-percent",
        WarningKind::InvalidBonus(_) => "invalid-bonus",
        WarningKind::InvalidPenalty(_) => "invalid-penalty",
    };
    let mut document = json!({
        "code": warning.code.as_str(),
        "field": warning.field,
        "kind": kind,
        "message": wording::score_warning(set, warning),
    });
    if let Some(part) = &warning.part {
        document["part"] = json!(part);
    }
    document
}
