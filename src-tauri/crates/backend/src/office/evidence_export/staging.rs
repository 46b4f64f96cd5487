//! A folder that appears whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use store::disk::{self, DraftFolder};
use words::evidence_export as say;

use super::names::name;
use crate::error::{Error, Result};
use crate::files;

/// A folder that is being filled as a draft; removed again unless it is finished.
#[derive(Debug)]
pub(super) struct Staging {
    parent: PathBuf,
    name: String,
    drafts: DraftFolder,
    path: PathBuf,
}

impl Staging {
    /// Makes the folder that will bear this name.
    ///
    /// # Errors
    /// Of kind path, if the folder above it is none or cannot be written.
    pub(super) fn begin(parent: &Path, name: &str) -> Result<Self> {
        if parent.exists() && !parent.is_dir() {
            return Err(Error::path("not-folder", say::not_folder(parent.display())));
        }
        // Never among backups.
        files::target(&free(parent, name))?;
        let drafts = files::drafts(parent)?;
        let path = drafts.draft("folder");
        files::make_folder(&path)?;
        Ok(Self { parent: parent.to_owned(), name: name.to_owned(), drafts, path })
    }

    /// Where it is meanwhile.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Looks whether so many files of so many bytes in all are there.
    ///
    /// # Errors
    /// Of kind path, if they are not.
    pub(super) fn must_hold(&self, files: usize, bytes: u64) -> Result<()> {
        let found = held(&self.path).map_err(|error| files::read_failure(&self.path, &error))?;
        if found == (files, bytes) {
            return Ok(());
        }
        Err(Error::path("not-verified", say::not_same(self.parent.display())))
    }

    /// Gives it its name, with a number behind it where that is taken; the path that it has then.
    ///
    /// # Errors
    /// Of kind path.
    pub(super) fn finish(self) -> Result<PathBuf> {
        let Self { parent, name, drafts, path } = self;
        let finished = free(&parent, &name);
        let placed = disk::rename(&path, &finished).and_then(|()| disk::sync_folder(&parent));
        placed.map_err(|error| files::write_failure(&parent, &error))?;
        drop(drafts);
        Ok(finished)
    }
}

/// The path of this name, or of the first number behind it that is not there.
fn free(parent: &Path, stem: &str) -> PathBuf {
    let paths = (1..).map(|number| parent.join(name(stem, "", number, usize::MAX)));
    let free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    paths.into_iter().find(free).unwrap_or_default()
}

/// The files in a folder and those below it, and their bytes.
fn held(folder: &Path) -> std::io::Result<(usize, u64)> {
    let (mut files, mut bytes) = (0, 0);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        let found = if metadata.is_dir() { held(&entry.path())? } else { (1, metadata.len()) };
        files += found.0;
        bytes += found.1;
    }
    Ok((files, bytes))
}
