//! Damage and backups through the command line.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

mod headless;

use std::fs;

use headless::{Office, SAMPLES, printed, run};

/// A text that stands in an answer and in its journal alone.
const OWN: &str = "Chỉ có trong hồ sơ này";

fn office() -> Office {
    let office = Office::filled(SAMPLES[0]);
    let answer = office.content()["answers"]["answers"]["1.1.1"].clone();
    let mut answer = answer.as_object().unwrap().clone();
    answer.insert("explanation".to_owned(), OWN.into());
    office.set(&serde_json::json!({"1.1.1": answer}).to_string()).exits(0);
    office
}

/// Turns one bit of the text over, as a disk does.
fn damage(office: &Office) {
    let mut bytes = fs::read(office.data_file()).unwrap();
    let at = bytes.windows(OWN.len()).position(|part| part == OWN.as_bytes()).unwrap();
    bytes[at + 1] ^= 1;
    fs::write(office.data_file(), bytes).unwrap();
}

#[test]
fn damaged_dossier_is_neither_shown_nor_signed_nor_sent() {
    let office = office();
    let id = office.dossier.clone();
    let out = office.folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let out = out.to_str().unwrap();
    damage(&office);
    let whole = fs::read(office.data_file()).unwrap();
    for command in [
        vec!["answers", "get", &id],
        vec!["review", &id],
        vec!["evidence", "list", &id],
        vec!["export", "pdf", &id, "--out", out],
        vec!["export", "json", &id, "--out", out],
        vec!["sign-off", &id],
        vec!["package", "export", &id, "--out", out],
        vec!["part", "hand-out", &id, "--to", "Lê Bình", "--codes", "1", "--out", out],
        vec!["undo", &id],
    ] {
        let told = office.run(&command).exits(1);
        assert!(told.err.contains(&id) && told.err.contains("backup restore"), "{told:?}");
        let told = office.run(&[&command[..], &["--json"]].concat()).exits(1).json();
        assert_eq!(told["error"]["code"], "altered", "{command:?}");
    }
    assert_eq!(fs::read_dir(out).unwrap().count(), 0, "nothing was given out");
    let listed = office.run(&["dossier", "list", "--json"]).exits(1).json();
    assert_eq!(listed["dossiers"], serde_json::json!([]));
    assert_eq!(listed["damaged"][0]["dossier"], id);
    office.run(&["history", &id]).exits(1);
    let checked = office.run(&["check"]).exits(1);
    assert!(checked.out.contains("backup restore"), "{checked:?}");
    assert!(fs::read(office.data_file()).unwrap() == whole, "what was looked at is as it was");
}

#[test]
fn backup_is_made_listed_proved_and_restored() {
    let office = office();
    let before = office.content();
    let file = office.write("a.txt", "Kế hoạch");
    office.run(&["evidence", "attach", &office.dossier, &file, "--code", "1.1.1"]).exits(0);
    let made = office.run(&["backup", "now", "--json"]).exits(0).json();
    assert_eq!((&made["sound"], &made["contentsLost"]), (&true.into(), &0.into()));
    let path = printed(&made["path"]);
    assert!(path.starts_with(office.folder.path().join("cchc.db.backups")), "{path:?}");
    let again = office.run(&["backup", "now", "--json"]).exits(0).json();
    assert!(again["path"].is_null(), "nothing has changed");
    let name = path.file_name().unwrap().to_str().unwrap();
    let proved = office.run(&["backup", "verify", "--json"]).exits(0).json();
    assert_eq!((&proved["sound"], &proved["contents"]), (&true.into(), &1.into()));

    damage(&office);
    let doubtful = office.run(&["backup", "now", "--json"]).exits(1).json();
    assert!(doubtful["path"].is_null(), "the sound backup says all that was ever entered");
    assert_eq!(doubtful["sound"], false);
    let listed = office.run(&["backup", "list", "--json"]).exits(0).json();
    let names: Vec<&str> = listed["backups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert!(names.contains(&name), "{names:?}");

    let whole = fs::read(office.data_file()).unwrap();
    let asked = office.run(&["backup", "restore", name]).exits(1);
    assert!(asked.err.contains("--replace"), "{asked:?}");
    assert!(fs::read(office.data_file()).unwrap() == whole);
    let restored = office.run(&["backup", "restore", name, "--replace", "--json"]).exits(0).json();
    assert!(fs::read(printed(&restored["kept"])).unwrap() == whole);
    assert_eq!(restored["missing"], serde_json::json!([]));
    office.run(&["check"]).exits(0);
    let mut after = office.content();
    assert_eq!(
        after["evidence"].as_array().unwrap().len(),
        before["evidence"].as_array().unwrap().len() + 1
    );
    after["evidence"] = before["evidence"].clone();
    assert_eq!(after, before);
}

#[test]
fn backup_that_is_not_whole_is_told() {
    let office = office();
    let file = office.write("a.txt", "Kế hoạch");
    office.run(&["evidence", "attach", &office.dossier, &file, "--code", "1.1.1"]).exits(0);
    office.run(&["backup", "now"]).exits(0);
    let contents = office.folder.path().join("cchc.db.backups/contents");
    for entry in fs::read_dir(contents).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none() {
            fs::write(path, "altered").unwrap();
        }
    }
    let proved = office.run(&["backup", "verify", "--json"]).exits(1).json();
    assert_eq!(proved["missing"].as_array().unwrap().len(), 1);
    let none = office.run(&["backup", "verify", "no-such.db"]);
    assert_eq!(none.exit, 3, "{none:?}");
}

#[test]
fn damaged_head_is_told_as_damage_and_restored() {
    let office = office();
    let before = office.content();
    office.run(&["backup", "now"]).exits(0);
    let mut bytes = fs::read(office.data_file()).unwrap();
    bytes[..100].fill(0);
    fs::write(office.data_file(), &bytes).unwrap();
    let told = office.run(&["check", "--json"]).exits(1).json();
    assert_eq!(told["error"]["code"], "damaged");
    assert!(told["error"]["message"].as_str().unwrap().contains("backup list"), "{told}");
    let listed = office.run(&["backup", "list", "--json"]).exits(0).json();
    let name = listed["backups"][0]["name"].as_str().unwrap();
    office.run(&["backup", "restore", name, "--replace"]).exits(0);
    assert_eq!(office.content(), before);
}

#[test]
fn help_of_backups_is_vietnamese() {
    let help = run(&["backup", "--help"]).exits(0).out;
    for word in ["now", "list", "verify", "restore", "Sao lưu"] {
        assert!(help.contains(word), "{help}");
    }
}
