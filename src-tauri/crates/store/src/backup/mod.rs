//! Backups of the data file: taken when something changed, checked, thinned out, put back.

mod contents;
mod copy;
mod restore;
mod rotation;

pub use restore::restore;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::error::Result;
use crate::file::unwritable;
use crate::store::Store;

/// How a backup's name ends, before the extension: "-2024-12-05-093000+0700".
const MOMENT: &str = "-%Y-%m-%d-%H%M%S%z";
const MOMENT_LENGTH: usize = "-2024-12-05-093000+0700".len();
const EXTENSION: &str = ".db";

/// A backup of a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was taken, as its name tells.
    pub at: DateTime<FixedOffset>,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// Takes a backup into a folder, made where it is missing, and gives its path; none where
    /// nothing changed since the last one there. It holds everything but the contents of files, for
    /// which see [`Self::back_up_content`].
    ///
    /// The copy is checked before it gets its name. Of this file's older backups the newest of each
    /// of the last 7 days, 4 weeks and 12 months are kept, and the contents that any of them names;
    /// whatever else lies there is left alone.
    ///
    /// # Errors
    /// [`crate::Error::ReadOnly`], [`crate::Error::DiskFull`], [`crate::Error::Io`] for the folder;
    /// [`crate::Error::BadBackup`] where the copy is not sound.
    pub fn back_up(&self, folder: &Path, now: DateTime<FixedOffset>) -> Result<Option<PathBuf>> {
        self.close_entry();
        fs::create_dir_all(folder).map_err(|source| unwritable(folder, source))?;
        let stem = self.stem();
        let earlier = || backups(folder).into_iter().filter(|backup| backup.is_of(&stem));
        if let Some(last) = earlier().next()
            && copy::is_up_to_date(&last.path, self.connection())
        {
            return Ok(None);
        }
        let path = free_path(folder, &stem, now);
        let draft = folder.join(format!("{stem}.part"));
        copy::take(self.connection(), (&draft, &path))?;

        let moments = earlier().filter(|backup| backup.path != path).map(|backup| backup.at);
        let surplus = rotation::surplus(moments.chain([now]).collect());
        for backup in earlier().filter(|one| one.path != path && surplus.contains(&one.at)) {
            // One that cannot be removed now is surplus at the next backup as well.
            let _ = fs::remove_file(&backup.path);
        }
        // The backup stands, whatever comes of this; what was not removed is no loss.
        let _ = contents::remove_unnamed(self.connection(), folder);
        Ok(Some(path))
    }

    /// The data file's name without its extension, with which its backups' names begin.
    fn stem(&self) -> String {
        let path = Path::new(self.connection().path().unwrap_or_default());
        path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The backups in a folder, the newest first; none where there is no such folder.
pub fn backups(folder: &Path) -> Vec<Backup> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut backups: Vec<Backup> = entries.filter_map(|entry| Backup::at(&entry)).collect();
    backups.sort_by(|one, other| (other.at, &other.path).cmp(&(one.at, &one.path)));
    backups
}

impl Backup {
    /// What lies there, if its name is a backup's.
    fn at(entry: &fs::DirEntry) -> Option<Self> {
        let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        let name = entry.file_name();
        let (_, moment) = split(name.to_str()?)?;
        let at = DateTime::parse_from_str(moment, MOMENT).ok()?;
        Some(Self { path: entry.path(), at, bytes: metadata.len() })
    }

    fn is_of(&self, stem: &str) -> bool {
        let name = self.path.file_name().and_then(|name| name.to_str());
        name.and_then(split).is_some_and(|(its, _)| its == stem)
    }
}

/// The parts of a backup's name: the data file's stem and the moment.
fn split(name: &str) -> Option<(&str, &str)> {
    let name = name.strip_suffix(EXTENSION)?;
    name.split_at_checked(name.len().checked_sub(MOMENT_LENGTH)?)
}

/// The path of a backup of this moment, or of the next second whose name is free.
fn free_path(folder: &Path, stem: &str, now: DateTime<FixedOffset>) -> PathBuf {
    let moments = (0..).map_while(|later| now.checked_add_signed(TimeDelta::seconds(later)));
    let mut paths =
        moments.map(|at| folder.join(format!("{stem}{}{EXTENSION}", at.format(MOMENT))));
    paths.find(|path| !path.exists()).unwrap_or_default()
}
