//! Emptying a dossier whose journal is to be done once more from its beginning.

use rusqlite::Connection;

use crate::error::Result;

/// Takes everything out of a dossier but its row, within the caller's transaction: what comes instead is
/// done entry by entry, under the same triggers as ever.
pub(super) fn empty(connection: &Connection, dossier: i64) -> Result<()> {
    let triggers = triggers(connection)?;
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
    }
    for sql in EMPTYING {
        connection.execute(sql, [dossier])?;
    }
    for (_, sql) in &triggers {
        connection.execute_batch(sql)?;
    }
    Ok(())
}

/// What belongs to a dossier, whatever refers to a row before it.
const EMPTYING: [&str; 13] = [
    include_str!("empty/citation.sql"),
    include_str!("empty/attachment.sql"),
    include_str!("empty/evidence.sql"),
    include_str!("empty/answer.sql"),
    include_str!("empty/carried.sql"),
    include_str!("empty/ticked.sql"),
    include_str!("empty/corrected_round.sql"),
    include_str!("empty/set_aside.sql"),
    include_str!("empty/report.sql"),
    include_str!("empty/passage.sql"),
    include_str!("empty/sign_off.sql"),
    include_str!("empty/journal.sql"),
    include_str!("empty/state.sql"),
];

/// Every trigger of the file, in the order in which they were made.
fn triggers(connection: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare(include_str!("triggers.sql"))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
