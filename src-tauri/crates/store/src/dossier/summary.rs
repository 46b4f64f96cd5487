//! The list of dossiers, with how far each is.

use chrono::{DateTime, Utc};
use scoring::{Score, ScoredBy, Totals, score};

use super::{Dossier, head, load};
use crate::error::{Error, Result};
use crate::journal;
use crate::lifecycle::State;
use crate::stamp::Person;
use crate::store::Store;

/// A line of the list of dossiers.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts of a line in a list")]
pub struct DossierSummary {
    /// Identifier.
    pub id: String,
    /// State, with what the notes of this office say.
    pub state: State,
    /// Whether it was received from another unit.
    pub received: bool,
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
    /// Whether a competent body issued the set.
    pub official: bool,
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
    /// Whether a survey or appraisal item still lacks its value, so that index and class may change.
    pub provisional: bool,
    /// The label of its class.
    pub class: Option<String>,
    /// Whether it was ever signed off.
    pub sign_off: bool,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
    /// By whom.
    pub changed_by: Person,
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
    /// The identifiers of all dossiers, those set aside among them, the newest first; nothing of
    /// their content is read.
    pub fn dossier_ids(&self) -> Result<Vec<String>> {
        Ok(self.rows()?.into_iter().map(|(id, _)| id).collect())
    }

    /// Every dossier with whether it is set aside, the newest first; nothing of their content is
    /// read.
    ///
    /// # Errors
    /// [`Error::Damaged`] where there is a journal of a dossier that is not there: a list without it
    /// would look whole.
    pub fn listed(&self) -> Result<Vec<(String, bool)>> {
        let lost = include_str!("is_one_lost.sql");
        if self.connection().prepare_cached(lost)?.query_row([], |row| row.get(0))? {
            return Err(Error::damaged("a journal whose dossier is lost"));
        }
        self.rows()
    }

    fn rows(&self) -> Result<Vec<(String, bool)>> {
        let mut statement = self.connection().prepare_cached(include_str!("list.sql"))?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The line of one dossier in the list.
    ///
    /// # Errors
    /// [`crate::Error::UnknownDossier`], [`crate::Error::Altered`].
    pub fn summary(&self, id: &str) -> Result<DossierSummary> {
        let head = head(self.connection(), id)?;
        self.prove(&head)?;
        let change = journal::last_change(self.connection(), head.key)?;
        let set = self.set_by_key(head.set)?;
        Ok(summary(load(self.connection(), head, set)?, change))
    }
}

fn summary(dossier: Dossier, (changed_at, changed_by): (DateTime<Utc>, Person)) -> DossierSummary {
    let set = &dossier.set.set;
    let score = score(set, &dossier.answers);
    let state = dossier.shown_state();
    DossierSummary {
        id: dossier.id,
        state,
        received: dossier.received.is_some(),
        unit: dossier.profile.name,
        year: set.year,
        criteria_set: set.id.clone(),
        criteria_set_version: set.version.clone(),
        criteria_set_title: set.title.clone(),
        official: set.provenance.official,
        round: dossier.round.title,
        deadlines: dossier.round.deadlines,
        created_at: dossier.created_at,
        progress: Progress::of(&score),
        totals: score.totals,
        provisional: score.provisional,
        class: set.classification.get(score.class).map(|class| class.label.clone()),
        sign_off: !dossier.sign_offs.is_empty(),
        changed_at,
        changed_by,
    }
}
