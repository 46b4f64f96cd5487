//! Taking files in.

use std::path::{Path, PathBuf};

use backend::{
    AddedFile, Citation, Error, FileToAdd, Inspector, Office, Result, Withheld, wording,
};
use serde_json::json;
use words::cli as say;

use crate::output::{DONE, REFUSED, Reply};

/// What is to be taken in, and how.
pub(super) struct Order<'a> {
    pub(super) files: &'a [PathBuf],
    pub(super) citation: Option<Citation>,
    /// Whether content is taken in that bears a mark of secrecy or could not be read.
    pub(super) even_secret: bool,
}

/// Gives a document its file.
pub(super) fn to_document(
    office: &mut Office,
    dossier: &str,
    document: &str,
    order: &Order<'_>,
) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let [path] = order.files else {
        return Err(Error::refused("one-file", say::one_file_a_document()));
    };
    let inspected = Inspector::new()?.inspect(path);
    let (inspected, even_secret) = (inspected.as_ref(), order.even_secret);
    office.attach_file(&dossier, document, FileToAdd { path, inspected, even_secret })?;
    let path = path.display().to_string();
    let json = json!({"added": [{"file": path, "document": document}], "refused": []});
    Ok(Reply::done(say::file_attached(&path, document), json))
}

/// Adds a document for each file, those of folders too; one that is refused does not keep the
/// others out.
pub(super) fn as_documents(office: &mut Office, dossier: &str, order: &Order<'_>) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let inspector = Inspector::new()?;
    let mut walked = backend::walk(order.files);
    let single = order.files.len() == 1 && order.files == walked.files;
    let refused = (order.files, &walked.refused[..]);
    let is_refused = walked.files.is_empty()
        && matches!(refused, ([only], [(path, _)]) if only == path && !only.is_dir());
    // Of a single file the refusal is the command's own.
    if is_refused && let Some((_, error)) = walked.refused.pop() {
        return Err(error);
    }
    let mut added = backend::add_all(
        &inspector,
        (&walked.files, order.even_secret),
        |_, _| true,
        |files| office.add_files(&dossier, files, order.citation.as_ref()),
    );
    if added.results.is_empty()
        && let Some(error) = added.ended_by.take()
    {
        return Err(error);
    }
    let mut outcome = Outcome::default();
    for (path, result) in added.results {
        match result {
            Ok(added) => outcome.added(&path, &added),
            // Of a single file the refusal is the command's own.
            Err(error) if single => return Err(error),
            Err(error) => outcome.refused(Some(&path), &error),
        }
    }
    // What was added is told all the same: else somebody adds it once more.
    added.ended_by.iter().for_each(|error| outcome.refused(None, error));
    walked.refused.iter().for_each(|(path, error)| outcome.refused(Some(path), error));
    Ok(outcome.reply())
}

/// What became of many files.
#[derive(Default)]
struct Outcome {
    lines: Vec<String>,
    added: Vec<serde_json::Value>,
    refused: Vec<serde_json::Value>,
}

impl Outcome {
    fn added(&mut self, path: &Path, added: &AddedFile) {
        let (path, id) = (path.display().to_string(), &added.evidence);
        let (line, mark) = match added.withheld {
            None => (say::file_attached(&path, id), None),
            Some(Withheld::Secret(mark)) => {
                let mark = wording::secrecy(mark);
                (say::file_withheld(&path, mark, id), Some(mark))
            }
            Some(Withheld::Unread) => {
                let message = say::file_unread(&path, id);
                let document =
                    json!({"file": path, "document": id, "code": "unread", "message": message});
                self.lines.push(message);
                self.refused.push(document);
                return;
            }
        };
        self.lines.push(line);
        self.added.push(json!({"file": path, "document": id, "withheld": mark}));
    }

    fn refused(&mut self, path: Option<&Path>, error: &Error) {
        self.lines.push(say::fault(&error.message));
        let path = path.map(|path| path.display().to_string());
        let (code, message) = (error.code, &error.message);
        self.refused.push(json!({"file": path, "code": code, "message": message}));
    }

    fn reply(self) -> Reply {
        let exit = if self.refused.is_empty() { DONE } else { REFUSED };
        let json = json!({"added": self.added, "refused": self.refused});
        Reply { text: self.lines.join("\n"), json, exit }
    }
}
