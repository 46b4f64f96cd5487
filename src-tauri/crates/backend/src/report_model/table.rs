//! Annex I: the scoring table.

use report::model::{RowKind, ScoringRow, ScoringTable, Share};
use scoring::{
    Answer, Area, AreaScore, Code, Criterion, CriterionScore, Decimal, Method, Outcome, Score,
    ScoredBy, Status, SubCriterion, SubCriterionScore,
};
use store::Dossier;
use words::dossier as say;

use crate::wording;

pub(super) fn scoring_table(dossier: &Dossier, score: &Score) -> ScoringTable {
    let set = &dossier.set.set;
    let mut rows = Vec::new();
    for (area, scored) in set.areas.iter().zip(&score.areas) {
        rows.push(area_row(area, scored));
        for (criterion, scored) in area.criteria.iter().zip(&scored.criteria) {
            rows.push(criterion_row(criterion, scored));
            for (item, scored) in criterion.sub_criteria.iter().zip(&scored.sub_criteria) {
                rows.push(item_row(dossier, item, &scored.outcome));
            }
        }
    }
    let (points, maximum) = (score.totals.points, score.totals.applicable_max);
    ScoringTable {
        rows,
        bonus: bonus_rows(dossier, score),
        penalty: penalty_rows(dossier, score),
        total: Share { points, maximum },
        prepared_by: dossier.profile.prepared_by.clone(),
    }
}

/// A row without figures, evidence and notes.
fn bare(kind: RowKind, code: &Code, title: &str) -> ScoringRow {
    ScoringRow {
        kind,
        code: code.to_string(),
        title: title.to_owned(),
        maximum: None,
        figures: Vec::new(),
        points: None,
        evidence: Vec::new(),
        note: String::new(),
    }
}

/// The self-scored points among items; none where the unit scores none of them.
fn self_points<'a>(items: impl Iterator<Item = &'a SubCriterionScore>) -> Option<Decimal> {
    let own: Vec<Decimal> = items
        .filter(|item| item.scored_by == ScoredBy::Unit)
        .map(|item| item.outcome.points)
        .collect();
    (!own.is_empty()).then(|| own.into_iter().sum())
}

fn area_row(area: &Area, scored: &AreaScore) -> ScoringRow {
    ScoringRow {
        maximum: Some(area.max_points),
        points: self_points(scored.sub_criteria()),
        ..bare(RowKind::Area, &area.code, &area.title)
    }
}

fn criterion_row(criterion: &Criterion, scored: &CriterionScore) -> ScoringRow {
    ScoringRow {
        maximum: Some(criterion.max_points),
        points: self_points(scored.sub_criteria.iter()),
        ..bare(RowKind::Criterion, &criterion.code, &criterion.title)
    }
}

fn item_row(dossier: &Dossier, item: &SubCriterion, outcome: &Outcome) -> ScoringRow {
    let row = ScoringRow {
        maximum: Some(item.max_points),
        ..bare(RowKind::SubCriterion, &item.code, &item.title)
    };
    match item.scored_by {
        ScoredBy::Survey => ScoringRow { note: say::survey().to_owned(), ..row },
        ScoredBy::Appraisal => ScoringRow { note: say::appraisal().to_owned(), ..row },
        ScoredBy::Unit => {
            let nothing = Answer::default();
            let answer = dossier.answers.sub_criteria.get(&item.code).unwrap_or(&nothing);
            let mut figures = wording::figures(item, answer, outcome);
            figures.extend(wording::unfinished(&dossier.set.set, &item.method, outcome));
            let excluded = outcome.status() == Status::Excluded;
            ScoringRow {
                figures,
                points: (!excluded).then_some(outcome.points),
                evidence: citations(dossier, &item.code),
                note: note(&item.method, answer),
                ..row
            }
        }
    }
}

/// The explanation, with the reasons of claims and what the parts say.
fn note(method: &Method, answer: &Answer) -> String {
    let mut lines = vec![claim_or_explanation(answer)];
    if let Method::Sum(parts) = method {
        for part in parts {
            if let Some(own) = answer.parts.get(&part.key).map(claim_or_explanation)
                && !own.is_empty()
            {
                lines.push(say::part_note(&part.title, own));
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn claim_or_explanation(answer: &Answer) -> String {
    let text = answer.explanation.clone().unwrap_or_default();
    if answer.not_applicable { say::note_not_applicable(text) } else { text }
}

fn citations(dossier: &Dossier, code: &Code) -> Vec<String> {
    let cited = dossier.evidence.iter().flat_map(|evidence| {
        let here = evidence.citations.iter().filter(move |citation| citation.code == *code);
        here.map(move |citation| wording::citation(evidence, citation))
    });
    cited.collect()
}

fn bonus_rows(dossier: &Dossier, score: &Score) -> Vec<ScoringRow> {
    let nothing = Answer::default();
    let items = dossier.set.set.bonus.iter().flat_map(|bonus| &bonus.items);
    let rows = items.zip(&score.bonus).map(|(item, scored)| {
        let answer = dossier.answers.bonus.get(&item.code).unwrap_or(&nothing);
        ScoringRow {
            figures: wording::bonus(item, answer, scored),
            points: Some(scored.outcome.points),
            evidence: citations(dossier, &item.code),
            note: claim_or_explanation(answer),
            ..bare(RowKind::Bonus, &item.code, &item.title)
        }
    });
    rows.collect()
}

fn penalty_rows(dossier: &Dossier, score: &Score) -> Vec<ScoringRow> {
    let nothing = Answer::default();
    let items = dossier.set.set.penalty.iter().flat_map(|penalty| &penalty.items);
    let rows = items.zip(&score.penalty).map(|(item, scored)| {
        let answer = dossier.answers.penalty.get(&item.code).unwrap_or(&nothing);
        ScoringRow {
            figures: wording::penalty(item, scored),
            points: Some(scored.points),
            evidence: citations(dossier, &item.code),
            note: claim_or_explanation(answer),
            ..bare(RowKind::Penalty, &item.code, &item.title)
        }
    });
    rows.collect()
}
