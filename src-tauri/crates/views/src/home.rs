//! The list of dossiers.

use std::collections::BTreeMap;

use backend::wording::{self, day, number};
use chrono::{DateTime, FixedOffset, NaiveDate};
use scoring::CriteriaSet;
use store::{Backup, DossierSummary, State};
use words::views as say;

use crate::profile::UnitKind;
use crate::shape::shapes;
use crate::text;
use crate::workspace::Workspace;

shapes! {
    /// The first screen.
    pub struct Home {
        /// Dossiers, the newest first.
        pub dossiers: Vec<DossierLine>,
        /// Dossiers that were set aside and can be brought back.
        pub set_aside: Vec<DossierLine>,
        /// The data file's name.
        pub data_file: String,
        /// Its size in words: "1,2 MB".
        pub data_file_size: String,
        /// When the last backup was made: "05/12/2024 09:30".
        pub last_backup: Option<String>,
        /// The dossier that was changed last, for what to do next.
        pub latest: Option<Workspace>,
    }

    /// A dossier in the list.
    pub struct DossierLine {
        /// Identifier.
        pub id: String,
        /// The unit's name.
        pub unit: String,
        /// The year that is assessed.
        pub year: i32,
        /// The kind of unit that the set is for.
        pub kind: UnitKind,
        /// The set's title.
        pub set_title: String,
        /// The set's version.
        pub set_version: String,
        /// Whether a competent body issued the set.
        pub official: bool,
        /// The round's title.
        pub round: String,
        /// State.
        pub state: DossierState,
        /// State in words.
        pub state_word: String,
        /// Whether the unit still works on it: its content may be changed.
        pub open: bool,
        /// Whether it was ever signed off, so that it can be archived only.
        pub was_signed_off: bool,
        /// Settled items of those that the unit scores itself.
        pub done: u32,
        /// All items that the unit scores itself.
        pub total: u32,
        /// Points of what the unit scores itself.
        pub self_points: String,
        /// What these points are of.
        pub self_max: String,
        /// The index in percent; none while it is provisional.
        pub index: Option<String>,
        /// The class; none while it is provisional.
        pub class: Option<String>,
        /// The round's next date, while the dossier has to be handed in.
        pub due: Option<Due>,
        /// When it was changed last: "05/12/2024 09:30".
        pub changed_at: String,
        /// By whom.
        pub changed_by: String,
    }

    /// A backup of the data file.
    pub struct BackupLine {
        /// Its file's name.
        pub id: String,
        /// When it was made: "05/12/2024 09:30".
        pub at: String,
        /// Its size: "1,2 MB".
        pub size: String,
    }

    /// State of a dossier.
    pub enum DossierState {
        /// It is being scored.
        Drafting,
        /// It is signed off and locked.
        SignedOff,
        /// It was handed in.
        Submitted,
        /// The receiving office gave it back.
        Returned,
        /// The receiving office appraises it.
        Appraising,
        /// The unit has explained what the appraisal asked.
        Explained,
        /// It is appraised a second time.
        AppraisingAgain,
        /// The appraisal is over.
        Final,
    }

    /// A date of the round.
    pub struct Due {
        /// What is due.
        pub label: String,
        /// By when: "10/12/2024".
        pub date: String,
        /// Days left; negative when late.
        pub days_left: i32,
        /// The same in words: "còn 6 ngày", "quá hạn 2 ngày".
        pub words: String,
    }
}

impl From<State> for DossierState {
    fn from(state: State) -> Self {
        match state {
            State::Drafting => Self::Drafting,
            State::SignedOff => Self::SignedOff,
            State::Submitted => Self::Submitted,
            State::Returned => Self::Returned,
            State::Appraising => Self::Appraising,
            State::Explained => Self::Explained,
            State::AppraisingAgain => Self::AppraisingAgain,
            State::Final => Self::Final,
        }
    }
}

impl DossierLine {
    /// A line of the list as it stands on this day.
    pub fn new(summary: &DossierSummary, set: &CriteriaSet, today: NaiveDate) -> Self {
        let totals = &summary.totals;
        let settled = !summary.provisional;
        Self {
            id: summary.id.clone(),
            unit: summary.unit.clone(),
            year: summary.year,
            kind: set.unit_kind.into(),
            set_title: summary.criteria_set_title.clone(),
            set_version: summary.criteria_set_version.clone(),
            official: summary.official,
            round: summary.round.clone(),
            state: summary.state.into(),
            state_word: wording::state(summary.state).to_owned(),
            open: summary.state.is_open(),
            was_signed_off: summary.sign_off,
            done: text::count(summary.progress.done),
            total: text::count(summary.progress.total),
            self_points: number(totals.self_points),
            self_max: number(totals.self_applicable_max),
            index: settled.then(|| say::percent(number(totals.index))),
            class: summary.class.clone().filter(|_| settled),
            due: Due::next(set, summary.state, &summary.deadlines, today),
            changed_at: wording::local(summary.changed_at),
            changed_by: wording::person(&summary.changed_by),
        }
    }
}

impl Due {
    /// The round's next date from this day on, or its last one when all are past; none for a dossier
    /// that was handed in.
    pub(crate) fn next(
        set: &CriteriaSet,
        state: State,
        deadlines: &BTreeMap<String, NaiveDate>,
        today: NaiveDate,
    ) -> Option<Self> {
        if !state.is_to_be_submitted() {
            return None;
        }
        let coming = deadlines.iter().filter(|(_, date)| **date >= today);
        let (name, date) = coming
            .min_by_key(|(_, date)| **date)
            .or_else(|| deadlines.iter().max_by_key(|(_, date)| **date))?;
        let days = date.signed_duration_since(today).num_days();
        let words = match days {
            0 => say::due_today().to_owned(),
            1.. => say::days_left(days),
            _ => say::days_late(-days),
        };
        Some(Self {
            label: set.deadlines.get(name).cloned().unwrap_or_else(|| say::deadline().to_owned()),
            date: day(*date),
            days_left: i32::try_from(days).unwrap_or_default(),
            words,
        })
    }
}

impl BackupLine {
    /// A backup as it is listed at this moment.
    pub fn new(backup: &Backup, now: DateTime<FixedOffset>) -> Self {
        let name = backup.path.file_name().unwrap_or_default();
        let at = wording::local(backup.at.to_utc());
        Self {
            id: name.to_string_lossy().into_owned(),
            at: if backup.doubtful {
                words::shell::backup_doubtful(at)
            } else if backup.is_ahead(now) {
                words::shell::backup_ahead(at)
            } else {
                at
            },
            size: wording::size(backup.bytes),
        }
    }
}
