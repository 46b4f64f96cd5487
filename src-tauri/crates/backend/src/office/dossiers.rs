//! Making and listing dossiers.

use std::path::Path;

use scoring::CriteriaSet;
use store::{DossierSummary, NewDossier, Profile, Round};
use uuid::Uuid;

use super::Office;
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
        let new = NewDossier {
            id: id.to_owned(),
            criteria_set: set.set.id.clone(),
            criteria_set_version: set.set.version.clone(),
            profile,
            round,
        };
        let stamp = self.stamp();
        Ok(self.store.new_dossier(&new, &stamp)?)
    }

    /// All dossiers, the newest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn dossiers(&self) -> Result<Vec<DossierSummary>> {
        Ok(self.store.dossiers()?)
    }
}
