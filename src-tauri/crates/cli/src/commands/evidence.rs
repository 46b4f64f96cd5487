//! Commands on evidence: documents, their files and citations.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use backend::{
    Citation, Code, Document, EvidenceExported, NewCitation, Office, Place, Result, wording,
};
use serde_json::{Value, json};
use words::cli as say;

use crate::args::{CitationArguments, EvidenceCommand};
use crate::output::{DONE, REFUSED, Reply};

pub(super) fn run(office: &mut Office, command: EvidenceCommand) -> Result<Reply> {
    match command {
        EvidenceCommand::Add { dossier, citation } => add(office, &dossier.id, citation),
        EvidenceCommand::Attach { dossier, files, document: Some(document), .. } => {
            attach(office, &dossier.id, &document, &files)
        }
        EvidenceCommand::Attach { dossier, files, document: None, code, place } => {
            let place = Place::from(place);
            let citation = code.map(|code| Citation { code: Code::new(code), place });
            add_files(office, &dossier.id, &files, citation.as_ref())
        }
        EvidenceCommand::List(dossier) => list(office, &dossier.id),
        EvidenceCommand::Get { dossier, document, out } => {
            get(office, &dossier.id, &document, &out)
        }
        EvidenceCommand::Cite { dossier, document, code, place } => {
            cite(office, &dossier.id, &document, code, place.into())
        }
        EvidenceCommand::Export { dossier, out } => export(office, &dossier.id, &out),
        EvidenceCommand::Gc => gc(office),
        EvidenceCommand::Import { dossier, evidence } => import(office, &dossier.id, &evidence),
    }
}

fn add(office: &mut Office, dossier: &str, citation: CitationArguments) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let CitationArguments { code, number, date, issuer, subject, place } = citation;
    let json = json!({"code": code, "number": number});
    let document = Document { number, date: Some(date), issuer, subject, ..Document::default() };
    let text = say::evidence_added(&code, wording::document(&document));
    office.add_evidence(&dossier, NewCitation { code, document, place: place.into() })?;
    Ok(Reply::done(text, json))
}

/// Gives a document its file.
fn attach(office: &mut Office, dossier: &str, document: &str, files: &[PathBuf]) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let [file] = files else {
        let message = say::one_file_a_document();
        return Err(backend::Error::refused("one-file", message));
    };
    office.attach_file(&dossier, document, file)?;
    let path = file.display().to_string();
    let json = json!({"added": [{"file": path, "document": document}], "refused": []});
    Ok(Reply::done(say::file_attached(&path, document), json))
}

/// Adds a document for each file; one that is refused does not keep the others out.
fn add_files(
    office: &mut Office,
    dossier: &str,
    files: &[PathBuf],
    citation: Option<&Citation>,
) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let (mut lines, mut added, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        let path = file.display().to_string();
        match office.add_file(&dossier, file, citation.cloned()) {
            Ok(id) => {
                lines.push(say::file_attached(&path, &id));
                added.push(json!({"file": path, "document": id}));
            }
            // Of a single file the refusal is the command's own.
            Err(error) if files.len() == 1 => return Err(error),
            Err(error) => {
                lines.push(say::fault(&error.message));
                refused.push(json!({"file": path, "code": error.code, "message": error.message}));
            }
        }
    }
    let exit = if refused.is_empty() { DONE } else { REFUSED };
    let json = json!({"added": added, "refused": refused});
    Ok(Reply { text: lines.join("\n"), json, exit })
}

fn list(office: &Office, dossier: &str) -> Result<Reply> {
    let dossier = office.dossier(&office.resolve(dossier)?)?;
    let mut lines = Vec::new();
    let mut documents = Vec::new();
    for one in &dossier.evidence {
        lines.push(say::evidence_line(&one.id, wording::document(&one.document)));
        lines.extend(
            one.file
                .as_ref()
                .map(|file| say::evidence_file_line(&file.name, wording::size(file.bytes))),
        );
        lines.extend(one.citations.iter().map(|citation| {
            say::evidence_citation_line(&citation.code, wording::citation(one, citation))
        }));
        let file = one
            .file
            .as_ref()
            .map(|file| json!({"name": file.name, "sha256": file.sha256, "bytes": file.bytes}));
        documents.push(json!({
            "document": one.id,
            "number": one.document.number,
            "date": one.document.date.map(|date| date.to_string()),
            "issuer": one.document.issuer,
            "subject": one.document.subject,
            "file": file,
            "citations": one.citations.iter().map(|citation| json!({
                "code": citation.code.as_str(),
                "section": citation.place.section,
                "page": citation.place.page,
                "note": citation.place.note,
            })).collect::<Vec<Value>>(),
        }));
    }
    if lines.is_empty() {
        lines.push(say::no_evidence().to_owned());
    }
    Ok(Reply::done(lines.join("\n"), json!({"documents": documents})))
}

fn get(office: &Office, dossier: &str, document: &str, out: &Path) -> Result<Reply> {
    let saved = office.save_file(&office.resolve(dossier)?, document, out)?;
    let path = saved.path.display().to_string();
    let json = json!({"path": path, "bytes": saved.bytes});
    Ok(Reply::done(say::file_saved(&path, wording::size(saved.bytes)), json))
}

fn cite(
    office: &mut Office,
    dossier: &str,
    document: &str,
    code: String,
    place: Place,
) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let json = json!({"document": document, "code": code});
    let text = say::evidence_cited(&code, document);
    office.cite(&dossier, document, &Citation { code: Code::new(code), place })?;
    Ok(Reply::done(text, json))
}

/// The whole evidence into a new folder.
fn export(office: &Office, dossier: &str, out: &Path) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let exported = office.export_evidence(&dossier, out, &mut |_| ControlFlow::Continue(()))?;
    let EvidenceExported { folder, files, bytes, without_file } = exported;
    let folder = folder.display().to_string();
    let json = json!({
        "folder": folder,
        "files": files,
        "bytes": bytes,
        "withoutFile": without_file,
    });
    let text = say::evidence_exported(files, wording::size(bytes), folder, without_file);
    Ok(Reply::done(text, json))
}

fn gc(office: &mut Office) -> Result<Reply> {
    let freed = office.free_unused()?;
    let json = json!({"files": freed.files, "bytes": freed.bytes});
    Ok(Reply::done(say::freed(freed.files, wording::size(freed.bytes)), json))
}

fn import(office: &mut Office, dossier: &str, path: &Path) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let (added, known) = office.import_evidence(&dossier, path)?;
    let json = json!({"documents": added, "known": known});
    Ok(Reply::done(say::evidence_imported(added, known), json))
}
