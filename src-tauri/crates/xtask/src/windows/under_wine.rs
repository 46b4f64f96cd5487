//! The programs for Windows, made ready to be started on this machine.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{delivery, out};
use crate::process::{run_command, target, text};
use crate::{Failure, setup};

/// What wine lacks and the standard library asks for: random bytes.
const RANDOM: &str = "\
__declspec(dllimport) unsigned char SystemFunction036(void *, unsigned long);
__declspec(dllexport) int ProcessPrng(unsigned char *to, unsigned long long bytes) {
    return SystemFunction036(to, (unsigned long)bytes);
}
";
/// A program that does nothing, so that wine's own start can be timed.
const NOTHING: &str = "int main(void) { return 0; }\n";

/// The folder of what is only made to be tried.
pub(super) fn folder() -> PathBuf {
    target().join("windows").join("under-wine")
}

/// Scripts that start programs for Windows as if they were this machine's.
pub(crate) struct UnderWine {
    /// `par-index.exe`.
    pub(crate) program: PathBuf,
    /// One that does nothing.
    pub(crate) nothing: PathBuf,
}

impl UnderWine {
    /// Installs wine and puts what was delivered beside what wine lacks.
    pub(crate) fn ready() -> Result<Self, Failure> {
        setup::install_parts(setup::WINE)?;
        let folder = folder();
        fs::create_dir_all(&folder).map_err(|error| delivery::failed(&folder, &error))?;
        compile("bcryptprimitives.dll", RANDOM, &["-shared", "-ladvapi32"])?;
        compile("nothing.exe", NOTHING, &[])?;
        let delivered = out().join("program").join("par-index.exe");
        fs::copy(&delivered, folder.join("par-index.exe"))
            .map_err(|error| delivery::failed(&delivered, &error))?;
        let prefix = folder.join("prefix");
        // Wine's services are started by whatever runs first and keep its pipes, whose other end
        // would wait for them.
        let wine = |words: &[&str]| {
            let mut command = Command::new(words[0]);
            command.env("WINEPREFIX", &prefix).env("WINEDEBUG", "-all");
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            run_command(command.args(&words[1..]))
        };
        // One of an earlier call would be waited for; there need be none.
        let _ = wine(&["wineserver", "--kill"]);
        wine(&["wineboot", "--init"])?;
        wine(&["wineserver", "--wait"])?;
        // It otherwise ends while nothing runs, and whatever starts just then fails.
        wine(&["wineserver", "--persistent=600"])?;
        wine(&["wine", text(&folder.join("nothing.exe"))?])?;
        Ok(Self { program: script("par-index", &prefix)?, nothing: script("nothing", &prefix)? })
    }
}

fn compile(name: &str, source: &str, options: &[&str]) -> Result<(), Failure> {
    let path = folder().join(format!("{name}.c"));
    write(&path, source)?;
    let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
    run_command(compiler.arg("-o").arg(folder().join(name)).arg(&path).args(options))
}

/// A script that starts a program in a Windows of its own, or in the one that it is told.
fn script(name: &str, prefix: &Path) -> Result<PathBuf, Failure> {
    let path = folder().join(name);
    let text = format!(
        "#!/bin/sh\n\
         export WINEPREFIX=\"${{WINEPREFIX:-{}}}\" WINEDEBUG=-all\n\
         exec wine '{}.exe' \"$@\"\n",
        prefix.display(),
        path.display()
    );
    write(&path, &text)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
        .map_err(|error| delivery::failed(&path, &error))?;
    Ok(path)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| delivery::failed(path, &error))
}
