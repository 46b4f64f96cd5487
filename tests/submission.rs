//! Handing a dossier in through the command line, and the way back.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

mod headless;

use headless::{Office, SAMPLES};
use serde_json::Value;

/// A submission on this day, with number and receipt.
fn submit(id: &str, date: &str) -> Vec<String> {
    let sent = ["submit", id, "--date", date, "--channel", "document-exchange"];
    let named = ["--number", "281/BC-UBND", "--receipt", "Mã 77", "--json"];
    sent.into_iter().chain(named).map(str::to_owned).collect()
}

fn run(office: &Office, arguments: &[String]) -> headless::Run {
    office.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn state(office: &Office) -> Value {
    office.run(&["dossier", "list", "--json"]).exits(0).json()["dossiers"][0]["state"].clone()
}

fn code(refused: &headless::Run) -> Value {
    refused.json()["error"]["code"].clone()
}

#[test]
fn dossier_is_handed_in_withdrawn_returned_and_appraised() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    assert_eq!(code(&run(&office, &submit(id, "2024-12-10")).exits(1)), "not-signed-off");

    office.run(&["sign-off", id]).exits(0);
    let early = run(&office, &submit(id, "2024-12-10")).exits(1).json();
    assert_eq!(early["error"]["code"], "not-ready");
    assert_eq!(early["error"]["faults"].as_array().unwrap().len(), 2, "{early}");
    office.run(&["number", id, "--number", "281", "--date", "2024-12-09"]).exits(0);
    let faults = run(&office, &submit(id, "2024-12-08")).exits(1).json();
    let fault = faults["error"]["faults"][0].as_str().unwrap();
    assert!(fault.contains("08/12/2024") && fault.contains("09/12/2024"), "{fault}");

    let sent = run(&office, &submit(id, "2024-12-10")).exits(0).json();
    assert_eq!(sent["submission"]["channel"], "documentExchange");
    assert_eq!(sent["submission"]["receipt"], "Mã 77");
    assert_eq!(state(&office), "submitted");
    assert_eq!(code(&run(&office, &submit(id, "2024-12-10")).exits(1)), "wrong-state");
    assert!(office.set(r#"{"1.4.1":{"inputs":{"n":1}}}"#).exits(1).err.contains("Đã nộp"));
    office.run(&["undo", id]).exits(1);
    office.run(&["reopen", id, "--reason", "Sửa"]).exits(1);
    assert!(!office.pdf_text().contains("DỰTHẢO"));

    office.run(&["withdraw", id, "--reason", " "]).exits(1);
    office.run(&["withdraw", id, "--reason", "Gửi nhầm"]).exits(0);
    assert_eq!(state(&office), "signed_off");
    run(&office, &submit(id, "2024-12-10")).exits(0);
    office.run(&["return", id, "--reason", "Thiếu phụ lục II"]).exits(0);
    assert_eq!(state(&office), "returned");
    assert!(office.pdf_text().contains("DỰTHẢO"));
    office.set(r#"{"1.4.1":{"inputs":{"n":1}}}"#).exits(0);
    office.run(&["undo", id]).exits(0);
    office.run(&["undo", id]).exits(1);

    office.run(&["sign-off", id, "--number", "299", "--date", "2024-12-12"]).exits(0);
    run(&office, &submit(id, "2024-12-13")).exits(0);
    for (command, to) in [
        (&["appraisal", "begin", id][..], "appraising"),
        (&["appraisal", "explain", id, "--text", "Công văn số 9"], "explained"),
        (&["appraisal", "again", id], "appraising_again"),
        (&["appraisal", "final", id], "final"),
    ] {
        let passed = office.run(&[command, &["--json"]].concat()).exits(0).json();
        assert_eq!(passed["state"], to);
        assert_eq!(state(&office), to);
    }
    office.run(&["withdraw", id, "--reason", "Muộn"]).exits(1);
    office.run(&["check"]).exits(0);
    let history = office.run(&["history", id]).exits(0).out;
    assert!(history.contains("Cơ quan nhận trả lại hồ sơ"), "{history}");
}

#[test]
fn planned_day_is_warned_of_at_the_sign_off_and_refused_at_the_submission() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    office.set(r#"{"1.6.1":{"inputs":{"ngay":"2999-12-31"},"explanation":"Dự kiến."}}"#).exits(0);
    let review = office.run(&["review", id, "--json"]).exits(0).json();
    assert!(review["warnings"].to_string().contains("31/12/2999"), "{review}");
    office.run(&["sign-off", id, "--number", "281", "--date", "2024-12-09"]).exits(0);
    let refused = run(&office, &submit(id, "2024-12-10")).exits(1).json();
    let [fault] = &refused["error"]["faults"].as_array().unwrap()[..] else { panic!("{refused}") };
    let fault = fault.as_str().unwrap();
    assert!(fault.contains("1.6.1") && fault.contains("Ngày gửi hồ sơ"), "{fault}");
}
