//! Packages: a dossier from one data file to another, parts to officers and back, and hostile ones.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

#[path = "../src-tauri/crates/signing/tests/authority/mod.rs"]
mod authority;
mod headless;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use authority::{Authority, OFFICER, PASSWORD};
use headless::{Office, Run, SAMPLES, SmallDisk, at_work, printed, program, run, with_input};
use serde_json::{Value, json};

/// A signed-off dossier with a file of evidence, and its package.
struct Sent {
    office: Office,
    package: PathBuf,
}

impl Sent {
    fn new(sample: (&str, &str, &str)) -> Self {
        let office = Office::filled(sample);
        let file = office.write("Báo cáo số 12.txt", "Nội dung báo cáo, trang 1.");
        let id = office.dossier.clone();
        office.run(&["evidence", "attach", &id, &file]).exits(0);
        office.run(&["sign-off", &id]).exits(0);
        let date = if sample == SAMPLES[2] { "2026-11-20" } else { "2024-12-09" };
        office.run(&["number", &id, "--number", "281", "--date", date]).exits(0);
        let package = packed(&office, &[]);
        Self { office, package }
    }
}

/// The package of an office's dossier; the only one that is written.
fn packed(office: &Office, more: &[&str]) -> PathBuf {
    packages(office, more).swap_remove(0)
}

fn packages(office: &Office, more: &[&str]) -> Vec<PathBuf> {
    let out = office.folder.path().display().to_string();
    let export = ["package", "export", &office.dossier, "--out", &out, "--json"];
    let written = office.run(&[&export, more].concat()).exits(0).json();
    let paths = written["paths"].as_array().unwrap().iter();
    paths.map(printed).collect()
}

fn import(office: &Office, package: &Path, more: &[&str]) -> Run {
    office.run(&[&["import", package.to_str().unwrap()], more].concat())
}

/// Everything that can be read of a dossier through the command line.
#[derive(PartialEq)]
struct Everything {
    content: Vec<u8>,
    pdf: Vec<u8>,
    files: Vec<Vec<u8>>,
    documents: Value,
    history: Value,
}

fn everything(office: &Office, id: &str) -> Everything {
    let path = |name: &str| office.folder.path().join(name);
    let out = |name: &str| path(name).display().to_string();
    for (format, name) in [("json", "all.json"), ("pdf", "all.pdf")] {
        office.run(&["export", format, id, "--out", &out(name)]).exits(0);
    }
    let mut listed = office.run(&["evidence", "list", id, "--json"]).exits(0).json();
    let documents = listed["documents"].as_array().unwrap().clone();
    let files = documents.iter().filter(|one| one["file"].is_object()).map(|one| {
        let document = one["document"].as_str().unwrap();
        office.run(&["evidence", "get", id, document, "--out", &out("file.bin")]).exits(0);
        fs::read(path("file.bin")).unwrap()
    });
    let files = files.collect();
    for document in listed["documents"].as_array_mut().unwrap() {
        // What was read from a file follows from it, and is read again where it arrives.
        document["found"] = Value::Null;
        document["proposal"] = Value::Null;
        document["file"]["found"] = Value::Null;
    }
    Everything {
        files,
        content: fs::read(path("all.json")).unwrap(),
        pdf: fs::read(path("all.pdf")).unwrap(),
        history: office.run(&["history", id, "--json"]).exits(0).json(),
        documents: listed["documents"].clone(),
    }
}

fn dossiers(office: &Office) -> usize {
    let list = office.run(&["dossier", "list", "--json"]).exits(0).json();
    list["dossiers"].as_array().unwrap().len()
}

#[test]
fn every_sample_travels_with_nothing_lost_and_twice_changes_nothing() {
    for sample in SAMPLES {
        let sent = Sent::new(sample);
        let id = sent.office.dossier.as_str();
        let there = Office { dossier: sent.office.dossier.clone(), ..Office::empty() };
        let shown = import(&there, &sent.package, &["--dry-run", "--json"]).exits(0).json();
        assert_eq!((&shown["arrival"], &shown["files"]), (&json!("new"), &json!(1)));
        assert_eq!(dossiers(&there), 0);
        let taken = import(&there, &sent.package, &[]).exits(0);
        assert!(taken.out.contains("Đã nhận hồ sơ"), "{taken:?}");
        assert!(everything(&there, id) == everything(&sent.office, id), "{sample:?}");
        there.run(&["check"]).exits(0);

        let before = fs::read(there.data_file()).unwrap();
        let again = import(&there, &sent.package, &["--json"]).exits(0).json();
        assert_eq!(again["arrival"], "same");
        assert!(fs::read(there.data_file()).unwrap() == before);
        // The same dossier, the same package.
        assert!(Path::new(&packed(&there, &[])).exists(), "a dossier that was taken in is sent on");
        run(&["verify", sent.package.to_str().unwrap()]).exits(0);
    }
}

#[test]
fn later_changes_are_shown_and_carried_on_and_two_ways_are_refused() {
    let here = Office::filled(SAMPLES[0]);
    let there = Office { dossier: here.dossier.clone(), ..Office::empty() };
    let first = packed(&here, &[]);
    import(&there, &first, &[]).exits(0);
    here.set(r#"{"1.1.2":{"inputs":{"a":30,"b":36}}}"#).exits(0);
    let second = packed(&here, &[]);
    let shown = import(&there, &second, &[]).exits(0).out;
    assert!(shown.contains("Nguyễn Văn Mẫu") && shown.contains("1.1.2"), "{shown}");
    assert_eq!(here.content(), there.content());

    here.set(r#"{"1.1.2":{"inputs":{"a":31,"b":36}}}"#).exits(0);
    there.set(r#"{"1.1.2":{"inputs":{"a":32,"b":36}}}"#).exits(0);
    let (third, stands) = (packed(&here, &[]), there.content());
    let refused = import(&there, &third, &["--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "diverged");
    assert_eq!(there.content(), stands);
}

#[test]
fn evidence_stays_behind_when_it_shall_and_cite_only_documents_always_do() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    let secret = office.write("Kế hoạch MẬT số 3.txt", "MẬT\nKế hoạch.");
    office.run(&["evidence", "attach", id, &secret]).exits(0);
    let open = office.write("Báo cáo 9.txt", "Báo cáo.");
    office.run(&["evidence", "attach", id, &open]).exits(0);
    let listing = |package: &Path| {
        let script = "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).namelist())";
        let listed = Command::new("python3").args(["-c", script]).arg(package).output().unwrap();
        String::from_utf8(listed.stdout).unwrap()
    };
    let whole = packed(&office, &[]);
    assert_eq!(listing(&whole).matches("evidence/").count(), 1, "{}", listing(&whole));
    let package = packed(&office, &["--evidence", "references"]);
    assert!(!listing(&package).contains("evidence/"));

    let there = Office::empty();
    import(&there, &package, &[]).exits(0);
    there.run(&["check"]).exits(0);
    let list = there.run(&["evidence", "list", id, "--json"]).exits(0).json();
    let documents = list["documents"].as_array().unwrap();
    let with_file = documents.iter().find(|one| one["file"].is_object()).unwrap();
    let out = there.folder.path().join("x").display().to_string();
    let document = with_file["document"].as_str().unwrap();
    let refused = there.run(&["evidence", "get", id, document, "--out", &out, "--json"]).exits(1);
    assert_eq!(refused.json()["error"]["code"], "content-elsewhere");
    assert!(!Path::new(&out).exists());
    // The others come out all the same.
    let folder = there.folder.path().join("minh chứng");
    fs::create_dir(&folder).unwrap();
    let exported =
        there.run(&["evidence", "export", id, "--out", folder.to_str().unwrap(), "--json"]);
    assert_eq!(exported.exits(0).json()["files"], 0);
}

#[test]
fn volumes_are_put_together_whichever_is_named_and_what_is_missing_is_told() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    // Random, so that nothing shrinks: 3 MB in volumes of 1 MB.
    let mut noise = vec![0_u8; 3 << 20];
    let mut state = 1_u32;
    for byte in &mut noise {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = state.to_be_bytes()[0];
    }
    let file = office.write("ảnh.bin", &noise);
    office.run(&["evidence", "attach", id, &file]).exits(0);
    let volumes = packages(&office, &["--volume-mb", "1"]);
    assert_eq!(volumes.len(), 4, "{volumes:?}");
    for volume in &volumes {
        assert!(fs::metadata(volume).unwrap().len() <= 1_000_000);
        assert!(Path::new(volume).extension().is_some_and(|ending| ending == "parx"));
    }
    let strays =
        fs::read_dir(office.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(!strays.into_iter().any(|name| name.to_string_lossy().ends_with(".tmp")));

    let there = Office::empty();
    // Whatever they are called on their way.
    let elsewhere = there.folder.path();
    for (number, volume) in volumes.iter().enumerate() {
        fs::copy(volume, elsewhere.join(format!("tải về ({number}).parx"))).unwrap();
    }
    let second = elsewhere.join("tải về (2).parx");
    run(&["verify", second.to_str().unwrap()]).exits(0);

    let missing = elsewhere.join("tải về (1).parx");
    let kept = fs::read(&missing).unwrap();
    fs::remove_file(&missing).unwrap();
    let refused = import(&there, &second, &["--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "volume-missing");
    assert!(refused["error"]["message"].as_str().unwrap().contains("phần 2"), "{refused}");
    let mut damaged = kept.clone();
    damaged[500_000] ^= 1;
    fs::write(&missing, damaged).unwrap();
    let refused = import(&there, &second, &["--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "volume-damaged");
    assert_eq!(dossiers(&there), 0);
    fs::write(&missing, kept).unwrap();
    import(&there, &second, &[]).exits(0);
    assert!(everything(&there, id) == everything(&office, id));
}

/// A package as an earlier version of the program wrote it.
#[test]
fn packages_of_earlier_versions_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/packages");
    let packages: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!packages.is_empty());
    for package in packages {
        run(&["verify", package.to_str().unwrap()]).exits(0);
        let there = Office::empty();
        import(&there, &package, &[]).exits(0);
        there.run(&["check"]).exits(0);
        let list = there.run(&["dossier", "list", "--json"]).exits(0).json();
        assert_eq!(list["dossiers"][0]["unit"], "UBND xã Đức Liễu");
        assert_eq!(list["dossiers"][0]["selfPoints"], json!(64.62));
    }
}

#[test]
fn what_is_no_package_is_refused_with_its_reason_and_nothing_changes() {
    let sent = Sent::new(SAMPLES[0]);
    let whole = fs::read(&sent.package).unwrap();
    let there = Office::empty();
    let before = fs::read(there.data_file()).unwrap();
    let zip = |name: &str, entries: &str| {
        let path = there.folder.path().join(name);
        let script = format!(
            "import zipfile, sys\nwith zipfile.ZipFile(sys.argv[1], 'w') as z:\n    {entries}\n"
        );
        let made = Command::new("python3").args(["-c", &script]).arg(&path).status().unwrap();
        assert!(made.success());
        fs::read(path).unwrap()
    };
    let newer = zip("newer", "z.writestr('manifest.json', '{\"format\":\"par-package/2\"}', 8)");
    let other = zip("other", "z.writestr('a.txt', 'text')");
    let climbing = zip("climbing", "z.writestr('manifest.json', '{}'); z.writestr('../x', 'y')");
    for (what, bytes, codes) in [
        ("empty", Vec::new(), &["not-package", "incomplete-package"][..]),
        ("text", b"not a package".to_vec(), &["not-package"]),
        ("another archive", other, &["not-package", "damaged-package"]),
        ("a climbing name", climbing, &["damaged-package"]),
        ("a later format", newer, &["newer-package"]),
        ("cut", whole[..whole.len() / 2].to_vec(), &["incomplete-package"]),
        ("cut at the end", whole[..whole.len() - 1].to_vec(), &["incomplete-package"]),
        ("a database", before.clone(), &["not-package"]),
    ] {
        let path = there.write("x.parx", bytes);
        for command in [&["import", path.as_str()][..], &["package", "show", &path]] {
            let refused = there.run(&[command, &["--json"]].concat()).exits(1).json();
            let code = refused["error"]["code"].as_str().unwrap();
            assert!(codes.contains(&code), "{what}: {refused}");
        }
        run(&["verify", &path]).exits(1);
        assert!(fs::read(there.data_file()).unwrap() == before, "{what}");
    }
    import(&there, Path::new("khong-co.parx"), &[]).exits(3);
    import(&there, there.folder.path(), &[]).exits(3);
    assert!(!there.folder.path().join("../x").exists());
}

/// Samples of the bytes of a package, each changed: it is refused, or what is read is the same.
#[test]
fn changed_bytes_are_found_or_change_nothing() {
    let sent = Sent::new(SAMPLES[0]);
    let id = sent.office.dossier.as_str();
    let whole = fs::read(&sent.package).unwrap();
    let due = everything(&sent.office, id);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.parx");
    let mut held = 0;
    let ends = (0..60).chain(whole.len() - 120..whole.len());
    for at in ends.step_by(3).chain((60..whole.len() - 120).step_by(whole.len() / 120)) {
        let mut changed = whole.clone();
        changed[at] ^= 1 << (at % 8);
        fs::write(&path, changed).unwrap();
        let verified = run(&["verify", path.to_str().unwrap()]);
        if verified.exit == 0 {
            held += 1;
            let there = Office::empty();
            import(&there, &path, &[]).exits(0);
            assert!(everything(&there, id) == due, "byte {at}");
        } else {
            assert_eq!(verified.exit, 1, "byte {at}: {verified:?}");
        }
    }
    assert!(held < 20, "{held} changes were not found");
}

#[test]
fn full_disk_and_power_cut_leave_a_package_and_a_data_file_whole_or_untouched() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    let file = office.write("lớn.bin", vec![7; 40 << 20]);
    office.run(&["evidence", "attach", id, &file]).exits(0);
    let disk = SmallDisk::mounted(20_000);
    let out = disk.0.join("a.parx");
    for more in [&[][..], &["--volume-mb", "10"]] {
        let export = ["package", "export", id, "--out", out.to_str().unwrap()];
        let refused = office.run(&[&export, more].concat()).exits(3);
        assert!(refused.err.contains("đầy"), "{}", refused.err);
        assert_eq!(fs::read_dir(&disk.0).unwrap().count(), 0);
    }

    let package = packed(&office, &[]);
    let small = disk.0.join("cchc.db");
    run(&["--file", small.to_str().unwrap(), "init"]).exits(0);
    let imported =
        run(&["--file", small.to_str().unwrap(), "import", package.to_str().unwrap()]).exits(3);
    assert!(imported.err.contains("đầy"), "{}", imported.err);
    let list = run(&["--file", small.to_str().unwrap(), "dossier", "list", "--json"]).exits(0);
    assert_eq!(list.json()["dossiers"], json!([]));
    run(&["--file", small.to_str().unwrap(), "check"]).exits(0);

    let there = Office::empty();
    let mut cut = 0;
    for wait in [60, 120, 200, 300, 450] {
        let mut import = program();
        import.arg("import").arg(&package);
        let mut importing = at_work(&mut import, &there.data_file());
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let is_done = importing.try_wait().unwrap().is_some();
        let _ = importing.kill();
        importing.wait().unwrap();
        there.run(&["check"]).exits(0);
        if is_done || dossiers(&there) > 0 {
            break;
        }
        cut += 1;
    }
    assert!(cut > 0, "the program was faster than every wait");
    import(&there, &package, &[]).exits(0);
    assert!(everything(&there, id) == everything(&office, id));
}

fn with_password(office: &Office, arguments: &[&str]) -> Run {
    let mut command = program();
    command.arg("--file").arg(office.data_file()).args(arguments).arg("--password-stdin");
    with_input(&mut command, &format!("{PASSWORD}\n"))
}

#[test]
fn kept_report_is_signed_here_countersigned_elsewhere_and_travels() {
    let authority = Authority::new();
    authority.order("officer", OFFICER);
    let path = |name: &str| authority.path(name).display().to_string();
    let (p12, roots) = (path("officer.p12"), path("roots"));
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    let sign = ["report", "sign", id, "--p12", &p12, "--field", "signer"];
    let refused = with_password(&office, &[&sign[..], &["--json"]].concat()).exits(1).json();
    assert_eq!(refused["error"]["code"], "not-signed-off");
    office.run(&["sign-off", id, "--number", "281", "--date", "2024-12-09"]).exits(0);
    let unsigned = path("unsigned.pdf");
    office.run(&["export", "pdf", id, "--out", &unsigned]).exits(0);
    let take = |pdf: &str| office.run(&["report", "take", id, pdf, "--roots", &roots, "--json"]);
    assert_eq!(take(&unsigned).exits(1).json()["error"]["code"], "not-signed");

    with_password(&office, &sign).exits(0);
    let signed = path("signed.pdf");
    office.run(&["export", "pdf", id, "--out", &signed]).exits(0);
    let found = run(&["verify", &signed, "--roots", &roots, "--original", &unsigned, "--json"]);
    assert_eq!(found.exits(0).json()["signatures"].as_array().unwrap().len(), 1);
    let number = office.run(&["number", id, "--number", "9", "--date", "2024-12-09", "--json"]);
    assert_eq!(number.exits(1).json()["error"]["code"], "report-signed");

    // Elsewhere, with another tool: here the program's own on the exported file.
    let both = path("both.pdf");
    let elsewhere = ["sign", &signed, "--p12", &p12, "--field", "agency", "--out", &both];
    with_password(&Office::empty(), &elsewhere).exits(0);
    let taken = take(&both).exits(0).json();
    assert_eq!((&taken["holds"], &taken["sameDocument"]), (&json!(true), &json!(true)));
    let again = path("again.pdf");
    office.run(&["export", "pdf", id, "--out", &again]).exits(0);
    assert!(fs::read(&again).unwrap() == fs::read(&both).unwrap());

    // Signed by itself, on the file without the signature that is kept: that one would be lost.
    let apart = path("apart.pdf");
    let alone = ["sign", &unsigned, "--p12", &p12, "--field", "agency", "--out", &apart];
    with_password(&Office::empty(), &alone).exits(0);
    assert_eq!(take(&apart).exits(1).json()["error"]["code"], "signature-missing");

    let mut altered = fs::read(&both).unwrap();
    let last = altered.len() - 2000;
    altered[last] ^= 1;
    fs::write(path("altered.pdf"), &altered).unwrap();
    assert_ne!(take(&path("altered.pdf")).exits(1).json()["error"]["code"], "other-document");
    let other = Office::filled(SAMPLES[1]);
    other.run(&["sign-off", &other.dossier]).exits(0);
    let foreign = path("foreign.pdf");
    other.run(&["export", "pdf", &other.dossier, "--out", &foreign]).exits(0);
    assert_eq!(take(&foreign).exits(1).json()["error"]["code"], "other-document");

    let package = packed(&office, &[]);
    let verified = run(&["verify", package.to_str().unwrap(), "--roots", &roots, "--json"]);
    let verified = verified.exits(0).json();
    let reports = verified["reports"].as_array().unwrap();
    assert_eq!(reports.last().unwrap()["signatures"]["signatures"].as_array().unwrap().len(), 2);
    let there = Office::empty();
    import(&there, &package, &[]).exits(0);
    there.run(&["export", "pdf", id, "--out", &again]).exits(0);
    assert!(fs::read(&again).unwrap() == fs::read(&both).unwrap());
    there.run(&["check"]).exits(0);
    let history = there.run(&["history", id]).exits(0).out;
    assert!(history.contains("Nhận bản báo cáo đã ký số"), "{history}");
}

#[test]
fn report_that_names_another_content_is_found() {
    let sent = Sent::new(SAMPLES[0]);
    let script = "import hashlib, sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1])\n\
        c.execute('DROP TRIGGER content_piece_fixed'); c.execute('DROP TRIGGER content_fixed')\n\
        c.execute('DROP TRIGGER report_no_update'); c.execute('DROP TRIGGER journal_no_update')\n\
        old, pdf = c.execute('SELECT r.sha256, p.piece FROM report r JOIN content c ON \
        c.sha256 = r.sha256 JOIN content_piece p ON p.content = c.key ORDER BY r.ordinal DESC').fetchone()\n\
        at = pdf.index(b'/ContentHash') + 16\n\
        pdf = pdf[:at] + (b'0' if pdf[at:at+1] != b'0' else b'1') + pdf[at+1:]\n\
        new = hashlib.sha256(pdf).digest()\n\
        c.execute('PRAGMA foreign_keys = OFF')\n\
        c.execute('UPDATE content SET sha256 = ? WHERE sha256 = ?', (new, old))\n\
        c.execute('UPDATE content_piece SET piece = ? WHERE content = (SELECT key FROM content \
        WHERE sha256 = ?)', (pdf, new))\n\
        c.execute('UPDATE report SET sha256 = ? WHERE sha256 = ?', (new, old))\n\
        c.commit()\n";
    let altered =
        Command::new("python3").args(["-c", script]).arg(sent.office.data_file()).output().unwrap();
    assert!(altered.status.success(), "{altered:?}");
    let found = sent.office.run(&["check"]).exits(1).out;
    assert!(found.contains("báo cáo PDF lưu trong tệp không khớp"), "{found}");
}

#[test]
fn parts_are_handed_out_filled_in_and_merged() {
    let here = Office::filled(SAMPLES[0]);
    let id = here.dossier.as_str();
    let out = here.folder.path().display().to_string();
    let hand = |more: &[&str]| {
        here.run(&[&["part", "hand-out", id, "--out", &out, "--json"], more].concat())
    };
    for (more, code) in [
        (&["--to", "Lê Bình", "--codes", "99"][..], "unknown-code"),
        (&["--to", " ", "--codes", "1"], "no-officer"),
    ] {
        assert_eq!(hand(more).exits(1).json()["error"]["code"], code);
    }
    let part = hand(&["--to", "Lê Bình", "--codes", "1.1, 2"]).exits(0).json();
    let part = printed(&part["paths"][0]);
    assert!(part.to_str().unwrap().ends_with("_giao Lê Bình.parx"));

    let officer = Office { dossier: here.dossier.clone(), ..Office::empty() };
    import(&officer, &part, &[]).exits(0);
    let outside = r#"{"3.1.1":{"explanation":"x"}}"#;
    let refused = officer.set(outside).exits(1);
    assert!(refused.err.contains("Lê Bình"), "{refused:?}");
    let whole = officer.run(&["package", "export", id, "--out", &out, "--json"]).exits(1).json();
    assert_eq!(whole["error"]["code"], "part-only");
    officer
        .set(r#"{"1.1.1":{"explanation":"của Bình"},"1.1.2":{"explanation":"của Bình"}}"#)
        .exits(0);
    let filled = officer.run(&["part", "return", id, "--out", &out, "--json"]).exits(0).json();
    let filled = printed(&filled["paths"][0]);
    assert_eq!(
        here.run(&["part", "return", id, "--out", &out, "--json"]).exits(1).json()["error"]["code"],
        "no-part"
    );

    here.set(r#"{"1.1.2":{"explanation":"của văn phòng"}}"#).exits(0);
    let shown = import(&here, &filled, &["--dry-run", "--json"]).exits(0).json();
    let standing = |code: &str| {
        let changes = shown["changes"].as_array().unwrap();
        let of = |one: &&Value| one["subject"].as_str().unwrap().ends_with(code);
        changes.iter().find(of).unwrap()["standing"].clone()
    };
    assert_eq!((standing("1.1.1"), standing("1.1.2")), (json!("clean"), json!("conflict")));
    let merged = import(&here, &filled, &["--json"]).exits(0).json();
    assert_eq!(merged["merged"], json!({"taken": 1, "kept": 1, "left": 0}));
    let explanation =
        |code: &str| here.content()["answers"]["answers"][code]["explanation"].clone();
    assert_eq!(explanation("1.1.1"), "của Bình");
    assert_eq!(explanation("1.1.2"), "của văn phòng");
    import(&here, &filled, &["--theirs", "1.1.2"]).exits(0);
    assert_eq!(explanation("1.1.2"), "của Bình");
    let history = here.run(&["history", id, "--code", "1.1.1"]).exits(0).out;
    assert!(history.contains("Ghép phần cán bộ đã nhập"), "{history}");
    here.run(&["undo", id]).exits(0);
    assert_eq!(explanation("1.1.2"), "của văn phòng");

    let stranger = Office::filled(SAMPLES[0]);
    let refused = import(&stranger, &filled, &["--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "not-handed-out");
}

/// A receiving office takes a signed dossier in: it is the unit's, and the next submission comes all the same.
#[test]
fn a_received_dossier_is_its_units_and_the_next_submission_is_taken_in() {
    let sent = Sent::new(SAMPLES[0]);
    let (unit, id) = (&sent.office, sent.office.dossier.as_str());
    let there = Office { dossier: id.to_owned(), ..Office::empty() };
    let taken = import(&there, &sent.package, &["--json"]).exits(0).json();
    assert_eq!(taken["received"], json!(true));
    let state = |office: &Office| {
        let list = office.run(&["dossier", "list", "--json"]).exits(0).json();
        list["dossiers"][0]["state"].clone()
    };
    let before = there.content();
    for command in [
        &["reopen", id, "--reason", "Sai"][..],
        &["withdraw", id, "--reason", "Sai"],
        &["number", id, "--number", "9", "--date", "2024-12-09"],
        &["sign-off", id],
        &["undo", id],
    ] {
        let refused = there.run(&[command, &["--json"]].concat()).exits(1).json();
        assert_eq!(refused["error"]["code"], "received", "{command:?}");
    }
    let refused = there.set(r#"{"1.1.2":{"inputs":{"a":1,"b":36}}}"#).exits(1);
    assert!(refused.err.contains("đơn vị khác gửi đến"), "{refused:?}");
    assert_eq!(there.content(), before);

    for (round, number) in ["77", "78"].into_iter().enumerate() {
        let submit = ["submit", id, "--date", "2024-12-10", "--channel", "post"];
        let receipt = ["--number", "281/BC-UBND", "--receipt", number];
        there.run(&[&submit[..], &receipt].concat()).exits(0);
        assert_eq!(state(&there), "submitted");
        there.run(&["return", id, "--reason", "Thiếu phụ lục"]).exits(0);
        assert_eq!(state(&there), "returned");
        unit.run(&["reopen", id, "--reason", "Bổ sung"]).exits(0);
        let figures = format!(r#"{{"1.1.2":{{"inputs":{{"a":{},"b":36}}}}}}"#, 30 - round);
        unit.set(&figures).exits(0);
        unit.run(&["sign-off", id]).exits(0);
        unit.run(&["number", id, "--number", "282", "--date", "2024-12-09"]).exits(0);
        let next = packed(unit, &[]);
        let shown = import(&there, &next, &["--json"]).exits(0).json();
        assert_eq!(shown["arrival"], "ahead");
        assert_eq!(there.content(), unit.content());
        assert_eq!(state(&there), "signed_off");
        there.run(&["check"]).exits(0);
    }
    there.run(&["appraisal", "begin", id]).exits(1);

    let own = Office { dossier: id.to_owned(), ..Office::empty() };
    import(&own, &sent.package, &["--own"]).exits(0);
    own.run(&["reopen", id, "--reason", "Sai"]).exits(0);
}

#[test]
fn a_part_is_handed_out_again_over_what_was_entered() {
    let here = Office::filled(SAMPLES[0]);
    let id = here.dossier.as_str();
    let out = here.folder.path().display().to_string();
    let hand = || {
        let part = ["part", "hand-out", id, "--to", "Lê Bình", "--codes", "1.1", "--out", &out];
        let part = here.run(&[&part[..], &["--json"]].concat()).exits(0).json();
        printed(&part["paths"][0])
    };
    let officer = Office { dossier: here.dossier.clone(), ..Office::empty() };
    import(&officer, &hand(), &[]).exits(0);
    officer
        .set(r#"{"1.1.1":{"explanation":"của Bình"},"1.1.2":{"explanation":"của Bình"}}"#)
        .exits(0);
    here.set(r#"{"1.1.2":{"explanation":"của văn phòng"}}"#).exits(0);
    let again = hand();
    let shown = import(&officer, &again, &["--dry-run", "--json"]).exits(0).json();
    assert_eq!(shown["arrival"], "handed-again");
    let changes = shown["changes"].as_array().unwrap();
    assert!(changes.iter().any(|one| one["standing"] == "conflict"), "{shown}");
    import(&officer, &again, &["--theirs", "1.1.2"]).exits(0);
    let explanation =
        |code: &str| officer.content()["answers"]["answers"][code]["explanation"].clone();
    assert_eq!(explanation("1.1.1"), "của Bình");
    assert_eq!(explanation("1.1.2"), "của văn phòng");
    officer.run(&["check"]).exits(0);
    let filled = officer.run(&["part", "return", id, "--out", &out, "--json"]).exits(0).json();
    import(&here, &printed(&filled["paths"][0]), &[]).exits(0);
    assert_eq!(here.content()["answers"], officer.content()["answers"]);
}
