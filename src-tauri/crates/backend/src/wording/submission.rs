//! Handing a dossier in, as sentences.

use scoring::CriteriaSet;
use store::{Channel, Passage, PlannedDate, Submission};
use words::submission as say;

use super::day;
use super::history::operation;
use super::problem::{inputs_of, label, method_of};

/// The word for a channel.
pub const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::InPerson => say::channel_in_person(),
        Channel::Post => say::channel_post(),
        Channel::DocumentExchange => say::channel_document_exchange(),
        Channel::Email => say::channel_email(),
        Channel::ProvincialSoftware => say::channel_provincial_software(),
        Channel::Other => say::channel_other(),
    }
}

/// How and when a dossier was handed in.
pub fn submission(submission: &Submission) -> String {
    let (date, channel) = (day(submission.date), channel(submission.channel));
    if submission.receipt.is_empty() {
        return say::submitted(date, channel, &submission.number);
    }
    say::submitted_with_receipt(date, channel, &submission.number, &submission.receipt)
}

/// What a passage was, with what it records.
pub fn passage(passage: &Passage) -> String {
    let change = operation(passage.op);
    match &passage.particulars.submission {
        Some(sent) => say::passage(change, submission(sent)),
        None if passage.particulars.text.is_empty() => change.to_owned(),
        None => say::passage(change, &passage.particulars.text),
    }
}

/// A planned date, with the item and the input that name it.
pub fn plan(set: &CriteriaSet, plan: &PlannedDate) -> String {
    let method = method_of(set, &plan.code);
    let inputs = method.as_ref().map(|method| inputs_of(method, plan.part.as_deref()));
    say::plan(&plan.code, label(inputs.unwrap_or_default(), &plan.input), day(plan.date))
}
