//! What is handed out: the program's folder, the installer, the portable archive and their hashes.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::{VERSION, out};
use crate::Failure;
use crate::process::{output, root, run_command};

/// What is compiled.
const COMPILED: [&str; 3] = ["par-index-desktop.exe", "par-index.exe", "WebView2Loader.dll"];
/// The licences of what is compiled in.
const NOTICES: &str = "GIAY-PHEP.txt";
/// What the program's folder holds.
const PROGRAM: [&str; 4] = [COMPILED[0], COMPILED[1], COMPILED[2], NOTICES];
/// The folder beside a portable program that holds its data, as the window knows it.
const DATA: &str = "du-lieu";
const README: &str = "DOC-TRUOC.txt";

/// What an installer is itself, whatever it installs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bits {
    ThirtyTwo,
    SixtyFour,
}

/// The installer.
pub(super) fn setup() -> PathBuf {
    out().join(format!("cham-diem-cchc-{VERSION}-setup.exe"))
}

/// Puts together the program's folder, with the licences of what is in it.
pub(super) fn stage(built: &Path, notices: &str) -> Result<PathBuf, Failure> {
    if out().exists() {
        fs::remove_dir_all(out()).map_err(|error| failed(&out(), &error))?;
    }
    let program = out().join("program");
    make(&program)?;
    copy(&COMPILED, built, &program)?;
    write_note(notices, &program.join(NOTICES))?;
    settle(&program)?;
    Ok(program)
}

/// What was signed took a key that is seldom at hand: it is not removed unasked.
pub(super) fn must_hold_no_signature() -> Result<(), Failure> {
    let mut files = fs::read_dir(out()).into_iter().flatten().flatten().map(|entry| entry.path());
    match files.find(|path| path.extension().is_some_and(|ending| ending == "minisig")) {
        Some(signature) => {
            Err(format!("{} is signed: take it elsewhere first", signature.display()))
        }
        None => Ok(()),
    }
}

/// Makes the installer for this folder. It is a program for 32 bits, so that every Windows can start
/// it and be told why it is refused; wine without its own 32 bits needs the other.
pub(super) fn installer(program: &Path, to: &Path, bits: Bits) -> Result<(), Failure> {
    let assets = root().join("assets");
    let define = |name: &str, value: &Path| format!("-D{name}={}", value.display());
    let mut makensis = Command::new("makensis");
    makensis.args(["-V2", "-WX", &format!("-DVERSION={VERSION}")]);
    makensis.arg(define("PROGRAM", program)).arg(define("OUT", to));
    makensis.arg(define("ICON", &assets.join("icons").join("icon.ico")));
    if bits == Bits::SixtyFour {
        makensis.arg("-DTARGET=amd64-unicode");
    }
    run_command(makensis.arg(assets.join("windows").join("installer.nsi")))
}

/// Makes the archive that runs from wherever it is unpacked, a memory stick for example, and keeps
/// its data there.
pub(super) fn portable(program: &Path) -> Result<(), Failure> {
    let name = format!("cham-diem-cchc-{VERSION}");
    let archive = out().join(format!("{name}-portable.zip"));
    let folder = out().join(&name);
    make(&folder.join(DATA))?;
    let mut files = vec![format!("{name}/{README}"), format!("{name}/{DATA}/{README}")];
    for (from, to) in
        [("portable.txt", folder.join(README)), ("data.txt", folder.join(DATA).join(README))]
    {
        let from = root().join("assets").join("windows").join(from);
        let note = fs::read_to_string(&from).map_err(|error| failed(&from, &error))?;
        write_note(&note, &to)?;
    }
    copy(&PROGRAM, program, &folder)?;
    files.extend(PROGRAM.iter().map(|file| format!("{name}/{file}")));
    for folder in [&folder, &folder.join(DATA)] {
        settle(folder)?;
    }
    // Named one by one, so that their order is always the same; nothing of this machine along.
    let mut zip = Command::new("zip");
    zip.args(["-X", "-9", "-q"]).arg(&archive).args(&files);
    run_command(zip.current_dir(out()).env("TZ", "UTC"))?;
    fs::remove_dir_all(&folder).map_err(|error| failed(&folder, &error))
}

fn copy(names: &[&str], from: &Path, to: &Path) -> Result<(), Failure> {
    for name in names {
        let from = from.join(name);
        fs::copy(&from, to.join(name)).map_err(|error| failed(&from, &error))?;
    }
    Ok(())
}

/// Writes a text as every Notepad shows it.
fn write_note(text: &str, to: &Path) -> Result<(), Failure> {
    let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    fs::write(to, text).map_err(|error| failed(to, &error))
}

/// Writes the SHA-256 of everything into `SHA256SUMS`, as `sha256sum --check` reads it.
pub(super) fn hashes() -> Result<(), Failure> {
    let mut names = Vec::new();
    for entry in fs::read_dir(out()).map_err(|error| failed(&out(), &error))?.flatten() {
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.extend(PROGRAM.iter().map(|name| format!("program/{name}")));
    names.sort();
    let list = Command::new("sha256sum").args(&names).current_dir(out()).output();
    let list = list.map_err(|error| format!("sha256sum cannot be started: {error}"))?;
    if !list.status.success() {
        return Err("the hashes cannot be computed".to_owned());
    }
    let path = out().join("SHA256SUMS");
    fs::write(&path, list.stdout).map_err(|error| failed(&path, &error))
}

/// Prints what everything takes on a disk.
pub(super) fn tell_sizes(program: &Path) -> Result<(), Failure> {
    let bytes = |path: &Path| {
        path.metadata().map(|about| about.len()).map_err(|error| failed(path, &error))
    };
    let mut folder = 0;
    for name in PROGRAM {
        folder += bytes(&program.join(name))?;
    }
    println!(
        "{}: {} bytes; the program's folder: {folder} bytes",
        setup().display(),
        bytes(&setup())?
    );
    Ok(())
}

/// Gives every file in a folder the date of the commit and the usual rights, for installer and archive
/// keep them, whatever this machine's are.
fn settle(folder: &Path) -> Result<(), Failure> {
    let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds()?);
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))?.flatten() {
        let path = entry.path();
        let settled = File::open(&path).and_then(|file| {
            file.set_modified(moment)?;
            let rights = if path.is_dir() { 0o755 } else { 0o644 };
            file.set_permissions(Permissions::from_mode(rights))
        });
        settled.map_err(|error| failed(&path, &error))?;
    }
    Ok(())
}

/// When the source was made, in seconds since 1970: as `SOURCE_DATE_EPOCH` says
/// (<https://reproducible-builds.org/specs/source-date-epoch/>), else the commit.
fn seconds() -> Result<u64, Failure> {
    let said = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(said) => said,
        Err(_) => output("git", &["log", "-1", "--format=%ct"])?,
    };
    said.trim().parse().map_err(|_| format!("“{}” is no moment in seconds", said.trim()))
}

fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))
}

pub(super) fn failed(path: &Path, error: &std::io::Error) -> Failure {
    format!("{}: {error}", path.display())
}
