//! Attacks by output and input paths: whatever is named, no data file, nothing that belongs to one, and
//! nothing that is no plain file is ever read for ever, opened twice or replaced.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

#[path = "../src-tauri/crates/signing/tests/authority/mod.rs"]
mod authority;
mod headless;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use authority::{Authority, OFFICER, PASSWORD};
use headless::{Office, Run, SAMPLES, SmallDisk, at_work, program, with_input};

/// A signed-off dossier, a document with a file, another data file that nobody has open, a backup of it
/// and a certificate.
struct Attacked {
    office: Office,
    document: String,
    /// A dossier in draft.
    draft: String,
    identity: String,
    report: String,
}

impl Attacked {
    fn new() -> Self {
        let office = Office::filled(SAMPLES[0]);
        let id = office.dossier.clone();
        let asset = |name: &str| headless::asset(name).display().to_string();
        let (set, profile) =
            (asset("criteria/commune-2024.json"), asset("sample/profile-xa-duc-lieu.json"));
        let new = ["dossier", "new", "--criteria", &set, "--profile", &profile, "--round"];
        let draft = office.run(&[&new[..], &[&asset("sample/round-2024.json")]].concat());
        let draft = draft.exits(0).out.trim().to_owned();
        let file = office.write("Báo cáo số 12.txt", "Nội dung báo cáo, trang 1.");
        let attached = office.run(&["evidence", "attach", &id, &file, "--json"]).exits(0).json();
        let document = attached["added"][0]["document"].as_str().unwrap().to_owned();
        office.run(&["sign-off", &id]).exits(0);
        office.run(&["number", &id, "--number", "281", "--date", "2024-12-09"]).exits(0);
        let at = |name: &str| office.folder.path().join(name);
        let report = at("BC.pdf").display().to_string();
        office.run(&["export", "pdf", &id, "--out", &report]).exits(0);
        let identity = at("khóa.p12").display().to_string();
        fs::write(&identity, Authority::new().order("officer", OFFICER)).unwrap();

        headless::run(&["--file", at("khác.db").to_str().unwrap(), "init"]).exits(0);
        fs::create_dir_all(at("cchc.db.backups/contents")).unwrap();
        fs::copy(office.data_file(), at("cchc.db.backups/cchc-2024-12-05-093000+0700.db")).unwrap();
        fs::write(at("cchc.db.backups/contents/tệp"), "nội dung").unwrap();
        fs::write(at("mồ côi.db-wal"), [0x37, 0x7f, 0x06, 0x82]).unwrap();
        symlink("cchc.db", at("lối tắt.pdf")).unwrap();
        symlink("/dev/full", at("thiết bị.pdf")).unwrap();
        fs::create_dir(at("trong")).unwrap();
        fs::hard_link(office.data_file(), at("tên khác.pdf")).unwrap();
        let devices: [(&str, &[&str]); 2] = [("ống.pdf", &["p"]), ("đầy.pdf", &["c", "1", "7"])];
        for (name, kind) in devices {
            let made = Command::new("mknod").arg(at(name)).args(kind).status().unwrap();
            assert!(made.success());
        }
        Self { office, document, draft, identity, report }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.office.folder.path().join(name)
    }

    /// Every name under which something stands that must not be replaced.
    fn names(&self) -> Vec<String> {
        let folder = self.office.folder.path();
        let parent = folder.file_name().unwrap().to_str().unwrap();
        let mut names = [
            "cchc.db",
            "cchc.db-wal",
            "cchc.db-journal",
            "cchc.db-shm",
            "cchc.db.lock",
            "cchc.db.new",
            "CCHC.DB",
            "tên khác.pdf",
            "lối tắt.pdf",
            "trong/.././cchc.db",
            "khác.db",
            "khác.db-wal",
            "mồ côi.db-wal",
            "cchc.db.backups/cchc-2024-12-05-093000+0700.db",
            "cchc.db.backups/contents/tệp",
            "cchc.db.backups/mới.pdf",
            "ống.pdf",
            "đầy.pdf",
            "thiết bị.pdf",
        ]
        .map(|name| folder.join(name).display().to_string())
        .to_vec();
        names.push(folder.join(format!("../{parent}/cchc.db")).display().to_string());
        names
    }

    /// Each command that writes a file, with the path that it is to write.
    fn writers(&self, out: &str) -> Vec<Vec<String>> {
        let (id, document, report) = (&self.office.dossier, &self.document, &self.report);
        let mut writers: Vec<Vec<&str>> = ["pdf", "xlsx", "json", "retype"]
            .map(|format| vec!["export", format, id, "--out", out])
            .to_vec();
        writers.extend([
            vec!["history", id, "--out", out],
            vec!["evidence", "get", id, document, "--out", out],
            vec!["package", "export", id, "--out", out],
            vec!["package", "export", id, "--evidence", "references", "--out", out],
            vec!["part", "hand-out", &self.draft, "--to", "Lê Bình", "--codes", "1", "--out", out],
            vec![
                "sign",
                report,
                "--p12",
                &self.identity,
                "--field",
                "signer",
                "--out",
                out,
                "--password-stdin",
            ],
        ]);
        writers.into_iter().map(|one| one.into_iter().map(str::to_owned).collect()).collect()
    }

    fn run(&self, arguments: &[String]) -> Run {
        let mut command = program();
        command.arg("--file").arg(self.office.data_file()).args(arguments);
        with_input(&mut command, &format!("{PASSWORD}\n"))
    }
}

/// What lies in a folder and those below: plain files with their content, others by their kind.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = fs::symlink_metadata(&path).unwrap().file_type();
        if kind.is_dir() {
            found.extend(everything(&path));
        } else if kind.is_file() {
            found.insert(path.clone(), fs::read(&path).unwrap());
        } else {
            let special = [kind.is_fifo(), kind.is_char_device(), kind.is_symlink()];
            found.insert(path, special.map(u8::from).to_vec());
        }
    }
    found
}

#[test]
fn no_output_replaces_a_data_file_or_what_belongs_to_one_or_a_device() {
    let attacked = Attacked::new();
    let folder = attacked.office.folder.path();
    let before = everything(folder);
    for name in attacked.names() {
        for writer in attacked.writers(&name) {
            // Without an opened data file another case is another name here.
            if writer[0] == "sign" && name.ends_with("CCHC.DB") {
                continue;
            }
            let run = attacked.run(&writer);
            assert_eq!(run.exit, 3, "{writer:?}: {run:?}");
            let after = everything(folder);
            let changed: Vec<_> = before
                .iter()
                .filter(|(path, content)| after.get(*path) != Some(*content))
                .collect();
            assert!(changed.is_empty(), "{writer:?} changed {:?}", changed[0].0);
            assert_eq!(after.len(), before.len(), "{writer:?} left something");
        }
    }
    attacked.office.run(&["check"]).exits(0);
    // Other names are as good as ever, and files there are replaced.
    for out in [attacked.at("mới.pdf"), attacked.at("mới.pdf"), attacked.at("b.db")] {
        for writer in attacked.writers(out.to_str().unwrap()) {
            attacked.run(&writer).exits(0);
        }
    }
}

#[test]
fn no_reader_waits_for_a_pipe_or_reads_a_device_or_the_data_file() {
    let attacked = Attacked::new();
    let id = &attacked.office.dossier;
    let before = fs::read(attacked.office.data_file()).unwrap();
    for name in
        ["ống.pdf", "đầy.pdf", "thiết bị.pdf", "cchc.db", "tên khác.pdf", "lối tắt.pdf", "trong"]
    {
        let path = attacked.at(name).display().to_string();
        let package = attacked.at(&format!("{name}.parx"));
        symlink(&path, &package).unwrap();
        let package = package.display().to_string();
        let readers: Vec<Vec<&str>> = vec![
            vec!["answers", "set", id, &path],
            vec!["texts", "set", id, &path],
            vec!["evidence", "import", id, &path],
            vec!["dossier", "new", "--criteria", &path, "--profile", &path, "--round", &path],
            vec!["validate", &path],
            vec!["score", "--criteria", &path, "--answers", &path],
            vec!["verify", &path],
            vec!["verify", &attacked.report, "--original", &path],
            vec!["verify", &package],
            vec!["import", &package],
            vec!["package", "show", &package],
            vec!["report", "take", id, &path],
            vec![
                "sign",
                &path,
                "--p12",
                &attacked.identity,
                "--field",
                "signer",
                "--out",
                "x",
                "--password-stdin",
            ],
            vec![
                "sign",
                &attacked.report,
                "--p12",
                &path,
                "--field",
                "signer",
                "--out",
                "x",
                "--password-stdin",
            ],
        ];
        for reader in readers {
            let reader: Vec<String> = reader.into_iter().map(str::to_owned).collect();
            let run = attacked.run(&reader);
            assert!([1, 3].contains(&run.exit), "{reader:?}: {run:?}");
        }
        assert_eq!(fs::read(attacked.office.data_file()).unwrap(), before, "{name}");
    }
    attacked.office.run(&["check"]).exits(0);
}

/// A dossier in draft beside which documents lie.
fn beside_documents() -> Office {
    let office = Office::with_dossier(SAMPLES[0]);
    office.write("a.txt", "Nội dung thứ nhất.");
    office.write("b.txt", "Nội dung thứ hai.");
    office
}

#[test]
fn data_file_never_becomes_its_own_evidence() {
    let office = beside_documents();
    let (id, folder) = (&office.dossier, office.folder.path());
    fs::create_dir(folder.join("cchc.db.backups")).unwrap();
    let backup = folder.join("cchc.db.backups/cchc-2024-12-05-093000+0700.db");
    fs::copy(office.data_file(), &backup).unwrap();
    let other = folder.join("ở nơi khác");
    fs::create_dir(&other).unwrap();
    symlink(office.data_file(), folder.join("lối tắt.pdf")).unwrap();
    let attach = ["evidence", "attach", id, folder.to_str().unwrap(), "--json"];
    let run = office.run(&attach).exits(1).json();
    let added: Vec<&str> =
        run["added"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(added, ["a.txt", "b.txt"].map(|name| folder.join(name).display().to_string()));
    let codes: Vec<_> = run["refused"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert!(codes.iter().all(|code| *code == "data-file" || *code == "own-backup"), "{run}");
    assert!(codes.len() >= 3, "{run}");
    for name in [office.data_file(), folder.join("lối tắt.pdf"), backup] {
        let run = office.run(&["evidence", "attach", id, name.to_str().unwrap()]).exits(3);
        assert!(run.err.contains("không lấy làm tài liệu"), "{run:?}");
    }
    office.run(&["check"]).exits(0);
}

#[test]
fn lock_stands_while_the_folder_of_the_data_file_is_attached() {
    let office = beside_documents();
    for number in 0..400 {
        office.write(&format!("{number}.txt"), format!("Tài liệu số {number}"));
    }
    let mut command = program();
    command.args(["evidence", "attach", &office.dossier]).arg(office.folder.path());
    let mut child = at_work(&mut command, &office.data_file());
    let (mut tried, mut entered) = (0, 0);
    while child.try_wait().unwrap().is_none() {
        tried += 1;
        let run = office.run(&["dossier", "list"]);
        // Whoever comes in after the end has come in rightly.
        if run.exit == 0 && child.try_wait().unwrap().is_none() {
            entered += 1;
        }
    }
    assert!(tried > 0);
    assert_eq!(entered, 0, "of {tried}");
    office.run(&["check"]).exits(0);
}

#[test]
fn what_cannot_be_printed_is_no_success() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    let asset = |name: &str| headless::asset(name).display().to_string();
    let (set, answers) =
        (asset("criteria/commune-2024.json"), asset("sample/answers-xa-duc-lieu.json"));
    for arguments in [
        vec!["answers", "get", id],
        vec!["history", id, "--json"],
        vec!["dossier", "list"],
        vec!["review", id, "--json"],
        vec!["check", "--json"],
        vec!["score", "--criteria", &set, "--answers", &answers],
        vec!["validate", &set],
        vec!["--help"],
        vec!["answers", "get", "none", "--json"],
    ] {
        let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
        let mut command = program();
        command.arg("--file").arg(office.data_file()).args(&arguments);
        let run = Run::of(command.stdout(full()).stderr(Stdio::piped()).output().unwrap());
        assert_eq!(run.exit, 3, "{arguments:?}: {run:?}");
        assert!(run.err.contains("không in được"), "{arguments:?}: {run:?}");
        let status = command.stdout(full()).stderr(full()).status().unwrap();
        assert_eq!(status.code(), Some(3), "{arguments:?}");
    }
    let mut command = program();
    command.arg("--file").arg(office.data_file()).args(["history", id]).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0), "a reader that went away");
}

/// Whether a name is one of a draft that a run left.
fn is_draft(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "tmp")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_killed_exports_leave_is_removed_by_the_next_one() {
    let office = Office::with_dossier(SAMPLES[0]);
    let id = office.dossier.clone();
    let documents = tempfile::tempdir().unwrap();
    for number in 0..60 {
        let path = documents.path().join(format!("{number}.txt"));
        fs::write(path, format!("Tài liệu {number} ").repeat(10_000)).unwrap();
    }
    office.run(&["evidence", "attach", &id, documents.path().to_str().unwrap()]).exits(0);
    let out = tempfile::tempdir().unwrap();
    let into = out.path().to_str().unwrap();
    let mut left = 0;
    for arguments in [
        vec!["package", "export", &id, "--out", into],
        vec!["evidence", "export", &id, "--out", into],
    ] {
        let mut child = at_work(program().args(&arguments), &office.data_file());
        while child.try_wait().unwrap().is_none() && names(out.path()).is_empty() {}
        child.kill().unwrap();
        child.wait().unwrap();
        left += names(out.path()).iter().filter(|name| is_draft(name)).count();
        office.run(&["export", "json", &id, "--out", &format!("{into}/a.json")]).exits(0);
        assert!(!names(out.path()).iter().any(|name| is_draft(name)), "{:?}", names(out.path()));
        for name in names(out.path()) {
            let path = out.path().join(name);
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            } else {
                fs::remove_file(path).unwrap();
            }
        }
    }
    assert!(left > 0, "no run was killed in time");
}

#[test]
fn volumes_replace_an_earlier_set_as_a_whole_or_not_at_all() {
    let office = Office::with_dossier(SAMPLES[0]);
    let id = office.dossier.clone();
    let random: Vec<u8> = (0_u32..3_000_000)
        .map(|one| (one.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0])
        .collect();
    let file = office.write("ảnh.bin", random);
    office.run(&["evidence", "attach", &id, &file]).exits(0);
    let out = tempfile::tempdir().unwrap();
    let package = out.path().join("HO-SO.parx").display().to_string();
    let export = ["package", "export", &id, "--out", &package, "--volume-mb", "1", "--json"];
    let first = office.run(&export).exits(0).json();
    let paths: Vec<PathBuf> =
        first["paths"].as_array().unwrap().iter().map(headless::printed).collect();
    assert!(paths.len() > 2);
    let held = || paths.iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>();
    let earlier = held();
    // One that cannot be replaced keeps all the others.
    fs::remove_file(&paths[1]).unwrap();
    fs::create_dir(&paths[1]).unwrap();
    office
        .run(&[
            "texts",
            "set",
            &id,
            headless::asset("sample/report-xa-duc-lieu.json").to_str().unwrap(),
        ])
        .exits(0);
    office.run(&export).exits(3);
    for at in [0, 2] {
        assert_eq!(fs::read(&paths[at]).unwrap(), earlier[at]);
    }
    assert_eq!(names(out.path()).len(), paths.len());
    fs::remove_dir(&paths[1]).unwrap();
    office.run(&export).exits(0);
    assert_ne!(held(), earlier);
    headless::run(&["verify", paths[2].to_str().unwrap()]).exits(0);
}

#[test]
fn data_file_of_the_sample_is_replaced_only_while_it_is_the_sample() {
    let out = tempfile::tempdir().unwrap();
    let demo = ["demo", "--out", out.path().to_str().unwrap()];
    headless::run(&demo).exits(0);
    headless::run(&demo).exits(0);
    let data_file = out.path().join("cchc-mau.db");
    let list = ["--file", data_file.to_str().unwrap(), "dossier", "list", "--json"];
    let listed = headless::run(&list).exits(0).json();
    let id = listed["dossiers"][0]["dossier"].as_str().unwrap();
    headless::run(&["--file", data_file.to_str().unwrap(), "reopen", id, "--reason", "x"]).exits(0);
    let before = fs::read(&data_file).unwrap();
    headless::run(&demo).exits(1);
    assert_eq!(fs::read(&data_file).unwrap(), before);
}

#[test]
fn file_that_goes_while_a_command_works_is_told() {
    let documents = tempfile::tempdir().unwrap();
    for number in 0..600 {
        fs::write(documents.path().join(format!("{number}.txt")), format!("Tài liệu {number}"))
            .unwrap();
    }
    let deeds: [fn(&Path); 4] = [
        |path| fs::remove_file(path).unwrap(),
        |path| fs::rename(path, path.with_extension("đã chuyển")).unwrap(),
        |path| File::options().write(true).open(path).unwrap().set_len(0).unwrap(),
        |path| {
            fs::write(path.with_extension("mới"), "khác").unwrap();
            fs::rename(path.with_extension("mới"), path).unwrap();
        },
    ];
    for deed in deeds {
        let office = Office::with_dossier(SAMPLES[0]);
        let mut command = program();
        command.args(["evidence", "attach", &office.dossier]).arg(documents.path());
        let mut child = at_work(&mut command, &office.data_file());
        deed(&office.data_file());
        assert_eq!(child.wait().unwrap().code(), Some(3));
    }
}

#[test]
fn init_that_cannot_be_finished_leaves_nothing() {
    let mut refused = 0;
    for kilobytes in (60..700).step_by(40) {
        let disk = SmallDisk::mounted(kilobytes);
        let path = disk.0.join("cchc.db");
        let run = headless::run(&["--file", path.to_str().unwrap(), "init"]);
        if run.exit == 0 {
            continue;
        }
        refused += 1;
        assert_eq!(run.exit, 3, "{run:?}");
        assert_eq!(names(&disk.0), Vec::<String>::new(), "{kilobytes}");
    }
    assert!(refused > 0);
}
