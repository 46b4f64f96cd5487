//! Files that were written for the person, and opening them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use backend::wording::size;
use backend::{EvidenceExported, Exported, Made, PackagePlan, PackageWritten, SavedFile};
use views::screens::Reply;
use views::{ExportedView, Failure};
use words::{shell as say, views as text};

/// Printed documents of one name that may be open in readers at the same time.
const MOST_OPEN: u8 = 9;

/// Files that were exported since the start; nothing else is ever opened.
#[derive(Debug, Default)]
pub(crate) struct Exports(BTreeSet<PathBuf>);

impl Exports {
    /// Notes an export of a dossier's content.
    pub(crate) fn note(&mut self, exported: &Exported) -> ExportedView {
        let (items, documents) = (exported.items, exported.documents);
        let size = size(exported.bytes as u64);
        self.view(&exported.path, text::exported_items(items, documents, size))
    }

    /// Notes a file that was saved.
    pub(crate) fn note_file(&mut self, saved: &SavedFile) -> ExportedView {
        self.view(&saved.path, size(saved.bytes))
    }

    /// Notes a folder of evidence that was exported.
    pub(crate) fn note_evidence(&mut self, exported: &EvidenceExported) -> ExportedView {
        let (files, size) = (exported.files, size(exported.bytes));
        let summary = say::exported_evidence(files, size, exported.without_file);
        self.view(&exported.folder, summary)
    }

    /// Notes a package that was written; of several volumes the first stands for all.
    pub(crate) fn note_package(
        &mut self,
        plan: &PackagePlan,
        written: &PackageWritten,
    ) -> ExportedView {
        let (files, only_cited, size) = (plan.files, plan.only_cited, size(written.bytes));
        let summary = match written.paths.len() {
            1 => say::exported_package(size, files, only_cited),
            count => say::exported_volumes(count, size, files, only_cited),
        };
        let first = written.paths.first().map_or(Path::new(""), PathBuf::as_path);
        self.view(first, summary)
    }

    /// Writes a document of so many pages and notes it.
    pub(crate) fn write(&mut self, path: &Path, made: &Made, pages: usize) -> Reply<ExportedView> {
        backend::files::write(path, &made.content)?;
        let size = size(made.content.len() as u64);
        Ok(self.view(path, text::exported_document(pages, size)))
    }

    fn view(&mut self, path: &Path, summary: String) -> ExportedView {
        self.0.insert(path.to_owned());
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        ExportedView { path: path.display().to_string(), name, summary }
    }

    /// The file, if it was exported since the start and is still there.
    pub(crate) fn known(&self, path: &str) -> Reply<PathBuf> {
        let known = self.0.iter().find(|one| one.display().to_string() == path);
        let Some(known) = known else {
            return Err(Failure::refused("not-exported", say::not_exported(), Vec::new()));
        };
        if known.exists() {
            return Ok(known.clone());
        }
        Err(Failure::refused("missing-file", say::file_gone(path), Vec::new()))
    }
}

/// Writes a document to be printed. One of an earlier printing may still be open in a reader, which
/// on Windows keeps it from being replaced; then this one gets a number.
pub(crate) fn write_for_printing(folder: &Path, made: &Made) -> Reply<PathBuf> {
    let name = Path::new(&made.file_name);
    let (stem, ending) = (name.file_stem().unwrap_or_default(), name.extension());
    let first = folder.join(name);
    let Err(refused) = backend::files::write(&first, &made.content) else {
        return Ok(first);
    };
    let mut numbered = (2..=MOST_OPEN).map(|number| {
        let mut other = stem.to_owned();
        other.push(format!(" ({number})."));
        other.push(ending.unwrap_or_default());
        folder.join(other)
    });
    let written = numbered.find(|path| backend::files::write(path, &made.content).is_ok());
    written.ok_or_else(|| refused.into())
}

/// Opens a file with the system's program for it.
pub(crate) fn open(path: &Path) -> Reply<()> {
    tauri_plugin_opener::open_path(path, None::<&str>).map_err(|error| not_opened(path, &error))
}

/// Shows a file in its folder.
pub(crate) fn reveal(path: &Path) -> Reply<()> {
    tauri_plugin_opener::reveal_item_in_dir(path).map_err(|error| not_opened(path, &error))
}

fn not_opened(path: &Path, error: &tauri_plugin_opener::Error) -> Failure {
    Failure::refused("not-opened", say::not_opened(path.display(), error), Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_exported_and_is_still_there_can_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("báo cáo.pdf");
        let mut exports = Exports::default();
        let made = Made { file_name: "a.pdf".to_owned(), content: b"%PDF".to_vec() };
        let view = exports.write(&path, &made, 1).unwrap();
        assert_eq!(exports.known(&view.path).unwrap(), path);
        let other = folder.path().join("other.pdf");
        std::fs::write(&other, "x").unwrap();
        let refused = exports.known(&other.display().to_string()).unwrap_err();
        assert_eq!(refused.code, "not-exported");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(exports.known(&view.path).unwrap_err().code, "missing-file");
    }

    #[test]
    fn document_is_printed_though_the_last_one_is_still_open() {
        let folder = tempfile::tempdir().unwrap();
        let made = Made { file_name: "báo cáo.pdf".to_owned(), content: b"%PDF".to_vec() };
        // A folder of that name cannot be replaced either.
        std::fs::create_dir(folder.path().join("báo cáo.pdf")).unwrap();
        let path = write_for_printing(folder.path(), &made).unwrap();
        assert_eq!(path, folder.path().join("báo cáo (2).pdf"));
        assert_eq!(std::fs::read(path).unwrap(), made.content);

        let gone = folder.path().join("gone");
        assert_eq!(write_for_printing(&gone, &made).unwrap_err().code, "folder-missing");
    }
}
