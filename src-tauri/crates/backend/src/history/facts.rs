//! What a value says, as labels with texts, so that two of them can be laid side by side.

use scoring::{Answer, Code, CriteriaSet, Input, Method};
use store::{
    Attachment, Document, FinishedReport, Particulars, Place, Profile, ReportTexts, Round,
    SignOffParticulars, Subject, Value,
};
use words::history as say;

use crate::wording;

/// One thing that a value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// What tells it from the others of the same value.
    pub(super) key: String,
    /// What it is.
    pub(super) label: String,
    /// What it says.
    pub(super) text: String,
}

/// Something that two values say differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub label: String,
    /// What it said before; empty where it said nothing.
    pub from: String,
    /// What it says after; empty where it says nothing.
    pub to: String,
}

/// What two values say differently: in the order of the later one, then what is gone.
pub(super) fn differences(before: Vec<Fact>, after: Vec<Fact>) -> Vec<Difference> {
    let mut rest = before;
    let mut found = Vec::new();
    for Fact { key, label, text: to } in after {
        let same = rest.iter().position(|fact| fact.key == key);
        let from = same.map(|at| rest.remove(at).text).unwrap_or_default();
        if from != to {
            found.push(Difference { label, from, to });
        }
    }
    let gone = |Fact { label, text: from, .. }| Difference { label, from, to: String::new() };
    found.extend(rest.into_iter().map(gone));
    found
}

/// What the value of a subject says.
pub(super) fn of(set: &CriteriaSet, subject: &Subject, value: &Value) -> Vec<Fact> {
    match value {
        Value::Answer(given) => {
            subject.code().map(|code| answer(set, code, given)).unwrap_or_default()
        }
        Value::Document(given) => document(given),
        Value::File(given) => file(given),
        Value::Place(given) => place(given),
        Value::Round(given) => round(set, given),
        Value::ReportTexts(given) => report_texts(given),
        Value::Profile(given) => profile(given),
        Value::SignOff(given) => sign_off(given),
        Value::Passage(given) => passage(given),
        Value::Report(given) => report(given),
        Value::There => Vec::new(),
    }
}

/// What was entered for an item, in the order of its inputs.
pub(super) fn answer(set: &CriteriaSet, code: &Code, answer: &Answer) -> Vec<Fact> {
    let mut facts = Facts::default();
    if let Some(item) = set.sub_criterion(code) {
        match &item.method {
            Method::Single(rule) => facts.inputs("", &rule.inputs, answer),
            Method::Sum(parts) => {
                for part in parts {
                    if let Some(own) = answer.parts.get(&part.key) {
                        facts.inputs(&part.title, &part.rule.inputs, own);
                        facts.claim(&part.title, own);
                    }
                }
            }
        }
    } else if let Some(item) = set.bonus_item(code) {
        facts.inputs("", &item.rule.inputs, answer);
    } else if let Some(item) = set.penalty_item(code) {
        facts.inputs("", &[item.input(words::views::penalty_cases())], answer);
    }
    facts.claim("", answer);
    facts.0
}

/// The particulars of a document.
pub(super) fn document(document: &Document) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(say::label_kind(), &document.kind);
    facts.add(say::label_number(), &document.number);
    facts.add(say::label_date(), &document.date.map(wording::day).unwrap_or_default());
    facts.add(say::label_issuer(), &document.issuer);
    facts.add(say::label_subject(), &document.subject);
    facts.add(say::label_cite_only(), if document.cite_only { words::common::yes() } else { "" });
    facts.0
}

/// The file of a document.
pub(super) fn file(file: &Attachment) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(say::label_file(), &say::file_text(&file.name, wording::size(file.bytes)));
    // Two files of one name and size may differ all the same.
    facts.add(say::label_hash(), &file.sha256);
    facts.0
}

fn place(place: &Place) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(say::label_section(), &place.section);
    facts.add(say::label_page(), &place.page);
    facts.add(say::label_note(), &place.note);
    facts.0
}

/// The particulars of a round.
pub(super) fn round(set: &CriteriaSet, round: &Round) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(say::label_round_title(), &round.title);
    facts.add(say::label_receiving_office(), &round.receiving_office);
    let document = round.document.as_ref().map(wording::document).unwrap_or_default();
    facts.add(say::label_round_document(), &document);
    for (name, day) in &round.deadlines {
        let label = set.deadlines.get(name).unwrap_or(name);
        facts.add(label, &wording::day(*day));
    }
    facts.0
}

/// The report's own paragraphs.
pub(super) fn report_texts(texts: &ReportTexts) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(say::label_bases(), &texts.bases.join("\n"));
    facts.add(say::label_opening(), &texts.opening);
    facts.add(say::label_implementation(), &texts.implementation.join("\n"));
    facts.add(say::label_difficulties(), &texts.difficulties.join("\n"));
    facts.add(say::label_proposals(), &texts.proposals.join("\n"));
    facts.0
}

/// The unit's profile.
pub(super) fn profile(profile: &Profile) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(say::label_unit(), &profile.name);
    facts.add(say::label_superior_body(), profile.superior_body.as_deref().unwrap_or_default());
    facts.add(say::label_issuing_body(), &profile.issuing_body);
    facts.add(say::label_receiving_office(), &profile.receiving_office);
    facts.add(say::label_place(), &profile.place);
    facts.add(say::label_symbol(), &profile.symbol);
    facts.add(say::label_authority(), &profile.signer.authority.join("\n"));
    facts.add(say::label_signer_post(), &profile.signer.post);
    facts.add(say::label_signer_name(), &profile.signer.name);
    facts.add(say::label_prepared_by(), &profile.prepared_by);
    facts.add(say::label_recipients(), &profile.recipients.join("\n"));
    facts.add(say::label_file_copy(), &profile.file_copy);
    facts.0
}

fn sign_off(sign_off: &SignOffParticulars) -> Vec<Fact> {
    let mut facts = Facts::default();
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let date = text(&sign_off.date);
    let date = scoring::parse_date(&date).map_or(date, wording::day);
    facts.add(say::label_report_number(), &text(&sign_off.number));
    facts.add(say::label_report_date(), &date);
    facts.add(say::label_reason(), &text(&sign_off.reason));
    facts.add(say::label_hash(), &sign_off.sha256);
    facts.0
}

/// How a dossier was handed in, or why it was moved on.
fn passage(particulars: &Particulars) -> Vec<Fact> {
    let mut facts = Facts::default();
    if let Some(submission) = &particulars.submission {
        facts.add(say::label_submitted(), &wording::day(submission.date));
        facts.add(say::label_channel(), wording::channel(submission.channel));
        facts.add(say::label_number(), &submission.number);
        facts.add(say::label_receipt(), &submission.receipt);
    }
    facts.add(say::label_words(), &particulars.text);
    facts.0
}

fn report(report: &FinishedReport) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(say::label_file(), &say::file_text(&report.name, wording::size(report.bytes)));
    facts.add(say::label_hash(), &report.sha256);
    facts.0
}

/// Facts on their way; those that say nothing are left out.
#[derive(Default)]
pub(super) struct Facts(pub(super) Vec<Fact>);

impl Facts {
    /// A fact that its label tells from the others.
    pub(super) fn add(&mut self, label: &str, text: &str) {
        self.add_as(label, label, text);
    }

    /// A fact that something else tells from the others.
    pub(super) fn add_as(&mut self, key: &str, label: &str, text: &str) {
        if !text.trim().is_empty() {
            let (key, label) = (key.to_owned(), label.to_owned());
            self.0.push(Fact { key, label, text: text.to_owned() });
        }
    }

    fn inputs(&mut self, part: &str, inputs: &[Input], answer: &Answer) {
        for input in inputs {
            let Some(value) = answer.inputs.get(&input.key) else {
                continue;
            };
            let value = wording::entered(input, value);
            let text = match input.unit.as_deref() {
                Some(unit) => say::with_unit(value, unit),
                None => value,
            };
            self.add_as(&format!("{part}/{}", input.key), &labelled(part, input.name()), &text);
        }
    }

    fn claim(&mut self, part: &str, answer: &Answer) {
        let claimed = if answer.not_applicable { words::common::yes() } else { "" };
        self.add(&labelled(part, say::label_claim()), claimed);
        let explanation = answer.explanation.as_deref().unwrap_or_default();
        self.add(&labelled(part, say::label_explanation()), explanation);
    }
}

fn labelled(part: &str, label: &str) -> String {
    if part.is_empty() { label.to_owned() } else { say::part_label(part, label) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(key: &str, text: &str) -> Fact {
        Fact { key: key.into(), label: key.to_uppercase(), text: text.into() }
    }

    #[test]
    fn only_what_differs_is_told_and_what_is_gone_comes_last() {
        let before = vec![fact("a", "1"), fact("b", "2"), fact("c", "3")];
        let after = vec![fact("b", "2"), fact("d", "4"), fact("c", "5")];
        let told = differences(before, after);
        let told: Vec<_> = told.iter().map(|one| (&*one.label, &*one.from, &*one.to)).collect();
        assert_eq!(told, [("D", "", "4"), ("C", "3", "5"), ("A", "1", "")]);
    }
}
