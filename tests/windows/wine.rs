//! A computer with Windows, as far as wine can be one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Whose computer it is: the name is in the paths of all files.
pub const USER: &str = "Nguyễn Văn Đức";

/// Where a program for one user goes.
pub const PROGRAM: &str = r"AppData\Local\Programs\Cham diem CCHC";
/// Where its data lie.
pub const DATA: &str = r"AppData\Local\Cham diem CCHC";

pub const UNINSTALL: &str =
    r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Cham diem CCHC";
pub const CLASSES: &str = r"HKCU\Software\Classes";
pub const WINDOWS: &str = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion";
pub const ENVIRONMENT: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment";

fn work() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// What the tests share: making a computer takes long.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let template = work().join("wine-template");
        if template.is_dir() {
            return template;
        }
        let made = tempfile::tempdir_in(work()).unwrap();
        let prefix = made.path().join("prefix");
        succeed(wine(&prefix, "wineboot").arg("--init"));
        succeed(wine(&prefix, "wine").args(["winecfg", "/v", "win10"]));
        succeed(wine(&prefix, "wineserver").arg("--wait"));
        // Wine's desktop is the home folder of whoever runs the tests.
        let desktop = prefix.join("drive_c/users").join(USER).join("Desktop");
        fs::remove_file(&desktop).unwrap();
        fs::create_dir(&desktop).unwrap();
        fs::rename(&prefix, &template).unwrap();
        template
    })
}

fn wine(prefix: &Path, program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("WINEPREFIX", prefix)
        .env("WINEDEBUG", "-all")
        // Neither menus of the host nor packages that wine would ask for.
        .env("WINEDLLOVERRIDES", "winemenubuilder.exe=d;mscoree=d;mshtml=d")
        .env("USER", USER)
        .env_remove("DISPLAY");
    command
}

#[track_caller]
pub fn succeed(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
}

/// Waits until something is so.
#[track_caller]
pub fn wait_until(what: &str, so: impl Fn() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(start.elapsed() < Duration::from_mins(1), "{what}");
        sleep(Duration::from_millis(100));
    }
}

pub struct Computer {
    folder: TempDir,
}

impl Computer {
    pub fn new() -> Self {
        let template = template();
        let folder = tempfile::tempdir_in(work()).unwrap();
        // Wine's own files are linked, since they are many; it changes none but the registry.
        let copy = folder.path().join("prefix");
        succeed(Command::new("cp").args(["--archive", "--link"]).arg(template).arg(&copy));
        for registry in ["system.reg", "user.reg", "userdef.reg"] {
            fs::remove_file(copy.join(registry)).unwrap();
            fs::copy(template.join(registry), copy.join(registry)).unwrap();
        }
        Self { folder }
    }

    /// The folder that is the computer.
    pub fn prefix(&self) -> PathBuf {
        self.folder.path().join("prefix")
    }

    fn wine(&self) -> Command {
        wine(&self.prefix(), "wine")
    }

    /// The path here of a file on the computer.
    pub fn at(&self, path: &str) -> PathBuf {
        self.prefix().join("drive_c").join(path.replace('\\', "/"))
    }

    /// The same in the user's folder.
    pub fn home(&self, path: &str) -> PathBuf {
        self.at(&format!(r"users\{USER}\{path}"))
    }

    /// The path there of a file in the user's folder.
    pub fn path(path: &str) -> String {
        format!(r"C:\users\{USER}\{path}")
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.home(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Adds a drive: `hd` is a disk, `floppy` one whose medium may be pulled out.
    pub fn add_drive(&self, letter: char, kind: &str, folder: &Path) {
        let device = self.prefix().join("dosdevices").join(format!("{letter}:"));
        std::os::unix::fs::symlink(folder, device).unwrap();
        self.set_registry(r"HKLM\Software\Wine\Drives", &format!("{letter}:"), kind);
        // Drives are looked at when the computer starts.
        self.switch_off();
    }

    fn switch_off(&self) {
        for option in ["--kill", "--wait"] {
            let _ = wine(&self.prefix(), "wineserver").arg(option).status();
        }
    }

    /// Runs a program and gives its exit code.
    pub fn run(&self, program: &str, arguments: &[&str]) -> i32 {
        self.wine().arg(program).args(arguments).status().unwrap().code().unwrap()
    }

    pub fn start(&self, program: &str, arguments: &[&str]) -> Child {
        self.wine().arg(program).args(arguments).spawn().unwrap()
    }

    /// A registry key with all that is in it, as text; empty where it is missing.
    pub fn registry(&self, key: &str) -> String {
        let file = self.at("registry.reg");
        let done = self.wine().args(["reg", "export", key, r"C:\registry.reg", "/y"]).output();
        if !done.unwrap().status.success() {
            return String::new();
        }
        let bytes = fs::read(&file).unwrap();
        let units: Vec<u16> =
            bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16(&units).unwrap().replace(r"\\", r"\").replace(r#"\""#, "\"")
    }

    pub fn set_registry(&self, key: &str, name: &str, value: &str) {
        succeed(self.wine().args(["reg", "add", key, "/v", name, "/d", value, "/f"]));
    }

    pub fn set_registry_default(&self, key: &str, value: &str) {
        succeed(self.wine().args(["reg", "add", key, "/ve", "/d", value, "/f"]));
    }

    pub fn delete_registry(&self, key: &str) {
        succeed(self.wine().args(["reg", "delete", key, "/f"]));
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        // Ends what still runs on this computer, and only there.
        self.switch_off();
    }
}
