//! The file of evidence that is looked at, page by page.

use backend::{Active, Attachment, ContentKind, Opener, READ_AT_MOST, locked};
use views::LookView;
use views::screens::Reply;

use crate::opened;
use crate::program::Program;

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
    let active = activity(program, (dossier, evidence), &file, facts.kind)?;
    Ok(LookView::new(&file, Some(&facts), active))
}

/// What a document's file would do when another program opens it. One that is too large to be read
/// for that is judged when it is opened.
fn activity(
    program: &Program,
    (dossier, evidence): (&str, &str),
    file: &Attachment,
    kind: ContentKind,
) -> Reply<Option<Active>> {
    opened::activity(&file.name, |opener| match opener {
        Opener::Viewer => Ok((kind == ContentKind::Program).then_some(Active::Program)),
        Opener::Cells | Opener::Any => {
            if file.bytes > READ_AT_MOST {
                return Ok(None);
            }
            let content = content(program, dossier, evidence)?;
            Ok(program.inspector()?.activity(content, opener)?)
        }
    })
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
