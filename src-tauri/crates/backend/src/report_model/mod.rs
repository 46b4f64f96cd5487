//! From a dossier and its score to the report's plain model.

pub(crate) mod prints;
mod remarks;
mod table;

use report::model::{
    AreaLine, EvidenceFile, EvidenceLine, Foot, Heading, Identity, Introduction, Report, Share,
    Status, Summary,
};
use scoring::{Decimal, Fraction, Score, ScoredBy};
use store::{Dossier, Progress};
use words::dossier as say;

use crate::wording;

/// The report of a dossier: a draft until it is signed off.
pub(crate) fn report(dossier: &Dossier, score: &Score) -> Report {
    let set = &dossier.set.set;
    let texts = &dossier.report_texts;
    Report {
        status: if dossier.state.is_open() { Status::Draft } else { Status::SignedOff },
        identity: Identity {
            dossier: dossier.id.clone(),
            content_hash: dossier.signed_off().map(|signed| signed.sha256.clone()),
            unit: dossier.profile.name.clone(),
            criteria_set: set.id.clone(),
            criteria_set_version: set.version.clone(),
        },
        heading: heading(dossier),
        year: set.year,
        introduction: introduction(dossier, score),
        summary: summary(dossier, score),
        unproven: remarks::unproven(dossier, score),
        not_arising: remarks::not_arising(dossier, score),
        difficulties: texts.difficulties.clone(),
        proposals: texts.proposals.clone(),
        foot: foot(dossier),
        scoring_table: table::scoring_table(dossier, score),
        evidence: cited(dossier).map(evidence_line).collect(),
    }
}

fn heading(dossier: &Dossier) -> Heading {
    let profile = &dossier.profile;
    let registry = dossier.signed_off().map(|signed| &signed.registry);
    Heading {
        superior_body: profile.superior_body.clone(),
        issuing_body: profile.issuing_body.clone(),
        number: registry.and_then(|registry| registry.number.clone()),
        symbol: profile.symbol.clone(),
        place: profile.place.clone(),
        date: registry.and_then(|registry| registry.date),
    }
}

/// The unit's own texts, or what can be said from the dossier alone.
fn introduction(dossier: &Dossier, score: &Score) -> Introduction {
    let (set, texts) = (&dossier.set.set, &dossier.report_texts);
    let or = |own: &[String], stated: Vec<String>| {
        if own.is_empty() { stated } else { own.to_vec() }
    };
    let round = dossier.round.document.as_ref().map(|document| {
        let date = document.date.map(wording::day).unwrap_or_default();
        let (number, issuer, subject) = (&document.number, &document.issuer, &document.subject);
        say::basis_round(say::document(number, date, issuer, lower_first(subject)))
    });
    let bases = round.into_iter().chain([say::basis_set(&set.title)]).collect();
    let opening = if texts.opening.trim().is_empty() {
        say::opening(&dossier.profile.issuing_body, set.year)
    } else {
        texts.opening.clone()
    };
    let progress = Progress::of(score);
    let (done, total) = (progress.done, progress.total);
    let carried_out = say::implementation(
        lower_first(&dossier.round.title),
        &dossier.profile.name,
        done,
        total,
        cited(dossier).count(),
    );
    let by = |who| set.sub_criteria().filter(move |item| item.scored_by == who).count();
    let (survey, appraisal) = (by(ScoredBy::Survey), by(ScoredBy::Appraisal));
    let others = (survey + appraisal > 0).then(|| say::implementation_others(survey, appraisal));
    Introduction {
        bases: or(&texts.bases, bases),
        opening,
        implementation: or(
            &texts.implementation,
            [carried_out].into_iter().chain(others).collect(),
        ),
    }
}

/// A title within a sentence: its first letter small, unless it begins an abbreviation.
fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => text.to_owned(),
    }
}

fn summary(dossier: &Dossier, score: &Score) -> Summary {
    let set = &dossier.set.set;
    let areas = set.areas.iter().zip(&score.areas).map(|(area, scored)| {
        let (points, maximum) = scored.self_scored();
        AreaLine {
            code: area.code.to_string(),
            title: area.title.clone(),
            maximum: area.max_points,
            self_scored: Share { points, maximum },
            percent: percent(points, maximum),
        }
    });
    let totals = &score.totals;
    Summary {
        areas: areas.collect(),
        self_percent: percent(totals.self_points, totals.self_applicable_max),
        self_total: Share { points: totals.self_points, maximum: totals.self_applicable_max },
        bonus: set.bonus.as_ref().map(|_| totals.bonus),
        penalty: set.penalty.as_ref().map(|_| totals.penalty),
        index: totals.index,
        class: set
            .classification
            .get(score.class)
            .map(|class| class.label.clone())
            .unwrap_or_default(),
        provisional: score.provisional,
        provenance: set.provenance.statement.clone(),
        criteria_set_title: set.title.clone(),
        points_decimals: set.rounding.points,
        index_decimals: set.rounding.index,
    }
}

/// A percentage as it is shown; none of nothing.
fn percent(points: Decimal, maximum: Decimal) -> Option<String> {
    let share = Fraction::percent(points, maximum);
    (!maximum.is_zero()).then(|| wording::shown_percent(share, &[]))
}

fn foot(dossier: &Dossier) -> Foot {
    let profile = &dossier.profile;
    Foot {
        recipients: profile.recipients.clone(),
        file_copy: profile.file_copy.clone(),
        authority: profile.signer.authority.clone(),
        post: profile.signer.post.clone(),
        name: profile.signer.name.clone(),
    }
}

/// The documents that prove something; what is cited nowhere is no matter of the report.
fn cited(dossier: &Dossier) -> impl Iterator<Item = &store::Evidence> {
    dossier.evidence.iter().filter(|evidence| !evidence.citations.is_empty())
}

fn evidence_line(evidence: &store::Evidence) -> EvidenceLine {
    let document = &evidence.document;
    EvidenceLine {
        subject: document.subject.clone(),
        number: document.number.clone(),
        date: document.date,
        issuer: document.issuer.clone(),
        citations: evidence.citations.iter().map(wording::cited_for).collect(),
        file: evidence.file.as_ref().map(|file| EvidenceFile {
            name: file.name.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        }),
    }
}
