//! What another process does to the file, or meets there: crash, lock, missing rights.
//!
//! The other process is this test program again, told by an environment variable what to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fixture::{ID, Office, answer, code, evidence, holder, stamp};
use store::{Dossier, Error, Limits, MadeReport, SignOff, Store};

const ROLE: &str = "STORE_TEST_ROLE";
const FILE: &str = "STORE_TEST_FILE";
/// Files of a group, bytes of each, and which of them is faulty.
const FILES: usize = 7;
const BYTES: usize = 1_000_000;
const FAULTY: usize = 3;
const BUSY: Option<rusqlite::ErrorCode> = Some(rusqlite::ErrorCode::DatabaseBusy);
/// Begins each line that the other process says.
const MARK: &str = "other process: ";

/// The other process; run as an ordinary test it has no role and nothing to do.
#[test]
fn other_process() {
    let Ok(role) = std::env::var(ROLE) else {
        return;
    };
    let path = std::env::var(FILE).unwrap();
    let path = Path::new(&path);
    match role.as_str() {
        "write" => write_for_ever(path),
        "add" => add_for_ever(path),
        "sign" => sign_for_ever(path),
        "hold" => {
            let _store = Store::open(path, &holder("Dũng")).unwrap();
            say("open");
            std::thread::sleep(Duration::from_mins(1));
        }
        "open" => say(&outcome(Store::open(path, &holder("Dũng")).map(drop))),
        "create" => say(&outcome(Store::create(path, &holder("Dũng")).map(drop))),
        other => panic!("role {other}"),
    }
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{MARK}{text}").unwrap();
    out.flush().unwrap();
}

fn outcome(result: store::Result<()>) -> String {
    match result {
        Ok(()) => "opened".into(),
        Err(Error::ReadOnly { path }) => format!("read-only {}", path.display()),
        Err(other) => format!("{other:?}"),
    }
}

/// Writes numbered answers in random order of codes; says each number once it is confirmed.
fn write_for_ever(path: &Path) {
    let mut store = Store::open(path, &holder("Dũng")).unwrap();
    for number in 1.. {
        let item = code(["1.1.1", "1.1.2", "1.1.4"][number % 3]);
        let body = format!(
            r#"{{"inputs":{{"n":{number}}},"explanation":"{}"}}"#,
            "x".repeat(number % 700)
        );
        store.set_answer(ID, &item, &answer(&body), &stamp()).unwrap();
        say(&number.to_string());
    }
}

/// Adds groups of files, one of them faulty; says the groups that are confirmed.
fn add_for_ever(path: &Path) {
    let mut store = Store::open(path, &holder("Dũng")).unwrap();
    let file = |group: usize, at: usize| {
        let file = path.with_file_name(format!("{at}.pdf"));
        let bytes = if at == FAULTY { 0 } else { BYTES };
        let content = format!("{group}.{at} ").repeat(BYTES / 4);
        fs::write(&file, &content[..bytes]).unwrap();
        file
    };
    for group in 1.. {
        let files: Vec<_> = (0..FILES).map(|at| file(group, at)).collect();
        let id = |at: usize| evidence(&format!("e{group}.{at}"), &["1.1.1"]);
        let new: Vec<_> = (0..).map(id).zip(files.iter().map(AsRef::as_ref)).collect();
        let added = store.add_with_files((ID, &new), Limits::default(), &stamp()).unwrap();
        assert_eq!(added.iter().filter(|one| one.is_ok()).count(), FILES - 1);
        say(&group.to_string());
    }
}

/// Signs off, numbers and reopens; says each time that a report is kept.
fn sign_for_ever(path: &Path) {
    let mut store = Store::open(path, &holder("Dũng")).unwrap();
    for number in 1_u32.. {
        let make = |dossier: &Dossier| {
            let shown = format!("{number} {:?}", dossier.signed_off().unwrap().registry);
            Ok::<_, Error>(MadeReport { name: "BC.pdf".into(), pdf: shown.repeat(4_000).into() })
        };
        store.sign_off_with_report(ID, &SignOff::default(), make, &stamp()).unwrap();
        say(&(2 * number - 1).to_string());
        store.set_number_with_report(ID, &fixture::registry(), make, &stamp()).unwrap();
        say(&(2 * number).to_string());
        store.reopen(ID, "Sửa", &stamp()).unwrap();
    }
}

fn myself() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "other_process", "--nocapture", "--test-threads=1"]);
    command
}

fn start(mut command: Command, role: &str, path: &Path) -> Child {
    command.env(ROLE, role).env(FILE, path).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// What the other process says, line by line.
fn sayings(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines.filter_map(|line| line.strip_prefix(MARK).map(str::to_owned))
}

/// The number of the last answer that the file holds.
fn last_number(store: &Store) -> usize {
    let entry = store.history(ID).unwrap().pop().unwrap();
    let text = entry.after.unwrap();
    let digits = text.split_once("\"n\":").map(|(_, rest)| rest.split('}').next().unwrap());
    digits.map_or(0, |digits| digits.parse().unwrap())
}

#[test]
fn killed_while_writing_nothing_confirmed_is_lost() {
    let mut written = 0;
    for attempt in 0..12_u64 {
        let mut office = Office::new();
        drop(office.store.take());
        let mut child = start(myself(), "write", &office.path());
        let mut says = sayings(&mut child);
        let first = says.next().expect("it writes");
        // At another moment each time; what it said until then is confirmed.
        std::thread::sleep(Duration::from_micros(1_000 + attempt * 7_919));
        child.kill().unwrap();
        let confirmed = says.last().unwrap_or(first).parse::<usize>().unwrap();
        child.wait().unwrap();

        office.reopen();
        let stored = last_number(office.store());
        assert!(stored == confirmed || stored == confirmed + 1, "{stored} of {confirmed}");
        let entries = office.store().history(ID).unwrap().len();
        assert_eq!(entries, stored + 3, "every answer before it is on record");
        assert!(office.store().check().unwrap().is_empty());
        written += confirmed;
    }
    assert!(written > 100, "only {written} answers were written");
}

#[test]
fn killed_while_signing_off_leaves_no_sign_off_without_its_report() {
    let mut signed = 0;
    for attempt in 0..12_u64 {
        let mut office = Office::ready();
        drop(office.store.take());
        let mut child = start(myself(), "sign", &office.path());
        let mut says = sayings(&mut child);
        let first = says.next().expect("it signs");
        std::thread::sleep(Duration::from_micros(1_000 + attempt * 7_919));
        child.kill().unwrap();
        let confirmed = says.last().unwrap_or(first).parse::<usize>().unwrap();
        child.wait().unwrap();

        office.reopen();
        let dossier = office.store().dossier(ID).unwrap();
        let kept = dossier.reports.len();
        assert!(kept == confirmed || kept == confirmed + 1, "{kept} of {confirmed}");
        for sign_off in &dossier.sign_offs {
            assert!(dossier.reports.iter().any(|one| one.is_of(sign_off)), "{sign_off:?}");
        }
        assert!(office.store().check().unwrap().is_empty());
        signed += confirmed;
    }
    assert!(signed >= 12, "only {signed} reports were kept");
}

#[test]
fn killed_while_adding_files_leaves_whole_groups_and_was_never_unlocked() {
    let mut whole = 0;
    for attempt in 0..8_u64 {
        let mut office = Office::new();
        drop(office.store.take());
        let mut child = start(myself(), "add", &office.path());
        let mut says = sayings(&mut child);
        let first = says.next().expect("it adds");
        let until = Instant::now() + Duration::from_micros(1_000 + attempt * 17_919);
        while Instant::now() < until {
            let other = rusqlite::Connection::open(office.path()).unwrap();
            other.busy_timeout(Duration::ZERO).unwrap();
            let read = other.query_row("SELECT count(*) FROM dossier", [], |_| Ok(()));
            assert!(matches!(read, Err(error) if error.sqlite_error_code() == BUSY));
        }
        child.kill().unwrap();
        let confirmed = says.last().unwrap_or(first).parse::<usize>().unwrap();
        child.wait().unwrap();

        office.reopen();
        let evidence = office.store().dossier(ID).unwrap().evidence;
        let groups = evidence.len() / (FILES - 1);
        assert_eq!(evidence.len() % (FILES - 1), 0, "none is half there");
        assert!(groups == confirmed || groups == confirmed + 1, "{groups} of {confirmed}");
        for document in evidence {
            let mut content = Vec::new();
            office.store().read_file(ID, &document.id, &mut content).unwrap();
            assert_eq!(content.len(), BYTES);
        }
        assert!(office.store().check().unwrap().is_empty());
        whole += confirmed;
    }
    assert!(whole >= 8, "only {whole} groups were added");
}

#[test]
fn file_held_by_another_process_is_refused_naming_it() {
    let mut office = Office::new();
    drop(office.store.take());
    let mut child = start(myself(), "hold", &office.path());
    assert_eq!(sayings(&mut child).next().as_deref(), Some("open"));
    match Store::open(&office.path(), &holder("An")) {
        Err(Error::Locked { holder: Some(holder) }) => assert_eq!(holder.name, "Dũng"),
        other => panic!("{other:?}"),
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(office.folder.path().join("cchc.db.lock").exists(), "its note stays");
    office.reopen();
}

/// Runs a role as a user without any rights here.
fn as_nobody(role: &str, path: &Path) -> String {
    // The program may lie where only its owner can go.
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    for opened in [folder.path(), &program] {
        fs::set_permissions(opened, Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
    command.args(["--exact", "other_process", "--nocapture", "--test-threads=1"]);
    command.current_dir("/");
    let mut child = start(command, role, path);
    let said = sayings(&mut child).next();
    child.wait().unwrap();
    said.expect("setpriv runs the test as nobody")
}

#[test]
fn read_only_file_and_folder_are_told_apart_and_left_alone() {
    let mut office = Office::ready();
    let content = office.content();
    drop(office.store.take());
    let (folder, file) = (office.folder.path().to_owned(), office.path());
    let mode = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let bytes = fs::read(&file).unwrap();

    mode(&folder, 0o777);
    mode(&file, 0o444);
    assert_eq!(as_nobody("open", &file), format!("read-only {}", file.display()));
    mode(&file, 0o666);
    mode(&folder, 0o555);
    assert_eq!(as_nobody("open", &file), format!("read-only {}", folder.display()));
    let new = folder.join("new.db");
    assert_eq!(as_nobody("create", &new), format!("read-only {}", folder.display()));
    assert!(!new.exists());

    assert_eq!(fs::read(&file).unwrap(), bytes);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    office.reopen();
    assert_eq!(office.content(), content);

    drop(office.store.take());
    mode(&folder, 0o777);
    assert_eq!(as_nobody("open", &file), "opened", "with the rights it works");
}
