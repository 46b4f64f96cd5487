//! Making a dossier.

use rusqlite::{Connection, params};

use super::texts::Founding;
use super::{Dossier, head, texts};
use crate::carry_over::CarriedOver;
use crate::change::{Change, Changed, Op, Subject};
use crate::criteria_set::StoredSet;
use crate::error::{Error, Result};
use crate::profile::Profile;
use crate::report_texts::ReportTexts;
use crate::round::Round;
use crate::stamp::Stamp;
use crate::store::Store;
use crate::transact::Desk;

/// What a new dossier is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDossier {
    /// Its identifier: 1 to 64 of `A-Z a-z 0-9 . _ -`.
    pub id: String,
    /// The set's identifier.
    pub criteria_set: String,
    /// The set's version.
    pub criteria_set_version: String,
    /// The unit's profile, as it is now.
    pub profile: Profile,
    /// The round.
    pub round: Round,
}

impl Store {
    /// Makes a dossier.
    ///
    /// # Errors
    /// [`Error::BadId`], [`Error::DossierExists`], [`Error::UnknownSet`],
    /// [`Error::OtherUnitKind`], [`Error::OtherYear`], [`Error::UnknownDeadlines`].
    pub fn new_dossier(&mut self, new: &NewDossier, stamp: &Stamp) -> Result<()> {
        self.make_dossier(new, None, stamp).map(drop)
    }

    /// Makes a dossier and carries the answers of another one over that still fit, in one transaction.
    ///
    /// # Errors
    /// As [`Self::new_dossier`] and [`Self::carry_over`]; then no dossier is made.
    pub fn new_dossier_from(
        &mut self,
        new: &NewDossier,
        from: &str,
        stamp: &Stamp,
    ) -> Result<CarriedOver> {
        let source = self.dossier(from)?;
        self.make_dossier(new, Some(&source), stamp)
    }

    fn make_dossier(
        &mut self,
        new: &NewDossier,
        from: Option<&Dossier>,
        stamp: &Stamp,
    ) -> Result<CarriedOver> {
        must_be_id(&new.id)?;
        let set = self.criteria_set(&new.criteria_set, &new.criteria_set_version)?;
        must_be_kind(&set, &new.profile)?;
        new.round.must_fit(&set.set)?;

        let transaction = self.begin()?;
        match head(&transaction, &new.id) {
            Err(Error::UnknownDossier { .. }) => {}
            Err(other) => return Err(other),
            Ok(_) => return Err(Error::DossierExists { id: new.id.clone() }),
        }
        let founding = Founding {
            criteria_set: set.set.id.clone(),
            version: set.set.version.clone(),
            sha256: set.sha256.clone(),
            created_at: stamp.moment(),
            round: texts::text(&new.round.normalised())?,
        };
        let profile = texts::text(&new.profile.normalised())?;
        let report_texts = texts::text(&ReportTexts::default())?;
        insert(&transaction, (&new.id, set.key), &founding, (&profile, &report_texts))?;

        let head = head(&transaction, &new.id)?;
        let mut desk = Desk::at(transaction, head, set, Op::NewDossier, stamp);
        for subject in [Subject::Dossier, Subject::Profile, Subject::ReportTexts] {
            let after = subject.read(&desk.transaction, desk.head.key)?;
            desk.record(Change { subject, before: None, after })?;
        }
        let carried = match from {
            Some(source) => {
                desk.follow_with(Op::CarryOver)?;
                desk.carry_over_from(source)?
            }
            None => CarriedOver::default(),
        };
        desk.commit(self)?;
        Ok(carried)
    }

    /// Replaces the unit's profile in a dossier.
    ///
    /// # Errors
    /// [`Error::OtherUnitKind`], [`Error::WrongState`].
    pub fn set_profile(
        &mut self,
        dossier: &str,
        profile: &Profile,
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::SetProfile), stamp, |desk| {
            must_be_kind(&desk.set, profile)?;
            desk.put_typed(Subject::Profile, Some(texts::text(&profile.normalised())?))
        });
        done.map(|(changed, ())| changed)
    }

    /// Replaces the report's own paragraphs.
    ///
    /// # Errors
    /// [`Error::WrongState`].
    pub fn set_report_texts(
        &mut self,
        dossier: &str,
        report_texts: &ReportTexts,
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::SetReportTexts), stamp, |desk| {
            desk.put_typed(Subject::ReportTexts, Some(texts::text(&report_texts.normalised())?))
        });
        done.map(|(changed, ())| changed)
    }
}

/// Puts a draft into the file: what it rests on, then profile and report texts.
pub(crate) fn insert(
    connection: &Connection,
    (id, set): (&str, i64),
    founding: &Founding,
    (profile, report_texts): (&str, &str),
) -> Result<()> {
    let unit = texts::unit(connection, &texts::stored(profile)?)?;
    let (created_at, round) = (&founding.created_at, &founding.round);
    connection.prepare_cached(include_str!("insert.sql"))?.insert(params![
        id,
        unit,
        set,
        created_at,
        round,
        profile,
        report_texts
    ])?;
    Ok(())
}

/// Refuses what could not stand in a file name or in the journal's names.
pub(crate) fn must_be_id(id: &str) -> Result<()> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    if (1..=64).contains(&id.len()) && id.bytes().all(fits) {
        return Ok(());
    }
    Err(Error::BadId { id: id.to_owned() })
}

/// Refuses a profile of the kind of unit that the set is not for.
pub(crate) fn must_be_kind(set: &StoredSet, profile: &Profile) -> Result<()> {
    let (set, profile) = (set.set.unit_kind, profile.kind.into());
    if set == profile { Ok(()) } else { Err(Error::OtherUnitKind { set, profile }) }
}
