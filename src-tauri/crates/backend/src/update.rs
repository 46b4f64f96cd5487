//! A newer program that comes as a file: an installer, with its signature beside it.
//!
//! Whoever hands the program out signs the installer with the key whose public half the program was
//! built with, and names the version in the comment that the signature covers:
//!
//! ```text
//! minisign -S -s KEY -t "par-index version:0.2.0" -m cham-diem-cchc-0.2.0-setup.exe
//! ```
//!
//! That makes `cham-diem-cchc-0.2.0-setup.exe.minisig`, which must lie beside the installer.

use std::cmp::Ordering;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use minisign_verify::{Error as Fault, PublicKey, Signature};
use reader::Kind;
use scoring::ReadError;
use semver::Version;
use words::update as say;

use crate::error::{Error, KnownCode, Result};
use crate::files;

/// The largest installer, in bytes.
const INSTALLER_LIMIT: u64 = 512 * 1024 * 1024;
/// The largest signature, in bytes; usual ones have some 300.
const SIGNATURE_LIMIT: usize = 4 * 1024;
/// Bytes that are copied and hashed at a time.
const PIECE: usize = 64 * 1024;

/// What the name of a signature has behind that of the installer.
const ENDING: &str = ".minisig";
/// What stands before the version in the comment that is signed.
const VERSION: &str = "version:";
/// The copy's name, whatever the installer was called: Windows starts what ends so.
const COPY: &str = "cham-diem-cchc-setup.exe";

/// The public key of whoever hands the program out.
#[derive(Clone, Debug)]
pub struct UpdateKey(PublicKey);

impl UpdateKey {
    /// Reads the base64 line of a minisign public key.
    ///
    /// # Errors
    /// Refused without one; that one which is there can be read, the build has seen to.
    pub fn new(line: Option<&str>) -> Result<Self> {
        let key = line.and_then(|line| PublicKey::from_base64(line).ok());
        key.map(Self).ok_or_else(|| Error::refused("no-update-key", say::no_key()))
    }
}

/// An installer of a newer version whose signature holds, copied from the stick that it came on.
#[derive(Clone)]
pub struct Update {
    version: Version,
    installer: PathBuf,
    copy: PathBuf,
    key: UpdateKey,
    signature: Signature,
}

impl Update {
    /// Copies an installer into a folder of the program's own, which is emptied first, and verifies
    /// the copy against a key.
    ///
    /// # Errors
    /// Of kind path if something cannot be read or written. Refused if the file is no
    /// installer, if its signature is missing, damaged, of an old kind, of another key or of other
    /// bytes, if it names no version, or none that is newer than the one that is running. No copy is
    /// left then.
    pub fn find(
        installer: &Path,
        key: &UpdateKey,
        running: &Version,
        folder: &Path,
    ) -> Result<Self> {
        must_be_program(installer)?;
        let signature = read_signature(installer)?;
        // A foreign signature is told before a large file is copied.
        key.0.verify_stream(&signature).map_err(|fault| refusal(&fault, installer))?;
        clear_updates(folder);
        files::make_folder(folder)?;
        let copy = folder.join(COPY);
        let found = copy_to(installer, &copy).and_then(|()| {
            verify(&copy, key, &signature, installer)?;
            let version = version(&signature, installer)?;
            must_be_newer(&version, running)?;
            Ok(version)
        });
        match found {
            Ok(version) => {
                let (installer, key) = (installer.to_owned(), key.clone());
                Ok(Self { version, installer, copy, key, signature })
            }
            Err(error) => {
                clear_updates(folder);
                Err(error)
            }
        }
    }

    /// The version that it installs.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// The copy to start, which is verified once more: time has passed.
    ///
    /// # Errors
    /// Of kind path if it cannot be read; refused if it was changed.
    pub fn prove(&self) -> Result<Proven<'_>> {
        let file = verify(&self.copy, &self.key, &self.signature, &self.installer)?;
        Ok(Proven { copy: &self.copy, _file: file })
    }
}

/// A copy whose bytes were verified just now. While this is kept, Windows lets nobody change or
/// replace it.
#[derive(Debug)]
pub struct Proven<'update> {
    copy: &'update Path,
    _file: File,
}

impl Proven<'_> {
    /// What to start.
    pub fn path(&self) -> &Path {
        self.copy
    }
}

impl fmt::Debug for Update {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Update({}, {})", self.version, self.copy.display())
    }
}

/// Removes the copies of installers. One that still runs may stay, as Windows keeps it; it goes the
/// next time.
pub fn clear_updates(folder: &Path) {
    for old in fs::read_dir(folder).into_iter().flatten().flatten() {
        drop(fs::remove_file(old.path()));
    }
}

fn must_be_program(installer: &Path) -> Result<()> {
    match files::kind(installer)? {
        Kind::Program => Ok(()),
        _ => Err(Error::refused("not-installer", say::not_installer(installer.display()))),
    }
}

/// The signature beside an installer.
fn read_signature(installer: &Path) -> Result<Signature> {
    let damaged = || refusal(&Fault::InvalidEncoding, installer);
    let read = files::read_up_to(&signature_path(installer), SIGNATURE_LIMIT);
    let content = read.map_err(|error| match error.known() {
        Some(KnownCode::MissingFile) => {
            Error::path("no-signature", say::no_signature(signature_name(installer)))
        }
        Some(KnownCode::TooLarge) => damaged(),
        Some(KnownCode::EmptyFile | KnownCode::UnknownDossier | KnownCode::Cancelled) | None => {
            error
        }
    })?;
    let text = String::from_utf8(content).map_err(|_| damaged())?;
    Signature::decode(&text).map_err(|_| damaged())
}

fn signature_path(installer: &Path) -> PathBuf {
    let mut path = installer.as_os_str().to_owned();
    path.push(ENDING);
    path.into()
}

fn signature_name(installer: &Path) -> String {
    store::file_name(&signature_path(installer))
}

/// Copies an installer, bounded, and flushed to the disk.
fn copy_to(installer: &Path, copy: &Path) -> Result<()> {
    let from = files::open(installer)?;
    files::write_through(copy, |to| {
        in_pieces(&from, installer, |piece| {
            to.write_all(piece).map_err(|error| files::write_failure(copy, &error))
        })
    })
}

/// Verifies the bytes of the copy and gives it as it is held; a message names the installer, which is
/// what the person knows.
fn verify(copy: &Path, key: &UpdateKey, signature: &Signature, installer: &Path) -> Result<File> {
    let told = |fault: Fault| refusal(&fault, installer);
    let mut verifier = key.0.verify_stream(signature).map_err(told)?;
    let file = hold(copy).map_err(|error| files::read_failure(copy, &error))?;
    in_pieces(&file, copy, |piece| {
        verifier.update(piece);
        Ok(())
    })?;
    verifier.finalize().map_err(told)?;
    Ok(file)
}

/// Opens a file that others may read and start meanwhile, and on Windows nothing else.
fn hold(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;

        // FILE_SHARE_READ (<https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew>).
        options.share_mode(1);
    }
    options.read(true).open(path)
}

/// Reads a file of at most [`INSTALLER_LIMIT`] bytes, which is never in memory as a whole.
fn in_pieces(file: &File, path: &Path, mut take: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let failed = |error: &std::io::Error| files::read_failure(path, error);
    let bytes = file.metadata().map_err(|error| failed(&error))?.len();
    if bytes > INSTALLER_LIMIT {
        return Err(ReadError::TooLarge { bytes, limit: INSTALLER_LIMIT }.into());
    }
    // One that grows meanwhile is cut off, so that its signature does not hold.
    let mut file = BufReader::with_capacity(PIECE, file.take(INSTALLER_LIMIT));
    loop {
        let piece = match file.fill_buf() {
            Ok([]) => return Ok(()),
            Ok(piece) => piece,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(failed(&error)),
        };
        take(piece)?;
        let taken = piece.len();
        file.consume(taken);
    }
}

/// The version that a signature names exactly once, in the comment that it covers.
fn version(signature: &Signature, installer: &Path) -> Result<Version> {
    let words = signature.trusted_comment().split_whitespace();
    let mut named = words.filter_map(|word| word.strip_prefix(VERSION));
    let only = named.next().filter(|_| named.next().is_none());
    only.and_then(|version| Version::parse(version).ok())
        .ok_or_else(|| Error::refused("no-version", say::no_version(signature_name(installer))))
}

fn must_be_newer(found: &Version, running: &Version) -> Result<()> {
    match found.cmp_precedence(running) {
        Ordering::Greater => Ok(()),
        Ordering::Equal => Err(Error::refused("same-version", say::same(running))),
        Ordering::Less => Err(Error::refused("older-version", say::older(found, running))),
    }
}

/// Why a signature does not hold.
fn refusal(fault: &Fault, installer: &Path) -> Error {
    let path = installer.display();
    match fault {
        Fault::UnexpectedKeyId => Error::refused("other-key", say::other_key(path)),
        Fault::InvalidSignature => Error::refused("changed-installer", say::changed(path)),
        Fault::UnsupportedLegacyMode => {
            Error::refused("old-signature", say::old_signature(signature_name(installer)))
        }
        Fault::InvalidEncoding
        | Fault::IoError(_)
        | Fault::UnexpectedAlgorithm
        | Fault::UnsupportedAlgorithm => {
            Error::refused("damaged-signature", say::damaged_signature(signature_name(installer)))
        }
    }
}

#[cfg(test)]
mod tests;
