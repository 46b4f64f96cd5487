//! Handing a dossier in, and what the receiving office does with it.

use backend::{Office, Passage, Result, Submission, plans, wording};
use serde_json::json;
use words::cli as say;

use crate::args::AppraisalCommand;
use crate::output::Reply;

/// Names the dates that were planned at the sign-off and that the day of submission does not prove.
pub(super) fn submit(office: &mut Office, dossier: &str, submission: Submission) -> Result<Reply> {
    let id = office.resolve(dossier)?;
    let passage = office.submit(&id, &submission)?;
    let dossier = office.dossier(&id)?;
    let recorded = passage.particulars.submission.unwrap_or(submission);
    let set = &dossier.set.set;
    let open = plans(&dossier).into_iter().filter(|plan| plan.date != recorded.date);
    let open: Vec<String> = open.map(|plan| wording::plan(set, &plan)).collect();
    let mut lines = vec![say::submitted(wording::submission(&recorded))];
    if !open.is_empty() {
        lines.push(say::plans_to_compare(open.len()));
        lines.extend(open.iter().map(say::fault));
    }
    let json = json!({
        "state": dossier.shown_state().name(),
        "signOff": passage.sign_off,
        "submission": recorded,
        "plans": open,
    });
    Ok(Reply::done(lines.join("\n"), json))
}

pub(super) fn withdraw(office: &mut Office, dossier: &str, reason: &str) -> Result<Reply> {
    let id = office.resolve(dossier)?;
    let passage = office.withdraw(&id, reason)?;
    passed(office, &id, &passage)
}

pub(super) fn give_back(office: &mut Office, dossier: &str, reason: &str) -> Result<Reply> {
    let id = office.resolve(dossier)?;
    let passage = office.give_back(&id, reason)?;
    passed(office, &id, &passage)
}

pub(super) fn appraisal(office: &mut Office, command: AppraisalCommand) -> Result<Reply> {
    let (id, passage) = match command {
        AppraisalCommand::Begin(dossier) => {
            let id = office.resolve(&dossier.id)?;
            let passage = office.begin_appraisal(&id)?;
            (id, passage)
        }
        AppraisalCommand::Explain { dossier, text } => {
            let id = office.resolve(&dossier.id)?;
            let passage = office.explain(&id, &text)?;
            (id, passage)
        }
        AppraisalCommand::Again(dossier) => {
            let id = office.resolve(&dossier.id)?;
            let passage = office.appraise_again(&id)?;
            (id, passage)
        }
        AppraisalCommand::Final(dossier) => {
            let id = office.resolve(&dossier.id)?;
            let passage = office.finish(&id)?;
            (id, passage)
        }
    };
    passed(office, &id, &passage)
}

fn passed(office: &Office, dossier: &str, passage: &Passage) -> Result<Reply> {
    let state = office.dossier(dossier)?.shown_state();
    let text = say::passed(wording::passage(passage), wording::state(state));
    let json = json!({"state": state.name(), "signOff": passage.sign_off});
    Ok(Reply::done(text, json))
}
