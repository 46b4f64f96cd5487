//! Listing documents.

use backend::{Document, FileFacts, Office, Proposed, Result, wording};
use serde_json::{Value, json};
use words::cli as say;

use crate::output::Reply;

/// Documents with their files, what was found in them, and where they are cited.
pub(super) fn list(office: &Office, dossier: &str) -> Result<Reply> {
    let id = office.resolve(dossier)?;
    let dossier = office.dossier(&id)?;
    let facts = office.file_facts(&id)?;
    let mut lines = Vec::new();
    let mut documents = Vec::new();
    for one in &dossier.evidence {
        let found =
            one.file.as_ref().and_then(|file| Some(facts.get(&file.sha256)?.named(&file.name)));
        lines.push(say::evidence_line(&one.id, wording::document(&one.document)));
        if let Some(file) = &one.file {
            lines.push(say::evidence_file_line(&file.name, wording::size(file.bytes)));
            lines.extend(found.iter().flat_map(|found| of_facts(&file.name, found)));
        }
        lines.extend(one.citations.iter().map(|citation| {
            say::evidence_citation_line(&citation.code, wording::citation(one, citation))
        }));
        let proposal = backend::proposed(one, &facts);
        let file = one.file.as_ref().map(|file| {
            let found = found.as_ref().map(|found| of_found(&file.name, found));
            json!({"name": file.name, "sha256": file.sha256, "bytes": file.bytes, "found": found})
        });
        let mut document = particulars(&one.document);
        document["document"] = json!(one.id);
        document["citeOnly"] = json!(one.document.cite_only);
        document["file"] = json!(file);
        document["proposal"] = json!(proposal.as_ref().map(of_proposal));
        document["citations"] = one
            .citations
            .iter()
            .map(|citation| {
                json!({
                    "code": citation.code.as_str(),
                    "section": citation.place.section,
                    "page": citation.place.page,
                    "note": citation.place.note,
                })
            })
            .collect();
        documents.push(document);
    }
    if lines.is_empty() {
        lines.push(say::no_evidence().to_owned());
    }
    Ok(Reply::done(lines.join("\n"), json!({"documents": documents})))
}

fn of_facts(name: &str, facts: &FileFacts) -> Vec<String> {
    let told = [wording::file_facts(facts), wording::file_warnings(name, facts)].concat();
    told.into_iter().map(say::evidence_fact_line).collect()
}

fn of_found(name: &str, facts: &FileFacts) -> Value {
    json!({
        "facts": wording::file_facts(facts),
        "warnings": wording::file_warnings(name, facts),
        "pages": facts.pages,
    })
}

/// What is proposed, and what of it the file's name says.
fn of_proposal(proposed: &Proposed) -> Value {
    let mut proposal = particulars(&proposed.document);
    proposal["fromName"] = json!(proposed.from_name);
    proposal
}

fn particulars(document: &Document) -> Value {
    json!({
        "number": document.number,
        "date": document.date.map(|date| date.to_string()),
        "issuer": document.issuer,
        "subject": document.subject,
        "kind": document.kind,
    })
}
