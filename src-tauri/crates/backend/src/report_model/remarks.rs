//! Section III: what lacks figures or proof, and what is claimed as not arising.

use report::model::Remark;
use scoring::{Answer, Code, Method, Outcome, Score, ScoredBy, Status, SubCriterion, Treatment};
use store::Dossier;
use words::dossier as say;

/// Self-scored items whose points rest on no document, or that lack figures.
pub(super) fn unproven(dossier: &Dossier, score: &Score) -> Vec<Remark> {
    self_scored(dossier, score)
        .filter_map(|(item, answer, outcome)| {
            let matter = match outcome.status() {
                Status::Incomplete => say::matter_incomplete(),
                Status::Invalid => say::matter_invalid(),
                Status::Scored if !outcome.points.is_zero() && !is_cited(dossier, &item.code) => {
                    say::matter_no_evidence()
                }
                _ => return None,
            };
            Some(remark(&item.code, &item.title, matter, answer))
        })
        .collect()
}

/// Claims of "không phát sinh" that the set allows, of whole items and of parts.
pub(super) fn not_arising(dossier: &Dossier, score: &Score) -> Vec<Remark> {
    let nothing = Answer::default();
    let mut remarks = Vec::new();
    for (item, answer, outcome) in self_scored(dossier, score) {
        let allowed = item.not_applicable.as_ref().map(|allowed| allowed.treatment);
        if answer.not_applicable {
            if let Some(treatment) = allowed {
                remarks.push(remark(&item.code, &item.title, matter(treatment), answer));
            }
            continue;
        }
        let Method::Sum(parts) = &item.method else {
            continue;
        };
        for (part, _) in parts.iter().zip(&outcome.parts) {
            let answer = answer.parts.get(&part.key).unwrap_or(&nothing);
            if let (true, Some(allowed)) = (answer.not_applicable, &part.not_applicable) {
                let matter = matter(allowed.treatment);
                remarks.push(remark(&item.code, &part.title, matter, answer));
            }
        }
    }
    remarks
}

const fn matter(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Full => say::matter_full(),
        Treatment::Exclude => say::matter_excluded(),
    }
}

fn remark(code: &Code, title: &str, matter: &str, answer: &Answer) -> Remark {
    Remark {
        code: code.to_string(),
        title: title.to_owned(),
        matter: matter.to_owned(),
        explanation: answer.explanation.clone().unwrap_or_default(),
    }
}

pub(super) fn is_cited(dossier: &Dossier, code: &Code) -> bool {
    dossier.evidence.iter().flat_map(|one| &one.citations).any(|citation| citation.code == *code)
}

/// What the unit scores itself, with answer and outcome, in the set's order.
fn self_scored<'a>(
    dossier: &'a Dossier,
    score: &'a Score,
) -> impl Iterator<Item = (&'a SubCriterion, &'a Answer, &'a Outcome)> {
    static NOTHING: std::sync::LazyLock<Answer> = std::sync::LazyLock::new(Answer::default);
    let items = dossier.set.set.sub_criteria().zip(score.sub_criteria());
    items.filter(|(item, _)| item.scored_by == ScoredBy::Unit).map(|(item, scored)| {
        let answer = dossier.answers.sub_criteria.get(&item.code).unwrap_or(&NOTHING);
        (item, answer, &scored.outcome)
    })
}
