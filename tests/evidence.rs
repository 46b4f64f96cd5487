//! Evidence through the command line: documents, their files, the search, and out again.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

mod headless;

use headless::{Office, SAMPLES, asset, at_work, printed, program};
use serde_json::Value;

#[test]
fn the_same_document_is_cited_again_and_not_doubled() {
    let office = Office::with_dossier(SAMPLES[0]);
    let add = |code: &str| {
        let common = [
            "--number",
            "12/BC-UBND",
            "--date",
            "2024-02-05",
            "--issuer",
            "UBND xã",
            "--subject",
            "Báo cáo",
        ];
        let arguments =
            [&["evidence", "add", &office.dossier, code], &common[..], &["--page", "3"]].concat();
        office.run(&arguments)
    };
    add("1.1.1").exits(0);
    add("1.1.2").exits(0);
    let refused = add("9.9.9").exits(1);
    assert!(refused.err.contains("9.9.9"), "{}", refused.err);
    let evidence = &office.content()["evidence"];
    assert_eq!(evidence.as_array().unwrap().len(), 1);
    assert_eq!(evidence[0]["citations"].as_array().unwrap().len(), 2);
}

#[test]
fn evidence_that_is_there_is_not_imported_twice() {
    let office = Office::filled(SAMPLES[0]);
    let before = office.content();
    let file = asset("sample/evidence-xa-duc-lieu.json").display().to_string();
    let again =
        office.run(&["evidence", "import", &office.dossier, &file, "--json"]).exits(0).json();
    assert_eq!((&again["documents"], &again["known"]), (&0.into(), &48.into()));
    assert_eq!(office.content(), before);
}

#[test]
fn files_go_in_are_cited_and_come_out_the_same() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    let scan = office.write("Báo_cáo 12.pdf", "%PDF-1.4 nội dung");
    let empty = office.write("rỗng.pdf", "");
    let attach = ["evidence", "attach", id, &scan, &empty, "--code", "1.1.1", "--page", "3"];
    let mixed = office.run(&[&attach[..], &["--json"]].concat()).exits(1).json();
    assert_eq!(mixed["refused"][0]["code"], "empty-file");
    let document = mixed["added"][0]["document"].as_str().unwrap();

    office.run(&["evidence", "cite", id, document, "1.1.2", "--section", "mục II"]).exits(0);
    let list = office.run(&["evidence", "list", id, "--json"]).exits(0).json();
    let listed = list["documents"].as_array().unwrap();
    let listed = listed.iter().find(|one| one["document"] == document).unwrap();
    assert_eq!(listed["subject"], "Báo cáo 12");
    assert_eq!(listed["file"]["name"], "Báo_cáo 12.pdf");
    assert_eq!(listed["citations"].as_array().unwrap().len(), 2);

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    office.run(&["evidence", "get", id, document, "--out", out]).exits(0);
    let saved = folder.path().join("Báo_cáo 12.pdf");
    assert_eq!(std::fs::read_to_string(&saved).unwrap(), "%PDF-1.4 nội dung");
    let none = office.run(&["evidence", "get", id, "none", "--out", out]).exits(1);
    assert!(none.err.contains("none"), "{}", none.err);

    // What undo could bring back stays; what a sign-off leaves behind goes.
    office.run(&["undo", id]).exits(0);
    office.run(&["undo", id]).exits(0);
    let freed = |office: &Office| office.run(&["evidence", "gc", "--json"]).exits(0).json();
    let kept = freed(&office);
    assert_eq!((&kept["files"], &kept["keptFiles"]), (&0.into(), &1.into()));
    let told = office.run(&["evidence", "gc"]).exits(0).out;
    assert!(told.contains("Còn giữ 1 nội dung"), "{told}");
    office.run(&["sign-off", id]).exits(0);
    assert_eq!(freed(&office)["files"], 1);
    office.run(&["check"]).exits(0);
}

#[test]
fn evidence_is_exported_as_folders_with_an_index() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    let scan = office.write("Báo cáo.pdf", "%PDF-1.4 nội dung");
    office.run(&["evidence", "attach", id, &scan, "--code", "1.1.1"]).exits(0);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let export = |out: &str| office.run(&["evidence", "export", id, "--out", out, "--json"]);
    let exported = export(out).exits(0).json();
    assert_eq!((&exported["files"], &exported["withoutFile"]), (&1.into(), &48.into()));
    assert_eq!(exported["bytes"], "%PDF-1.4 nội dung".len());
    let made = printed(&exported["folder"]);
    assert!(made.starts_with(out) && made.join("Danh mục tài liệu kiểm chứng.xlsx").is_file());
    let text = office.run(&["evidence", "export", id, "--out", out]).exits(0).out;
    assert!(text.contains("(2)") && text.contains("48"), "{text}");
    assert_eq!(export(&scan).exits(3).json()["error"]["code"], "not-folder");
    assert_eq!(export("/không/có").exits(3).json()["error"]["code"], "folder-missing");
}

#[test]
fn document_has_one_file_at_a_time() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    let (one, other) = (office.write("a.txt", "one"), office.write("b.txt", "other"));
    let list = office.run(&["evidence", "list", id, "--json"]).exits(0).json();
    let document = list["documents"][0]["document"].as_str().unwrap();
    let out = office.folder.path().join("out.txt");
    let out = out.to_str().unwrap();
    office.run(&["evidence", "get", id, document, "--out", out]).exits(1);
    office.run(&["evidence", "attach", id, &one, &other, "--document", document]).exits(1);
    for (path, content) in [(&one, "one"), (&other, "other")] {
        office.run(&["evidence", "attach", id, path, "--document", document]).exits(0);
        office.run(&["evidence", "get", id, document, "--out", out]).exits(0);
        assert_eq!(std::fs::read_to_string(out).unwrap(), content);
    }
}

#[test]
fn file_is_there_whole_or_not_at_all_when_the_power_goes() {
    let office = Office::filled(SAMPLES[0]);
    let id = office.dossier.as_str();
    let large = office.folder.path().join("large.bin");
    std::fs::write(&large, vec![7; 48 << 20]).unwrap();
    let count = || {
        let list = office.run(&["evidence", "list", id, "--json"]).exits(0).json();
        list["documents"].as_array().unwrap().len()
    };
    let before = count();
    let mut cut = 0;
    for wait in [20, 60, 120, 250, 400] {
        let mut attach = program();
        attach.args(["evidence", "attach", id]).arg(&large);
        let mut attaching = at_work(&mut attach, &office.data_file());
        std::thread::sleep(std::time::Duration::from_millis(wait));
        if attaching.try_wait().unwrap().is_none() {
            cut += 1;
        }
        let _ = attaching.kill();
        let whole = attaching.wait().unwrap().success();
        office.run(&["check"]).exits(0);
        if whole || count() > before {
            break;
        }
    }
    assert!(cut > 0, "the program was faster than every wait");
    let list = office.run(&["evidence", "list", id, "--json"]).exits(0).json();
    for document in list["documents"].as_array().unwrap() {
        if document["file"].is_object() {
            assert_eq!(document["file"]["bytes"], 48 << 20);
        }
    }
}

/// Adds a file and gives its document as it is listed.
fn attached(office: &Office, path: &str) -> Value {
    let added = office.run(&["evidence", "attach", &office.dossier, path, "--json"]).exits(0);
    let document = added.json()["added"][0]["document"].clone();
    listed(office, &document)
}

fn listed(office: &Office, document: &Value) -> Value {
    let list = office.run(&["evidence", "list", &office.dossier, "--json"]).exits(0).json();
    let documents = list["documents"].as_array().unwrap();
    documents.iter().find(|one| one["document"] == *document).unwrap().clone()
}

/// A report of the program's own, signed and with a number: the kind of document that is attached.
fn report(office: &Office) -> String {
    let out = office.folder.path().join("bao cao.pdf").display().to_string();
    office.run(&["export", "pdf", &office.dossier, "--out", &out]).exits(0);
    out
}

#[test]
fn text_of_files_is_found_with_and_without_diacritics_and_leads_to_the_page() {
    let office = Office::filled(SAMPLES[0]);
    let document = attached(&office, &report(&office));
    assert!(document["file"]["found"]["pages"].as_u64().unwrap() > 10, "{document}");
    let search = |words: &[&str]| {
        let arguments = [&["evidence", "search", &office.dossier, "--json"], words].concat();
        office.run(&arguments).exits(0).json()["found"].clone()
    };
    for words in [
        &["danh mục tài liệu kiểm chứng chỉ số"][..],
        &["DANH", "MUC", "TAI", "LIEU", "KIEM", "CHUNG", "CHI"],
    ] {
        let found = search(words);
        let one =
            found.as_array().unwrap().iter().find(|one| one["document"] == document["document"]);
        let page = &one.unwrap()["pages"][0];
        assert!(page["page"].as_u64().unwrap() > 1, "{page}");
        assert!(page["excerpt"].as_str().unwrap().to_lowercase().contains("danh mục"), "{page}");
    }
    assert_eq!(search(&["không có chữ này ở đâu cả"]), Value::Array(Vec::new()));
    let text = office.run(&["evidence", "search", &office.dossier, "xyzzy"]).exits(0).out;
    assert!(text.contains("xyzzy"), "{text}");
}

#[test]
fn particulars_are_proposed_from_the_file() {
    let office = Office::filled(SAMPLES[0]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("15-KH-UBND ngay 05-02-2024 ke hoach.docx");
    std::fs::write(&path, "no real document").unwrap();
    let proposal = attached(&office, path.to_str().unwrap())["proposal"].clone();
    assert_eq!(proposal["number"], "15/KH-UBND");
    assert_eq!(proposal["date"], "2024-02-05");
    assert_eq!(proposal["kind"], "Kế hoạch");
    assert_eq!(proposal["fromName"], serde_json::json!(["number", "date", "kind"]));
    let sign = ["sign-off", &office.dossier, "--date", "2024-12-09", "--number"];
    let other = office.run(&[&sign[..], &["281/TB-UBND"]].concat()).exits(1);
    assert!(other.err.contains("281/TB-UBND") && other.err.contains("BC-UBND"), "{}", other.err);
    office.run(&[&sign[..], &["281/BC-UBND"]].concat()).exits(0);
    let signed = report(&office);
    office.run(&["reopen", &office.dossier, "--reason", "Bổ sung"]).exits(0);
    let proposal = attached(&office, &signed)["proposal"].clone();
    assert_eq!(proposal["number"], "281/BC-UBND");
    assert_eq!(proposal["date"], "2024-12-09");
    assert_eq!(proposal["issuer"], "Ủy ban nhân dân xã Đức Liễu");
    assert_eq!(proposal["fromName"], Value::Array(Vec::new()));
}

#[test]
fn secret_documents_are_entered_without_their_content_unless_told_otherwise() {
    let office = Office::with_dossier(SAMPLES[0]);
    let id = office.dossier.as_str();
    let secret = office.write("thong bao.txt", "UBND XÃ\nSố: 3/TB-UBND\n\nTỐI MẬT\n\nTHÔNG BÁO\n");
    let added = office.run(&["evidence", "attach", id, &secret, "--json"]).exits(0).json();
    assert_eq!(added["added"][0]["withheld"], "TỐI MẬT");
    let document = listed(&office, &added["added"][0]["document"]);
    assert_eq!((&document["file"], &document["citeOnly"]), (&Value::Null, &true.into()));
    let name = document["document"].as_str().unwrap();
    let to_it = ["evidence", "attach", id, &secret, "--document", name];
    assert!(office.run(&to_it).exits(1).err.contains("TỐI MẬT"));
    office.run(&[&to_it[..], &["--even-secret"]].concat()).exits(0);
    let document = listed(&office, &document["document"]);
    assert_eq!(document["citeOnly"], false);
    assert_eq!(document["file"]["name"], "thong bao.txt");
    // Where it is cited is said in a command of its own.
    office.run(&[&to_it[..], &["--code", "1.1.1"]].concat()).exits(2);
}

#[test]
fn stamp_in_a_page_header_keeps_the_content_out() {
    let office = Office::with_dossier(SAMPLES[0]);
    let content = include_bytes!("../src-tauri/crates/reader/tests/samples/header.docx");
    let path = office.write("bao cao.docx", content);
    let attach = ["evidence", "attach", &office.dossier, &path, "--json"];
    let added = office.run(&attach).exits(0).json();
    assert_eq!(added["added"][0]["withheld"], "MẬT");
    let document = listed(&office, &added["added"][0]["document"]);
    assert_eq!((&document["file"], &document["citeOnly"]), (&Value::Null, &true.into()));
}

#[test]
fn file_that_takes_the_reading_process_down_comes_in_by_choice_alone() {
    let office = Office::with_dossier(SAMPLES[0]);
    let id = office.dossier.as_str();
    // A page that unfolds to three gigabytes.
    let path = office.folder.path().join("bao cao.pdf").display().to_string();
    let source = "import sys, zlib\n\
        packer = zlib.compressobj(9)\n\
        page = b''.join(packer.compress(b' ' * (64 << 20)) for _ in range(48)) + packer.flush()\n\
        parts = [b'<</Type/Catalog/Pages 2 0 R>>', b'<</Type/Pages/Kids[3 0 R]/Count 1>>', \
        b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>', \
        b'<</Filter/FlateDecode/Length %d>>stream\\n' % len(page) + page + b'\\nendstream']\n\
        out = b'%PDF-1.7\\n'\n\
        places = []\n\
        for number, part in enumerate(parts, 1):\n\
        \x20   places.append(len(out)); out += b'%d 0 obj' % number + part + b'endobj\\n'\n\
        table = b''.join(b'%010d 00000 n \\n' % place for place in places)\n\
        out += b'xref\\n0 5\\n0000000000 65535 f \\n' + table + \
        b'trailer<</Size 5/Root 1 0 R>>\\nstartxref\\n%d\\n%%%%EOF' % len(out)\n\
        open(sys.argv[1], 'wb').write(out)\n";
    let made = std::process::Command::new("python3").args(["-c", source, &path]).status().unwrap();
    assert!(made.success());

    let refused = office.run(&["evidence", "attach", id, &path, "--json"]).exits(1).json();
    assert_eq!(refused["refused"][0]["code"], "unread");
    let document = listed(&office, &refused["refused"][0]["document"]);
    assert_eq!((&document["file"], &document["citeOnly"]), (&Value::Null, &false.into()));
    let name = document["document"].as_str().unwrap();
    let to_it = ["evidence", "attach", id, &path, "--document", name];
    assert!(office.run(&to_it).exits(1).err.contains("chưa biết có dấu mật"));
    office.run(&[&to_it[..], &["--even-secret"]].concat()).exits(0);
    assert_eq!(listed(&office, &document["document"])["file"]["name"], "bao cao.pdf");
}

#[test]
fn folders_are_taken_in_with_what_is_in_them() {
    let office = Office::with_dossier(SAMPLES[0]);
    let id = office.dossier.as_str();
    let folder = office.folder.path().join("quý 1");
    std::fs::create_dir_all(folder.join("ảnh")).unwrap();
    for name in ["a.txt", "con.txt", "ảnh/a.txt", "e\u{302}\u{301}.txt", "cuối. .txt"] {
        std::fs::write(folder.join(name), name).unwrap();
    }
    std::fs::write(folder.join("rỗng.txt"), "").unwrap();
    let long = format!("{}.txt", "d".repeat(240));
    std::fs::write(folder.join(&long), "long").unwrap();
    let folder = folder.display().to_string();
    let added = office.run(&["evidence", "attach", id, &folder, "--json"]).exits(1).json();
    assert_eq!(added["added"].as_array().unwrap().len(), 6);
    assert_eq!(added["refused"][0]["code"], "empty-file");
    let out = tempfile::tempdir().unwrap();
    let out = out.path().to_str().unwrap();
    for one in added["added"].as_array().unwrap() {
        let document = one["document"].as_str().unwrap();
        office.run(&["evidence", "get", id, document, "--out", out]).exits(0);
    }
    let gone = office.folder.path().join("không có").display().to_string();
    office.run(&["evidence", "attach", id, &gone]).exits(3);
}

#[test]
fn documents_without_number_and_date_stand_as_they_were_added() {
    let office = Office::with_dossier(SAMPLES[0]);
    let folder = office.folder.path().join("ảnh");
    std::fs::create_dir(&folder).unwrap();
    let names: Vec<String> = (1..=20).map(|number| format!("trang {number:02}.txt")).collect();
    for name in &names {
        std::fs::write(folder.join(name), name).unwrap();
    }
    office.run(&["evidence", "attach", &office.dossier, folder.to_str().unwrap()]).exits(0);
    let latest = office.write("a.txt", "a");
    office.run(&["evidence", "attach", &office.dossier, &latest]).exits(0);
    let list = office.run(&["evidence", "list", &office.dossier, "--json"]).exits(0).json();
    let listed = list["documents"].as_array().unwrap().iter();
    let listed: Vec<&str> = listed.map(|one| one["file"]["name"].as_str().unwrap()).collect();
    assert_eq!(listed[..20], names);
    assert_eq!(listed[20..], ["a.txt"]);
}

#[cfg(unix)]
#[test]
fn file_whose_name_is_not_unicode_comes_in_legibly_and_goes_out() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let office = Office::with_dossier(SAMPLES[0]);
    let id = office.dossier.as_str();
    let folder = office.folder.path().join("cũ");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join(OsStr::from_bytes(b"B\xb8o c\xb8o \x93.txt"));
    std::fs::write(&path, "TCVN3").unwrap();
    let data_file = office.data_file();
    // Once by itself, once with its folder.
    for path in [&path, &folder] {
        let attach = ["--file", data_file.to_str().unwrap(), "evidence", "attach", id];
        let run = program().args(attach).arg(path).output().unwrap();
        headless::Run::of(run).exits(0);
    }
    let list = office.run(&["evidence", "list", id, "--json"]).exits(0).json();
    let documents = list["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 2);
    for document in documents {
        assert_eq!(document["file"]["name"], "B¸o c¸o \u{fffd}.txt");
    }
    let out = tempfile::tempdir().unwrap();
    let out = out.path().to_str().unwrap();
    let document = documents[0]["document"].as_str().unwrap();
    office.run(&["evidence", "get", id, document, "--out", out]).exits(0);
    assert!(std::path::Path::new(out).join("B¸o c¸o \u{fffd}.txt").is_file());
    let exported = office.run(&["evidence", "export", id, "--out", out, "--json"]).exits(0).json();
    assert_eq!(exported["files"], 2);
}

#[test]
fn programs_are_refused_whatever_their_name_says() {
    let office = Office::with_dossier(SAMPLES[0]);
    for (name, content) in [
        ("kế hoạch.pdf", &b"MZ\x90\0\x03"[..]),
        ("a.docx", b"\x7fELF\x02\x01"),
        ("b.txt", b"#!/bin/sh\n"),
    ] {
        let path = office.write(name, content);
        let run = office.run(&["evidence", "attach", &office.dossier, &path, "--json"]).exits(1);
        assert_eq!(run.json()["error"]["code"], "program-file", "{name}");
    }
    assert_eq!(office.content()["evidence"], Value::Array(Vec::new()));
}

#[test]
fn limits_are_set_and_hold() {
    let office = Office::with_dossier(SAMPLES[0]);
    let limits = |arguments: &[&str]| office.run(&[&["evidence", "limits"], arguments].concat());
    assert_eq!(limits(&["--json"]).exits(0).json()["file"], 50 << 20);
    assert_eq!(limits(&["--file-mb", "0"]).exits(1).out, "");
    limits(&["--file-mb", "1", "--total-mb", "2"]).exits(0);
    let path = office.write("lớn.bin", vec![0; (1 << 20) + 1]);
    let run = office.run(&["evidence", "attach", &office.dossier, &path, "--json"]).exits(1);
    assert_eq!(run.json()["error"]["code"], "file-too-large");
    for (name, exit) in [("a", 0), ("b", 0), ("c", 1)] {
        let path = office.write(name, name.repeat(1 << 20));
        office.run(&["evidence", "attach", &office.dossier, &path]).exits(exit);
    }
}

/// A million bytes without sense behind the beginning of each kind that is read: whatever comes of
/// it, it is told, and everything else goes on.
#[test]
fn nonsense_of_every_kind_is_taken_in_and_told() {
    let beginnings: [(&str, &[u8]); 12] = [
        ("a.pdf", b"%PDF-1.7\n"),
        ("b.docx", b"PK\x03\x04\x14\0\x06\0"),
        ("c.xlsx", b"PK\x05\x06"),
        ("d.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("e.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("f.gif", b"GIF89a"),
        ("g.tif", b"II*\0\x08\0\0\0"),
        ("h.bmp", b"BM\0\0\0\0\0\0\0\0\x36\0\0\0"),
        ("i.webp", b"RIFF\0\0\0\0WEBPVP8 "),
        ("j.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("k.txt", b"\xff\xfe"),
        ("l.bin", b""),
    ];
    let office = Office::with_dossier(SAMPLES[0]);
    let mut state = 88_172_645_463_325_252_u64;
    let mut nonsense = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    };
    for (name, beginning) in beginnings {
        let mut content = beginning.to_vec();
        content.extend(std::iter::repeat_with(&mut nonsense).take(1_000_000));
        let document = attached(&office, &office.write(name, &content));
        let told = &document["file"]["found"];
        assert!(!told["facts"].as_array().unwrap().is_empty(), "{document}");
        let known = !matches!(name, "k.txt" | "l.bin");
        assert_eq!(!told["warnings"].as_array().unwrap().is_empty(), known, "{document}");
        let out = office.folder.path().join("out").display().to_string();
        let id = document["document"].as_str().unwrap();
        office.run(&["evidence", "get", &office.dossier, id, "--out", &out]).exits(0);
        assert!(std::fs::read(&out).unwrap() == content, "{name}");
    }
    office.run(&["evidence", "search", &office.dossier, "a"]).exits(0);
    office.run(&["check"]).exits(0);
}
