//! Adding many files: looked into, then taken in, group by group.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::inspector::Inspector;
use crate::office::{AddedFile, FileToAdd};

/// What became of many files.
#[derive(Debug)]
pub struct AddedFiles<E> {
    /// Of each file that was reached, in order, its document or why there is none.
    pub results: Vec<(PathBuf, Result<AddedFile>)>,
    /// What ended the work before all were reached, other than the wish of the person.
    pub ended_by: Option<E>,
}

/// Adds files in groups, each looked into before somebody must lend the data file to `add` it. Before
/// each file `goes_on` is asked, with how many are done.
pub fn add_all<E>(
    inspector: &Inspector,
    (paths, even_secret): (&[PathBuf], bool),
    mut goes_on: impl FnMut(usize, &Path) -> bool,
    mut add: impl FnMut(&[FileToAdd<'_>]) -> std::result::Result<Vec<Result<AddedFile>>, E>,
) -> AddedFiles<E> {
    let mut added = AddedFiles { results: Vec::new(), ended_by: None };
    loop {
        let done = added.results.len();
        let left = &paths[done..];
        let group = &left[..store::group(left.iter().map(PathBuf::as_path)).0];
        let inspected: Vec<_> = (done..)
            .zip(group)
            .take_while(|(done, path)| goes_on(*done, path))
            .map(|(_, path)| inspector.inspect(path))
            .collect();
        // Nothing is left, or nothing more is wanted.
        if inspected.is_empty() {
            return added;
        }
        let looked_into = || group.iter().zip(&inspected);
        let files: Vec<FileToAdd<'_>> = looked_into()
            .map(|(path, one)| FileToAdd { path, inspected: one.as_ref(), even_secret })
            .collect();
        match add(&files) {
            Ok(results) => {
                added.results.extend(looked_into().map(|(path, _)| path.clone()).zip(results));
            }
            Err(error) => {
                added.ended_by = Some(error);
                return added;
            }
        }
    }
}
