//! Files of evidence on their way in: those that were dropped, and the work on many of them.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use backend::{FileToAdd, Inspected, Walked};
use tauri::ipc::Channel;
use views::screens::{Reply, evidence as screen};
use views::{FilesAdded, FilesProgress};

use crate::program::{Program, locked};

/// What is remembered between the commands.
#[derive(Default)]
pub(crate) struct Incoming {
    /// Files and folders that were dropped on the window last; the window never sees paths.
    dropped: Mutex<Vec<PathBuf>>,
    /// Whether the person wants the work to end.
    cancelled: AtomicBool,
}

impl Incoming {
    /// Remembers what was dropped.
    pub(crate) fn drop_here(&self, paths: &[PathBuf]) {
        *locked(&self.dropped) = paths.to_vec();
    }

    /// What was dropped last; it is added once.
    pub(crate) fn take_dropped(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *locked(&self.dropped))
    }

    /// Ends the work on many files after the one that is being worked on.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Work begins.
    pub(crate) fn begin(&self) {
        self.cancelled.store(false, Ordering::Relaxed);
    }

    /// Whether the work is to end.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Adds a document for each file. The data file is let go after each group, so that what is typed
/// meanwhile is saved; one that is refused does not keep the others out.
pub(crate) fn add(
    program: &Program,
    dossier: &str,
    code: Option<&str>,
    walked: &Walked,
    progress: &Channel<FilesProgress>,
) -> Reply<FilesAdded> {
    program.incoming.begin();
    let all = walked.files.len();
    let citation = code.map(screen::whole);
    let mut results = Vec::new();
    while results.len() < all && !program.incoming.is_cancelled() {
        let left = &walked.files[results.len()..];
        let now = &left[..backend::group(left)];
        let inspected = inspect(program, now, (results.len(), all), progress)?;
        let now = &now[..inspected.len()];
        let files: Vec<FileToAdd<'_>> = now
            .iter()
            .zip(&inspected)
            .map(|(path, one)| FileToAdd { path, inspected: one.as_ref(), even_secret: false })
            .collect();
        let group =
            program.office(|office| Ok(office.add_files(dossier, &files, citation.as_ref())?));
        match group {
            Ok(group) => results.extend(now.iter().cloned().zip(group)),
            Err(failure) if results.is_empty() => return Err(failure),
            // What was added must be told: else somebody adds it once more.
            Err(failure) => {
                let mut added = FilesAdded::new(&walked.refused, &results, true);
                added.refused.push(failure.message);
                return Ok(added);
            }
        }
    }
    let cancelled = results.len() < all;
    Ok(FilesAdded::new(&walked.refused, &results, cancelled))
}

/// Looks into files before they are taken in, until the person wants the work to end; while this
/// lasts nobody needs the data file.
fn inspect(
    program: &Program,
    paths: &[PathBuf],
    (before, all): (usize, usize),
    progress: &Channel<FilesProgress>,
) -> Reply<Vec<Option<Inspected>>> {
    let inspector = program.inspector()?;
    let wanted = paths.iter().take_while(|_| !program.incoming.is_cancelled());
    let looked_into = (before..).zip(wanted).map(|(done, path)| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A window that is gone needs no progress.
        drop(progress.send(FilesProgress::new(done, all, &name)));
        inspector.inspect(path)
    });
    Ok(looked_into.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_dropped_is_added_once() {
        let incoming = Incoming::default();
        incoming.drop_here(&["a.pdf".into()]);
        assert_eq!(incoming.take_dropped(), [PathBuf::from("a.pdf")]);
        assert!(incoming.take_dropped().is_empty());
    }
}
