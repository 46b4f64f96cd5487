use rusqlite::Connection;
use tempfile::TempDir;

use super::*;

const SECOND: &str = "CREATE TABLE later (a INTEGER NOT NULL) STRICT;
                      INSERT INTO later (a) SELECT length(sha256) FROM criteria_set;";

fn holder() -> Holder {
    let since = "2024-12-01T01:00:00Z".parse().unwrap();
    Holder { name: "An".into(), computer: "MAY-VP-01".into(), pid: 1, since }
}

fn old_file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    let file = DataFile::create(&path, &holder()).unwrap();
    let row = "INSERT INTO criteria_set VALUES (1, 's', '1', zeroblob(32), '{}')";
    file.connection.execute_batch(row).unwrap();
    file.close().unwrap();
    (folder, path)
}

fn steps(second: &str) -> Vec<&str> {
    [schema::STEPS, &[second]].concat()
}

/// The newest schema, before a further step.
fn newest() -> u32 {
    u32::try_from(schema::STEPS.len()).unwrap()
}

fn version(connection: &Connection) -> u32 {
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn older_file_is_backed_up_then_migrated() {
    let (folder, path) = old_file();
    let file = DataFile::open_with(&path, &holder(), &steps(SECOND)).unwrap();
    assert_eq!(version(&file.connection), newest() + 1);
    let later: i64 =
        file.connection.query_row("SELECT a FROM later", [], |row| row.get(0)).unwrap();
    assert_eq!(later, 32);
    file.close().unwrap();

    let backup = folder.path().join(format!("cchc.db.v{}.bak", newest()));
    let backup = DataFile::open(&backup, &holder()).unwrap();
    assert_eq!(version(&backup.connection), newest());
    let sets = "SELECT count(*) FROM criteria_set";
    assert_eq!(backup.connection.query_row(sets, [], |row| row.get::<_, i64>(0)).unwrap(), 1);
}

#[test]
fn earlier_backup_is_never_overwritten() {
    let (folder, path) = old_file();
    let bak = |copy: &str| folder.path().join(format!("cchc.db.v{}{copy}.bak", newest()));
    fs::write(bak(""), "earlier").unwrap();
    DataFile::open_with(&path, &holder(), &steps(SECOND)).unwrap().close().unwrap();
    assert_eq!(fs::read(bak("")).unwrap(), b"earlier");
    assert!(bak(".2").exists());
}

#[test]
fn failing_migration_leaves_the_file_as_it_was() {
    let (_folder, path) = old_file();
    let broken = "CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);";
    assert!(DataFile::open_with(&path, &holder(), &steps(broken)).is_err());
    let file = DataFile::open(&path, &holder()).unwrap();
    assert_eq!(version(&file.connection), newest());
    let half = "SELECT count(*) FROM sqlite_schema WHERE name = 'half'";
    assert_eq!(file.connection.query_row(half, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}

#[test]
fn file_of_the_newest_schema_gets_no_backup() {
    let (folder, path) = old_file();
    DataFile::open(&path, &holder()).unwrap().close().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn schema_of_every_step_is_consistent() {
    let steps: Vec<_> = schema::STEPS.iter().map(|sql| rusqlite_migration::M::up(sql)).collect();
    rusqlite_migration::Migrations::from_slice(&steps).validate().unwrap();
}

#[test]
fn newer_schema_is_seen_even_if_only_the_log_tells() {
    let (_folder, path) = old_file();
    let mut connection = Connection::open(&path).unwrap();
    let newest = u32::try_from(schema::STEPS.len()).unwrap();
    connection.pragma_update(None, "user_version", newest + 1).unwrap();
    let refused = schema::migrate(&mut connection, &path, schema::STEPS);
    let Err(Error::Newer { found, known }) = refused else { panic!("{refused:?}") };
    assert_eq!((found, known), (newest + 1, newest));
}

#[test]
fn settings_hold_while_the_file_is_open() {
    let (_folder, path) = old_file();
    let file = DataFile::open(&path, &holder()).unwrap();
    let text = |pragma| {
        file.connection
            .pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))
    };
    for (pragma, value) in [("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)] {
        assert_eq!(text(pragma).unwrap(), rusqlite::types::Value::Integer(value), "{pragma}");
    }
    for (pragma, value) in [("locking_mode", "exclusive"), ("journal_mode", "wal")] {
        assert_eq!(text(pragma).unwrap(), rusqlite::types::Value::Text(value.into()), "{pragma}");
    }
}

#[test]
fn journal_that_would_not_survive_a_crash_is_refused() {
    let memory = Connection::open_in_memory().unwrap();
    let refused = pragmas::at_opening(&memory, Medium::Disk);
    assert!(matches!(refused, Err(Error::NoDurableJournal { found }) if found == "memory"));
}

#[test]
fn rollback_journal_serves_where_there_can_be_no_log() {
    // A nameless database is a file that SQLite keeps for itself, never with a log.
    let nameless = Connection::open("").unwrap();
    assert_eq!(pragmas::at_opening(&nameless, Medium::Disk).unwrap(), Journal::Rollback);
}

#[test]
fn file_on_what_may_be_pulled_out_keeps_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    make(&path).unwrap();
    // It comes from a disk, where it had one.
    let (connection, journal) = lock(&path, Medium::Disk).unwrap();
    assert_eq!(journal, Journal::WriteAhead);
    connection.execute_batch("CREATE TABLE written (one)").unwrap();
    assert!(beside(&path, companions::LOG).exists());
    drop(connection);
    for medium in [Medium::Removable, Medium::Share] {
        let (connection, journal) = lock(&path, medium).unwrap();
        assert_eq!(journal, Journal::Rollback);
        connection.execute_batch("INSERT INTO written VALUES (1)").unwrap();
        assert!(!beside(&path, companions::LOG).exists());
    }
}

#[test]
fn file_with_pages_that_no_version_wrote_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    DataFile::create(&path, &holder()).unwrap().close().unwrap();
    let whole = fs::read(&path).unwrap();
    for (size, opens) in [(512_u16, false), (2048, false), (8192, true)] {
        let mut bytes = whole.clone();
        bytes[16..18].copy_from_slice(&size.to_be_bytes());
        fs::write(&path, bytes).unwrap();
        let opened = DataFile::open(&path, &holder());
        assert_eq!(opened.is_ok(), opens, "{size}");
    }
}
