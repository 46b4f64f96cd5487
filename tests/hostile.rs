//! Hostile and unlucky input: each ends in a clear message, the right exit code, nothing changed.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

mod headless;

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use headless::{Office, Run, SAMPLES, SmallDisk, asset, bare, run};
use serde_json::json;

/// Contents that no reader takes.
fn unreadable_contents() -> Vec<(&'static str, Vec<u8>)> {
    let set = fs::read(asset("criteria/commune-2024.json")).unwrap();
    vec![
        ("empty", Vec::new()),
        ("truncated", set[..set.len() / 2].to_vec()),
        ("not UTF-8", b"{\"schema\":\"\xff\xfe\"}".to_vec()),
        ("nested", "[".repeat(100_000).into_bytes()),
        ("another schema", br#"{"schema":"khac/1"}"#.to_vec()),
        ("a list", b"[]".to_vec()),
        ("random", (0..4096_u32).map(|n| u8::try_from(n * 7919 % 251).unwrap()).collect()),
    ]
}

/// Each reader of a file, as a command with the file in place of `FILE`.
fn readers(office: &Office) -> Vec<Vec<String>> {
    let criteria = asset("criteria/commune-2024.json").display().to_string();
    let profile = asset("sample/profile-xa-duc-lieu.json").display().to_string();
    let round = asset("sample/round-2024.json").display().to_string();
    let answers = asset("sample/answers-xa-duc-lieu.json").display().to_string();
    let new = |criteria: &str, profile: &str, round: &str| {
        ["dossier", "new", "--criteria", criteria, "--profile", profile, "--round", round]
            .map(str::to_owned)
            .to_vec()
    };
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    vec![
        words(&["validate", "FILE"]),
        words(&["score", "--criteria", "FILE", "--answers", &answers]),
        words(&["score", "--criteria", &criteria, "--answers", "FILE"]),
        new("FILE", &profile, &round),
        new(&criteria, "FILE", &round),
        new(&criteria, &profile, "FILE"),
        words(&["answers", "set", &office.dossier, "FILE"]),
        words(&["evidence", "import", &office.dossier, "FILE"]),
    ]
}

fn with_file(office: &Office, reader: &[String], file: &str) -> Run {
    let words: Vec<&str> =
        reader.iter().map(|word| if word == "FILE" { file } else { word.as_str() }).collect();
    office.run(&words)
}

#[test]
fn every_reader_refuses_what_it_cannot_read() {
    let office = Office::filled(SAMPLES[0]);
    let before = office.content();
    let large = office.folder.path().join("large.json");
    File::create(&large).unwrap().set_len(100 * 1024 * 1024).unwrap();
    for reader in readers(&office) {
        let missing = office.folder.path().join("khong-co.json").display().to_string();
        with_file(&office, &reader, &missing).exits(3);
        with_file(&office, &reader, office.folder.path().to_str().unwrap()).exits(3);
        with_file(&office, &reader, large.to_str().unwrap()).exits(1);
        for (name, content) in unreadable_contents() {
            let file = office.write("hostile.json", content);
            let refused = with_file(&office, &reader, &file).exits(1);
            assert!(refused.err.starts_with("Lỗi: "), "{name}: {reader:?}: {}", refused.err);
            assert_eq!(refused.out, "", "{name}: {reader:?}");
        }
    }
    assert_eq!(office.content(), before);
    office.run(&["check"]).exits(0);
}

#[test]
fn profile_round_and_evidence_refuse_each_wrong_field() {
    let office = Office::with_dossier(SAMPLES[0]);
    let table = [
        (4, "sample/profile-xa-duc-lieu.json", "\"place\"", "\"plce\""),
        (4, "sample/profile-xa-duc-lieu.json", "\"commune\"", "\"huyện\""),
        (4, "sample/profile-xa-duc-lieu.json", "\"commune\"", "\"department\""),
        (5, "sample/round-2024.json", "2024-12-10", "2024-02-30"),
        (5, "sample/round-2024.json", "\"year\": 2024", "\"year\": 2023"),
        (5, "sample/round-2024.json", "round.submitDue", "round.submitDew"),
        (7, "sample/evidence-xa-duc-lieu.json", "\"1.1.1\"", "\"9.1.1\""),
        (7, "sample/evidence-xa-duc-lieu.json", "2024-01-22", "2024-13-22"),
        (7, "sample/evidence-xa-duc-lieu.json", "\"subject\"", "\"subjct\""),
    ];
    let before = office.content();
    for (reader, sample, from, to) in table {
        let text = fs::read_to_string(asset(sample)).unwrap();
        assert!(text.contains(from), "{from}");
        let file = office.write("wrong.json", text.replacen(from, to, 1));
        let refused = with_file(&office, &readers(&office)[reader], &file).exits(1);
        assert!(refused.err.starts_with("Lỗi: "), "{to}: {}", refused.err);
    }
    assert_eq!(office.content(), before);
}

#[test]
fn the_same_set_with_other_content_is_refused() {
    let office = Office::with_dossier(SAMPLES[0]);
    let text = fs::read_to_string(asset("criteria/commune-2024.json")).unwrap();
    let file = office.write("set.json", text.replacen("Bộ tiêu chí mẫu", "Bộ tiêu chí", 1));
    let refused = with_file(&office, &readers(&office)[3], &file).exits(1);
    assert!(refused.err.contains("bu-dang-commune-2024"), "{}", refused.err);
    let spaced = office.write("spaced.json", format!("\n\n{text}\n"));
    with_file(&office, &readers(&office)[3], &spaced).exits(0);
}

#[test]
fn files_that_are_no_data_files_are_named_and_left_alone() {
    let office = Office::with_dossier(SAMPLES[0]);
    let id = office.dossier.clone();
    let good = fs::read(office.data_file()).unwrap();
    let patched = |position: usize, bytes: &[u8]| {
        let mut content = good.clone();
        content[position..position + bytes.len()].copy_from_slice(bytes);
        content
    };
    let table: [(&str, Vec<u8>); 5] = [
        ("text", "Đây là văn bản".into()),
        ("empty", Vec::new()),
        ("other program", patched(68, &[0, 0, 0, 1])),
        ("newer", patched(60, &[0, 0, 3, 231])),
        ("cut off", good[..good.len() / 3].to_vec()),
    ];
    for (name, content) in table {
        let path = office.folder.path().join("khac.db");
        fs::write(&path, &content).unwrap();
        let file = path.to_str().unwrap();
        let refused = run(&["--file", file, "answers", "get", &id]).exits(1);
        assert!(refused.err.starts_with("Lỗi: "), "{name}: {}", refused.err);
        if name != "cut off" {
            assert!(fs::read(&path).unwrap() == content, "{name} was changed");
        }
        run(&["--file", file, "init"]).exits(1);
    }
    let nowhere = office.folder.path().join("khong/co.db");
    run(&["--file", nowhere.to_str().unwrap(), "init"]).exits(3);
    run(&["--file", nowhere.to_str().unwrap(), "check"]).exits(3);
    run(&["--file", office.folder.path().to_str().unwrap(), "check"]).exits(3);
    assert!(fs::read(office.data_file()).unwrap() == good);
}

/// A folder that others can reach, with a copy of the program that they may run.
fn open_folder() -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix("par-index").tempdir_in("/tmp").unwrap();
    chmod("755", folder.path());
    folder
}

fn chmod(mode: &str, path: &Path) {
    assert!(Command::new("chmod").arg(mode).arg(path).status().unwrap().success());
}

#[test]
fn read_only_places_are_named() {
    let office = Office::filled(SAMPLES[0]);
    let folder = open_folder();
    let program = folder.path().join("par-index");
    fs::copy(headless::program().get_program(), &program).unwrap();
    let file = folder.path().join("cchc.db");
    fs::copy(office.data_file(), &file).unwrap();
    chmod("444", &file);
    let before = fs::read(&file).unwrap();
    let nobody = |arguments: &[&str]| {
        let output = Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
            .arg(&program)
            .args(arguments)
            .output()
            .unwrap();
        Run::of(output)
    };
    nobody(&["--version"]).exits(0);
    let name = file.to_str().unwrap();
    let refused = nobody(&["--file", name, "dossier", "list"]).exits(3);
    assert!(refused.err.contains("chỉ được đọc"), "{}", refused.err);
    let new = folder.path().join("moi.db");
    nobody(&["--file", new.to_str().unwrap(), "init"]).exits(3);
    nobody(&["demo", "--out", folder.path().join("out").to_str().unwrap()]).exits(3);
    assert!(fs::read(&file).unwrap() == before);
    assert!(!new.exists());
}

#[test]
fn full_disk_is_named_and_changes_nothing() {
    let office = Office::filled(SAMPLES[0]);
    let before = office.content();
    let size = fs::metadata(office.data_file()).unwrap().len();
    let disk = SmallDisk::mounted(u32::try_from(size / 1024).unwrap() + 200);
    let file = disk.0.join("cchc.db");
    fs::copy(office.data_file(), &file).unwrap();
    // Fill what is left but a few pages.
    drop(fs::write(disk.0.join("filler"), vec![0; 150 * 1024]));
    let text = json!({
        "schema": "par-answers/1",
        "criteriaSet": "bu-dang-commune-2024",
        "answers": {"1.1.2": {"explanation": "x".repeat(400_000)}},
    });
    let answers = office.write("long.json", text.to_string());
    let name = file.to_str().unwrap();
    let refused = run(&["--file", name, "answers", "set", &office.dossier, &answers]).exits(3);
    assert!(refused.err.contains("đầy"), "{}", refused.err);
    let out = disk.0.join("report.pdf");
    let refused =
        run(&["--file", name, "export", "pdf", &office.dossier, "--out", out.to_str().unwrap()])
            .exits(3);
    assert!(refused.err.contains("đầy"), "{}", refused.err);
    assert!(!out.exists());

    fs::remove_file(disk.0.join("filler")).unwrap();
    let content = office.folder.path().join("after.json");
    let arguments =
        ["--file", name, "export", "json", &office.dossier, "--out", content.to_str().unwrap()];
    run(&arguments).exits(0);
    let after: serde_json::Value = serde_json::from_slice(&fs::read(content).unwrap()).unwrap();
    assert_eq!(after, before);
}

#[test]
fn odd_texts_are_kept_and_printed() {
    let long_words = "Số liệu đã đối chiếu với hệ thống. ".repeat(590);
    let no_spaces = "đ".repeat(20_000);
    let table: [(&str, &str, &str); 7] = [
        ("control characters", "Xong\u{1}\u{7f} việc", "Xong việc"),
        ("right-to-left marks", "Số \u{202e}12\u{202c}/BC", "Số 12/BC"),
        ("emoji", "Đạt \u{1f600} rồi", "Đạt \u{25a1} rồi"),
        ("decomposed", "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t", "Tiếng Việt"),
        ("lines", "Dòng một\nDòng hai", "Dòng một Dòng hai"),
        ("20 000 characters", &long_words, &long_words),
        ("no spaces", &no_spaces, &no_spaces),
    ];
    let office = Office::filled(SAMPLES[0]);
    for (name, text, printed) in table {
        let answer = json!({"1.1.2": {"inputs": {"a": 34, "b": 36}, "explanation": text}});
        office.set(&answer.to_string()).exits(0);
        let found = office.pdf_text();
        // The table's other columns stand between the pieces of a text that goes over pages.
        let printed = bare(printed);
        let pieces: Vec<char> = printed.chars().collect();
        let there = if pieces.len() < 1_000 {
            found.contains(&printed)
        } else {
            pieces
                .chunks(18)
                .filter(|chunk| found.contains(&chunk.iter().collect::<String>()))
                .count()
                > pieces.len() / 18 * 8 / 10
        };
        assert!(there, "{name}");
        let letters = found.chars().filter(|&one| one == 'đ').count();
        assert!(name != "no spaces" || letters >= 20_000, "{letters}");
    }
}

#[test]
fn the_one_who_comes_second_is_told_who_has_the_file() {
    let office = Office::filled(SAMPLES[0]);
    let script = "import sqlite3, sys, time\n\
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n\
        connection.execute('BEGIN EXCLUSIVE')\nprint('locked', flush=True)\ntime.sleep(60)\n";
    let mut holder = Command::new("python3")
        .args(["-c", script])
        .arg(office.data_file())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(
        &mut std::io::BufReader::new(holder.stdout.take().unwrap()),
        &mut line,
    )
    .unwrap();
    let note = json!({"name": "Trần Thị Mẫu", "computer": "VP-01", "pid": 1, "since": "2024-12-05T02:30:00Z"});
    let mut beside = office.data_file().into_os_string();
    beside.push(".lock");
    fs::write(beside, note.to_string()).unwrap();
    let refused = office.run(&["dossier", "list"]);
    holder.kill().unwrap();
    holder.wait().unwrap();
    let refused = refused.exits(3);
    assert!(
        refused.err.contains("Trần Thị Mẫu") && refused.err.contains("VP-01"),
        "{}",
        refused.err
    );
    office.run(&["dossier", "list"]).exits(0);
}

#[test]
fn what_was_changed_behind_the_program_is_found() {
    let office = Office::filled(SAMPLES[0]);
    office.run(&["sign-off", &office.dossier]).exits(0);
    let script = "import sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1])\n\
        [c.execute('DROP TRIGGER ' + name) for (name,) in c.execute(\"SELECT name FROM sqlite_master WHERE type='trigger'\").fetchall()]\n\
        n = c.execute(\"UPDATE answer SET body = replace(body, ':34', ':36') WHERE code = '1.1.2'\").rowcount\n\
        c.commit()\nprint(n)\n";
    let output =
        Command::new("python3").args(["-c", script]).arg(office.data_file()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "1", "{output:?}");
    let damaged = office.run(&["check"]).exits(1);
    assert!(damaged.out.contains(&office.dossier), "{}", damaged.out);
    assert!(!office.run(&["check", "--json"]).json()["damages"].as_array().unwrap().is_empty());
}
