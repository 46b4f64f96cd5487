//! What the store refuses, as sentences that say what to do.

use std::io::ErrorKind;

use scoring::{ScoredBy, UnitKind};
use store::{AnswerRefusal, Error as StoreError, Limits, Op, State};
use words::{files as texts, store as say};

use super::{blocker_without_labels, day, fault, local, size, state};
use crate::error::Error;
use crate::files;

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let (code, message) = match error {
            StoreError::Read(error) => return error.into(),
            StoreError::AnswersRefused(refusals) => return answers_refused(&refusals),
            StoreError::NotReady(blockers) => {
                let message = say::not_ready(blockers.len());
                let faults = blockers.iter().map(blocker_without_labels).collect();
                return Self::refused("not-ready", message).with_faults(faults);
            }
            StoreError::Altered { dossier, damage } => {
                let faults = damage.iter().map(super::damage).collect();
                return Self::refused("altered", say::altered(dossier)).with_faults(faults);
            }
            error => match file(&error) {
                Ok(path) => return path,
                Err(()) => content(&error),
            },
        };
        Self::refused(code, message)
    }
}

/// Refusals that concern the file itself.
fn file(error: &StoreError) -> Result<Error, ()> {
    let refused = |code, message| Ok(Error::refused(code, message));
    let path = |code, message| Ok(Error::path(code, message));
    match error {
        StoreError::Missing { path: file } => path("missing-file", say::missing(file.display())),
        StoreError::FolderMissing { path: folder } => {
            path("folder-missing", texts::folder_missing(folder.display()))
        }
        StoreError::IsFolder { path: folder } => {
            path("is-folder", texts::is_folder(folder.display()))
        }
        StoreError::ReadOnly { path: file } => path("read-only", texts::read_only(file.display())),
        StoreError::DiskFull => path("disk-full", texts::disk_full().to_owned()),
        StoreError::Io { path: file, source } if source.kind() == ErrorKind::PermissionDenied => {
            path("denied", texts::denied(file.display()))
        }
        StoreError::Io { path: file, source } => {
            path("unreadable", texts::unreadable(file.display(), source))
        }
        StoreError::Locked { holder: Some(holder) } => {
            path("locked", say::locked_by(&holder.name, &holder.computer, local(holder.since)))
        }
        StoreError::Locked { holder: None } => path("locked", say::locked().to_owned()),
        StoreError::NoDurableJournal { .. } => {
            path("no-durable-journal", say::no_durable_journal().to_owned())
        }
        StoreError::Exists { path: file } => refused("exists", say::exists(file.display())),
        StoreError::EmptyFile { path: file } => {
            refused("empty-file", say::empty_file(file.display()))
        }
        StoreError::NotDatabase { path: file } => {
            refused("not-a-data-file", say::not_database(file.display()))
        }
        StoreError::BadHead { path: file } => refused("damaged", say::bad_head(file.display())),
        StoreError::OtherProgram { path: file, .. } => {
            refused("not-a-data-file", say::other_program(file.display()))
        }
        StoreError::Newer { found, known } => refused("newer-file", say::newer(found, known)),
        StoreError::Unreadable { path: file, source } => Ok(files::read_failure(file, source)),
        StoreError::NothingInFile { path: file } => {
            refused("empty-file", say::nothing_in_file(file.display()))
        }
        StoreError::FileTooLarge { path: file, limit, .. } => {
            refused("file-too-large", say::file_too_large(file.display(), size(*limit)))
        }
        StoreError::NoRoomForFile { path: file, bytes, used, limit } => {
            let (bytes, used, limit) = (size(*bytes), size(*used), size(*limit));
            refused("no-room", say::no_room_for_file(file.display(), bytes, used, limit))
        }
        StoreError::FileChanged { path: file } => {
            refused("file-changed", say::file_changed(file.display()))
        }
        StoreError::Damaged { detail } => refused("damaged", say::damaged(detail)),
        StoreError::BadBackup { path: file, detail } => {
            refused("bad-backup", say::bad_backup(file.display(), detail))
        }
        _ => Err(()),
    }
}

/// Refusals that concern what should be done.
fn content(error: &StoreError) -> (&'static str, String) {
    match error {
        StoreError::SetConflict { id, version, .. } => {
            ("set-conflict", say::set_conflict(id, version))
        }
        StoreError::UnknownSet { id, version } => ("unknown-set", say::unknown_set(id, version)),
        StoreError::OtherUnitKind { set, profile } => {
            ("other-unit-kind", say::other_unit_kind(unit_kind(*set), unit_kind(*profile)))
        }
        StoreError::OtherYear { round, set } => ("other-year", say::other_year(round, set)),
        StoreError::UnknownDeadlines { names, known } => {
            let (names, known) = (names.join(", "), known.join(", "));
            ("unknown-deadline", say::unknown_deadlines(names, known))
        }
        StoreError::BadId { id } => ("bad-id", say::bad_id(id)),
        StoreError::DossierExists { id } => ("dossier-exists", say::dossier_exists(id)),
        StoreError::UnknownDossier { id } => ("unknown-dossier", say::unknown_dossier(id)),
        StoreError::WrongState { found, op } => wrong_state(*found, *op),
        StoreError::SetAside { .. } => ("set-aside", say::set_aside().to_owned()),
        StoreError::UnknownCodes { codes } => {
            let codes: Vec<&str> = codes.iter().map(scoring::Code::as_str).collect();
            ("unknown-code", say::unknown_codes(codes.join(", ")))
        }
        StoreError::UnknownEvidence { id } => ("unknown-evidence", say::unknown_evidence(id)),
        StoreError::EvidenceExists { id } => ("evidence-exists", say::evidence_exists(id)),
        StoreError::NoFile { evidence } => ("no-file", say::no_file(evidence)),
        StoreError::UnknownCitation { evidence, code } => {
            ("unknown-citation", say::unknown_citation(evidence, code))
        }
        StoreError::NotExpected { expected } => {
            ("not-expected", say::not_expected(&expected.code, expected.position + 1))
        }
        StoreError::BadLimits { .. } => ("bad-limits", bad_limits()),
        StoreError::EmptyText { field: "reason" } => {
            ("empty-reason", say::empty_reason().to_owned())
        }
        StoreError::EmptyText { field } => ("empty-text", say::empty_field(field_name(field))),
        StoreError::ReportDate { date, earliest, latest } => {
            ("report-date", say::report_date(day(*date), day(*earliest), day(*latest)))
        }
        StoreError::UnknownSignOff { ordinal } => {
            ("unknown-sign-off", say::unknown_sign_off(ordinal))
        }
        StoreError::NoAnswerThere { seq } => ("no-answer-there", say::no_answer_there(seq)),
        StoreError::ContentElsewhere => ("content-elsewhere", say::content_elsewhere().to_owned()),
        StoreError::BadTransfer { detail } => ("bad-package", say::bad_transfer(detail)),
        StoreError::Diverged { common } => ("diverged", say::diverged(common)),
        StoreError::NotHandedOut => ("not-handed-out", say::not_handed_out().to_owned()),
        StoreError::PartHere => ("part-here", say::part_here().to_owned()),
        StoreError::PartOnly => ("part-only", say::part_only().to_owned()),
        StoreError::OutsidePart { person } => ("outside-part", say::outside_part(person)),
        StoreError::NotGiven { source } => ("bad-package", say::not_given(source)),
        StoreError::ReportSigned => ("report-signed", say::report_signed().to_owned()),
        StoreError::NothingToUndo => ("nothing-to-undo", say::nothing_to_undo().to_owned()),
        StoreError::NothingToRedo => ("nothing-to-redo", say::nothing_to_redo().to_owned()),
        other => ("database", say::database(other)),
    }
}

fn wrong_state(found: State, op: Op) -> (&'static str, String) {
    let allowed: Vec<State> = State::ALL.into_iter().filter(|state| state.allows(op)).collect();
    if allowed.iter().any(|state| state.is_open()) {
        return match found {
            State::SignedOff => ("signed-off", say::must_be_drafting().to_owned()),
            _ => ("handed-in", say::must_be_open(state(found))),
        };
    }
    if found.is_open() && allowed == [State::SignedOff] {
        return ("not-signed-off", say::must_be_signed_off().to_owned());
    }
    let allowed: Vec<&str> = allowed.into_iter().map(state).collect();
    ("wrong-state", say::wrong_state(state(found), allowed.join(", ")))
}

fn answers_refused(refusals: &[AnswerRefusal]) -> Error {
    let faults = refusals.iter().map(answer_refusal).collect();
    Error::refused("answers-refused", say::answers_refused(refusals.len())).with_faults(faults)
}

fn answer_refusal(refusal: &AnswerRefusal) -> String {
    match refusal {
        AnswerRefusal::Fault(one) => fault(one),
        AnswerRefusal::NotSelfScored { code, scored_by: ScoredBy::Survey } => {
            say::not_self_scored_survey(code)
        }
        AnswerRefusal::NotSelfScored { code, .. } => say::not_self_scored_appraisal(code),
        AnswerRefusal::Deadline { name, given, round: Some(round) } => {
            say::deadline_differs(name, day(*given), day(*round))
        }
        AnswerRefusal::Deadline { name, given, round: None } => {
            say::deadline_not_fixed(name, day(*given))
        }
    }
}

fn bad_limits() -> String {
    let highest = Limits::HIGHEST;
    say::bad_limits(size(Limits::LOWEST), size(highest.file), size(highest.total))
}

/// A field of evidence or sign-off, as it is called on screen.
fn field_name(field: &'static str) -> &'static str {
    match field {
        "subject" => say::field_subject(),
        "issuer" => say::field_issuer(),
        "number" => say::field_number(),
        "explanation" => say::field_explanation(),
        other => other,
    }
}

const fn unit_kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Commune => say::commune(),
        UnitKind::Department => say::department(),
    }
}
