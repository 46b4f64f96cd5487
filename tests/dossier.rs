//! The whole path of a dossier through the command line.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

mod headless;

use std::path::Path;
use std::process::Command;

use headless::{Office, SAMPLES, asset, at_work, bare, printed, program, run};
use serde_json::Value;

#[test]
fn every_sample_goes_the_whole_path() {
    for sample in SAMPLES {
        let office = Office::filled(sample);
        let id = office.dossier.as_str();
        assert_eq!(office.run(&["dossier", "list"]).exits(0).out.lines().count(), 1);
        office.run(&["review", id]).exits(0);

        let folder = office.folder.path().to_str().unwrap();
        let draft = office.run(&["export", "pdf", id, "--out", folder, "--json"]).exits(0).json();
        assert!(draft["path"].as_str().unwrap().ends_with("_DU-THAO.pdf"), "{draft}");
        assert!(office.pdf_text().contains("DỰTHẢO"));

        let signed = office.run(&["sign-off", id, "--json"]).exits(0).json();
        let hash = signed["sha256"].as_str().unwrap().to_owned();
        let text = office.pdf_text();
        assert!(!text.contains("DỰTHẢO"));
        every_text_is_in(&office.content(), &text);

        let year = office.content()["round"]["year"].to_string();
        let date = format!("{year}-12-15");
        office.run(&["number", id, "--number", "7", "--date", &date]).exits(0);
        let numbered =
            office.run(&["export", "pdf", id, "--out", folder, "--json"]).exits(0).json();
        let path = printed(&numbered["path"]);
        assert!(path.display().to_string().contains("_07-BC-"), "{}", path.display());
        assert!(headless::pdf_text(&path).contains("Số:07/BC-"));
        let info = Command::new("pdfinfo").arg(path).output().unwrap();
        let info = String::from_utf8(info.stdout).unwrap();
        assert!(info.contains(&hash) && info.contains(id), "{info}");

        office.run(&["export", "xlsx", id, "--out", folder]).exits(0);
        office.run(&["check"]).exits(0);
    }
}

/// A file of an earlier version, in which a dossier was signed off and its report never kept: the
/// program had been ended in between.
#[test]
fn sign_off_without_its_report_is_told_and_made_up_for() {
    const HALF_DONE: &str = "3a508cbe";
    let office = Office { folder: tempfile::tempdir().unwrap(), dossier: HALF_DONE.to_owned() };
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/samples");
    std::fs::copy(samples.join("schema-6-without-report.db"), office.data_file()).unwrap();
    let told = office.run(&["check"]).exits(1);
    assert!(told.out.contains(HALF_DONE) && told.out.contains("report keep"), "{told:?}");
    let missing = office.run(&["check", "--json"]).exits(1).json();
    assert_eq!(missing["damages"], serde_json::json!([]));
    assert!(missing["missingReports"][0].as_str().unwrap().starts_with(HALF_DONE), "{missing}");

    // Numbered, it has its report.
    office.run(&["number", HALF_DONE, "--number", "281", "--date", "2024-12-09"]).exits(0);
    office.run(&["check"]).exits(0);
    office.run(&["reopen", HALF_DONE, "--reason", "Sửa"]).exits(0);

    // The same once more, handed in before anybody saw it.
    std::fs::remove_file(office.data_file()).unwrap();
    std::fs::copy(samples.join("schema-6-without-report.db"), office.data_file()).unwrap();
    let kept = office.run(&["report", "keep", HALF_DONE, "--json"]).exits(0).json();
    let name = Path::new(kept["name"].as_str().unwrap());
    assert!(name.extension().is_some_and(|ending| ending == "pdf"), "{kept}");
    office.run(&["check"]).exits(0);
    let again = office.run(&["report", "keep", HALF_DONE, "--json"]).exits(0).json();
    assert_eq!(again, kept, "what is kept stays");
    let history = office.run(&["history", HALF_DONE, "--json"]).exits(0).out;
    assert_eq!(history.matches("keep_report").count(), 1, "{history}");
}

/// Every text that was typed stands in the report.
fn every_text_is_in(content: &Value, report: &str) {
    let mut count = 0;
    let mut must = |text: &Value| {
        let text = bare(text.as_str().unwrap());
        assert!(report.contains(&text), "{text}");
        count += 1;
    };
    let answers = &content["answers"];
    for section in ["answers", "bonus", "penalty"] {
        for answer in answers[section].as_object().into_iter().flatten().map(|(_, one)| one) {
            let parts = answer["parts"].as_object().into_iter().flatten().map(|(_, one)| one);
            parts
                .chain([answer])
                .map(|one| &one["explanation"])
                .filter(|one| one.is_string())
                .for_each(&mut must);
        }
    }
    for evidence in content["evidence"].as_array().unwrap() {
        for field in ["number", "issuer", "subject"] {
            must(&evidence["document"][field]);
        }
        for citation in evidence["citations"].as_array().unwrap() {
            must(&citation["place"]["section"]);
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn empty_dossier_lists_everything_that_is_missing() {
    let office = Office::with_dossier(SAMPLES[0]);
    let review = office.run(&["review", &office.dossier, "--json"]).exits(1).json();
    assert_eq!(review["ready"], false);
    assert_eq!(review["blockers"].as_array().unwrap().len(), 51);
    let refused = office.run(&["sign-off", &office.dossier, "--json"]).exits(1).json();
    assert_eq!(refused["error"]["faults"].as_array().unwrap().len(), 51);
}

#[test]
fn a_code_given_replaces_the_answer_and_others_stay() {
    let office = Office::with_dossier(SAMPLES[0]);
    let answer = || {
        let answers = office.run(&["answers", "get", &office.dossier, "--json"]).exits(0).json();
        answers["answers"].clone()
    };
    office.set(r#"{"1.1.2":{"inputs":{"a":31,"b":36},"explanation":"Cũ"},"1.5.2":{"inputs":{"dat":true}}}"#).exits(0);
    office.set(r#"{"1.1.2":{"inputs":{"a":32}}}"#).exits(0);
    assert_eq!(answer()["1.1.2"].to_string(), r#"{"inputs":{"a":32}}"#);
    assert_eq!(answer()["1.5.2"].to_string(), r#"{"inputs":{"dat":true}}"#);
    office.set(r#"{"1.1.2":{}}"#).exits(0);
    assert_eq!(answer()["1.1.2"], Value::Null);

    let invalid = office.set(r#"{"1.1.2":{"inputs":{"a":37,"b":36}}}"#).exits(0);
    assert!(invalid.out.contains("37") && invalid.out.contains("36"), "{}", invalid.out);
    assert_eq!(answer()["1.1.2"]["inputs"]["a"], 37);
}

#[test]
fn sheet_to_retype_comes_out_beside_the_other_exports() {
    let office = Office::filled(SAMPLES[0]);
    let folder = office.folder.path().to_str().unwrap();
    let done = ["export", "retype", &office.dossier, "--out", folder, "--json"];
    let done = office.run(&done).exits(0).json();
    let path = printed(&done["path"]);
    assert!(path.display().to_string().ends_with("_nhap-lai.xlsx"), "{}", path.display());
    assert!(std::fs::read(path).unwrap().starts_with(b"PK"));
    let missing = office.folder.path().join("none/a.xlsx");
    let refused = ["export", "retype", &office.dossier, "--out", missing.to_str().unwrap()];
    office.run(&refused).exits(3);
}

#[test]
fn refused_answers_change_nothing() {
    let office = Office::filled(SAMPLES[0]);
    let before = office.content();
    for answers in [
        r#"{"9.9":{}}"#,
        r#"{"1.7.1":{"inputs":{"pct":90}}}"#,
        r#"{"1.3.3":{"inputs":{"diem":0.5}}}"#,
    ] {
        office.set(answers).exits(1);
    }
    let text = r#"{"schema":"par-answers/1","criteriaSet":"bu-dang-commune-2024","answers":{},
        "deadlines":{"round.submitDue":"2024-11-30"}}"#;
    let path = office.write("deadline.json", text);
    let refused = office.run(&["answers", "set", &office.dossier, &path]).exits(1);
    assert!(
        refused.err.contains("30/11/2024") && refused.err.contains("10/12/2024"),
        "{}",
        refused.err
    );
    assert_eq!(office.content(), before);
}

#[test]
fn a_file_of_answers_is_one_step_of_undo() {
    let office = Office::with_dossier(SAMPLES[0]);
    let id = office.dossier.as_str();
    office.run(&["undo", id]).exits(1);
    let before = office.content();
    let file = asset("sample/answers-xa-duc-lieu.json").display().to_string();
    office.run(&["answers", "set", id, &file]).exits(0);
    let after = office.content();
    office.run(&["undo", id]).exits(0);
    assert_eq!(office.content(), before);
    office.run(&["redo", id]).exits(0);
    assert_eq!(office.content(), after);
    office.run(&["redo", id]).exits(1);
    let history = office.run(&["history", id]).exits(0).out;
    assert!(
        history.contains("Nguyễn Văn Mẫu (Công chức)") && history.contains("Hoàn tác"),
        "{history}"
    );
}

#[test]
fn signed_off_dossier_is_locked_until_it_is_reopened_with_a_reason() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    office.run(&["number", id, "--number", "5", "--date", "2024-12-05"]).exits(1);
    office.run(&["number", id, "--number", " ", "--date", "2024-12-05"]).exits(1);
    office.run(&["reopen", id, "--reason", "x"]).exits(1);
    let first = office
        .run(&["sign-off", id, "--number", "5", "--date", "2024-12-05", "--json"])
        .exits(0)
        .json();
    office.set(r#"{"1.1.2":{}}"#).exits(1);
    office.run(&["undo", id]).exits(1);
    office.run(&["sign-off", id]).exits(1);
    let add = [
        "evidence",
        "add",
        id,
        "1.1.1",
        "--number",
        "1/QĐ",
        "--date",
        "2024-01-01",
        "--issuer",
        "UBND",
        "--subject",
        "S",
    ];
    office.run(&add).exits(1);
    office.run(&["reopen", id, "--reason", "  "]).exits(1);
    office.run(&["reopen", id, "--reason", "Bổ sung số liệu"]).exits(0);
    office.run(&["undo", id]).exits(1);
    office.run(&add).exits(0);
    let second = office.run(&["sign-off", id, "--json"]).exits(0).json();
    assert_ne!(first["sha256"], second["sha256"]);
    assert_eq!(second["ordinal"], 2);
    let history = office.run(&["history", id]).exits(0).out;
    assert!(history.contains("Bổ sung số liệu"), "{history}");
}

#[test]
fn history_is_told_filtered_restored_and_exported() {
    let office = Office::with_dossier(SAMPLES[0]);
    let id = office.dossier.as_str();
    office.set(r#"{"1.1.2":{"inputs":{"a":30,"b":36}}}"#).exits(0);
    office.set(r#"{"1.1.2":{"inputs":{"a":31,"b":36}},"1.5.2":{"inputs":{"dat":true}}}"#).exits(0);
    let told = office.run(&["history", id]).exits(0).out;
    assert!(told.contains("30 nhiệm vụ → 31 nhiệm vụ"), "{told}");
    assert!(told.contains("Chuỗi nhật ký nguyên vẹn"), "{told}");
    let history = office.run(&["history", id, "--code", "1.1.2", "--json"]).exits(0).json();
    let entries = history["entries"].as_array().unwrap();
    assert_eq!(history["intact"], true);
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|entry| entry["code"] == "1.1.2"));

    let position = entries[1]["seq"].to_string();
    office.run(&["history", "restore", id, &position]).exits(0);
    assert_eq!(office.content()["answers"]["answers"]["1.1.2"]["inputs"]["a"], 30);
    office.run(&["undo", id]).exits(0);
    assert_eq!(office.content()["answers"]["answers"]["1.1.2"]["inputs"]["a"], 31);
    let refused = office.run(&["history", "restore", id, "1", "--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "no-answer-there");

    let path = office.folder.path().join("lịch sử.xlsx");
    office.run(&["history", id, "--out", path.to_str().unwrap()]).exits(0);
    assert!(std::fs::read(path).unwrap().starts_with(b"PK"));
    office.run(&["history"]).exits(2);
    office.run(&["history", "restore", id]).exits(2);
}

#[test]
fn sign_offs_are_compared_with_one_another_and_with_the_present() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    office.run(&["compare", id, "1"]).exits(1);
    office.run(&["sign-off", id]).exits(0);
    let same = office.run(&["compare", id, "1"]).exits(0).out;
    assert!(same.contains("Không có gì khác nhau"), "{same}");
    office.run(&["reopen", id, "--reason", "Bổ sung"]).exits(0);
    office.set(r#"{"1.1.2":{"inputs":{"a":36,"b":36}}}"#).exits(0);
    office.run(&["sign-off", id]).exits(0);
    for versions in [&["1", "2"][..], &["1"]] {
        let run = [&["compare", id], versions, &["--json"]].concat();
        let compared = office.run(&run).exits(0).json();
        let parts = compared["parts"].as_array().unwrap();
        let item = parts.iter().find(|part| part["code"] == "1.1.2").unwrap();
        assert_eq!(item["differences"][0]["to"], "2");
    }
    let told = office.run(&["compare", id, "1", "2"]).exits(0).out;
    assert!(told.contains("Điểm: ") && told.contains("→ 2"), "{told}");
    office.run(&["history", "restore", id, "2"]).exits(1);
}

#[test]
fn report_texts_stand_in_the_report() {
    let office = Office::filled(SAMPLES[0]);
    let file = asset("sample/report-xa-duc-lieu.json").display().to_string();
    office.run(&["texts", "set", &office.dossier, &file]).exits(0);
    let report = office.pdf_text();
    let texts: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    for section in ["bases", "implementation", "difficulties", "proposals"] {
        for text in texts[section].as_array().unwrap() {
            assert!(report.contains(&bare(text.as_str().unwrap())), "{text}");
        }
    }
    let wrong = office.write("texts.json", r#"{"schema":"par-report/1","proposal":[]}"#);
    let refused = office.run(&["texts", "set", &office.dossier, &wrong]).exits(1);
    assert!(refused.err.contains("proposal"), "{}", refused.err);
    office.run(&["undo", &office.dossier]).exits(0);
    assert!(!office.pdf_text().contains(&bare("Đề nghị tổ chức tập huấn")));
}

#[test]
fn dossier_is_named_by_its_beginning_if_that_is_enough() {
    let office = Office::with_dossier(SAMPLES[0]);
    office.run(&["answers", "get", &office.dossier[..8]]).exits(0);
    assert!(office.run(&["answers", "get", "khong-co"]).exits(1).err.contains("khong-co"));
    office.run(&["answers", "get", ""]).exits(1);
}

#[test]
fn killed_while_writing_loses_nothing_that_was_confirmed() {
    let office = Office::with_dossier(SAMPLES[0]);
    let mut confirmed = 0;
    for round in 1..=12_u32 {
        let text = format!(
            r#"{{"schema":"par-answers/1","criteriaSet":"bu-dang-commune-2024","answers":{{"1.4.1":{{"inputs":{{"n":{round}}}}}}}}}"#
        );
        let path = office.write("n.json", text);
        let mut setting = program();
        setting.args(["answers", "set", &office.dossier, &path]);
        let mut child = at_work(&mut setting, &office.data_file());
        std::thread::sleep(std::time::Duration::from_millis(u64::from(round) * 3));
        child.kill().unwrap();
        if child.wait().unwrap().success() {
            confirmed = round;
        }
        let content = office.content();
        let stored = content["answers"]["answers"]["1.4.1"]["inputs"]["n"].as_u64().unwrap_or(0);
        assert!(stored >= u64::from(confirmed), "{stored} < {confirmed}");
        assert!(stored <= u64::from(round));
        confirmed = u32::try_from(stored).unwrap();
    }
    office.run(&["check"]).exits(0);
}

#[test]
fn demo_makes_the_same_files_every_time() {
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let files = folders.each_ref().map(|folder| {
        let out = folder.path().to_str().unwrap();
        let demo = run(&["demo", "--out", out, "--json"]).exits(0).json();
        run(&["demo", "--out", out]).exits(0);
        let files = demo["files"].as_array().unwrap().clone();
        assert_eq!(files.len(), 5);
        files.iter().map(|file| std::fs::read(printed(file)).unwrap()).collect::<Vec<_>>()
    });
    assert!(files[0] == files[1]);
}
