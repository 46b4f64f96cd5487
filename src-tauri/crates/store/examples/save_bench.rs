//! What one saved answer costs beside a bare transaction that writes as many bytes, on one disk.
//!
//! `cargo run --release -p store --example save_bench [FOLDER]` prints both medians and the ratio.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod office;

use std::path::{Path, PathBuf};

use office::{DOSSIER, median, office, ratio, stamp, time};
use rusqlite::{Connection, TransactionBehavior, params};
use scoring::{Answer, Code};
use store::Store;

const ROUNDS: usize = 300;

fn main() {
    let parent = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(parent).unwrap();
    let mut store = office(&folder.path().join("cchc.db"));
    let mut bare = bare_file(&folder.path().join("bare.db"));
    let codes = ["1.1.2", "1.3.1", "1.3.2", "3.1.1"];
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let (code, answer) = (Code::new(codes[round % codes.len()]), answer(round));
        ours.push(time(|| {
            drop(store.set_answer(DOSSIER, &code, &answer, &stamp()).unwrap());
        }));
        let bytes = bytes_of_last(&store);
        theirs.push(time(|| save_bare(&mut bare, code.as_str(), &bytes)));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!("saved answer, median\t{}\tus", ours.as_micros());
    println!("bare transaction of as many bytes, median\t{}\tus", theirs.as_micros());
    ratio("ratio", ours, theirs);
}

fn answer(round: usize) -> Answer {
    let text = "Two tasks were not finished within the year and go over to next year's plan.";
    let json = format!(r#"{{"inputs":{{"a":{round},"b":400}},"explanation":"{text}"}}"#);
    Answer::parse(json.as_bytes()).unwrap()
}

/// As many bytes as the store wrote for the last answer: its body and its entry in the journal.
fn bytes_of_last(store: &Store) -> Vec<u8> {
    let last = store.history(DOSSIER).unwrap().pop().unwrap();
    let texts = [last.before.as_deref(), last.after.as_deref(), last.after.as_deref()];
    let body: usize = texts.into_iter().flatten().map(str::len).sum();
    let rest = last.by.name.len() + last.by.post.len() + last.op.name().len();
    vec![b'x'; body + rest + last.subject.to_string().len() + 24 + 64]
}

fn bare_file(path: &Path) -> Connection {
    let bare = Connection::open(path).unwrap();
    let locked: String =
        bare.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |row| row.get(0)).unwrap();
    let journal: String =
        bare.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).unwrap();
    assert_eq!((locked.as_str(), journal.as_str()), ("exclusive", "wal"));
    let table = "CREATE TABLE saved (id INTEGER PRIMARY KEY, code TEXT, body BLOB)";
    bare.execute_batch(&format!("PRAGMA synchronous = FULL; {table}")).unwrap();
    bare
}

fn save_bare(bare: &mut Connection, code: &str, bytes: &[u8]) {
    let transaction = bare.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let insert = "INSERT INTO saved (code, body) VALUES (?1, ?2)";
    transaction.prepare_cached(insert).unwrap().execute(params![code, bytes]).unwrap();
    transaction.commit().unwrap();
}
