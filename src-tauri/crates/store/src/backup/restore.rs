//! Putting a backup in the place of the data file, so that at no moment there is none under its name.
//!
//! The steps: a note beside the data file says that a restore is under way, and is held locked. The
//! backup is copied and checked beside the data file. Then the note gets the name under which the
//! present file is kept; from here on each step can be done again after a crash, and the next opening
//! of the data file does so ([`finish`]): the present file gets its second name, its logs go from
//! beside the first, the copy takes the first name in one step, the note goes.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::{contents, copy};
use crate::error::{Error, Result};
use crate::file::{beside, companions, must_be_data_file, must_be_free, rename, unwritable};

/// How the note's name ends.
const NOTE: &str = ".restoring";
/// How the name of the copy ends that takes the data file's place.
const DRAFT: &str = ".restore";
/// How the name of a copy ends that is being made.
const PART: &str = ".part";
/// Ends what the note says: a note that was cut off says nothing.
const END: char = '\n';

/// What a restore did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Under which name the file that was there is kept; none where there was no file.
    pub kept: Option<PathBuf>,
    /// SHA-256 (hex) of contents that the backup names and that do not lie whole beside it.
    pub missing: Vec<String>,
}

/// Puts a backup in the place of a data file that nobody has open.
///
/// The file that was there is kept beside under another name. The backup itself stays where it is.
/// Contents that are lost beside the backup stay out; everything else is restored.
///
/// # Errors
/// Whatever makes the backup unfit to be opened, [`Error::BadBackup`] where it is damaged,
/// [`Error::Locked`] where somebody has the data file open or restores it; in each case the data file
/// stays.
pub fn restore(backup: &Path, data_file: &Path) -> Result<Restored> {
    must_be_data_file(backup)?;
    if data_file.is_dir() {
        return Err(Error::IsFolder { path: data_file.to_owned() });
    }
    finish(data_file)?;
    let note = Note::begin(data_file)?;
    let draft = beside(data_file, DRAFT);
    let prepared = prepare(backup, &draft).and_then(|missing| {
        let exists = data_file.exists();
        if exists {
            must_be_free(data_file)?;
        }
        Ok((missing, exists.then(|| free_name(data_file))))
    });
    let (missing, kept) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => {
            // What failed is told; the next restore or opening removes what stays.
            let _ = companions::remove(&draft);
            note.remove();
            return Err(error);
        }
    };
    let done = note.decide(kept.as_deref()).and_then(|()| exchange(data_file, kept.as_deref()));
    if let Err(error) = done {
        undo(data_file, kept.as_deref())?;
        note.remove();
        let _ = companions::remove(&draft);
        return Err(error);
    }
    note.remove();
    Ok(Restored { kept, missing })
}

/// Ends a restore that was cut off: what was decided is done, what was only prepared goes.
///
/// # Errors
/// [`Error::Locked`] while somebody else restores the file, and where it cannot be written.
pub(crate) fn finish(data_file: &Path) -> Result<()> {
    let draft = beside(data_file, DRAFT);
    let Some(mut note) = Note::left(data_file)? else {
        return if draft.exists() { companions::remove(&draft) } else { Ok(()) };
    };
    match note.decision(data_file)? {
        Some(decision) if draft.exists() => exchange(data_file, decision.kept.as_deref())?,
        // The copy has the name already.
        Some(_) => {}
        None => companions::remove(&draft)?,
    }
    note.remove();
    Ok(())
}

/// Makes a sound copy of the backup beside the data file; gives the contents that are missing.
fn prepare(backup: &Path, draft: &Path) -> Result<Vec<String>> {
    companions::remove(draft)?;
    duplicate(backup, draft)?;
    let log = beside(backup, companions::LOG);
    if log.exists() {
        duplicate(&log, &beside(draft, companions::LOG))?;
    }
    let mut missing = Vec::new();
    let settled = copy::settle_with(draft, |copy| {
        missing = contents::put_back(copy, backup)?;
        Ok(())
    });
    match settled {
        Ok(_) => Ok(missing),
        Err(Error::BadBackup { detail, .. }) => {
            Err(Error::BadBackup { path: backup.to_owned(), detail })
        }
        Err(other) => Err(other),
    }
}

/// Puts the copy in the place of the data file. Each step may have been done before.
fn exchange(data_file: &Path, kept: Option<&Path>) -> Result<()> {
    if let Some(kept) = kept {
        keep(data_file, kept)?;
    }
    companions::remove_alone(data_file)?;
    put(data_file)
}

/// Gives the file that is there its second name, with its logs. They come first: where the file has
/// the name, it has them too.
fn keep(data_file: &Path, kept: &Path) -> Result<()> {
    if kept.exists() {
        return Ok(());
    }
    for suffix in companions::LOGS {
        let log = beside(data_file, suffix);
        if log.exists() {
            second_name(&log, &beside(kept, suffix))?;
        }
    }
    second_name(data_file, kept)?;
    sync_folder(data_file)
}

/// The copy takes the data file's name in one step.
fn put(data_file: &Path) -> Result<()> {
    rename(&beside(data_file, DRAFT), data_file).map_err(|source| unwritable(data_file, source))?;
    sync_folder(data_file)
}

/// Leaves everything as it was before the exchange, which failed before the copy took the name.
fn undo(data_file: &Path, kept: Option<&Path>) -> Result<()> {
    let Some(kept) = kept else {
        return Ok(());
    };
    for suffix in companions::LOGS {
        let (log, its) = (beside(data_file, suffix), beside(kept, suffix));
        if its.exists() && !log.exists() {
            second_name(&its, &log)?;
        }
    }
    companions::remove(kept)
}

/// Gives a file a second name; a copy where the file system knows no second names.
fn second_name(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        return Ok(());
    }
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let part = beside(to, PART);
    duplicate(from, &part)?;
    rename(&part, to).map_err(|source| unwritable(to, source))
}

/// A name that neither a file nor a log has: "cchc.db.old.db", "cchc.db.old.2.db".
fn free_name(data_file: &Path) -> PathBuf {
    let first = beside(data_file, ".old.db");
    let others = (2_u32..).map(|copy| beside(data_file, &format!(".old.{copy}.db")));
    let is_free = |name: &PathBuf| {
        !name.exists() && companions::LOGS.iter().all(|suffix| !beside(name, suffix).exists())
    };
    std::iter::once(first).chain(others).find(is_free).unwrap_or_default()
}

/// Copies a file's content, not its permissions: a backup may be read-only.
pub(super) fn duplicate(from: &Path, to: &Path) -> Result<()> {
    let mut source =
        File::open(from).map_err(|source| Error::Io { path: from.to_owned(), source })?;
    let mut write = || {
        let mut target = File::create(to)?;
        io::copy(&mut source, &mut target)?;
        target.sync_all()
    };
    write().map_err(|source| unwritable(to, source))
}

/// Makes names durable; Windows does so by itself.
fn sync_folder(file: &Path) -> Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|source| unwritable(folder, source))
}

/// That the copy takes the place of the data file.
struct Decision {
    /// Under which name the file that was there is kept; none where there was no file.
    kept: Option<PathBuf>,
}

/// The note of a restore, locked as long as it is under way.
struct Note {
    path: PathBuf,
    file: File,
}

impl Note {
    /// Begins a restore: the note says nothing yet.
    fn begin(data_file: &Path) -> Result<Self> {
        let path = beside(data_file, NOTE);
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).read(true).write(true).open(&path);
        let note = Self::locked(path.clone(), file.map_err(|source| unwritable(&path, source))?)?;
        // Emptied only now: it may have been another's.
        note.file.set_len(0).map_err(|source| unwritable(&path, source))?;
        Ok(note)
    }

    /// The note of a restore that was cut off; none where there is none.
    fn left(data_file: &Path) -> Result<Option<Self>> {
        let path = beside(data_file, NOTE);
        match OpenOptions::new().read(true).write(true).open(&path) {
            Ok(file) => Self::locked(path, file).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(unwritable(&path, source)),
        }
    }

    fn locked(path: PathBuf, file: File) -> Result<Self> {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(Error::Locked { holder: None }),
            // Some network drives know no locks; there the data file itself is not locked either.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self { path, file }),
        }
    }

    /// Decides that the copy takes the place, and under which name the present file is kept.
    fn decide(&self, kept: Option<&Path>) -> Result<()> {
        let name = kept.and_then(Path::file_name).unwrap_or_default();
        let name = name
            .to_str()
            .ok_or_else(|| unwritable(&self.path, io::Error::from(ErrorKind::InvalidFilename)))?;
        let mut file = &self.file;
        let written = file.write_all(format!("{name}{END}").as_bytes());
        written.and_then(|()| file.sync_all()).map_err(|source| unwritable(&self.path, source))?;
        sync_folder(&self.path)
    }

    /// What was decided; none where nothing was.
    fn decision(&mut self, data_file: &Path) -> Result<Option<Decision>> {
        let mut text = String::new();
        match self.file.read_to_string(&mut text) {
            Err(error) if error.kind() == ErrorKind::InvalidData => return Ok(None),
            read => read.map_err(|source| unwritable(&self.path, source))?,
        };
        let name = text.strip_suffix(END);
        // A name alone: whatever else stands there is none of this program's notes.
        let is_name = |name: &&str| {
            name.is_empty() || Path::new(name).file_name().is_some_and(|one| one == *name)
        };
        Ok(name.filter(is_name).map(|name| Decision {
            kept: (!name.is_empty()).then(|| data_file.with_file_name(name)),
        }))
    }

    fn remove(self) {
        // One that stays is found and removed at the next opening.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests;
