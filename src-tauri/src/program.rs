//! The program's state: the opened data file, settings, what is shown.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use backend::{
    BackedUp, BackupDone, BackupRun, Clock, Dossier, Inspector, Medium, Office, Person, Received,
    Update,
};
use views::screens::Reply;
use views::{Condition, Failure, Home, ProfileForm, Settings, StartView};
use words::shell as say;

use crate::exports::Exports;
use crate::folder::Folder;
use crate::incoming::Incoming;
use crate::kept::Kept;
use crate::looked_at::LookedAt;
use crate::self_check::synchronised;
use crate::shown::Shown;
use crate::signing_paths::SigningPaths;
use crate::{logging, opened};

/// The code of a refusal because nothing is open yet.
pub(crate) const NO_DATA_FILE: &str = "no-data-file";

/// Everything that lives as long as the program.
pub(crate) struct Program {
    folder: Folder,
    /// What was found at the start.
    warnings: Vec<String>,
    desk: Mutex<Desk>,
    kept: Mutex<Kept>,
    /// The dossier whose points were asked for last.
    scored: Mutex<Option<Arc<Dossier>>>,
    /// When the window asked for something last.
    asked: Mutex<Instant>,
    pub(crate) shown: Mutex<Shown>,
    pub(crate) exports: Mutex<Exports>,
    pub(crate) incoming: Incoming,
    /// The package that is looked at before it is taken in.
    pub(crate) received: Mutex<Option<Received>>,
    /// The file of evidence that is looked at.
    pub(crate) looked_at: Mutex<LookedAt>,
    /// The file that was checked last.
    pub(crate) checked: Mutex<Option<PathBuf>>,
    /// The installer that was found last.
    pub(crate) update: Mutex<Option<Update>>,
    inspector: backend::Result<Inspector>,
}

/// The data file on the desk; one lock, so that one command at a time works on it.
enum Desk {
    Closed(Condition),
    Open(Box<Office>),
}

impl Program {
    pub(crate) fn new(folder: Folder, mut warnings: Vec<String>) -> Self {
        let (kept, warning) = Kept::read(&folder.settings());
        warnings.extend(warning);
        Self {
            folder,
            warnings,
            desk: Mutex::new(Desk::Closed(Condition::First)),
            kept: Mutex::new(kept),
            scored: Mutex::default(),
            asked: Mutex::new(Instant::now()),
            shown: Mutex::default(),
            exports: Mutex::default(),
            incoming: Incoming::default(),
            received: Mutex::default(),
            looked_at: Mutex::default(),
            checked: Mutex::default(),
            update: Mutex::default(),
            inspector: Inspector::new(),
        }
    }

    /// Who reads files of evidence.
    pub(crate) fn inspector(&self) -> Reply<&Inspector> {
        self.inspector.as_ref().map_err(|error| error.clone().into())
    }

    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Works on the opened data file.
    pub(crate) fn office<T>(&self, work: impl FnOnce(&mut Office) -> Reply<T>) -> Reply<T> {
        *locked(&self.asked) = Instant::now();
        self.unasked(work)
    }

    /// The same though nobody has asked for it, so that it does not count against a pause.
    pub(crate) fn unasked<T>(&self, work: impl FnOnce(&mut Office) -> Reply<T>) -> Reply<T> {
        match &mut *locked(&self.desk) {
            Desk::Open(office) => work(office),
            Desk::Closed(Condition::Trouble(failure)) => Err(failure.clone()),
            Desk::Closed(_) => Err(Failure::refused(NO_DATA_FILE, say::no_data_file(), Vec::new())),
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        matches!(*locked(&self.desk), Desk::Open(_))
    }

    /// How long the window has asked for nothing.
    pub(crate) fn pause(&self) -> Duration {
        locked(&self.asked).elapsed()
    }

    /// A dossier to show live points of: while a backup or an export has the data file, the one
    /// that was read last, so that typing is never held up.
    pub(crate) fn dossier(&self, id: &str) -> Reply<Arc<Dossier>> {
        *locked(&self.asked) = Instant::now();
        if let Err(TryLockError::WouldBlock) = self.desk.try_lock()
            && let Some(last) = locked(&self.scored).as_ref().filter(|last| last.id == id)
        {
            return Ok(Arc::clone(last));
        }
        let read = self.office(|office| Ok(office.dossier(id)?))?;
        *locked(&self.scored) = Some(Arc::clone(&read));
        Ok(read)
    }

    /// Opens the data file that was used last, unless it is open, and tells how things stand.
    pub(crate) fn start(&self) -> StartView {
        let mut desk = locked(&self.desk);
        if let Desk::Closed(_) = *desk {
            *desk = self.open_known();
        }
        self.view(&desk)
    }

    fn open_known(&self) -> Desk {
        // One after the other: the lock must be let go before it is taken again.
        let known = locked(&self.kept).data_file.clone();
        let path = self.data_file();
        let never_made =
            known.is_none() && backend::backups(&self.folder.backups(&path)).is_empty();
        if never_made && !path.exists() {
            return Desk::Closed(self.first());
        }
        match Office::open(&path, self.person(), Clock::System) {
            Ok(office) => Desk::Open(Box::new(office)),
            Err(error) => {
                log::warn!("{}: {}", path.display(), error.message);
                Desk::Closed(Condition::Trouble(trouble(&path, error)))
            }
        }
    }

    /// The first start, unless nothing can be written: then that is told before anything is typed.
    fn first(&self) -> Condition {
        match locked(&self.kept).write(&self.folder.settings()) {
            Ok(()) => Condition::First,
            Err(error) => Condition::Trouble(error.into()),
        }
    }

    /// Makes the data file at its usual place; one that is there is never touched.
    pub(crate) fn create(&self, profile: Option<ProfileForm>) -> Reply<StartView> {
        let mut desk = locked(&self.desk);
        let path = self.folder.data_file();
        self.folder.make()?;
        if let Some(profile) = &profile {
            let settings = &mut locked(&self.kept).settings;
            if settings.person.trim().is_empty() {
                settings.person.clone_from(&profile.prepared_by);
            }
        }
        let office = Office::create(&path, self.person(), Clock::System)?;
        *desk = Desk::Open(Box::new(office));
        self.keep(|kept| {
            kept.data_file = Some(self.folder.kept_path(&path));
            kept.settings.profile = profile.or(kept.settings.profile.take());
        })?;
        Ok(self.view(&desk))
    }

    /// Opens another data file; if it cannot be opened, or not be kept for the next start, the one
    /// that is open stays.
    pub(crate) fn open(&self, path: &Path) -> Reply<StartView> {
        let mut desk = locked(&self.desk);
        let keep = || self.keep(|kept| kept.data_file = Some(self.folder.kept_path(path)));
        if matches!(&*desk, Desk::Open(office) if same_file(office.path(), path)) {
            keep()?;
        } else {
            let opened = Office::open(path, self.person(), Clock::System);
            let office = opened.map_err(|error| match error.code {
                // This one was chosen now, and is not the one of the last time.
                "missing-file" => {
                    Failure::refused(error.code, words::files::missing(path.display()), Vec::new())
                }
                _ => trouble(path, error),
            })?;
            keep()?;
            *desk = Desk::Open(Box::new(office));
        }
        Ok(self.view(&desk))
    }

    /// Makes the sample dossier, and the data file if there is none yet.
    pub(crate) fn sample(&self) -> Reply<String> {
        let first = matches!(*locked(&self.desk), Desk::Closed(Condition::First));
        if first {
            self.create(None)?;
        }
        self.office(|office| Ok(office.sample()?))
    }

    /// Puts a backup in the data file's place and opens it.
    pub(crate) fn restore(&self, id: &str) -> Reply<StartView> {
        let mut desk = locked(&self.desk);
        let path = self.data_file();
        let known = backend::backups(&self.folder.backups(&path));
        let chosen =
            known.iter().find(|backup| backup.path.file_name().is_some_and(|name| name == id));
        let gone = || Failure::refused("no-backup", say::no_backup(), Vec::new());
        let chosen = chosen.ok_or_else(gone)?;
        *desk = Desk::Closed(Condition::First);
        let restored = backend::restore(&chosen.path, &path);
        *desk = self.open_known();
        let missing = restored?.missing.len();
        let mut view = self.view(&desk);
        if missing > 0 {
            view.warnings.push(words::cli::backup_contents_missing(missing));
        }
        Ok(view)
    }

    /// The backups of the known data file, the newest first.
    pub(crate) fn backups(&self) -> Vec<views::BackupLine> {
        let folder = self.folder.backups(&self.data_file());
        let now = backend::now();
        let line = |backup| views::BackupLine::new(backup, now);
        backend::backups(&folder).iter().map(line).collect()
    }

    /// Backs the data file up, unless nothing has changed since the last time. It is held only while a
    /// content is given or the file copied, so that the window is never held up for long; what is kept
    /// is proved beside it. What the person must know of it, [`told`] says.
    pub(crate) fn back_up(&self) -> Reply<BackupDone> {
        let folder = |office: &Office| self.folder.backups(office.path());
        let mut run = self.unasked(|office| Ok(BackupRun::begin(office, &folder(office))?))?;
        while let Some(content) = run.next_content() {
            self.unasked(|office| {
                run.write_content(office, &content);
                Ok(())
            })?;
        }
        self.unasked(|office| Ok(run.copy(office)?))?;
        Ok(run.finish()?)
    }

    /// The first screen, after something was done.
    pub(crate) fn home(
        &self,
        work: impl FnOnce(&mut Office) -> backend::Result<()>,
    ) -> Reply<Home> {
        self.office(|office| {
            work(office)?;
            self.list(office)
        })
    }

    fn list(&self, office: &Office) -> Reply<Home> {
        views::screens::home::home(office, &self.folder.backups(office.path()))
    }

    /// The settings as they are.
    pub(crate) fn settings(&self) -> Settings {
        locked(&self.kept).settings.clone()
    }

    /// Replaces the settings; the person in them is the author from now on.
    pub(crate) fn save_settings(&self, settings: Settings) -> Reply<()> {
        self.keep(|kept| kept.settings = settings)?;
        if let Desk::Open(office) = &mut *locked(&self.desk) {
            office.work_as(self.person());
        }
        Ok(())
    }

    /// The folder of the last export.
    pub(crate) fn last_folder(&self) -> Option<PathBuf> {
        locked(&self.kept).last_folder.clone().filter(|folder| folder.is_dir())
    }

    /// The folder into which the scanner writes.
    pub(crate) fn scan_folder(&self) -> Option<PathBuf> {
        locked(&self.kept).scan_folder.clone()
    }

    /// With which files reports are signed, and whose certificates are trusted.
    pub(crate) fn signing(&self) -> SigningPaths {
        locked(&self.kept).signing.clone()
    }

    /// Remembers where something was saved; that it could not be kept does not undo the saving.
    pub(crate) fn remember_folder(&self, path: &Path) {
        let folder = path.parent().map(Path::to_owned);
        if let Err(failure) = self.keep(|kept| kept.last_folder = folder) {
            log::warn!("{}", failure.message);
        }
    }

    /// Changes what is kept on this computer, unless it cannot be written.
    pub(crate) fn keep(&self, change: impl FnOnce(&mut Kept)) -> Reply<()> {
        let mut kept = locked(&self.kept);
        let mut changed = kept.clone();
        change(&mut changed);
        let refused = |error: backend::Error| {
            Failure::refused(error.code, say::settings_not_written(error.message), Vec::new())
        };
        changed.write(&self.folder.settings()).map_err(refused)?;
        *kept = changed;
        Ok(())
    }

    /// Closes the data file, so that everything stands in it alone; [`Self::start`] opens it again.
    pub(crate) fn close_data_file(&self) -> backend::Result<()> {
        // Work on many files has the data file and would be waited for.
        self.incoming.cancel();
        let mut desk = locked(&self.desk);
        match std::mem::replace(&mut *desk, Desk::Closed(Condition::First)) {
            Desk::Open(office) => office.close(),
            closed @ Desk::Closed(_) => {
                *desk = closed;
                Ok(())
            }
        }
    }

    /// Removes copies of an earlier run: one that was cut off, or that was updated.
    pub(crate) fn clear_earlier(&self) {
        if self.has_folder() {
            opened::clear(&self.folder.opened());
            backend::clear_updates(&self.folder.updates());
        }
    }

    /// Whether the copies in the folder are this program's. Where the data file is in trouble, it may
    /// be open in another that runs on the same folder.
    fn has_folder(&self) -> bool {
        !matches!(*locked(&self.desk), Desk::Closed(Condition::Trouble(_)))
    }

    /// Ends the work with the data file and what was copied from it.
    pub(crate) fn close(&self) {
        if let Err(error) = self.close_data_file() {
            log::error!("the data file was not closed: {}", error.message);
        }
        if self.has_folder() {
            opened::clear(&self.folder.opened());
        }
        log::info!("end");
    }

    fn data_file(&self) -> PathBuf {
        let kept = locked(&self.kept).data_file.clone();
        kept.map_or_else(|| self.folder.data_file(), |kept| self.folder.resolve(&kept))
    }

    fn person(&self) -> Person {
        let Settings { person, post, .. } = self.settings();
        if person.trim().is_empty() { backend::user() } else { Person { name: person, post } }
    }

    fn view(&self, desk: &Desk) -> StartView {
        let path = match desk {
            Desk::Open(office) => office.path().to_owned(),
            Desk::Closed(_) => self.data_file(),
        };
        let mut warnings = self.warnings.clone();
        warnings.extend(synchronised(&path).map(say::synchronised));
        if let Desk::Open(office) = desk {
            match office.medium() {
                Medium::Disk => {}
                Medium::Removable => warnings.push(say::on_removable().to_owned()),
                Medium::Share => warnings.push(say::on_share().to_owned()),
            }
        }
        let home = match desk {
            Desk::Open(office) => {
                for (_, error) in office.damaged_dossiers().unwrap_or_default() {
                    warnings.push(damaged(&error));
                }
                self.list(office).ok()
            }
            Desk::Closed(_) => None,
        };
        let log_file = self.folder.logs().join(format!("{}.log", logging::NAME));
        StartView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            condition: match desk {
                Desk::Open(_) => Condition::Ready,
                Desk::Closed(condition) => condition.clone(),
            },
            data_folder: path.parent().unwrap_or(self.folder.root()).display().to_string(),
            data_file: path.display().to_string(),
            log_file: log_file.display().to_string(),
            settings: self.settings(),
            package_given: self.incoming.is_given(),
            home,
            warnings,
        }
    }
}

/// What a person must know of a backup that was made: it is not of a whole data file.
pub(crate) fn told(done: BackupDone) -> Reply<()> {
    match done {
        BackupDone { data_file: BackedUp::Doubtful { path, damage }, .. } => {
            let message = words::cli::backup_doubtful(damage.len(), path.display());
            Err(Failure::refused("doubtful-backup", message, backend::damages(&damage)))
        }
        BackupDone { failed: Some(error), .. } => Err(error.into()),
        BackupDone { lost, .. } if lost > 0 => {
            let message = words::cli::backup_lost(lost);
            Err(Failure::refused("contents-lost", message, Vec::new()))
        }
        BackupDone { data_file: BackedUp::UpToDate | BackedUp::Made(_), .. } => Ok(()),
    }
}

/// Why a data file cannot be opened, for somebody who sees a window and no command line.
fn trouble(path: &Path, error: backend::Error) -> Failure {
    match error.code {
        "missing-file" => {
            Failure::refused(error.code, say::data_file_missing(path.display()), Vec::new())
        }
        "empty-file" => {
            Failure::refused(error.code, say::data_file_empty(path.display()), Vec::new())
        }
        _ => error.into(),
    }
}

/// Why a dossier is not in the list, with everything that is damaged.
fn damaged(error: &backend::Error) -> String {
    let lines = std::iter::once(&error.message).chain(&error.faults);
    lines.map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// A lock that a panic elsewhere does not keep from being used: the store's transactions leave
/// nothing half done.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
