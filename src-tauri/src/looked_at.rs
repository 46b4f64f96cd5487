//! The file of evidence that is looked at, page by page.

use backend::Attachment;
use views::LookView;
use views::screens::Reply;

use crate::opened;
use crate::program::{Program, locked};

/// The content of the file that was asked for last, so that turning pages does not read it anew.
#[derive(Default)]
pub(crate) struct LookedAt {
    sha256: String,
    content: Vec<u8>,
}

/// What is known of a document's file; one that nobody has read yet, or not to its end, is read now.
pub(crate) fn look(program: &Program, dossier: &str, evidence: &str) -> Reply<LookView> {
    let (file, known) = program.office(|office| {
        let file = office.file(dossier, evidence)?;
        let known = office.facts_of_file(&file)?;
        Ok((file, known))
    })?;
    let facts = if let Some(facts) = known.filter(|known| !known.is_unfinished()) {
        facts
    } else {
        let to_read = program.office(|office| Ok(office.this_to_read(&file)?))?;
        let read = program.inspector()?.read_file(to_read)?;
        program.office(|office| Ok(office.keep_read(&read)?))?;
        read.facts
    };
    let facts = facts.named(&file.name);
    let active = opened::is_active(&file.name, facts.kind);
    Ok(LookView::new(&file, Some(&facts), active))
}

/// The content of a document's file.
pub(crate) fn content(program: &Program, dossier: &str, evidence: &str) -> Reply<Vec<u8>> {
    let file: Attachment = program.office(|office| Ok(office.file(dossier, evidence)?))?;
    let mut last = locked(&program.looked_at);
    if last.sha256 != file.sha256 {
        let content = program.office(|office| Ok(office.content(&file)?))?;
        *last = LookedAt { sha256: file.sha256, content };
    }
    Ok(last.content.clone())
}
