//! Commands on evidence: documents, their files and citations.

mod attach;
mod list;
mod search;

use std::ops::ControlFlow;
use std::path::Path;

use backend::{
    Citation, Code, Document, EvidenceExported, NewCitation, Office, Place, Result, wording,
};
use serde_json::json;
use words::cli as say;

use crate::args::{CitationArguments, EvidenceCommand};
use crate::output::Reply;

pub(super) fn run(office: &mut Office, command: EvidenceCommand) -> Result<Reply> {
    match command {
        EvidenceCommand::Add { dossier, citation } => add(office, &dossier.id, citation),
        EvidenceCommand::Attach { dossier, files, document, code, even_secret, place } => {
            let place = Place::from(place);
            let citation = code.map(|code| Citation { code: Code::new(code), place });
            let order = attach::Order { files: &files, citation, even_secret };
            match document {
                Some(document) => attach::to_document(office, &dossier.id, &document, &order),
                None => attach::as_documents(office, &dossier.id, &order),
            }
        }
        EvidenceCommand::List(dossier) => list::list(office, &dossier.id),
        EvidenceCommand::Search { dossier, words } => {
            search::search(office, &dossier.id, &words.join(" "))
        }
        EvidenceCommand::Limits { file_mb, total_mb } => limits(office, file_mb, total_mb),
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
    let text = say::evidence_cited(document, &code);
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

/// Tells how much files may take, after setting what was given, in MB.
fn limits(office: &mut Office, file: Option<u64>, total: Option<u64>) -> Result<Reply> {
    let mut limits = office.limits()?;
    if file.is_some() || total.is_some() {
        let bytes = |megabytes: u64| megabytes.saturating_mul(1 << 20);
        limits.file = file.map_or(limits.file, bytes);
        limits.total = total.map_or(limits.total, bytes);
        office.set_limits(limits)?;
    }
    let used = office.content_bytes()?;
    let json = json!({"file": limits.file, "total": limits.total, "used": used});
    let (file, total) = (wording::size(limits.file), wording::size(limits.total));
    Ok(Reply::done(say::limits(file, total, wording::size(used)), json))
}

fn gc(office: &mut Office) -> Result<Reply> {
    let freed = office.free_unused()?;
    let json = json!({
        "files": freed.files,
        "bytes": freed.bytes,
        "keptFiles": freed.kept_files,
        "keptBytes": freed.kept_bytes,
    });
    let mut told = say::freed(freed.files, wording::size(freed.bytes));
    if freed.kept_files > 0 {
        let kept = say::freed_not(freed.kept_files, wording::size(freed.kept_bytes));
        told = format!("{told}\n{kept}");
    }
    Ok(Reply::done(told, json))
}

fn import(office: &mut Office, dossier: &str, path: &Path) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let (added, known) = office.import_evidence(&dossier, path)?;
    let json = json!({"documents": added, "known": known});
    Ok(Reply::done(say::evidence_imported(added, known), json))
}
