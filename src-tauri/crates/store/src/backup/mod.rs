//! Backups of the data file: taken when something changed, proved, thinned out, put back.

mod contents;
mod copy;
mod name;
mod proved;
mod restore;
mod rotation;
mod verify;

pub use contents::ContentsBeside;
pub(crate) use restore::finish as finish_restore;
pub use restore::{Restored, restore};
pub use verify::{Verified, verify};

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::check::Damage;
use crate::error::Result;
use crate::file::unwritable;
use crate::store::Store;
use copy::Draft;
use name::Name;

/// Copies of a damaged data file that are kept.
const DOUBTFUL_KEPT: usize = 3;

/// A backup of a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was taken, by the clock of that time.
    pub at: DateTime<FixedOffset>,
    /// Its number in the order of making; 0 for one of a version that counted none.
    pub number: u64,
    /// Whether the data file was damaged already when it was taken.
    pub doubtful: bool,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What came of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackedUp {
    /// Nothing changed since the last one.
    UpToDate,
    /// A sound one was made.
    Made(PathBuf),
    /// The data file is damaged. Its copy is kept apart, and no earlier backup was removed for it.
    Doubtful {
        /// The copy.
        path: PathBuf,
        /// What is damaged.
        damage: Vec<Damage>,
    },
}

/// A backup that is copied and not proved yet; what is left to do needs no data file.
pub struct PendingBackup {
    folder: PathBuf,
    stem: String,
    now: DateTime<FixedOffset>,
    draft: Draft,
}

impl Store {
    /// Takes a backup into a folder, made where it is missing. It holds everything but the contents of
    /// files, for which see [`ContentsBeside`].
    ///
    /// The copy is proved before it gets its name: its structure, and each dossier against its journal.
    /// Of this file's older backups the newest of each of the last 7 days, 4 weeks and 12 months are
    /// kept, those that the new one does not go on from, those of a clock that was ahead, and the
    /// contents that any of them names; whatever else lies there is left alone.
    ///
    /// # Errors
    /// [`crate::Error::ReadOnly`], [`crate::Error::DiskFull`], [`crate::Error::Io`] for the folder;
    /// [`crate::Error::BadBackup`] where the copy is not sound.
    pub fn back_up(&self, folder: &Path, now: DateTime<FixedOffset>) -> Result<BackedUp> {
        match self.begin_backup(folder, now)? {
            Some(pending) => pending.finish(),
            None => Ok(BackedUp::UpToDate),
        }
    }

    /// Copies the data file for a backup; none where nothing changed since the last one.
    ///
    /// # Errors
    /// As [`Self::back_up`].
    pub fn begin_backup(
        &self,
        folder: &Path,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<PendingBackup>> {
        fs::create_dir_all(folder).map_err(|source| unwritable(folder, source))?;
        let stem = self.stem();
        let last = backups_of(folder, &stem).into_iter().find(|backup| !backup.doubtful);
        if last.is_some_and(|last| copy::is_up_to_date(&last.path, self.connection())) {
            return Ok(None);
        }
        let draft = Draft::take(self.connection(), folder.join(format!("{stem}.part")))?;
        Ok(Some(PendingBackup { folder: folder.to_owned(), stem, now, draft }))
    }

    /// The data file's name without its extension, with which its backups' names begin.
    fn stem(&self) -> String {
        stem(Path::new(self.connection().path().unwrap_or_default()))
    }
}

impl PendingBackup {
    /// Proves the copy, gives it its name and removes what is surplus.
    ///
    /// # Errors
    /// As [`Store::back_up`].
    pub fn finish(self) -> Result<BackedUp> {
        let damage = self.draft.prove()?;
        let earlier = backups_of(&self.folder, &self.stem);
        let number = earlier.iter().map(|backup| backup.number).max().unwrap_or(0) + 1;
        let name =
            Name { stem: self.stem.clone(), at: self.now, number, doubtful: !damage.is_empty() };
        let path = self.folder.join(name.file());
        self.draft.place(&path)?;
        if !damage.is_empty() {
            let doubtful = earlier.iter().filter(|backup| backup.doubtful);
            remove(doubtful.skip(DOUBTFUL_KEPT - 1));
            return Ok(BackedUp::Doubtful { path, damage });
        }
        self.thin_out(&path, &earlier);
        // The backup stands, whatever comes of this; what was not removed is no loss.
        let _ = contents::remove_unnamed(&self.folder);
        Ok(BackedUp::Made(path))
    }

    /// Removes what no day, week or month asks to keep. What a clock that was ahead has dated later
    /// than now asks for nothing and stays.
    fn thin_out(&self, made: &Path, earlier: &[Backup]) {
        let is_counted = |backup: &&Backup| !backup.doubtful && backup.at <= self.now;
        let counted = || earlier.iter().filter(is_counted);
        let moments = counted().map(|backup| backup.at).chain([self.now]).collect();
        let surplus = rotation::surplus(moments);
        remove(counted().filter(|backup| {
            backup.at != self.now
                && surplus.contains(&backup.at)
                && copy::goes_on_from(made, &backup.path)
        }));
    }
}

/// The backups in a folder, the one that was made last first; none where there is no such folder.
pub fn backups(folder: &Path) -> Vec<Backup> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut backups: Vec<Backup> = entries.filter_map(|entry| Backup::at(&entry)).collect();
    let order = |backup: &Backup| (backup.number, backup.at);
    backups.sort_by(|one, other| (order(other), &other.path).cmp(&(order(one), &one.path)));
    backups
}

/// The backups of a data file in a folder, the one that was made last first.
pub fn backups_of_file(folder: &Path, data_file: &Path) -> Vec<Backup> {
    backups_of(folder, &stem(data_file))
}

fn backups_of(folder: &Path, stem: &str) -> Vec<Backup> {
    let mut backups = backups(folder);
    backups.retain(|backup| backup.is_of(stem));
    backups
}

fn stem(data_file: &Path) -> String {
    data_file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn remove<'a>(backups: impl Iterator<Item = &'a Backup>) {
    for backup in backups {
        // One that cannot be removed now is surplus at the next backup as well.
        let _ = fs::remove_file(&backup.path);
    }
}

impl Backup {
    /// Whether a clock dated it later than now, which was ahead then or is behind now.
    pub fn is_ahead(&self, now: DateTime<FixedOffset>) -> bool {
        self.at > now + TimeDelta::minutes(1)
    }

    /// What lies there, if its name is a backup's.
    fn at(entry: &fs::DirEntry) -> Option<Self> {
        let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        let Name { at, number, doubtful, .. } = Name::parse(entry.file_name().to_str()?)?;
        Some(Self { path: entry.path(), at, number, doubtful, bytes: metadata.len() })
    }

    fn is_of(&self, stem: &str) -> bool {
        let name = self.path.file_name().and_then(|name| name.to_str());
        name.and_then(Name::parse).is_some_and(|name| name.stem == stem)
    }
}
