//! The list of dossiers, with how far each is.

use chrono::{DateTime, Utc};
use scoring::{Score, ScoredBy, Totals, score};

use super::{Dossier, State};
use crate::error::Result;
use crate::store::Store;

/// A line of the list of dossiers.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierSummary {
    /// Identifier.
    pub id: String,
    /// State.
    pub state: State,
    /// The unit's name, as its profile has it.
    pub unit: String,
    /// The year that is assessed.
    pub year: i32,
    /// The set's identifier.
    pub criteria_set: String,
    /// The set's version.
    pub criteria_set_version: String,
    /// The set's title.
    pub criteria_set_title: String,
    /// The round's title.
    pub round: String,
    /// The dates that the round fixes, by name.
    pub deadlines: std::collections::BTreeMap<String, chrono::NaiveDate>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// How far it is.
    pub progress: Progress,
    /// Its sums.
    pub totals: Totals,
}

/// How many of the items that the unit scores itself are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Scored, or validly claimed as not arising.
    pub done: usize,
    /// All.
    pub total: usize,
}

impl Progress {
    /// The progress that a score shows; it is never stored.
    pub fn of(score: &Score) -> Self {
        let own = || score.sub_criteria().filter(|item| item.scored_by == ScoredBy::Unit);
        let done = own().filter(|item| item.outcome.status().is_settled()).count();
        Self { done, total: own().count() }
    }
}

impl Store {
    /// All dossiers, the newest first.
    pub fn dossiers(&self) -> Result<Vec<DossierSummary>> {
        self.dossier_ids()?.iter().map(|id| Ok(summary(&self.dossier(id)?))).collect()
    }

    /// The identifiers of all dossiers, the newest first; nothing of their content is read.
    pub fn dossier_ids(&self) -> Result<Vec<String>> {
        let mut statement = self.connection().prepare_cached(include_str!("list.sql"))?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }
}

fn summary(dossier: &Dossier) -> DossierSummary {
    let set = &dossier.set.set;
    let score = score(set, &dossier.answers);
    DossierSummary {
        id: dossier.id.clone(),
        state: dossier.state,
        unit: dossier.profile.name.clone(),
        year: set.year,
        criteria_set: set.id.clone(),
        criteria_set_version: set.version.clone(),
        criteria_set_title: set.title.clone(),
        round: dossier.round.title.clone(),
        deadlines: dossier.round.deadlines.clone(),
        created_at: dossier.created_at,
        progress: Progress::of(&score),
        totals: score.totals,
    }
}
