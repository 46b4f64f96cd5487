//! The journal, states and damages as sentences.

use scoring::Code;
use store::{Damage, LeftReason, Op, Person, SignedOff, State, Step, Subject};
use words::history as say;

use super::local;

/// The word for a state.
pub const fn state(state: State) -> &'static str {
    match state {
        State::Drafting => say::state_drafting(),
        State::SignedOff => say::state_signed_off(),
        State::Submitted => say::state_submitted(),
        State::Returned => say::state_returned(),
        State::Appraising => say::state_appraising(),
        State::Explained => say::state_explained(),
        State::AppraisingAgain => say::state_appraising_again(),
        State::Final => say::state_final(),
    }
}

/// What an operation did to a subject: to a document of this name where it is about one.
pub(crate) fn change(operation: &str, about: &Subject, document: &str) -> String {
    match subject(about, document) {
        subject if subject.is_empty() => operation.to_owned(),
        subject => say::change_of(operation, subject),
    }
}

/// What a subject is called; empty for the dossier as a whole.
pub(crate) fn subject(subject: &Subject, document: &str) -> String {
    match subject {
        Subject::Dossier | Subject::Passage { .. } | Subject::Report { .. } | Subject::SetAside => {
            String::new()
        }
        Subject::Answer { code, .. } => code.to_string(),
        Subject::Evidence { .. } => document.to_owned(),
        Subject::File { .. } => say::subject_file(document),
        Subject::Citation { code, .. } => say::subject_citation(code, document),
        Subject::Carried { code } => say::subject_carried(code),
        Subject::Ticked(expected) => say::subject_ticked(expected.position + 1, &expected.code),
        Subject::Round => say::subject_round().to_owned(),
        Subject::ReportTexts => say::subject_report_texts().to_owned(),
        Subject::Profile => say::subject_profile().to_owned(),
        Subject::SignOff { ordinal } => say::subject_sign_off(ordinal),
    }
}

/// What a step of undo or redo did: "Sửa số liệu: 3.1.2".
pub fn step(step: &Step) -> String {
    let codes: Vec<&str> = step.codes.iter().map(Code::as_str).collect();
    match codes[..] {
        [] => operation(step.op).to_owned(),
        [code] => say::change_of(operation(step.op), code),
        [first, ref rest @ ..] => say::change_of(operation(step.op), say::more(first, rest.len())),
    }
}

/// A person with the post, if it is known.
pub fn person(person: &Person) -> String {
    if person.post.is_empty() {
        person.name.clone()
    } else {
        say::person(&person.name, &person.post)
    }
}

/// A sign-off as a version of its dossier: "Lần ký 1 (05/12/2024 09:30)".
pub fn version(sign_off: &SignedOff) -> String {
    say::version_sign_off(sign_off.ordinal, local(sign_off.at))
}

/// Whether a journal's chain is whole, or where it breaks.
pub fn chain(broken: Option<i64>) -> String {
    broken.map_or_else(|| say::intact().to_owned(), say::broken)
}

/// Why an answer was not carried over: "3.1.2: cách tính điểm đã thay đổi, cần nhập lại".
pub fn left(code: &Code, reason: LeftReason) -> String {
    let reason = match reason {
        LeftReason::Answered => say::left_answered(),
        LeftReason::NoItem => say::left_no_item(),
        LeftReason::NotSelfScored => say::left_not_self_scored(),
        LeftReason::OtherTitle => say::left_other_title(),
        LeftReason::OtherRule => say::left_other_rule(),
        LeftReason::OtherInputs => say::left_other_inputs(),
        LeftReason::Invalid => say::left_invalid(),
        LeftReason::OldDay => say::left_old_day(),
    };
    say::left(code, reason)
}

/// What is damaged.
pub fn damage(damage: &Damage) -> String {
    match damage {
        Damage::Structure { detail } => say::damage_structure(detail),
        Damage::Reference { table, parent } => say::damage_reference(table, parent),
        Damage::CriteriaSet { id, version } => say::damage_set(id, version),
        Damage::Table { table, detail } => say::damage_table(table, detail),
        Damage::Journal { dossier, seq } => say::damage_journal(dossier, seq),
        Damage::OffRecord { dossier, subject } => {
            say::damage_off_record(dossier, damaged(subject, None))
        }
        Damage::Frozen { dossier, ordinal } => say::damage_frozen(dossier, ordinal),
        Damage::Signed { dossier } => say::damage_signed(dossier),
        Damage::Report { dossier, sign_off } => say::damage_report(dossier, sign_off),
        Damage::Content { sha256 } => say::damage_content(sha256),
        Damage::Unreadable { dossier, detail } => say::damage_unreadable(dossier, detail),
    }
}

/// What of a dossier is damaged, by the journal's name of it; a document by its own name where that is
/// known.
pub(crate) fn damaged(name: &str, document: Option<&str>) -> String {
    let Some(subject) = Subject::parse(name) else {
        return match name {
            "state" => say::damaged_state().to_owned(),
            "unit" => say::damaged_unit().to_owned(),
            "part" => say::damaged_part().to_owned(),
            other => say::damaged_other(other),
        };
    };
    match &subject {
        Subject::Answer { code, .. } => say::damaged_answer(code),
        Subject::Evidence { id } => say::damaged_document(document.unwrap_or(id)),
        Subject::File { evidence } => say::damaged_file(document.unwrap_or(evidence)),
        Subject::Citation { evidence, code } => {
            say::damaged_citation(document.unwrap_or(evidence), code)
        }
        Subject::Carried { code } => say::damaged_carried(code),
        Subject::Ticked(expected) => say::damaged_ticked(expected.position + 1, &expected.code),
        Subject::Round => say::damaged_round().to_owned(),
        Subject::ReportTexts => say::damaged_report_texts().to_owned(),
        Subject::Profile => say::damaged_profile().to_owned(),
        Subject::Dossier => say::damaged_dossier().to_owned(),
        Subject::SignOff { ordinal } => say::damaged_sign_off(ordinal),
        Subject::Passage { ordinal } => say::damaged_passage(ordinal),
        Subject::Report { ordinal } => say::damaged_finished_report(ordinal),
        Subject::SetAside => say::damaged_set_aside().to_owned(),
    }
}

pub(crate) const fn operation(op: Op) -> &'static str {
    match op {
        Op::NewDossier => say::op_new_dossier(),
        Op::SetAnswer => say::op_set_answer(),
        Op::SetAnswers => say::op_set_answers(),
        Op::AddEvidence => say::op_add_evidence(),
        Op::UpdateEvidence => say::op_update_evidence(),
        Op::RemoveEvidence => say::op_remove_evidence(),
        Op::AttachFile => say::op_attach_file(),
        Op::DetachFile => say::op_detach_file(),
        Op::Cite => say::op_cite(),
        Op::Uncite => say::op_uncite(),
        Op::TickExpected => say::op_tick_expected(),
        Op::CarryOver => say::op_carry_over(),
        Op::ConfirmCarried => say::op_confirm_carried(),
        Op::SetRound => say::op_set_round(),
        Op::SetReportTexts => say::op_set_report_texts(),
        Op::SetProfile => say::op_set_profile(),
        Op::Undo => say::op_undo(),
        Op::Redo => say::op_redo(),
        Op::SignOff => say::op_sign_off(),
        Op::SetNumber => say::op_set_number(),
        Op::Reopen => say::op_reopen(),
        Op::Submit => say::op_submit(),
        Op::Withdraw => say::op_withdraw(),
        Op::GiveBack => say::op_give_back(),
        Op::BeginAppraisal => say::op_begin_appraisal(),
        Op::Explain => say::op_explain(),
        Op::AppraiseAgain => say::op_appraise_again(),
        Op::Finish => say::op_finish(),
        Op::KeepReport => say::op_keep_report(),
        Op::TakeSigned => say::op_take_signed(),
        Op::TakePart => say::op_take_part(),
        Op::SetAside => say::op_set_aside(),
        Op::BringBack => say::op_bring_back(),
    }
}
