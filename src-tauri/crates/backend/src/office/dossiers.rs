//! Making and listing dossiers.

use std::path::Path;

use scoring::CriteriaSet;
use store::{CarriedOver, DossierSummary, Kind, NewDossier, Profile, Round};
use uuid::Uuid;

use super::{Office, SAMPLE};
use crate::error::{Error, Result};
use crate::files;

impl Office {
    /// Makes a dossier from three files and gives its new identifier.
    ///
    /// # Errors
    /// If a file cannot be read, or the three do not fit together.
    pub fn new_dossier(&mut self, criteria: &Path, profile: &Path, round: &Path) -> Result<String> {
        let id = Uuid::new_v4().to_string();
        let content = files::read(criteria)?;
        // Read each by itself first, so that a fault is said of its file.
        CriteriaSet::parse(&content).map_err(|error| Error::from(error).in_file(criteria))?;
        let profile = Profile::parse(&files::read(profile)?)
            .map_err(|error| Error::from(error).in_file(profile))?;
        let round = Round::parse(&files::read(round)?)
            .map_err(|error| Error::from(error).in_file(round))?;
        self.make(&id, &content, profile, round)?;
        Ok(id)
    }

    /// Makes a dossier of this identifier from the contents of three files.
    ///
    /// # Errors
    /// If one of them is at fault, or they do not fit together.
    pub fn make_dossier(
        &mut self,
        id: &str,
        criteria: &[u8],
        profile: &[u8],
        round: &[u8],
    ) -> Result<()> {
        self.make(id, criteria, Profile::parse(profile)?, Round::parse(round)?)
    }

    fn make(&mut self, id: &str, criteria: &[u8], profile: Profile, round: Round) -> Result<()> {
        let set = self.store.add_criteria_set(criteria)?;
        let new = new_dossier(id, (&set.set.id, &set.set.version), profile, round);
        self.reading.forget_order();
        let stamp = self.stamp();
        Ok(self.store.new_dossier(&new, &stamp)?)
    }

    /// Makes a dossier of a set of the data file or the program, and gives its new identifier.
    ///
    /// # Errors
    /// If set, profile and round do not fit together.
    pub fn start_dossier(
        &mut self,
        (set, version): (&str, &str),
        profile: Profile,
        round: Round,
    ) -> Result<String> {
        Ok(self.start_dossier_from((set, version), profile, round, None)?.0)
    }

    /// The same with the answers of another dossier that still fit, if one is named: all at once, or no
    /// dossier is made.
    ///
    /// # Errors
    /// As [`Self::start_dossier`]; if the other dossier is not there or is another kind of unit's.
    pub fn start_dossier_from(
        &mut self,
        (set, version): (&str, &str),
        profile: Profile,
        round: Round,
        from: Option<&str>,
    ) -> Result<(String, CarriedOver)> {
        let id = Uuid::new_v4().to_string();
        // A set that stays without a dossier is one to choose from.
        self.keep_criteria_set(set, version)?;
        let new = new_dossier(&id, (set, version), profile, round);
        self.reading.forget_order();
        let stamp = self.stamp();
        if let Some(from) = from {
            let carried = self.store.new_dossier_from(&new, from, &stamp)?;
            return Ok((id, carried));
        }
        self.store.new_dossier(&new, &stamp)?;
        Ok((id, CarriedOver::default()))
    }

    /// The profile in the newest dossier of this kind of unit; not the sample's, whose persons are
    /// made up.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last_profile(&self, kind: Kind) -> Result<Option<Profile>> {
        for id in self.store.dossier_ids()?.into_iter().filter(|id| id != SAMPLE) {
            let dossier = self.dossier(&id)?;
            if dossier.profile.kind == kind {
                return Ok(Some(dossier.profile.clone()));
            }
        }
        Ok(None)
    }

    /// Takes a dossier off the list; it can be brought back.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn set_aside(&mut self, dossier: &str) -> Result<()> {
        self.reading.forget_order();
        let (store, stamp) = self.change(dossier);
        store.set_aside(dossier, &stamp)?;
        Ok(())
    }

    /// Puts a dossier back that was set aside.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn bring_back(&mut self, dossier: &str) -> Result<()> {
        self.reading.forget_order();
        let (store, stamp) = self.change(dossier);
        store.bring_back(dossier, &stamp)?;
        Ok(())
    }

    /// Dossiers that were set aside, the newest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn set_aside_dossiers(&self) -> Result<Vec<DossierSummary>> {
        self.summaries(true)
    }

    /// All dossiers, the newest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn dossiers(&self) -> Result<Vec<DossierSummary>> {
        self.summaries(false)
    }
}

fn new_dossier(
    id: &str,
    (set, version): (&str, &str),
    profile: Profile,
    round: Round,
) -> NewDossier {
    NewDossier {
        id: id.to_owned(),
        criteria_set: set.to_owned(),
        criteria_set_version: version.to_owned(),
        profile,
        round,
    }
}
