//! The evidence of a dossier as folders with an index.

#![allow(clippy::unwrap_used)]

mod fixture;

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use backend::{Citation, Code, EvidenceExported, ExportProgress, Office, Place, Refusal};
use calamine::{Reader, Xlsx, open_workbook};
use fixture::{DOSSIER, add, office};

const ROOT: &str = "Minh chứng - UBND xã Đức Liễu - 2024";
const INDEX: &str = "Danh mục tài liệu kiểm chứng.xlsx";
const FIRST: &str = "1.1.1 Ban hành và gửi Kế hoạch CCHC năm đúng thời hạn";
const SECOND: &str = "1.1.2 Mức độ hoàn thành Kế hoạch CCHC năm";
const BONUS: &str = "T1 Mô hình, cách làm mới về CCHC được huyện-tỉnh công nhận…";

fn cited(code: &str) -> Citation {
    let place = Place { section: "mục II".into(), page: "3".into(), note: "bản scan".into() };
    Citation { code: Code::new(code), place }
}

/// One document cited twice, two of the same name, one without a file, one cited nowhere.
fn filled(folder: &Path) -> Office {
    let mut office = office(folder);
    let file = |name: &str, content: &[u8]| {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), content).unwrap();
        folder.join(name)
    };
    let plan = file("a/Kế_hoạch.pdf", b"%PDF-1.4 one");
    let id = add(&mut office, &plan, Some(&cited("1.1.1")));
    let mut document = office.dossier(DOSSIER).unwrap().evidence[0].document.clone();
    document.number = "08/KH-UBND".into();
    document.subject = "=1+1 Kế hoạch".into();
    office.update_evidence(DOSSIER, &id, &document).unwrap();
    office.cite(DOSSIER, &id, &cited("1.1.2")).unwrap();
    office.cite(DOSSIER, &id, &cited("T1")).unwrap();
    let large = vec![7; 3 << 20];
    for (name, content) in [("b/con.txt", &b"two"[..]), ("c/CON.txt", &large)] {
        add(&mut office, &file(name, content), Some(&cited("1.1.2")));
    }
    add(&mut office, &file("d/Thừa.pdf", b"unused"), None);
    let listed = r#"{"schema":"par-evidence/1","documents":[{"number":"5/QĐ-UBND","date":"2024-01-02",
        "issuer":"UBND xã","subject":"Quyết định","citations":[{"code":"1.1.1","page":"2"}]}]}"#;
    office.import_evidence(DOSSIER, &file("evidence.json", listed.as_bytes())).unwrap();
    office
}

fn export(office: &Office, out: &Path) -> backend::Result<EvidenceExported> {
    office.export_evidence(DOSSIER, out, &mut |_| ControlFlow::Continue(()))
}

/// Every file below a folder with its size.
fn found(folder: &Path) -> BTreeMap<String, u64> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(one) = folders.pop() {
        for entry in fs::read_dir(one).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                all.insert(name, path.metadata().unwrap().len());
            }
        }
    }
    all
}

#[test]
fn every_file_stands_in_the_folder_of_each_code_and_in_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let office = filled(folder.path());
    let mut told = Vec::new();
    let exported = office
        .export_evidence(DOSSIER, out.path(), &mut |ExportProgress { done, all, name }| {
            told.push((done, all, name.to_owned()));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(exported.folder, out.path().join(ROOT));
    assert_eq!((exported.files, exported.without_file), (6, 1));
    assert_eq!(
        told.iter().map(|one| (one.0, one.1)).collect::<Vec<_>>(),
        [0, 1, 2, 3, 4, 5, 6].map(|done| (done, 6))
    );
    assert_eq!(told[6].2, INDEX);

    let mut files = found(&exported.folder);
    files.remove(INDEX).unwrap();
    assert_eq!(files.values().sum::<u64>(), exported.bytes);
    let plan = "08-KH-UBND =1+1 Kế hoạch.pdf";
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert!(names.contains(&format!("{FIRST}/{plan}").as_str()), "{names:?}");
    assert!(names.contains(&format!("{SECOND}/{plan}").as_str()), "{names:?}");
    assert!(names.contains(&format!("{BONUS}/{plan}").as_str()), "{names:?}");
    assert!(names.contains(&"Chưa viện dẫn/Thừa.pdf"), "{names:?}");
    // Which of the two is first is not known.
    let second = names.iter().filter_map(|name| name.strip_prefix(&format!("{SECOND}/")));
    let mut second: Vec<String> = second.map(str::to_lowercase).collect();
    second.sort();
    assert_eq!(second, [plan.to_lowercase().as_str(), "_con.txt", "con (2).txt"]);
    let copy = fs::read(exported.folder.join(SECOND).join(plan)).unwrap();
    assert_eq!(copy, b"%PDF-1.4 one");

    let mut book: Xlsx<_> = open_workbook(exported.folder.join(INDEX)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<String>> =
        sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    // Head, seven citations (one of them without a file), one document that is cited nowhere.
    assert_eq!(rows.len(), 1 + 6 + 1);
    let codes: Vec<&str> = rows.iter().skip(1).map(|row| row[1].as_str()).collect();
    assert_eq!(codes, ["1.1.1", "1.1.1", "1.1.2", "1.1.2", "1.1.2", "T1", ""]);
    let row = rows.iter().find(|row| row[6] == "=1+1 Kế hoạch").unwrap();
    assert_eq!(row[7..10], ["mục II", "3", "bản scan"]);
    assert_eq!(row[10], plan);
    assert_eq!(row[12].len(), 64);
    let row = rows.iter().find(|row| row[6] == "Quyết định").unwrap();
    assert_eq!((row[3].as_str(), row[8].as_str(), row[12].as_str()), ("5/QĐ-UBND", "2", ""));
    assert!(row[10].contains("không có tệp"), "{row:?}");
    assert_eq!(rows[7][2], "Chưa viện dẫn");
    // Every file that the index names is there.
    for row in rows.iter().skip(1).filter(|row| !row[12].is_empty()) {
        assert!(names.iter().any(|name| name.ends_with(&format!("/{}", row[10]))), "{row:?}");
    }
}

#[test]
fn folder_that_is_there_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let office = filled(folder.path());
    let first = export(&office, out.path()).unwrap().folder;
    let before = found(&first);
    fs::write(first.join("ghi chú.txt"), "own").unwrap();
    let second = export(&office, out.path()).unwrap().folder;
    assert_eq!(second, out.path().join(format!("{ROOT} (2)")));
    assert_eq!(found(&second), before);
    assert_eq!(fs::read_to_string(first.join("ghi chú.txt")).unwrap(), "own");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 2);
}

#[test]
fn export_that_is_ended_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let office = filled(folder.path());
    for last in 0..=6 {
        let out = tempfile::tempdir().unwrap();
        let ended = office.export_evidence(DOSSIER, out.path(), &mut |progress| {
            if progress.done == last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(ended.unwrap_err().code, "cancelled");
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0, "{last}");
    }
}

#[test]
fn export_that_fails_on_the_way_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let office = filled(folder.path());
    // The folder that is being filled is taken away, as a drive that is pulled out.
    let failed = office.export_evidence(DOSSIER, out.path(), &mut |progress| {
        if progress.done == 3 {
            let staging = fs::read_dir(out.path()).unwrap().next().unwrap().unwrap().path();
            fs::remove_dir_all(&staging).unwrap();
            fs::write(&staging, "").unwrap();
        }
        ControlFlow::Continue(())
    });
    assert_eq!(failed.unwrap_err().refusal, Refusal::Path);
    assert!(!out.path().join(ROOT).exists());

    // A file that vanishes after it was written is missed before the folder gets its name.
    let out = tempfile::tempdir().unwrap();
    let failed = office.export_evidence(DOSSIER, out.path(), &mut |progress| {
        if progress.done == 6 {
            let drafts = fs::read_dir(out.path()).unwrap().next().unwrap().unwrap().path();
            let staging = fs::read_dir(drafts).unwrap().map(|entry| entry.unwrap().path());
            let mut staging = staging.filter(|path| path.join(FIRST).exists());
            let staging = staging.next().unwrap();
            fs::remove_dir_all(staging.join(FIRST)).unwrap();
        }
        ControlFlow::Continue(())
    });
    assert_eq!(failed.unwrap_err().code, "not-verified");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn folders_that_cannot_be_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let office = filled(folder.path());
    let missing = folder.path().join("không có");
    let error = export(&office, &missing).unwrap_err();
    assert_eq!((error.code, error.refusal), ("folder-missing", Refusal::Path));
    let file = folder.path().join("evidence.json");
    let error = export(&office, &file).unwrap_err();
    assert_eq!((error.code, error.refusal), ("not-folder", Refusal::Path));
    assert!(error.message.contains("evidence.json"));
}

/// Does something with a small file system in memory mounted on a folder.
fn on_disk(folder: &Path, options: &str, with: impl FnOnce()) {
    let options = format!("size=2m,{options}");
    let mount =
        Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(folder).status();
    assert!(mount.unwrap().success(), "this test needs the right to mount");
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(with));
    assert!(Command::new("umount").arg(folder).status().unwrap().success());
    done.unwrap();
}

#[test]
fn full_or_locked_disk_is_told_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let office = filled(folder.path());
    for (options, code) in [("rw", "disk-full"), ("ro", "read-only")] {
        on_disk(out.path(), options, || {
            let error = export(&office, out.path()).unwrap_err();
            assert_eq!((error.code, error.refusal), (code, Refusal::Path));
            assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
        });
    }
}

#[test]
fn dossier_without_evidence_has_nothing_to_export() {
    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    assert_eq!(export(&office(folder.path()), out.path()).unwrap_err().code, "no-evidence");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn paths_stay_short_enough_for_windows() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("Tài liệu của tôi/Cải cách hành chính năm 2024 gửi Sở Nội vụ");
    fs::create_dir_all(&out).unwrap();
    let mut office = office(folder.path());
    let long = folder.path().join(format!("{}.docx", "Báo cáo kết quả ".repeat(10)));
    fs::write(&long, "x").unwrap();
    for code in ["1.1.1", "T1"] {
        add(&mut office, &long, Some(&cited(code)));
    }
    let exported = export(&office, &out).unwrap();
    for name in found(&exported.folder).keys() {
        let path = exported.folder.join(name);
        assert!(path.to_str().unwrap().encode_utf16().count() < 240, "{}", path.display());
        assert!(name == INDEX || name.ends_with("….docx"), "{name}");
    }
}
