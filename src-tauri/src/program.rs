//! The program's state: the opened data file, settings, what is shown.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, TryLockError};
use std::time::{Duration, Instant};

use backend::{
    BackedUp, BackupDone, BackupRun, Clock, Dossier, Inspector, KnownCode, Medium, Office, Person,
    Received, Update, locked,
};
use views::screens::Reply;
use views::{Condition, Failure, Home, ProfileForm, Settings, StartView};
use words::shell as say;

use crate::exports::Exports;
use crate::folder::Folder;
use crate::incoming::Incoming;
use crate::kept::{Kept, KeptFile};
use crate::looked_at::LookedAt;
use crate::self_check::synchronised;
use crate::shown::Shown;
use crate::signing_paths::SigningPaths;
use crate::works::Works;
use crate::{logging, opened};

/// The code of a refusal because nothing is open yet.
pub(crate) const NO_DATA_FILE: &str = "no-data-file";

/// Everything that lives as long as the program.
pub(crate) struct Program {
    folder: Folder,
    /// What was found at the start.
    warnings: Vec<String>,
    desk: Mutex<Desk>,
    kept: Mutex<KeptFile>,
    /// The dossier whose points were asked for last.
    scored: Mutex<Option<Arc<Dossier>>>,
    /// When the window asked for something last.
    asked: Mutex<Instant>,
    pub(crate) shown: Mutex<Shown>,
    pub(crate) exports: Mutex<Exports>,
    pub(crate) incoming: Incoming,
    /// Work that takes long and that is under way.
    pub(crate) works: Works,
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

impl Desk {
    /// The data file that is open.
    fn office(&mut self) -> Reply<&mut Office> {
        match self {
            Self::Open(office) => Ok(office),
            Self::Closed(Condition::Trouble(failure)) => Err(failure.clone()),
            Self::Closed(Condition::First | Condition::Ready) => {
                Err(Failure::refused(NO_DATA_FILE, say::no_data_file(), Vec::new()))
            }
        }
    }
}

impl Program {
    pub(crate) fn new(folder: Folder, warnings: Vec<String>) -> Self {
        let kept = KeptFile::open(folder.settings());
        for own in [folder.settings(), folder.window_state(), folder.logs()] {
            backend::protect(&own);
        }
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
            works: Works::default(),
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
        work(locked(&self.desk).office()?)
    }

    pub(crate) fn is_open(&self) -> bool {
        matches!(*locked(&self.desk), Desk::Open(_))
    }

    /// How long the window has asked for nothing.
    pub(crate) fn pause(&self) -> Duration {
        locked(&self.asked).elapsed()
    }

    /// Works on a dossier that is shown from now on, and keeps it, so that its live points never
    /// wait for the data file.
    pub(crate) fn showing<T>(
        &self,
        id: &str,
        work: impl FnOnce(&mut Office) -> Reply<T>,
    ) -> Reply<T> {
        let (done, read) = self.office(|office| Ok((work(office)?, office.dossier(id)?)))?;
        *locked(&self.scored) = Some(read);
        Ok(done)
    }

    /// A dossier to show live points of: while a backup or an export has the data file, the one
    /// that was shown or read last, so that typing is never held up.
    pub(crate) fn dossier(&self, id: &str) -> Reply<Arc<Dossier>> {
        *locked(&self.asked) = Instant::now();
        let last = locked(&self.scored).clone().filter(|last| last.id == id);
        let mut desk = match (self.desk.try_lock(), last) {
            (Err(TryLockError::WouldBlock), Some(last)) => return Ok(last),
            (Err(TryLockError::WouldBlock), None) => locked(&self.desk),
            (Err(TryLockError::Poisoned(desk)), _) => desk.into_inner(),
            (Ok(desk), _) => desk,
        };
        let read = desk.office()?.dossier(id)?;
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
        let known = match self.known_data_file() {
            Ok(known) => known,
            Err(failure) => return Desk::Closed(Condition::Trouble(failure)),
        };
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
        match locked(&self.kept).change(|_| {}) {
            Ok(()) => Condition::First,
            Err(error) => Condition::Trouble(error.into()),
        }
    }

    /// Makes the data file at its usual place; one that is there is never touched.
    pub(crate) fn create(&self, profile: Option<ProfileForm>) -> Reply<StartView> {
        let mut desk = locked(&self.desk);
        let path = self.folder.data_file();
        self.folder.make()?;
        // Settings that cannot be read may name a data file elsewhere.
        self.known_data_file()?;
        let mut settings = self.settings();
        if let Some(profile) = &profile
            && settings.person.trim().is_empty()
        {
            settings.person.clone_from(&profile.prepared_by);
        }
        settings.profile = profile.or(settings.profile);
        let office = Office::create(&path, author(&settings), Clock::System)?;
        *desk = Desk::Open(Box::new(office));
        self.keep(|kept| {
            kept.data_file = Some(self.folder.kept_path(&path));
            kept.settings = settings;
        })?;
        Ok(self.view(&desk))
    }

    /// Opens another data file; if it cannot be opened, or not be kept for the next start, the one
    /// that is open stays.
    pub(crate) fn open(&self, path: &Path) -> Reply<StartView> {
        let mut desk = locked(&self.desk);
        let keep = || self.keep(|kept| kept.data_file = Some(self.folder.kept_path(path)));
        if matches!(&*desk, Desk::Open(office) if backend::is_same_file(office.path(), path)) {
            keep()?;
        } else {
            let opened = Office::open(path, self.person(), Clock::System);
            let office = opened.map_err(|error| match error.known() {
                // This one was chosen now, and is not the one of the last time.
                Some(KnownCode::MissingFile) => {
                    Failure::refused(error.code, words::files::missing(path.display()), Vec::new())
                }
                Some(
                    KnownCode::EmptyFile
                    | KnownCode::TooLarge
                    | KnownCode::UnknownDossier
                    | KnownCode::Cancelled,
                )
                | None => trouble(path, error),
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
        self.known_data_file()?;
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

    /// The backups of the known data file, the newest first; none while it is not known which file
    /// that is.
    pub(crate) fn backups(&self) -> Vec<views::BackupLine> {
        if self.known_data_file().is_err() {
            return Vec::new();
        }
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
        locked(&self.kept).get().settings
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
        locked(&self.kept).get().last_folder.filter(|folder| folder.is_dir())
    }

    /// The folder into which the scanner writes.
    pub(crate) fn scan_folder(&self) -> Option<PathBuf> {
        locked(&self.kept).get().scan_folder
    }

    /// With which files reports are signed, and whose certificates are trusted.
    pub(crate) fn signing(&self) -> SigningPaths {
        locked(&self.kept).get().signing
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
        let refused = |error: backend::Error| {
            Failure::refused(error.code, say::settings_not_written(error.message), Vec::new())
        };
        locked(&self.kept).change(change).map_err(refused)
    }

    /// Closes the data file, so that everything stands in it alone; [`Self::start`] opens it again.
    pub(crate) fn close_data_file(&self) -> backend::Result<()> {
        // Work on many files has the data file and would be waited for.
        self.works.end_all();
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

    /// How the data file is kept that was open last; none before the first start.
    fn known_data_file(&self) -> Reply<Option<PathBuf>> {
        let unread = |error: backend::Error| {
            let settings = self.folder.settings();
            let message = say::settings_unread(settings.display(), error.message);
            Failure::refused(error.code, message, Vec::new())
        };
        Ok(locked(&self.kept).read().map_err(unread)?.data_file.clone())
    }

    fn data_file(&self) -> PathBuf {
        let kept = locked(&self.kept).get().data_file;
        kept.map_or_else(|| self.folder.data_file(), |kept| self.folder.resolve(&kept))
    }

    fn person(&self) -> Person {
        author(&self.settings())
    }

    fn view(&self, desk: &Desk) -> StartView {
        let path = match desk {
            Desk::Open(office) => office.path().to_owned(),
            Desk::Closed(_) => self.data_file(),
        };
        let mut warnings = self.warnings.clone();
        warnings.extend(locked(&self.kept).warning().map(str::to_owned));
        warnings.extend(synchronised(&path).map(say::synchronised));
        if let Desk::Open(office) = desk {
            match office.medium() {
                Medium::Disk => {}
                Medium::Removable => warnings.push(say::on_removable().to_owned()),
                Medium::Share => warnings.push(say::on_share().to_owned()),
            }
            let kept = office.logs_set_aside().iter();
            warnings.extend(kept.map(|path| say::log_set_aside(path.display())));
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

/// Who is named in the settings; where nobody is, whom the system knows.
fn author(settings: &Settings) -> Person {
    let Settings { person, post, .. } = settings;
    if person.trim().is_empty() {
        backend::user()
    } else {
        Person { name: person.clone(), post: post.clone() }
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
    let message = match error.known() {
        Some(KnownCode::MissingFile) => say::data_file_missing(path.display()),
        Some(KnownCode::EmptyFile) => say::data_file_empty(path.display()),
        Some(KnownCode::TooLarge | KnownCode::UnknownDossier | KnownCode::Cancelled) | None => {
            return error.into();
        }
    };
    Failure::refused(error.code, message, Vec::new())
}

/// Why a dossier is not in the list, with everything that is damaged.
fn damaged(error: &backend::Error) -> String {
    let lines = std::iter::once(&error.message).chain(&error.faults);
    lines.map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
