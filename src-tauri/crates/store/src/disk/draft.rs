//! Files that are not finished yet, in a folder of their own beside where they will stand.
//!
//! The folder holds a locked file. The system drops the lock when the process ends, however it ends, so
//! that a later run can tell that nobody works there any more and removes the folder.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::{Fault, Target, input, rename, sync_folder};

const PREFIX: &str = ".par-index-";
const SUFFIX: &str = ".tmp";
/// The file that is locked, and what it says.
const LOCK: &str = "lock";
const MARK: &[u8] = b"drafts of par-index\n";
/// The file that says which drafts of a set get which names; there once the set is complete.
const PLAN: &str = "plan.json";
/// How often a folder is made anew because another process took it for a dead one.
const TRIES: u32 = 8;

/// A folder for drafts; with what is left in it, it goes when this is dropped, or with a later run.
#[derive(Debug)]
pub struct DraftFolder {
    // Dropped in this order: Windows removes no file that is open.
    _lock: File,
    folder: TempDir,
}

/// Which draft gets which name, in order.
#[derive(Debug, Serialize, Deserialize)]
struct Plan {
    /// Names within the folder of drafts, and beside it.
    names: Vec<(String, String)>,
}

impl DraftFolder {
    /// Makes a folder for drafts within this folder, and removes those there that nobody uses any more.
    ///
    /// # Errors
    /// If nothing can be written there.
    pub fn begin(within: &Path) -> io::Result<Self> {
        Self::sweep(within);
        let mut tries = 0;
        loop {
            match Self::make(within) {
                Err(error) if error.kind() == ErrorKind::NotFound && tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    /// [`ErrorKind::NotFound`] where another process removed the folder before it was locked.
    fn make(within: &Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempdir_in(within)?;
        let path = folder.path().join(LOCK);
        let mut lock = File::options().read(true).write(true).create_new(true).open(&path)?;
        lock.write_all(MARK)?;
        match lock.try_lock() {
            // A file system without locks: then nobody else removes the folder either.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => return Err(ErrorKind::NotFound.into()),
        }
        fs::symlink_metadata(&path)?;
        Ok(Self { _lock: lock, folder })
    }

    /// The path of a draft of this name.
    pub fn draft(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The path of the folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Gives finished drafts of this folder their names beside it: all of them, or none.
    ///
    /// A run that is killed in between leaves the rest to a later one, which completes the set.
    ///
    /// # Errors
    /// [`Fault`] of the first name that cannot be given; then everything stands as before.
    pub fn place(self, drafts: &[(String, Target)]) -> Result<(), Fault> {
        let Some(within) = self.path().parent() else {
            return Ok(());
        };
        let unwritten = |source| Fault::Io { path: within.to_owned(), source };
        let names = drafts.iter().map(|(draft, target)| {
            let name = target.path().file_name().unwrap_or_default();
            (draft.clone(), name.to_string_lossy().into_owned())
        });
        let plan = Plan { names: names.collect() };
        let text = serde_json::to_vec(&plan).map_err(|error| unwritten(error.into()))?;
        let mut file = File::create(self.draft(PLAN)).map_err(unwritten)?;
        file.write_all(&text).and_then(|()| file.sync_all()).map_err(unwritten)?;
        drop(file);
        sync_folder(self.path()).map_err(unwritten)?;
        if let Err(fault) = plan.carry_out(self.path(), within) {
            if self.draft(PLAN).exists() {
                // Earlier files are still in the folder: a later run completes the set.
                let _ = self.folder.keep();
            }
            return Err(fault);
        }
        sync_folder(within).map_err(unwritten)
    }

    /// Removes the folders for drafts within this folder that nobody uses any more, after completing the
    /// sets that were on the way to their names.
    pub fn sweep(within: &Path) {
        for entry in fs::read_dir(within).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let is_named = name
                .to_str()
                .is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
            if is_named && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                clear(&entry.path(), within);
            }
        }
    }
}

/// Removes a folder for drafts unless somebody uses it, or it is none.
fn clear(folder: &Path, within: &Path) {
    let lock = folder.join(LOCK);
    if fs::symlink_metadata(&lock).is_err() {
        // Somebody was stopped, or is, between making the folder and locking it.
        let _ = fs::remove_dir(folder);
        return;
    }
    let Ok(file) = input::open(&lock) else { return };
    let mut mark = Vec::new();
    let read = (&file).take(1 + MARK.len() as u64).read_to_end(&mut mark);
    // Whoever was stopped while writing the mark left its beginning.
    if read.is_err() || !MARK.starts_with(&mark) || file.try_lock().is_err() {
        return;
    }
    if Plan::of(folder).is_some_and(|plan| plan.complete(folder, within).is_err()) {
        return;
    }
    // Windows removes no file that is open.
    drop(file);
    let _ = fs::remove_dir_all(folder);
}

impl Plan {
    /// The plan of a set that was complete when its process ended.
    fn of(folder: &Path) -> Option<Self> {
        serde_json::from_reader(input::open(&folder.join(PLAN)).ok()?).ok()
    }

    /// Completes the set of a process that has ended, unless somebody has written one of its files since.
    fn complete(&self, drafts: &Path, within: &Path) -> Result<(), Fault> {
        let written = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
        let planned = written(&drafts.join(PLAN));
        let mut steps = self.steps(drafts, within);
        let is_later = |step: &Step| step.draft.exists() && written(&step.path) > planned;
        if self.names.iter().any(|(_, name)| is_no_name(name)) || steps.any(|step| is_later(&step))
        {
            return Ok(());
        }
        self.carry_out(drafts, within)
    }

    /// Gives the drafts their names, or takes those back that were given.
    fn carry_out(&self, drafts: &Path, within: &Path) -> Result<(), Fault> {
        let mut done: Vec<Step> = Vec::new();
        for step in self.steps(drafts, within) {
            let taken = step.take();
            done.push(step);
            if let Err(fault) = taken {
                if done.iter().rev().all(Step::take_back) {
                    // Nothing is left to be completed.
                    let _ = fs::remove_file(drafts.join(PLAN));
                }
                return Err(fault);
            }
        }
        Ok(())
    }

    fn steps(&self, drafts: &Path, within: &Path) -> impl Iterator<Item = Step> {
        self.names.iter().enumerate().map(|(position, (draft, name))| Step {
            draft: drafts.join(draft),
            path: within.join(name),
            earlier: drafts.join(format!("earlier-{position}")),
        })
    }
}

/// A name that leads out of its folder, or is none.
fn is_no_name(name: &str) -> bool {
    Path::new(name).file_name().is_none_or(|only| only != name)
}

/// A draft on the way to its name.
struct Step {
    draft: PathBuf,
    path: PathBuf,
    /// Where the file lies meanwhile that had the name before.
    earlier: PathBuf,
}

impl Step {
    fn take(&self) -> Result<(), Fault> {
        if !self.draft.exists() {
            // The process that made the plan came that far.
            return Ok(());
        }
        let target = Target::new(&self.path)?;
        let failed = |source| Fault::Io { path: self.path.clone(), source };
        if fs::symlink_metadata(&self.path).is_ok() {
            rename(&self.path, &self.earlier).map_err(failed)?;
        }
        rename(&self.draft, target.path()).map_err(failed)
    }

    /// Whether everything stands as before.
    fn take_back(&self) -> bool {
        let drafted = self.draft.exists() || rename(&self.path, &self.draft).is_ok();
        let is_earlier = fs::symlink_metadata(&self.earlier).is_ok();
        drafted && (!is_earlier || rename(&self.earlier, &self.path).is_ok())
    }
}
