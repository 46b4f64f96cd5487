//! The installer for Windows, run by wine.

#![allow(clippy::unwrap_used, dead_code, unreachable_pub)]

mod wine;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use wine::{
    CLASSES, Computer, DATA, ENVIRONMENT, PROGRAM, UNINSTALL, WINDOWS, succeed, wait_until,
};

const DONE: i32 = 0;
const FAILED: i32 = 2;
const NO_WEBVIEW: i32 = 3;
const WINDOWS_TOO_OLD: i32 = 4;
const NEWER_INSTALLED: i32 = 5;
const IN_USE: i32 = 6;
const NOT_RESTORED: i32 = 7;

const START_MENU: &str =
    r"AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Chấm điểm CCHC.lnk";
const DESKTOP: &str = r"Desktop\Chấm điểm CCHC.lnk";
/// Where the web view keeps its own files, below the identifier of the program.
const PROFILE: &str = r"AppData\Local\vn.par-index.self-scoring";
const WEBVIEW_CLIENT: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
const WEBVIEW_INSTALLER: &str = "MicrosoftEdgeWebView2RuntimeInstallerX64.exe";

/// Compiles the stand-in for programs.
fn stand_in(out: &Path, webview: &str) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("windows/stand_in.c");
    let version = format!("-DWEBVIEW=L\"{webview}\"");
    let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
    succeed(compiler.args(["-municode", "-s", &version, "-o"]).arg(out).arg(source));
}

/// A folder with an installer.
struct Setup {
    folder: TempDir,
}

impl Setup {
    /// An installer of this version for a stand-in and these files besides.
    fn new(version: &str, files: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        fs::create_dir(&program).unwrap();
        stand_in(&program.join("par-index-desktop.exe"), "");
        for file in files {
            let path = program.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("{file} {version}")).unwrap();
        }
        let setup = Self { folder };
        setup.make(version);
        setup
    }

    /// Without its 32-bit half, wine runs an installer for 64 bits only.
    fn make(&self, version: &str) {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
        let define = |name: &str, value: &Path| format!("-D{name}={}", value.display());
        succeed(
            Command::new("makensis")
                .args(["-V2", "-WX", "-DTARGET=amd64-unicode"])
                .arg(format!("-DVERSION={version}"))
                .arg(define("PROGRAM", &self.folder.path().join("program")))
                .arg(define("OUT", &self.path()))
                .arg(define("ICON", &assets.join("icons/icon.ico")))
                .arg(assets.join("windows/installer.nsi")),
        );
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("cchc-setup.exe")
    }

    fn run(&self, computer: &Computer, arguments: &[&str]) -> i32 {
        run_silently(&self.path(), computer, arguments)
    }
}

fn run_silently(setup: &Path, computer: &Computer, arguments: &[&str]) -> i32 {
    computer.run(setup.to_str().unwrap(), &[&["/S"], arguments].concat())
}

/// Starts the uninstaller, which goes on in a copy of itself, as Windows does.
fn uninstall(computer: &Computer, folder: &str) {
    computer.run(&Computer::path(&format!(r"{folder}\uninstall.exe")), &["/S"]);
}

#[track_caller]
fn uninstalled(computer: &Computer, folder: &str) {
    uninstall(computer, folder);
    wait_until("the program is removed", || computer.registry(UNINSTALL).is_empty());
}

/// All files in a folder and below, with their content.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                all.insert(name, fs::read(path).unwrap());
            }
        }
    }
    all
}

fn names(folder: &Path) -> Vec<String> {
    files(folder).into_keys().collect()
}

fn has_webview(computer: &Computer, version: &str) {
    computer.set_registry(&format!(r"HKCU\Software\{WEBVIEW_CLIENT}"), "pv", version);
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn installs_for_one_user() {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    let setup =
        Setup::new("1.2.3", &["par-index.exe", "WebView2Loader.dll", "Giấy phép/Tinos.txt"]);
    assert_eq!(setup.run(&computer, &[]), DONE);

    let installed = files(&computer.home(PROGRAM));
    let names: Vec<&str> = installed.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "Giấy phép/Tinos.txt",
            "WebView2Loader.dll",
            "files.txt",
            "par-index-desktop.exe",
            "par-index.exe",
            "uninstall.exe"
        ]
    );
    for (name, content) in files(&setup.folder.path().join("program")) {
        assert_eq!(installed[&name], content, "{name}");
    }
    assert!(computer.home(START_MENU).is_file());
    assert!(computer.home(DESKTOP).is_file());
    assert!(!computer.home(DATA).exists());

    let folder = Computer::path(PROGRAM);
    let entry = computer.registry(UNINSTALL);
    for line in [
        r#""DisplayName"="Chấm điểm CCHC""#.to_owned(),
        r#""DisplayVersion"="1.2.3""#.to_owned(),
        r#""Publisher"="PAR Index""#.to_owned(),
        format!(r#""DisplayIcon"="{folder}\par-index-desktop.exe,0""#),
        format!(r#""InstallLocation"="{folder}""#),
        format!(r#""UninstallString"=""{folder}\uninstall.exe"""#),
        format!(r#""QuietUninstallString"=""{folder}\uninstall.exe" /S""#),
        r#""NoModify"=dword:00000001"#.to_owned(),
        r#""NoRepair"=dword:00000001"#.to_owned(),
        r#""EstimatedSize"=dword:"#.to_owned(),
    ] {
        assert!(entry.contains(&line), "{line}\n{entry}");
    }
    let everyone = UNINSTALL.replace("HKCU", "HKLM");
    assert_eq!(computer.registry(&everyone), "");

    let classes = computer.registry(CLASSES);
    for line in [
        r#"@="CCHC.HoSo""#.to_owned(),
        r#"@="Gói hồ sơ chấm điểm CCHC""#.to_owned(),
        format!(r#"@="{folder}\par-index-desktop.exe,0""#),
        format!(r#"@=""{folder}\par-index-desktop.exe" "%1"""#),
    ] {
        assert!(classes.contains(&line), "{line}\n{classes}");
    }
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn an_update_stays_in_its_folder_and_touches_nothing_else() {
    let computer = Computer::new();
    has_webview(&computer, "109.0.1518.140");
    let folder = r"Phần mềm của tôi\Chấm điểm";
    let choice = format!("/D={}", Computer::path(folder));
    // The folder is not quoted, as an argument with spaces would be.
    let choice: Vec<&str> = choice.split(' ').collect();
    let old = Setup::new("1.9.0", &["old.dll", "old/deep/old.txt", "shared/old.txt", "kept.txt"]);
    assert_eq!(old.run(&computer, &choice), DONE);
    computer.write(&format!(r"{folder}\Ghi chú.txt"), "của tôi");
    computer.write(&format!(r"{folder}\shared\Ghi chú.txt"), "của tôi");
    computer.write(&format!(r"{folder}\new\new.txt"), "của tôi");
    computer.write(&format!(r"{DATA}\cchc.db"), "hồ sơ");
    fs::remove_file(computer.home(DESKTOP)).unwrap();

    let new = Setup::new("1.10.0", &["kept.txt", "new/new.txt"]);
    assert_eq!(new.run(&computer, &[]), DONE);
    let installed = files(&computer.home(folder));
    let names: Vec<&str> = installed.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "Ghi chú.txt",
            "files.txt",
            "kept.txt",
            "new/new.txt",
            "new/new.txt.cu",
            "par-index-desktop.exe",
            "shared/Ghi chú.txt",
            "uninstall.exe"
        ]
    );
    assert_eq!(installed["kept.txt"], b"kept.txt 1.10.0");
    assert_eq!(installed["new/new.txt.cu"], "của tôi".as_bytes());
    assert!(!computer.home(&format!(r"{folder}\old")).exists());
    assert_eq!(files(&computer.home(DATA))["cchc.db"], "hồ sơ".as_bytes());
    assert!(!computer.home(DESKTOP).exists(), "a removed shortcut came back");
    assert!(!computer.home(PROGRAM).exists());
    assert!(computer.registry(UNINSTALL).contains(r#""DisplayVersion"="1.10.0""#));

    uninstalled(&computer, folder);
    let left = self::names(&computer.home(folder));
    assert_eq!(left, ["Ghi chú.txt", "new/new.txt.cu", "shared/Ghi chú.txt"]);
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn an_older_version_replaces_a_newer_one_only_by_force() {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    assert_eq!(Setup::new("1.10.0", &["new.txt"]).run(&computer, &[]), DONE);
    let before = files(&computer.home(PROGRAM));
    let older = Setup::new("1.9.9", &[]);
    assert_eq!(older.run(&computer, &[]), NEWER_INSTALLED);
    assert!(files(&computer.home(PROGRAM)) == before);
    assert_eq!(older.run(&computer, &["/FORCE"]), DONE);
    assert!(!computer.home(PROGRAM).join("new.txt").exists());
    assert_eq!(older.run(&computer, &[]), DONE, "the same version again");
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn a_running_program_is_waited_for_and_never_replaced() {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    assert_eq!(Setup::new("1.0.0", &["old.txt"]).run(&computer, &[]), DONE);
    let before = files(&computer.home(PROGRAM));
    let shown = computer.registry(UNINSTALL);
    let window = Computer::path(&format!(r"{PROGRAM}\par-index-desktop.exe"));
    let mut program = computer.start(&window, &["hold", r"C:\runs", "600000"]);
    wait_until("the program runs", || computer.at("runs").exists());

    let update = Setup::new("1.1.0", &["new.txt"]);
    assert_eq!(update.run(&computer, &[]), IN_USE);
    assert!(files(&computer.home(PROGRAM)) == before);
    let in_place = Computer::path(PROGRAM);
    let uninstaller = format!(r"{in_place}\uninstall.exe");
    computer.write(&format!(r"{PROFILE}\EBWebView\Local State"), "");
    let here = format!("/S _?={in_place}");
    let here: Vec<&str> = here.split(' ').collect();
    assert_eq!(computer.run(&uninstaller, &here), IN_USE);
    assert!(files(&computer.home(PROGRAM)) == before);
    assert_eq!(computer.registry(UNINSTALL), shown);
    assert!(computer.home(START_MENU).is_file());
    assert_eq!(names(&computer.home(PROFILE)), ["EBWebView/Local State"]);
    program.kill().unwrap();
    program.wait().unwrap();

    // A program that is just being closed.
    fs::remove_file(computer.at("runs")).unwrap();
    let mut program = computer.start(&window, &["hold", r"C:\runs", "5000"]);
    wait_until("the program runs", || computer.at("runs").exists());
    assert_eq!(update.run(&computer, &[]), DONE);
    assert!(program.wait().unwrap().success());
    assert!(computer.home(PROGRAM).join("new.txt").exists());
}

/// Opens a file for reading as a virus scanner does: it can be written, but not moved.
fn hold(computer: &Computer, file: &str) -> Child {
    stand_in(&computer.home("stand-in.exe"), "");
    let stand_in = Computer::path("stand-in.exe");
    let holder = computer.start(&stand_in, &["hold", r"C:\held", "600000", file]);
    wait_until("the file is held", || computer.at("held").exists());
    fs::remove_file(computer.at("held")).unwrap();
    holder
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn a_replacement_that_fails_is_taken_back() {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    let all = ["a.txt", "old/old.txt", "z.txt"];
    assert_eq!(Setup::new("1.0.0", &all).run(&computer, &[]), DONE);
    let before = files(&computer.home(PROGRAM));
    let mut holder = hold(&computer, &Computer::path(&format!(r"{PROGRAM}\z.txt")));

    let update = Setup::new("1.1.0", &["a.txt", "new/new.txt", "z.txt"]);
    assert_eq!(update.run(&computer, &[]), IN_USE);
    assert!(files(&computer.home(PROGRAM)) == before);
    assert!(computer.registry(UNINSTALL).contains(r#""DisplayVersion"="1.0.0""#));
    holder.kill().unwrap();
    holder.wait().unwrap();
}

/// A small disk in a folder of a computer.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn new(folder: PathBuf) -> Self {
        fs::create_dir_all(&folder).unwrap();
        succeed(Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "none"]).arg(&folder));
        Self(folder)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn a_full_disk_changes_nothing() {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    let disk = SmallDisk::new(computer.at("cchc"));
    assert_eq!(Setup::new("1.0.0", &["a.txt"]).run(&computer, &[r"/D=C:\cchc\program"]), DONE);
    let before = files(&disk.0);
    let big = Setup::new("1.1.0", &["a.txt", "z.txt"]);
    fs::write(big.folder.path().join("program/z.txt"), vec![0; 2_000_000]).unwrap();
    big.make("1.1.0");
    assert_eq!(big.run(&computer, &[]), FAILED);
    assert!(files(&disk.0) == before);
    assert!(computer.registry(UNINSTALL).contains(r#""DisplayVersion"="1.0.0""#));
}

/// Runs an installer on a computer whose virus scanner takes a new file away.
fn run_scanned(setup: &Setup, computer: &Computer, file: &Path) -> i32 {
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                let _ = fs::remove_file(file);
                thread::sleep(Duration::from_millis(1));
            }
        });
        let code = setup.run(computer, &[]);
        ended.store(true, Ordering::Relaxed);
        code
    })
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn a_file_that_a_virus_scanner_takes_away_stops_the_installation() {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    let program = computer.home(PROGRAM);
    let taken = "Giấy phép/a.txt";
    // The file that comes after it gives the scanner time.
    let setup = Setup::new("1.1.0", &[taken, "z/z.bin"]);
    fs::write(setup.folder.path().join("program/z/z.bin"), vec![0; 30_000_000]).unwrap();
    setup.make("1.1.0");
    let new = program.join("~new").join(taken);
    assert_eq!(run_scanned(&setup, &computer, &new), FAILED);
    assert!(!program.exists());
    assert_eq!(computer.registry(UNINSTALL), "");

    assert_eq!(Setup::new("1.0.0", &[taken, "old.txt"]).run(&computer, &[]), DONE);
    let before = files(&program);
    assert_eq!(run_scanned(&setup, &computer, &new), FAILED);
    assert!(files(&program) == before);
    assert!(computer.registry(UNINSTALL).contains(r#""DisplayVersion"="1.0.0""#));
    // Without its uninstaller a program would stay for ever.
    let uninstaller = program.join("~new/uninstall.exe");
    assert_eq!(run_scanned(&setup, &computer, &uninstaller), FAILED);
    assert!(files(&program) == before);

    assert_eq!(setup.run(&computer, &[]), DONE);
    assert!(program.join(taken).exists());
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn an_installation_that_was_cut_short_is_made_good() {
    for folder in [PROGRAM, r"Phần mềm\Chấm điểm"] {
        a_cut_short_installation_is_made_good(folder);
    }
}

/// Makes of a program with `a.txt` and `old/old.txt` what it is when the power fails while they are
/// replaced: the first of two new files is in place.
fn cut_short(program: &Path) {
    for folder in ["~old/old", "~new/new"] {
        fs::create_dir_all(program.join(folder)).unwrap();
    }
    for file in ["files.txt", "a.txt", "old/old.txt"] {
        fs::rename(program.join(file), program.join("~old").join(file)).unwrap();
    }
    fs::write(program.join("a.txt"), "new").unwrap();
    fs::write(program.join("~new/new/new.txt"), "new").unwrap();
    let list: Vec<u8> =
        "a.txt\r\nnew\\new.txt\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(program.join("~new/files.txt"), list).unwrap();
}

fn a_cut_short_installation_is_made_good(folder: &str) {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    let choice = format!("/D={}", Computer::path(folder));
    let choice: Vec<&str> = choice.split(' ').collect();
    assert_eq!(Setup::new("1.0.0", &["a.txt", "old/old.txt"]).run(&computer, &choice), DONE);
    let program = computer.home(folder);
    let before = files(&program);
    cut_short(&program);

    // What is held waits: nothing of it is lost, and nothing new comes.
    let update = Setup::new("1.1.0", &["b.txt"]);
    let mut holder = hold(&computer, &Computer::path(&format!(r"{folder}\~old\a.txt")));
    for _ in 0..2 {
        assert_eq!(update.run(&computer, &[]), NOT_RESTORED);
        assert!(files(&program)["~old/a.txt"] == before["a.txt"]);
        assert!(files(&program)["old/old.txt"] == before["old/old.txt"]);
    }
    holder.kill().unwrap();
    holder.wait().unwrap();

    // A running program stops the next installation after it set the old files back.
    let window = Computer::path(&format!(r"{folder}\par-index-desktop.exe"));
    let mut running = computer.start(&window, &["hold", r"C:\runs", "600000"]);
    wait_until("the program runs", || computer.at("runs").exists());
    assert_eq!(update.run(&computer, &[]), IN_USE);
    assert!(files(&program) == before);
    running.kill().unwrap();
    running.wait().unwrap();
    assert_eq!(update.run(&computer, &[]), DONE);
    assert_eq!(names(&program), ["b.txt", "files.txt", "par-index-desktop.exe", "uninstall.exe"]);
    assert!(!program.join("old").exists());
    assert_eq!(computer.home(PROGRAM).exists(), folder == PROGRAM, "a second copy");
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn what_was_cut_short_is_removed_too() {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    assert_eq!(Setup::new("1.0.0", &["a.txt", "old/old.txt"]).run(&computer, &[]), DONE);
    let program = computer.home(PROGRAM);
    cut_short(&program);
    uninstalled(&computer, PROGRAM);
    wait_until("nothing is left", || !program.exists());
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn removal_leaves_data_and_what_is_not_its_own() {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    let setup = Setup::new("1.0.0", &["licences/Tinos.txt"]);
    assert_eq!(setup.run(&computer, &[]), DONE);
    computer.write(&format!(r"{DATA}\cchc.db"), "hồ sơ");
    computer.write(&format!(r"{PROFILE}\EBWebView\Default\Cache\data_0"), "");
    uninstalled(&computer, PROGRAM);
    wait_until("nothing is left", || !computer.home(PROGRAM).exists());
    assert!(!computer.home(PROFILE).exists());
    assert!(!computer.home(START_MENU).exists());
    assert!(!computer.home(DESKTOP).exists());
    let classes = computer.registry(CLASSES);
    assert!(!classes.contains(".parx") && !classes.contains("CCHC"), "{classes}");
    assert_eq!(files(&computer.home(DATA))["cchc.db"], "hồ sơ".as_bytes());

    assert_eq!(setup.run(&computer, &[]), DONE);
    computer.write(&format!(r"{PROGRAM}\licences\Ghi chú.txt"), "của tôi");
    computer.set_registry_default(&format!(r"{CLASSES}\.parx"), "Other.Program");
    uninstalled(&computer, PROGRAM);
    assert_eq!(names(&computer.home(PROGRAM)), ["licences/Ghi chú.txt"]);
    let classes = computer.registry(CLASSES);
    assert!(classes.contains(r#"@="Other.Program""#) && !classes.contains("CCHC"), "{classes}");
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn a_missing_or_old_webview_is_told_by_the_exit_code() {
    let computer = Computer::new();
    let setup = Setup::new("1.0.0", &[]);
    assert_eq!(setup.run(&computer, &[]), NO_WEBVIEW);
    assert!(computer.home(PROGRAM).join("par-index-desktop.exe").exists());
    for version in ["", "0.0.0.0", "108.0.1462.76", "9.999"] {
        has_webview(&computer, version);
        assert_eq!(setup.run(&computer, &[]), NO_WEBVIEW, "{version}");
    }
    has_webview(&computer, "109.0.1518.140");
    assert_eq!(setup.run(&computer, &[]), DONE);
    computer.delete_registry(&format!(r"HKCU\Software\{WEBVIEW_CLIENT}"));
    for key in [r"HKLM\SOFTWARE\WOW6432Node", r"HKLM\SOFTWARE"] {
        let key = format!(r"{key}\{WEBVIEW_CLIENT}");
        computer.set_registry(&key, "pv", "131.0.2903.112");
        assert_eq!(setup.run(&computer, &[]), DONE, "{key}");
        computer.delete_registry(&key);
    }
    assert_eq!(setup.run(&computer, &[]), NO_WEBVIEW);
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn webview_is_installed_from_beside_the_installer() {
    let setup = Setup::new("1.0.0", &[]);
    let beside = setup.folder.path().join(WEBVIEW_INSTALLER);
    for (version, code) in [("108.0.1462.76", NO_WEBVIEW), ("131.0.2903.112", DONE)] {
        stand_in(&beside, version);
        let computer = Computer::new();
        assert_eq!(setup.run(&computer, &[]), code);
        let client = computer.registry(&format!(r"HKCU\Software\{WEBVIEW_CLIENT}"));
        assert!(client.contains(version), "{client}");
    }
    // One that is new enough stays.
    let computer = Computer::new();
    has_webview(&computer, "120.0.2210.144");
    assert_eq!(setup.run(&computer, &[]), DONE);
    let client = computer.registry(&format!(r"HKCU\Software\{WEBVIEW_CLIENT}"));
    assert!(client.contains("120.0.2210.144"), "{client}");
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn an_old_windows_is_refused() {
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    let setup = Setup::new("1.0.0", &[]);
    for (architecture, build, code) in [
        ("AMD64", "9600", WINDOWS_TOO_OLD),
        ("AMD64", "17763", WINDOWS_TOO_OLD),
        ("x86", "19045", WINDOWS_TOO_OLD),
        ("ARM64", "19045", WINDOWS_TOO_OLD),
        ("AMD64", "18362", DONE),
        ("ARM64", "26100", DONE),
    ] {
        computer.set_registry(ENVIRONMENT, "PROCESSOR_ARCHITECTURE", architecture);
        computer.set_registry(WINDOWS, "CurrentBuildNumber", build);
        assert_eq!(setup.run(&computer, &[]), code, "{architecture} {build}");
        assert_eq!(computer.home(PROGRAM).exists(), code == DONE, "{architecture} {build}");
    }
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn the_same_files_give_the_same_installer() {
    let first = Setup::new("1.0.0", &["a.txt", "b/b.txt", "c.txt"]);
    let bytes = fs::read(first.path()).unwrap();
    let program = first.folder.path().join("program");
    let executable = fs::read(program.join("par-index-desktop.exe")).unwrap();
    fs::remove_dir_all(&program).unwrap();
    fs::create_dir_all(program.join("b")).unwrap();
    for name in ["c.txt", "b/b.txt", "a.txt"] {
        fs::write(program.join(name), format!("{name} 1.0.0")).unwrap();
    }
    let later = program.join("par-index-desktop.exe");
    fs::write(&later, executable).unwrap();
    let time = SystemTime::now() + Duration::from_hours(100);
    fs::File::options().write(true).open(&later).unwrap().set_modified(time).unwrap();
    first.make("1.0.0");
    assert!(fs::read(first.path()).unwrap() == bytes);
}

/// The installer that is given out, or one of the same files for 64 bits.
#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn the_real_installer_installs_itself_twice_and_is_removed() {
    let setup = PathBuf::from(std::env::var_os("PAR_INDEX_WINDOWS_SETUP").unwrap());
    let computer = Computer::new();
    has_webview(&computer, "131.0.2903.112");
    assert_eq!(Setup::new("0.0.1", &["old.txt"]).run(&computer, &[]), DONE);
    computer.write(&format!(r"{DATA}\cchc.db"), "hồ sơ");
    assert_eq!(run_silently(&setup, &computer, &[]), DONE);
    let installed = names(&computer.home(PROGRAM));
    for name in ["par-index-desktop.exe", "par-index.exe", "WebView2Loader.dll"] {
        assert!(installed.iter().any(|file| file == name), "{name}: {installed:?}");
    }
    assert!(!installed.contains(&"old.txt".to_owned()));
    assert_eq!(run_silently(&setup, &computer, &[]), DONE);
    assert_eq!(names(&computer.home(PROGRAM)), installed);
    uninstalled(&computer, PROGRAM);
    wait_until("nothing is left", || !computer.home(PROGRAM).exists());
    assert_eq!(names(&computer.home(DATA)), ["cchc.db"]);
}
