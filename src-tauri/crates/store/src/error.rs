//! What can go wrong, sorted by what the user can do about it.

use std::path::PathBuf;

use chrono::NaiveDate;
use rusqlite::{ErrorCode, ffi};
use scoring::{Code, Fault, ReadError, ScoredBy, UnitKind};

use crate::change::Op;
use crate::check::Damage;
use crate::content::Limits;
use crate::disk;
use crate::expected::Expected;
use crate::file::Holder;
use crate::lifecycle::State;
use crate::review::Blocker;

/// The hook refused a commit: the file is no longer in its place (see `file/mod.rs`).
const COMMIT_REFUSED: i32 = rusqlite::ffi::SQLITE_CONSTRAINT_COMMITHOOK;

/// The result of a store's operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation was refused or failed; whatever it is, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The content of a file stayed with the sender of the package that named it.
    #[error("the content is not in this file")]
    ContentElsewhere,
    /// There is no such data file.
    #[error("no file {path}")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The folder of the data file does not exist.
    #[error("no folder {path}")]
    FolderMissing {
        /// The folder.
        path: PathBuf,
    },
    /// The path names a folder.
    #[error("{path} is a folder")]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A file that should be made is there already.
    #[error("{path} exists")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file has no content at all.
    #[error("{path} is empty")]
    EmptyFile {
        /// The file.
        path: PathBuf,
    },
    /// The file is no database.
    #[error("{path} is no database")]
    NotDatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is this program's, but its head is damaged.
    #[error("the head of {path} is damaged")]
    BadHead {
        /// The file.
        path: PathBuf,
    },
    /// The file is a database of another program.
    #[error("{path} belongs to another program (application id {application_id:#x})")]
    OtherProgram {
        /// The file.
        path: PathBuf,
        /// The application id that it bears.
        application_id: u32,
    },
    /// A newer program wrote the file.
    #[error("schema version {found}, newest known {known}")]
    Newer {
        /// The file's schema version.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// Somebody else has the file open.
    #[error("locked by {holder:?}")]
    Locked {
        /// Who, if the note beside the file tells.
        holder: Option<Holder>,
    },
    /// The file or its folder cannot be written.
    #[error("{path} is read-only")]
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
    },
    /// A path that must be neither read nor written.
    #[error(transparent)]
    Path(disk::Fault),
    /// Beside the file lies the log or journal of another file, or of another state of this one.
    #[error("{log} does not belong to {path}")]
    ForeignLog {
        /// The data file.
        path: PathBuf,
        /// The log or journal.
        log: PathBuf,
    },
    /// The file has another name, under which a log with its last changes lies.
    #[error("the log of {path} lies beside {name}")]
    LogElsewhere {
        /// The data file.
        path: PathBuf,
        /// Its other name.
        name: PathBuf,
    },
    /// The file has other names in other folders, under which logs may lie.
    #[error("{path} has other names")]
    ManyNames {
        /// The data file.
        path: PathBuf,
    },
    /// The opened file was removed, renamed, replaced or cut off.
    #[error("the opened file is no longer in its place")]
    Displaced {
        /// Where a copy is of what the file held; none where there is none.
        rescued: Option<PathBuf>,
    },
    /// No room on the disk.
    #[error("disk full")]
    DiskFull,
    /// The disk, or whatever the data file lies on, failed while it was read or written.
    #[error("the medium failed: {detail}")]
    Medium {
        /// Its kind of failure.
        code: ErrorCode,
        /// What `SQLite` tells of it.
        detail: String,
    },
    /// A change was written, but neither that it is durable nor that it is not could be found out.
    #[error("not known whether it was done: {detail}")]
    Unconfirmed {
        /// What failed.
        detail: String,
    },
    /// A text that is longer than any document needs.
    #[error("a text of {characters} characters, allowed are {limit}")]
    TextTooLong {
        /// Its characters.
        characters: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// The file's content is damaged.
    #[error("damaged: {detail}")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// A dossier is not what its journal says: something else than this program changed it.
    #[error("dossier {dossier} was altered: {damage:?}")]
    Altered {
        /// The dossier.
        dossier: String,
        /// What differs.
        damage: Vec<Damage>,
    },
    /// A copy of the data file is not what it should be.
    #[error("{path} is no sound copy: {detail}")]
    BadBackup {
        /// The copy.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The file system offers no journal that survives a power cut.
    #[error("no durable journal, only {found}")]
    NoDurableJournal {
        /// What the database reports instead.
        found: String,
    },
    /// The operating system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Its reason.
        source: std::io::Error,
    },
    /// Any other failure of the database.
    #[error(transparent)]
    Sqlite(rusqlite::Error),

    /// A file could not be read as what it should be.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The same set and version is there with other content.
    #[error("criteria set {id} {version} is there with other content")]
    SetConflict {
        /// The set.
        id: String,
        /// Its version.
        version: String,
        /// SHA-256 of the stored content, in hex.
        stored: String,
        /// SHA-256 of the given content, in hex.
        given: String,
    },
    /// No such criteria set.
    #[error("no criteria set {id} {version}")]
    UnknownSet {
        /// The set.
        id: String,
        /// Its version.
        version: String,
    },
    /// The set is for the other kind of unit.
    #[error("a set for a {set:?}, a profile of a {profile:?}")]
    OtherUnitKind {
        /// The set's kind.
        set: UnitKind,
        /// The profile's kind.
        profile: UnitKind,
    },
    /// Round and set are of different years.
    #[error("the round is of {round}, the set of {set}")]
    OtherYear {
        /// The round's year.
        round: i32,
        /// The set's year.
        set: i32,
    },
    /// The round fixes dates that the set does not have.
    #[error("unknown deadlines {names:?}, the set has {known:?}")]
    UnknownDeadlines {
        /// Those of the round that the set does not have.
        names: Vec<String>,
        /// Those of the set.
        known: Vec<String>,
    },
    /// Not an identifier: 1 to 64 of `A-Z a-z 0-9 . _ -`.
    #[error("bad identifier {id:?}")]
    BadId {
        /// As given.
        id: String,
    },
    /// A dossier of this identifier exists.
    #[error("dossier {id} exists")]
    DossierExists {
        /// Its identifier.
        id: String,
    },
    /// No such dossier.
    #[error("no dossier {id}")]
    UnknownDossier {
        /// The identifier.
        id: String,
    },
    /// The dossier's state does not allow this.
    #[error("{} is not possible while the dossier is {}", .op.name(), .found.name())]
    WrongState {
        /// Its state.
        found: State,
        /// What was wanted.
        op: Op,
    },
    /// The dossier was set aside; it has to be brought back first.
    #[error("dossier {id} was set aside")]
    SetAside {
        /// The dossier.
        id: String,
    },
    /// Answers that cannot be taken in; all reasons at once.
    #[error("{} answers refused", .0.len())]
    AnswersRefused(Vec<AnswerRefusal>),
    /// Codes that the set does not have.
    #[error("unknown codes {codes:?}")]
    UnknownCodes {
        /// The codes.
        codes: Vec<Code>,
    },
    /// No such document among the evidence.
    #[error("no evidence {id}")]
    UnknownEvidence {
        /// The identifier.
        id: String,
    },
    /// A document of this identifier is there.
    #[error("evidence {id} exists")]
    EvidenceExists {
        /// Its identifier.
        id: String,
    },
    /// The set expects no such document.
    #[error("no expected document {} of {}", .expected.position, .expected.code)]
    NotExpected {
        /// The document.
        expected: Expected,
    },
    /// The document is not cited for this code.
    #[error("evidence {evidence} is not cited for {code}")]
    UnknownCitation {
        /// The document.
        evidence: String,
        /// The code.
        code: Code,
    },
    /// A document without a file.
    #[error("evidence {evidence} has no file")]
    NoFile {
        /// The document.
        evidence: String,
    },
    /// A file to take in that cannot be read.
    #[error("{}: {source}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file to take in that holds nothing.
    #[error("{} is empty", .path.display())]
    NothingInFile {
        /// The file.
        path: PathBuf,
    },
    /// A file to take in that is larger than allowed.
    #[error("{} has {bytes} bytes, allowed are {limit}", .path.display())]
    FileTooLarge {
        /// The file.
        path: PathBuf,
        /// Its bytes, as far as they were counted.
        bytes: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// All files together would be larger than allowed.
    #[error("{} has {bytes} bytes, {used} of {limit} are used", .path.display())]
    NoRoomForFile {
        /// The file.
        path: PathBuf,
        /// Its bytes.
        bytes: u64,
        /// Bytes that are taken.
        used: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// A file that changed while it was taken in.
    #[error("{} changed while it was read", .path.display())]
    FileChanged {
        /// The file.
        path: PathBuf,
    },
    /// Limits that make no sense.
    #[error("limits of {} bytes a file and {} in all", .limits.file, .limits.total)]
    BadLimits {
        /// The limits.
        limits: Limits,
    },
    /// Content could not be written where it was wanted.
    #[error("not written: {source}")]
    NotWritten {
        /// Why.
        source: std::io::Error,
    },
    /// A text that must not be empty.
    #[error("{field} is empty")]
    EmptyText {
        /// Which.
        field: &'static str,
    },
    /// The report's date is out of bounds.
    #[error("report date {date}, allowed from {earliest} to {latest}")]
    ReportDate {
        /// As given.
        date: NaiveDate,
        /// First day allowed.
        earliest: NaiveDate,
        /// Last day allowed.
        latest: NaiveDate,
    },
    /// What stands in the way of a sign-off or a submission; all at once.
    #[error("{} blockers", .0.len())]
    NotReady(Vec<Blocker>),
    /// The dossier was not signed off so often.
    #[error("no sign-off {ordinal}")]
    UnknownSignOff {
        /// The ordinal of the sign-off.
        ordinal: u32,
    },
    /// An entry of the journal that is about no answer, or none at all.
    #[error("no answer at {seq}")]
    NoAnswerThere {
        /// Its position.
        seq: i64,
    },
    /// A dossier that comes in is nothing that this program wrote.
    #[error("no sound dossier: {detail}")]
    BadTransfer {
        /// What was found.
        detail: String,
    },
    /// A dossier that comes in and the one that is here both went on since.
    #[error("both went on after {common}")]
    Diverged {
        /// The last entry that both have.
        common: i64,
    },
    /// What comes in was not handed out from this dossier.
    #[error("not handed out from here")]
    NotHandedOut,
    /// What was entered is too long to be handed on.
    #[error("a value of {bytes} bytes, allowed are {limit}")]
    ValueTooLong {
        /// Its bytes.
        bytes: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The dossier came from the unit whose it is: what it says is not this file's to change.
    #[error("the dossier was received")]
    Received,
    /// The receiving office has recorded acts on the dossier, so that it is no longer its own.
    #[error("the dossier has notes of the receiving office")]
    HasNotes,
    /// The file holds a part of the dossier to fill in; the whole is elsewhere.
    #[error("only a part of the dossier is here")]
    PartOnly,
    /// What was to be changed does not belong to the part that was handed out.
    #[error("not of this part")]
    OutsidePart {
        /// Whose part it is.
        person: String,
    },
    /// The content of a file that comes in could not be read.
    #[error("{source}")]
    NotGiven {
        /// The reason.
        source: std::io::Error,
    },
    /// A report came back signed already: another number would be on another document.
    #[error("a signed report is kept")]
    ReportSigned,
    /// Nothing (more) to undo.
    #[error("nothing to undo")]
    NothingToUndo,
    /// Nothing (more) to redo.
    #[error("nothing to redo")]
    NothingToRedo,
}

/// Why an answer cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerRefusal {
    /// The set does not know something that the answers name.
    Fault(Fault),
    /// The unit does not score this item itself.
    NotSelfScored {
        /// The item.
        code: Code,
        /// Who scores it.
        scored_by: ScoredBy,
    },
    /// Another date than the round's.
    Deadline {
        /// The deadline's name.
        name: String,
        /// The date of the answers.
        given: NaiveDate,
        /// The date of the round; none if it fixes none.
        round: Option<NaiveDate>,
    },
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        // A column that holds what no program writes there.
        let is_foreign = matches!(
            error,
            rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..)
        );
        if is_foreign {
            return Self::Damaged { detail: error.to_string() };
        }
        let Some(failure) = error.sqlite_error() else {
            return Self::Sqlite(error);
        };
        if failure.extended_code == COMMIT_REFUSED {
            return Self::Displaced { rescued: None };
        }
        let detail = || error.to_string();
        match (failure.code, failure.extended_code) {
            (
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::FileLockingProtocolFailed,
                _,
            )
            | (ErrorCode::SystemIoFailure, ffi::SQLITE_IOERR_BLOCKED) => {
                Self::Locked { holder: None }
            }
            (ErrorCode::DiskFull, _) => Self::DiskFull,
            // A page that is not what its checksum says was read without any complaint of the disk.
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _)
            | (ErrorCode::SystemIoFailure, ffi::SQLITE_IOERR_DATA) => {
                Self::Damaged { detail: detail() }
            }
            (ErrorCode::SystemIoFailure, ffi::SQLITE_IOERR_NOMEM) => Self::Sqlite(error),
            (
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::ReadOnly
                | ErrorCode::NoLargeFileSupport,
                _,
            ) => Self::Medium { code: failure.code, detail: detail() },
            _ => Self::Sqlite(error),
        }
    }
}

impl From<disk::Fault> for Error {
    fn from(fault: disk::Fault) -> Self {
        match fault {
            disk::Fault::IsFolder { path } => Self::IsFolder { path },
            disk::Fault::FolderMissing { path } => Self::FolderMissing { path },
            disk::Fault::Io { path, source } => Self::Unreadable { path, source },
            fault @ (disk::Fault::NotPlain { .. }
            | disk::Fault::DataFile { .. }
            | disk::Fault::Companion { .. }
            | disk::Fault::Backup { .. }
            | disk::Fault::Program { .. }) => Self::Path(fault),
        }
    }
}

impl Error {
    /// Whether it may come of what stands in the file, so that the rest of the file can still be read.
    pub(crate) fn is_of_content(&self) -> bool {
        !matches!(
            self,
            Self::DiskFull | Self::Locked { .. } | Self::Io { .. } | Self::ReadOnly { .. }
        )
    }

    /// Whether the disk failed to give what stands in the file.
    pub(crate) fn is_of_disk(&self) -> bool {
        matches!(self, Self::Medium { code: ErrorCode::SystemIoFailure, .. })
    }

    /// Whether it is about the file, its disk or who holds it, and not about what should be done.
    pub(crate) const fn is_of_the_file(&self) -> bool {
        matches!(
            self,
            Self::DiskFull
                | Self::Medium { .. }
                | Self::Unconfirmed { .. }
                | Self::ReadOnly { .. }
                | Self::Io { .. }
                | Self::Locked { .. }
                | Self::Displaced { .. }
                | Self::NoDurableJournal { .. }
        )
    }

    /// What doing something met that came in: what the data file itself met stays what it is, anything
    /// else means that no program wrote what came in.
    pub(crate) fn of_transfer(self) -> Self {
        if self.is_of_the_file() { self } else { Self::bad_transfer(self) }
    }

    /// Content of the file that cannot be as this program writes it.
    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::Damaged { detail: detail.to_string() }
    }

    /// What comes in and no program wrote.
    pub(crate) fn bad_transfer(detail: impl std::fmt::Display) -> Self {
        Self::BadTransfer { detail: detail.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a code of `SQLite`'s becomes.
    #[derive(Debug, PartialEq, Eq)]
    enum Told {
        Locked,
        DiskFull,
        Medium,
        Damaged,
        Other,
    }

    fn told(code: i32) -> Told {
        match Error::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)) {
            Error::Locked { .. } => Told::Locked,
            Error::DiskFull => Told::DiskFull,
            Error::Medium { .. } => Told::Medium,
            Error::Damaged { .. } => Told::Damaged,
            Error::Sqlite(_) => Told::Other,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_code_of_sqlite_is_told_as_what_it_is() {
        let io_errors = (1..=36).map(|kind| ffi::SQLITE_IOERR | (kind << 8));
        for code in io_errors.chain([ffi::SQLITE_IOERR]) {
            let due = match code {
                ffi::SQLITE_IOERR_BLOCKED => Told::Locked,
                ffi::SQLITE_IOERR_DATA => Told::Damaged,
                ffi::SQLITE_IOERR_NOMEM => Told::Other,
                _ => Told::Medium,
            };
            assert_eq!(told(code), due, "{code}");
        }
        for (code, due) in [
            (ffi::SQLITE_FULL, Told::DiskFull),
            (ffi::SQLITE_BUSY, Told::Locked),
            (ffi::SQLITE_BUSY_RECOVERY, Told::Locked),
            (ffi::SQLITE_BUSY_SNAPSHOT, Told::Locked),
            (ffi::SQLITE_BUSY_TIMEOUT, Told::Locked),
            (ffi::SQLITE_LOCKED, Told::Locked),
            (ffi::SQLITE_LOCKED_SHAREDCACHE, Told::Locked),
            (ffi::SQLITE_PROTOCOL, Told::Locked),
            (ffi::SQLITE_CORRUPT, Told::Damaged),
            (ffi::SQLITE_CORRUPT_VTAB, Told::Damaged),
            (ffi::SQLITE_CORRUPT_SEQUENCE, Told::Damaged),
            (ffi::SQLITE_CORRUPT_INDEX, Told::Damaged),
            (ffi::SQLITE_NOTADB, Told::Damaged),
            (ffi::SQLITE_CANTOPEN, Told::Medium),
            (ffi::SQLITE_CANTOPEN_ISDIR, Told::Medium),
            (ffi::SQLITE_CANTOPEN_FULLPATH, Told::Medium),
            (ffi::SQLITE_CANTOPEN_DIRTYWAL, Told::Medium),
            (ffi::SQLITE_CANTOPEN_SYMLINK, Told::Medium),
            (ffi::SQLITE_PERM, Told::Medium),
            (ffi::SQLITE_READONLY, Told::Medium),
            (ffi::SQLITE_READONLY_DBMOVED, Told::Medium),
            (ffi::SQLITE_READONLY_DIRECTORY, Told::Medium),
            (ffi::SQLITE_READONLY_ROLLBACK, Told::Medium),
            (ffi::SQLITE_NOLFS, Told::Medium),
            (ffi::SQLITE_NOMEM, Told::Other),
            (ffi::SQLITE_CONSTRAINT, Told::Other),
            (ffi::SQLITE_CONSTRAINT_TRIGGER, Told::Other),
            (ffi::SQLITE_TOOBIG, Told::Other),
            (ffi::SQLITE_MISUSE, Told::Other),
        ] {
            assert_eq!(told(code), due, "{code}");
        }
    }
}
