//! The architecture's invariants, read from the workspace itself (see `ARCHITECTURE.md`).

#![allow(clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Direct dependencies of every crate of the workspace, without those of its tests.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = MetadataCommand::new().no_deps().exec().expect("cargo metadata");
    metadata
        .packages
        .iter()
        .map(|package| {
            let normal =
                package.dependencies.iter().filter(|one| one.kind == DependencyKind::Normal);
            (package.name.to_string(), normal.map(|one| one.name.clone()).collect())
        })
        .collect()
}

#[test]
fn data_flows_one_way() {
    let all = dependencies();
    let own: BTreeSet<&str> = all.keys().map(String::as_str).collect();
    let expected: &[(&str, &[&str])] = &[
        ("words", &[]),
        ("scoring", &[]),
        ("signing", &[]),
        ("exchange", &[]),
        ("store", &["scoring"]),
        ("report", &["scoring", "words"]),
        ("backend", &["exchange", "reader", "report", "scoring", "signing", "store", "words"]),
        ("preview", &[]),
        ("reader", &["preview"]),
        ("views", &["backend", "scoring", "store", "words"]),
        ("par-index", &["backend", "words"]),
        ("par-index-desktop", &["backend", "views", "words"]),
        ("xtask", &[]),
        ("tests", &[]),
    ];
    assert_eq!(own, expected.iter().map(|(name, _)| *name).collect(), "a crate is not listed here");
    for (name, allowed) in expected {
        let used: Vec<&str> =
            all[*name].iter().map(String::as_str).filter(|one| own.contains(one)).collect();
        assert_eq!(used, *allowed, "{name}");
    }
}

#[test]
fn each_outside_matter_is_known_to_one_crate() {
    let all = dependencies();
    let keepers: &[(&str, &[&str])] = &[
        ("rusqlite", &["store"]),
        ("rusqlite_migration", &["store"]),
        ("printpdf", &["report"]),
        ("qrcodegen", &["report"]),
        ("subsetter", &["report"]),
        ("rust_xlsxwriter", &["report"]),
        ("zip", &["exchange", "reader", "report"]),
        ("calamine", &["reader"]),
        ("cfb", &["reader"]),
        ("quick-xml", &["reader"]),
        ("image", &["reader"]),
        ("hayro", &["preview"]),
        ("png", &["preview", "report"]),
        ("cms", &["signing"]),
        ("minisign-verify", &["backend"]),
        ("ts-rs", &["views"]),
        ("tauri", &["par-index-desktop"]),
        ("clap", &["par-index"]),
    ];
    for (dependency, keepers) in keepers {
        let users: Vec<&str> = all
            .iter()
            .filter(|(_, used)| used.contains(*dependency))
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(users, *keepers, "{dependency}");
    }
}

#[test]
fn scoring_is_pure() {
    for (path, text) in production_sources() {
        if path.components().any(|part| part.as_os_str() == "scoring") {
            for word in ["std::fs", "std::env", "std::time", "Utc::now", "Local::now", "f64", "f32"]
            {
                assert!(!text.contains(word), "{word} in {}", path.display());
            }
        }
    }
}

#[test]
fn one_module_names_printpdf() {
    let users: Vec<PathBuf> = production_sources()
        .into_iter()
        .filter(|(_, text)| text.contains("printpdf::"))
        .map(|(path, _)| path)
        .collect();
    let folder: BTreeSet<&Path> =
        users
            .iter()
            .map(|path| {
                if path.ends_with("pdf.rs") {
                    path.as_path()
                } else {
                    path.parent().expect("folder")
                }
            })
            .collect();
    assert_eq!(folder.len(), 1, "{users:?}");
}

#[test]
fn sql_stands_in_the_store_only() {
    for (path, text) in production_sources() {
        if !path.components().any(|part| part.as_os_str() == "store") {
            for word in ["SELECT ", "INSERT INTO", "PRAGMA "] {
                assert!(!text.contains(word), "{word} in {}", path.display());
            }
        }
    }
}

#[test]
fn no_content_is_opened_in_the_programs_own_process() {
    // What runs in the reading process alone.
    let allowed = [("examination.rs", "signing::verify"), ("examination.rs", "report::named")];
    let opening = [
        "signing::verify",
        "report::named",
        "lopdf",
        "hayro",
        "preview::",
        "Pages::open",
        "reader::picture(",
        "reader::blocks(",
    ];
    let programs = ["backend", "views", "cli", "src"];
    for (path, text) in production_sources() {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri");
        let program = program.canonicalize().expect("folder of sources");
        let inside = path.strip_prefix(&program).expect("a source of the program");
        let place = inside.strip_prefix("crates").unwrap_or(inside).iter().next();
        if !programs.iter().any(|name| place.is_some_and(|place| place == *name)) {
            continue;
        }
        for word in opening {
            let is_allowed = allowed.iter().any(|(file, one)| path.ends_with(file) && *one == word);
            assert!(is_allowed || !text.contains(word), "{word} in {}", path.display());
        }
        // What is signed was examined before.
        let signs = text.contains("signing::sign(") || text.contains("signing::fields(");
        assert!(!signs || path.ends_with("backend/src/signatures.rs"), "{}", path.display());
    }
}

#[test]
fn vietnamese_words_stand_in_the_catalogue_only() {
    const MARKS: &str = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";
    for (path, text) in production_sources() {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let found = code.to_lowercase().chars().any(|letter| MARKS.contains(letter));
            assert!(!found, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

/// The commands that the program declares, each with how it declares it.
fn declared_commands() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, text) in production_sources() {
        for declared in text.split("#[tauri::command").skip(1) {
            assert!(
                path.parent().is_some_and(|folder| folder.ends_with("src/commands")),
                "{} declares a command",
                path.display()
            );
            let (how, rest) = declared.split_once("fn ").expect("a function");
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            found.push((name.to_owned(), how.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    found
}

#[test]
fn no_command_runs_on_a_worker_of_the_event_loop() {
    for (name, how) in declared_commands() {
        assert_eq!(how, "] pub(crate)", "{name} is not run as the others are");
    }
    let handlers: Vec<String> = production_sources()
        .into_iter()
        .flat_map(|(_, text)| {
            text.split("generate_handler!")
                .map(str::to_owned)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .skip(1)
        })
        .collect();
    assert_eq!(handlers.len(), 1, "commands are registered at one place");
    assert!(handlers[0].ends_with(".invoke_handler(aside::aside(tauri::"), "they run aside");
}

#[test]
fn commands_are_the_same_in_the_program_and_in_the_window() {
    let declared: BTreeSet<String> =
        declared_commands().into_iter().map(|(name, _)| name).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect(path);

    let list = read("src-tauri/src/commands/mod.rs");
    let list = list.split_once("generate_handler![").and_then(|(_, rest)| rest.split_once(']'));
    let list = list.expect("the list of commands").0;
    let name = |line: &str| line.trim().rsplit_once("::").map(|(_, name)| name.to_owned());
    let registered: Vec<String> = list.split(',').filter_map(name).collect();
    assert_eq!(registered.len(), declared.len(), "a command is registered twice or not at all");
    assert_eq!(registered.into_iter().collect::<BTreeSet<_>>(), declared, "registered");

    let window = read("ui/src/lib/backend/tauri.ts");
    let calls = window.split("invoke").skip(1).filter_map(|rest| rest.split_once("('"));
    let calls = calls.filter(|(between, _)| between.is_empty() || between.starts_with('<'));
    let asked: BTreeSet<String> =
        calls.filter_map(|(_, rest)| Some(rest.split_once('\'')?.0.to_owned())).collect();
    assert_eq!(asked, declared, "asked by the window");
}

/// Whoever else opened or made files would pass by the gate that keeps data files whole.
#[test]
fn files_are_opened_and_made_in_listed_places_only() {
    const WORDS: [&str; 9] = [
        "File::open(",
        "File::create",
        "File::options",
        "OpenOptions",
        "fs::write(",
        "fs::copy(",
        "fs::rename(",
        "fs::hard_link(",
        "tempfile::",
    ];
    const PLACES: [&str; 13] = [
        // The gate itself.
        "store/src/disk/draft.rs",
        "store/src/disk/input.rs",
        "store/src/disk/place.rs",
        // The data file, the note beside it, its backups.
        "store/src/file/mod.rs",
        "store/src/file/note.rs",
        "store/src/backup/contents.rs",
        "store/src/backup/proved.rs",
        "store/src/backup/restore.rs",
        // Texts that nobody else sees, without a name.
        "store/src/transfer/texts.rs",
        // Drafts within a folder of the gate.
        "backend/src/files.rs",
        // An installer that Windows must hold while it is proved.
        "backend/src/update.rs",
        // The mark of the web beside a copy, on Windows.
        "src/opened.rs",
        // Settings that cannot be used are set aside.
        "src/kept.rs",
    ];
    for (path, text) in production_sources() {
        // What tests answer in the place of dialogs, and what only runs while the program is built.
        let is_no_part = path.ends_with("src/dialogs.rs")
            || path.ends_with("build.rs")
            || path.components().any(|part| part.as_os_str() == "xtask");
        if is_no_part || PLACES.iter().any(|place| path.ends_with(place)) {
            continue;
        }
        let text = text.replace("DataFile::", "").replace("KeptFile::", "");
        for word in WORDS {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
    }
}

/// Every Rust file of the program and its crates, each up to its tests, without test files,
/// examples and benches.
fn production_sources() -> Vec<(PathBuf, String)> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri");
    let folder = |name| program.join(name).canonicalize().expect("folder of sources");
    let mut found = Vec::new();
    let mut folders = vec![folder("crates"), folder("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("folder") {
            let path = entry.expect("entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && !["tests", "examples", "benches"].contains(&name) {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && name != "tests.rs" {
                let text = std::fs::read_to_string(&path).expect("source");
                let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
                found.push((path, code));
            }
        }
    }
    assert!(found.len() > 40, "the sources were not found");
    found
}
