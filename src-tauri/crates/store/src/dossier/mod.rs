//! Dossiers: a unit's self-assessment against one set in one round.

mod correct_round;
mod create;
mod set_aside;
mod summary;
mod texts;

pub(crate) use correct_round::{correct_round, corrected_round_text, restore_round};
pub use create::NewDossier;
pub(crate) use create::{insert, must_be_id, must_be_kind};
pub(crate) use set_aside::{save_set_aside, set_aside_text};
pub use summary::{DossierSummary, Progress};
pub(crate) use texts::{
    Founding, foundation_text, founding_round, has_its_unit, profile_text, report_texts_text,
    round, save_profile, save_report_texts, stored, text,
};

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use scoring::{Answers, Code};

use crate::change::Op;
use crate::criteria_set::StoredSet;
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::expected::Expected;
use crate::lifecycle::{self, Passage, State, Submission};
use crate::profile::Profile;
use crate::report::{self, FinishedReport};
use crate::report_texts::ReportTexts;
use crate::round::Round;
use crate::sign_off::SignedOff;
use crate::store::Store;
use crate::{answer, carry_over, evidence, expected, sign_off};

/// A dossier with everything in it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Identifier.
    pub id: String,
    /// State.
    pub state: State,
    /// Whether it is set aside, off the list.
    pub is_set_aside: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The criteria set.
    pub set: Arc<StoredSet>,
    /// The round.
    pub round: Round,
    /// The unit's profile.
    pub profile: Profile,
    /// The report's own paragraphs.
    pub report_texts: ReportTexts,
    /// Answers, with the set's identifier and the round's deadlines filled in.
    pub answers: Answers,
    /// Codes of answers that were carried over and nobody has confirmed yet.
    pub carried: BTreeSet<Code>,
    /// Documents with their citations, by date, number and identifier.
    pub evidence: Vec<Evidence>,
    /// Expected documents that are ticked off.
    pub ticked: BTreeSet<Expected>,
    /// Every sign-off, oldest first; all but the last were reopened.
    pub sign_offs: Vec<SignedOff>,
    /// What it has passed since its sign-offs, oldest first.
    pub passages: Vec<Passage>,
    /// Finished reports, oldest first.
    pub reports: Vec<FinishedReport>,
}

impl Dossier {
    /// The sign-off that stands; none while it is drafted.
    pub fn signed_off(&self) -> Option<&SignedOff> {
        self.sign_offs.last().filter(|sign_off| sign_off.reopened.is_none())
    }

    /// The last submission, as long as it was neither withdrawn nor given back.
    pub fn submitted(&self) -> Option<&Submission> {
        let last = self.passages.iter().rev().find_map(|one| one.particulars.submission.as_ref());
        last.filter(|_| !self.state.is_to_be_submitted())
    }
}

impl Store {
    /// A dossier with everything in it, proved to be what its journal says.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`], [`Error::Altered`].
    pub fn dossier(&self, id: &str) -> Result<Dossier> {
        self.prove(&head(self.connection(), id)?)?;
        self.dossier_as_it_stands(id)
    }

    /// A dossier as the tables have it, whatever its journal says: to name what a history or a list of
    /// damages is about, never to be shown or given out as the dossier's content.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`].
    pub fn dossier_as_it_stands(&self, id: &str) -> Result<Dossier> {
        let head = head(self.connection(), id)?;
        let set = self.set_by_key(head.set)?;
        load(self.connection(), head, set)
    }
}

/// What every operation needs to know of a dossier.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) key: i64,
    pub(crate) id: String,
    pub(crate) state: State,
    pub(crate) set_aside: bool,
    /// The key of its criteria set.
    pub(crate) set: i64,
}

pub(crate) fn head(connection: &Connection, id: &str) -> Result<Head> {
    let mut statement = connection.prepare_cached(include_str!("head.sql"))?;
    let found = statement.query_row([id], |row| {
        let head = (row.get(0)?, row.get(1)?, row.get(3)?);
        Ok((head, row.get::<_, String>(2)?, row.get(4)?))
    });
    let ((key, id, set), state, set_aside) =
        found.optional()?.ok_or_else(|| Error::UnknownDossier { id: id.to_owned() })?;
    let state =
        State::named(&state).ok_or_else(|| Error::damaged(format_args!("state {state:?}")))?;
    Ok(Head { key, id, state, set_aside, set })
}

impl Head {
    /// Refuses what the state does not allow, and nearly everything of a dossier that was set aside.
    pub(crate) fn must_allow(&self, op: Op) -> Result<()> {
        if self.set_aside && !matches!(op, Op::SetAside | Op::BringBack) {
            return Err(Error::SetAside { id: self.id.clone() });
        }
        if self.state.allows(op) {
            return Ok(());
        }
        Err(Error::WrongState { found: self.state, op })
    }
}

/// Moves a dossier to another state.
pub(crate) fn save_state(connection: &Connection, dossier: i64, state: State) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("save_state.sql"))?;
    statement.execute(params![dossier, state.name()])?;
    Ok(())
}

/// Reads all of a dossier.
pub(crate) fn load(connection: &Connection, head: Head, set: Arc<StoredSet>) -> Result<Dossier> {
    let mut statement = connection.prepare_cached(include_str!("content.sql"))?;
    let (created_at, round, profile, report_texts): (DateTime<Utc>, String, String, String) =
        statement.query_row([head.key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let round: Round = stored(&round)?;
    let mut answers = answer::all(connection, head.key)?;
    answers.criteria_set.clone_from(&set.set.id);
    answers.deadlines.clone_from(&round.deadlines);
    Ok(Dossier {
        created_at,
        profile: stored(&profile)?,
        report_texts: stored(&report_texts)?,
        carried: carry_over::marked(connection, head.key)?,
        evidence: evidence::all(connection, head.key)?,
        ticked: expected::all(connection, head.key)?,
        sign_offs: sign_off::all(connection, head.key)?,
        passages: lifecycle::all(connection, head.key)?,
        reports: report::all(connection, head.key)?,
        id: head.id,
        state: head.state,
        is_set_aside: head.set_aside,
        set,
        round,
        answers,
    })
}
