//! A dossier's JSON columns.

use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::profile::Profile;
use crate::round::Round;
use crate::sha256::Hash;

/// What a dossier rests on, fixed when it is made; as the journal keeps it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Founding {
    pub(super) criteria_set: String,
    pub(super) version: String,
    pub(super) sha256: String,
    pub(super) created_at: String,
    /// The round with which it was made, whatever was corrected since.
    pub(super) round: String,
}

impl Founding {
    /// When the dossier was made, as it is stored.
    pub(crate) fn created_at(&self) -> &str {
        &self.created_at
    }

    /// Identifier, version and hash (hex) of the criteria set.
    pub(crate) fn criteria_set_version(&self) -> (&String, &String, &String) {
        (&self.criteria_set, &self.version, &self.sha256)
    }
}

/// A value as it is stored.
pub(crate) fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::damaged)
}

/// A stored value.
pub(crate) fn stored<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Error::damaged)
}

/// The round as it stands.
pub(crate) fn round(connection: &Connection, dossier: i64) -> Result<Round> {
    stored(&column(connection, include_str!("round.sql"), dossier)?)
}

/// The round with which the dossier was made.
pub(super) fn first_round_text(connection: &Connection, dossier: i64) -> Result<String> {
    column(connection, include_str!("first_round.sql"), dossier)
}

pub(crate) fn foundation_text(connection: &Connection, dossier: i64) -> Result<String> {
    let mut statement = connection.prepare_cached(include_str!("foundation.sql"))?;
    let foundation = statement.query_row([dossier], |row| {
        Ok(Founding {
            criteria_set: row.get(0)?,
            version: row.get(1)?,
            sha256: row.get::<_, Hash>(2)?.hex(),
            created_at: row.get(3)?,
            round: row.get(4)?,
        })
    })?;
    text(&foundation)
}

/// The round that a foundation names.
pub(crate) fn founding_round(foundation: &str) -> Result<Round> {
    stored(&stored::<Founding>(foundation)?.round)
}

pub(crate) fn profile_text(connection: &Connection, dossier: i64) -> Result<String> {
    column(connection, include_str!("profile.sql"), dossier)
}

pub(crate) fn save_profile(connection: &Connection, dossier: i64, text: &str) -> Result<()> {
    let unit = unit(connection, &stored(text)?)?;
    let mut statement = connection.prepare_cached(include_str!("save_profile.sql"))?;
    statement.execute(params![dossier, text, unit])?;
    Ok(())
}

pub(crate) fn report_texts_text(connection: &Connection, dossier: i64) -> Result<String> {
    column(connection, include_str!("report_texts.sql"), dossier)
}

pub(crate) fn save_report_texts(connection: &Connection, dossier: i64, text: &str) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("save_report_texts.sql"))?;
    statement.execute(params![dossier, text])?;
    Ok(())
}

/// The unit of a profile, taken in if it is new.
pub(super) fn unit(connection: &Connection, profile: &Profile) -> Result<i64> {
    let unit = params![profile.kind.word(), profile.name];
    let mut statement = connection.prepare_cached(include_str!("unit.sql"))?;
    match statement.query_row(unit, |row| row.get(0)).optional()? {
        Some(key) => Ok(key),
        None => Ok(connection.prepare_cached(include_str!("insert_unit.sql"))?.insert(unit)?),
    }
}

/// Whether a dossier's unit is the one that its profile names.
pub(crate) fn has_its_unit(
    connection: &Connection,
    dossier: i64,
    profile: &Profile,
) -> Result<bool> {
    let mut statement = connection.prepare_cached(include_str!("its_unit.sql"))?;
    let found: Option<(String, String)> =
        statement.query_row([dossier], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let due = (profile.kind.word(), profile.name.as_str());
    Ok(found.is_some_and(|(kind, name)| (kind.as_str(), name.as_str()) == due))
}

fn column(connection: &Connection, sql: &str, dossier: i64) -> Result<String> {
    Ok(connection.prepare_cached(sql)?.query_row([dossier], |row| row.get(0))?)
}
