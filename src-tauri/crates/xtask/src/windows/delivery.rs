//! What is handed out: the program's folder, the installer, the portable archive and their hashes.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::{VERSION, out};
use crate::Failure;
use crate::process::{output, root, run_command};

/// What the program's folder holds.
pub(super) const PROGRAM: [&str; 3] =
    ["par-index-desktop.exe", "par-index.exe", "WebView2Loader.dll"];
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

/// Puts together the program's folder.
pub(super) fn stage(built: &Path) -> Result<PathBuf, Failure> {
    if out().exists() {
        fs::remove_dir_all(out()).map_err(|error| failed(&out(), &error))?;
    }
    let program = out().join("program");
    make(&program)?;
    for name in PROGRAM {
        let (from, to) = (built.join(name), program.join(name));
        fs::copy(&from, &to).map_err(|error| failed(&from, &error))?;
    }
    date(&program)?;
    Ok(program)
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
        write_note(&root().join("assets").join("windows").join(from), &to)?;
    }
    for file in PROGRAM {
        let to = folder.join(file);
        fs::copy(program.join(file), &to).map_err(|error| failed(&to, &error))?;
        files.push(format!("{name}/{file}"));
    }
    for folder in [&folder, &folder.join(DATA)] {
        date(folder)?;
    }
    // Named one by one, so that their order is always the same; nothing of this machine along.
    let mut zip = Command::new("zip");
    zip.args(["-X", "-9", "-q"]).arg(&archive).args(&files);
    run_command(zip.current_dir(out()).env("TZ", "UTC"))?;
    fs::remove_dir_all(&folder).map_err(|error| failed(&folder, &error))
}

/// A text as every Notepad shows it.
fn write_note(from: &Path, to: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(from).map_err(|error| failed(from, &error))?;
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

/// Gives every file in a folder the date of the commit, for installer and archive keep dates.
fn date(folder: &Path) -> Result<(), Failure> {
    let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds()?);
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))?.flatten() {
        let path = entry.path();
        let dated = File::open(&path).and_then(|file| file.set_modified(moment));
        dated.map_err(|error| failed(&path, &error))?;
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
