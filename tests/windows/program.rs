//! What only holds on Windows: the programs as they are delivered, tried under wine.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

#[path = "../headless/mod.rs"]
mod headless;
mod wine;

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use headless::{Office, Run, SAMPLES, SmallDisk, asset, program, run};
use wine::Computer;
use zip::ZipArchive;

/// The same program, built for this machine.
fn here(arguments: &[&str]) -> Run {
    Run::of(Command::new(env!("CARGO_BIN_EXE_par-index")).args(arguments).output().unwrap())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The files in a folder by name, but for data files, which hold when they were opened.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending != "db"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// The files in an archive.
fn parts(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let count = archive.len();
    let read = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..count).map(read).collect()
}

fn has_file(folder: &Path, ending: &str) -> bool {
    files(folder)
        .iter()
        .any(|(name, _)| Path::new(name).extension().is_some_and(|own| own == ending))
}

/// A data file with a filled dossier, in a folder that is made.
fn filled(folder: &Path) -> (PathBuf, String) {
    fs::create_dir_all(folder).unwrap();
    let file = folder.join("cchc.db");
    let done = |arguments: &[&str]| run(&[&["--file", text(&file)], arguments].concat()).exits(0);
    done(&["init"]);
    let (criteria, unit, round) = SAMPLES[0];
    let criteria = asset(&format!("criteria/{criteria}.json"));
    let profile = asset(&format!("sample/profile-{unit}.json"));
    let round = asset(&format!("sample/{round}.json"));
    let new = [
        "dossier",
        "new",
        "--criteria",
        text(&criteria),
        "--profile",
        text(&profile),
        "--round",
        text(&round),
    ];
    let id = done(&new).out.trim().to_owned();
    let answers = asset(&format!("sample/answers-{unit}.json"));
    let evidence = asset(&format!("sample/evidence-{unit}.json"));
    done(&["answers", "set", &id, text(&answers)]);
    done(&["evidence", "import", &id, text(&evidence)]);
    (file, id)
}

/// Everything that a clerk does with a dossier, in one folder.
fn do_everything(folder: &Path) {
    let (file, id) = filled(folder);
    let done = |arguments: &[&str]| run(&[&["--file", text(&file)], arguments].concat()).exits(0);
    let scan = folder.join("Báo cáo số 12 – đã ký.txt");
    fs::write(&scan, "Nội dung").unwrap();
    done(&["evidence", "attach", &id, text(&scan), "--code", "1.1.1"]);
    done(&["sign-off", &id]);
    done(&["number", &id, "--number", "281", "--date", "2024-12-09"]);
    done(&["export", "pdf", &id, "--out", text(folder)]);
    done(&["package", "export", &id, "--out", text(folder)]);
    let out = folder.join("minh chứng");
    fs::create_dir(&out).unwrap();
    done(&["evidence", "export", &id, "--out", text(&out)]);
    done(&["check"]);
    for ending in ["pdf", "parx"] {
        assert!(has_file(folder, ending), "{ending}");
    }
    // What Windows wrote is read here, where names are short.
    let moved = tempfile::tempdir().unwrap();
    let copy = moved.path().join("cchc.db");
    fs::copy(&file, &copy).unwrap();
    here(&["--file", text(&copy), "check"]).exits(0);
}

/// Whether a closed data file would be opened with the write-ahead log
/// (<https://sqlite.org/fileformat.html>, 1.3.3).
fn has_log(file: &Path) -> bool {
    let head = fs::read(file).unwrap();
    match head[18..20] {
        [2, 2] => true,
        [1, 1] => false,
        _ => panic!("no data file"),
    }
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn whole_sample_is_the_same_byte_for_byte() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [windows, linux] = folders.each_ref().map(tempfile::TempDir::path);
    run(&["demo", "--out", text(windows)]).exits(0);
    here(&["demo", "--out", text(linux)]).exits(0);
    let (made, expected) = (files(windows), files(linux));
    let names = |files: &[(String, Vec<u8>)]| {
        files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&made), names(&expected));
    assert!(has_file(windows, "parx") && has_file(windows, "pdf"));
    for ((name, made), (_, expected)) in made.iter().zip(&expected) {
        // Of a workbook, the archive says on which system it was made.
        if name.rsplit_once('.').is_some_and(|(_, ending)| ending == "xlsx") {
            assert!(parts(made) == parts(expected), "{name} differs");
        } else {
            assert!(made == expected, "{name} differs");
        }
    }
    here(&["--file", text(&windows.join("cchc-mau.db")), "check"]).exits(0);
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn data_lies_under_vietnamese_names() {
    let root = tempfile::tempdir().unwrap();
    do_everything(&root.path().join("Nguyễn Văn Đức").join("Tài liệu – UBND phường (chung)"));
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn paths_may_be_longer_than_260_characters() {
    let root = tempfile::tempdir().unwrap();
    let mut folder = root.path().to_owned();
    // More bytes than the part of `SQLite` takes that Windows gets unasked.
    while folder.to_str().unwrap().len() < 1100 {
        folder.push("Hồ sơ tự chấm điểm chỉ số cải cách hành chính");
    }
    do_everything(&folder);
    // One of an earlier version is copied beside itself before it is changed.
    let old = folder.join("cu.db");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/samples/schema-5.db");
    fs::copy(sample, &old).unwrap();
    run(&["--file", text(&old), "check"]).exits(0);
    assert!(folder.join("cu.db.v5.bak").is_file());
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn read_only_folder_is_named_and_nothing_is_changed() {
    let office = Office::filled(SAMPLES[0]);
    let disk = SmallDisk::mounted(20_000);
    let file = disk.0.join("cchc.db");
    fs::copy(office.data_file(), &file).unwrap();
    let before = fs::read(&file).unwrap();
    let locked = Command::new("mount").args(["-o", "remount,ro"]).arg(&disk.0).status().unwrap();
    assert!(locked.success());
    let refused = run(&["--file", text(&file), "dossier", "list"]).exits(3);
    assert!(refused.err.contains("chỉ được đọc"), "{}", refused.err);
    run(&["--file", text(&disk.0.join("moi.db")), "init"]).exits(3);
    let out = disk.0.join("bao-cao.pdf");
    office.run(&["export", "pdf", &office.dossier, "--out", text(&out)]).exits(3);
    assert!(fs::read(&file).unwrap() == before);
    assert_eq!(fs::read_dir(&disk.0).unwrap().count(), 1);
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn portable_archive_brings_the_programs_and_a_folder_for_its_data() {
    let program = PathBuf::from(std::env::var_os("PAR_INDEX_WINDOWS").unwrap());
    let name = concat!("cham-diem-cchc-", env!("CARGO_PKG_VERSION"));
    let archive = program.with_file_name(format!("{name}-portable.zip"));
    let parts = parts(&fs::read(archive).unwrap());
    let mut expected =
        vec![format!("{name}/DOC-TRUOC.txt"), format!("{name}/du-lieu/DOC-TRUOC.txt")];
    for (file, content) in files(&program) {
        let path = format!("{name}/{file}");
        assert!(parts.contains(&(path.clone(), content)), "{path}");
        expected.push(path);
    }
    let mut names: Vec<String> = parts.into_iter().map(|(name, _)| name).collect();
    names.sort();
    expected.sort();
    assert_eq!(names, expected);
}

/// Wine tells no share from a disk: what is kept there is tested where the journal is chosen.
#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn stick_gets_a_rollback_journal() {
    let computer = Computer::new();
    for (letter, kind, log) in [('s', "floppy", false), ('u', "hd", true)] {
        let folder = tempfile::tempdir().unwrap();
        computer.add_drive(letter, kind, folder.path());
        let file = folder.path().join("cchc.db");
        let run = |arguments: &[&str]| {
            let mut program = program();
            program.env("WINEPREFIX", computer.prefix());
            program.args(["--file", &format!(r"{letter}:\cchc.db")]).args(arguments);
            Run::of(program.output().unwrap()).exits(0);
        };
        run(&["init"]);
        assert_eq!(has_log(&file), log, "{kind}");
        // One that was on a disk before.
        let office = Office::filled(SAMPLES[0]);
        assert!(has_log(&office.data_file()));
        fs::copy(office.data_file(), &file).unwrap();
        run(&["sign-off", &office.dossier]);
        run(&["check"]);
        assert_eq!(has_log(&file), log, "{kind}");
    }
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn moments_are_vietnams_wherever_the_computer_believes_to_be() {
    let office = Office::with_dossier(SAMPLES[0]);
    let moments = ["Pacific/Honolulu", "Asia/Tokyo", "UTC"].map(|zone| {
        let mut program = program();
        program.env("TZ", zone).arg("--file").arg(office.data_file());
        let run = Run::of(program.args(["history", &office.dossier]).output().unwrap());
        run.exits(0).out
    });
    assert!(moments[0].contains("ngày") || moments[0].contains('/'), "{}", moments[0]);
    assert_eq!(moments[0], moments[1]);
    assert_eq!(moments[0], moments[2]);
}

#[test]
#[ignore = "needs wine: cargo xtask test-windows"]
fn programs_tell_who_they_are_and_not_where_they_were_built() {
    let folder = PathBuf::from(std::env::var_os("PAR_INDEX_WINDOWS").unwrap());
    let home = std::env::home_dir().unwrap();
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).unwrap();
    for (name, description) in
        [("par-index.exe", "PAR Index"), ("par-index-desktop.exe", "Chấm điểm CCHC")]
    {
        let bytes = fs::read(folder.join(name)).unwrap();
        let holds = |sought: &[u8]| bytes.windows(sought.len()).any(|window| window == sought);
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for field in ["FileVersion", env!("CARGO_PKG_VERSION"), description] {
            assert!(holds(&wide(field)), "{name}: {field}");
        }
        for setting in ["PerMonitorV2", "longPathAware", "activeCodePage", "asInvoker"] {
            assert!(holds(setting.as_bytes()), "{name}: {setting}");
        }
        for place in [project, &home] {
            let place = format!("{}/", place.display());
            assert!(!holds(place.as_bytes()), "{name}: {place}");
        }
    }
}
