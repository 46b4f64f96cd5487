//! Report data, round, sign-off, submission.

use backend::{Office, entry};
use chrono::NaiveDate;
use store::Submission;
use words::views as say;

use super::Reply;
use super::scoring::workspace;
use crate::failure::Failure;
use crate::new_dossier::RoundForm;
use crate::profile::ProfileForm;
use crate::signing::{ReportForm, SubmissionForm, TextsForm};
use crate::workspace::Workspace;

/// What the report needs besides the answers.
///
/// # Errors
/// If there is no such dossier.
pub fn report_form(office: &Office, dossier: &str) -> Reply<ReportForm> {
    let reviewed = office.review(dossier)?;
    let found = (reviewed.blockers.len(), reviewed.warnings.len());
    let finished = office.finished_report(dossier)?;
    Ok(ReportForm::new(&reviewed.dossier, finished.as_ref(), found, office.today()))
}

/// Replaces the unit's profile.
///
/// # Errors
/// If the dossier is locked or for another kind of unit.
pub fn set_profile(office: &mut Office, dossier: &str, profile: ProfileForm) -> Reply<Workspace> {
    office.set_profile(dossier, &profile.into())?;
    workspace(office, dossier)
}

/// Replaces the report's own paragraphs.
///
/// # Errors
/// If the dossier is locked.
pub fn set_report_texts(office: &mut Office, dossier: &str, texts: TextsForm) -> Reply<Workspace> {
    office.set_report_texts(dossier, &texts.into())?;
    workspace(office, dossier)
}

/// The round as a form.
///
/// # Errors
/// If there is no such dossier.
pub fn round_form(office: &Office, dossier: &str) -> Reply<RoundForm> {
    let content = office.dossier(dossier)?;
    Ok(RoundForm::of(&content.set.set, &content.round))
}

/// Replaces the round.
///
/// # Errors
/// With every date that is none, or if the dossier is locked.
pub fn set_round(office: &mut Office, dossier: &str, form: RoundForm) -> Reply<Workspace> {
    let year = office.dossier(dossier)?.set.set.year;
    office.set_round(dossier, &form.read(year)?)?;
    workspace(office, dossier)
}

/// Signs off; number and date as typed may be empty.
///
/// # Errors
/// With everything that stands in the way.
pub fn sign_off(office: &mut Office, dossier: &str, number: &str, date: &str) -> Reply<Workspace> {
    let number = Some(number.trim().to_owned()).filter(|number| !number.is_empty());
    office.sign_off(dossier, number, day(say::report_date(), date)?)?;
    workspace(office, dossier)
}

/// Enters number and date after the signature on paper.
///
/// # Errors
/// If one of them is empty, or the dossier is not signed off.
pub fn set_number(
    office: &mut Office,
    dossier: &str,
    number: &str,
    date: &str,
) -> Reply<Workspace> {
    let missing = || Failure::refused("empty-text", say::report_date_missing(), Vec::new());
    let date = day(say::report_date(), date)?.ok_or_else(missing)?;
    office.set_number(dossier, number, date)?;
    workspace(office, dossier)
}

/// Reopens a signed-off dossier.
///
/// # Errors
/// If no reason is given, or it is not signed off.
pub fn reopen(office: &mut Office, dossier: &str, reason: &str) -> Reply<Workspace> {
    office.reopen(dossier, reason)?;
    workspace(office, dossier)
}

/// Records that a signed-off dossier was handed in.
///
/// # Errors
/// With everything that stands in the way, or if the day is none.
pub fn submit(office: &mut Office, dossier: &str, form: SubmissionForm) -> Reply<Workspace> {
    let missing = || Failure::refused("empty-text", say::submission_date_missing(), Vec::new());
    let date = day(say::submission_date(), &form.date)?.ok_or_else(missing)?;
    let SubmissionForm { channel, number, receipt, .. } = form;
    office.submit(dossier, &Submission { date, channel: channel.into(), number, receipt })?;
    workspace(office, dossier)
}

/// Takes a submission back.
///
/// # Errors
/// If no reason is given, or the dossier is not handed in.
pub fn withdraw(office: &mut Office, dossier: &str, reason: &str) -> Reply<Workspace> {
    office.withdraw(dossier, reason)?;
    workspace(office, dossier)
}

/// Records that the receiving office gave the dossier back.
///
/// # Errors
/// If no reason is given, or the dossier does not lie with the receiving office.
pub fn give_back(office: &mut Office, dossier: &str, reason: &str) -> Reply<Workspace> {
    office.give_back(dossier, reason)?;
    workspace(office, dossier)
}

/// The day that was typed; none where nothing was.
fn day(label: &str, typed: &str) -> Reply<Option<NaiveDate>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let bad = || Failure::refused("bad-date", say::bad_date(label, typed), Vec::new());
    entry::day(typed).map(Some).ok_or_else(bad)
}
