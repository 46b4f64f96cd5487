//! Is a dossier's content what its journal says?

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::answer;
use crate::change::{Op, Subject};
use crate::dossier::Dossier;
use crate::error::Result;
use crate::journal::Line;
use crate::lifecycle::State;

/// What of a dossier differs from the values in which its journal ends, as the journal names it.
pub(super) fn differences(
    connection: &Connection,
    key: i64,
    dossier: &Dossier,
    lines: &[Line],
) -> Result<Vec<String>> {
    let mut recorded: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for subject in present(dossier) {
        recorded.insert(subject.to_string(), None);
    }
    for line in lines {
        recorded.insert(line.subject.clone(), line.after.as_deref());
    }
    let mut differing = Vec::new();
    for (name, due) in recorded {
        let stored = match Subject::parse(&name) {
            Some(subject) => subject.read(connection, key)?,
            None => None,
        };
        if stored.as_deref() != due {
            differing.push(name);
        }
    }
    let signed_off = !dossier.state.is_open();
    if signed_off != dossier.signed_off().is_some() || recorded_state(lines) != Some(dossier.state)
    {
        differing.push("state".to_owned());
    }
    Ok(differing)
}

/// The state to which the recorded operations lead; none where they leave the table.
fn recorded_state(lines: &[Line]) -> Option<State> {
    let mut state = State::Drafting;
    for step in lines.chunk_by(|one, next| one.step == next.step) {
        let op = step.first().and_then(|line| Op::named(&line.op))?;
        if op.is_transition() {
            state = state.transition(op)?.to;
        }
    }
    Some(state)
}

/// What a dossier consists of.
fn present(dossier: &Dossier) -> Vec<Subject> {
    let mut subjects = vec![
        Subject::Dossier,
        Subject::Round,
        Subject::Profile,
        Subject::ReportTexts,
        Subject::SetAside,
    ];
    subjects.extend(dossier.carried.iter().map(|code| Subject::Carried { code: code.clone() }));
    let answers = answer::entered(&dossier.answers);
    subjects
        .extend(answers.map(|(section, code, _)| Subject::Answer { section, code: code.clone() }));
    for evidence in &dossier.evidence {
        subjects.push(Subject::Evidence { id: evidence.id.clone() });
        subjects
            .extend(evidence.file.iter().map(|_| Subject::File { evidence: evidence.id.clone() }));
        subjects.extend(evidence.citations.iter().map(|citation| Subject::Citation {
            evidence: evidence.id.clone(),
            code: citation.code.clone(),
        }));
    }
    subjects.extend(dossier.ticked.iter().cloned().map(Subject::Ticked));
    subjects.extend(dossier.sign_offs.iter().map(|one| Subject::SignOff { ordinal: one.ordinal }));
    subjects.extend(dossier.passages.iter().map(|one| Subject::Passage { ordinal: one.ordinal }));
    let reports = (1..).zip(&dossier.reports);
    subjects.extend(reports.map(|(ordinal, _)| Subject::Report { ordinal }));
    subjects
}
