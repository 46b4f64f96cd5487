//! Criteria sets: those that come with the program, and those of the data file.

use std::path::Path;

use scoring::CriteriaSet;

use super::Office;
use crate::error::{Error, Result};
use crate::files;

/// The sets that come with the program.
const BUNDLED: [&[u8]; 3] = [
    include_bytes!("../../../../../assets/criteria/commune-2024.json"),
    include_bytes!("../../../../../assets/criteria/department-2024.json"),
    include_bytes!("../../../../../assets/criteria/ward-2026-alternative.json"),
];

/// A set that comes with the program, with its content.
struct BundledSet {
    set: CriteriaSet,
    content: &'static [u8],
}

/// The sets that come with the program.
///
/// # Errors
/// None that a test would not have found.
pub fn bundled() -> Result<Vec<CriteriaSet>> {
    Ok(bundled_sets()?.into_iter().map(|one| one.set).collect())
}

fn bundled_sets() -> Result<Vec<BundledSet>> {
    let read =
        |content: &'static [u8]| Ok(BundledSet { set: CriteriaSet::parse(content)?, content });
    BUNDLED.into_iter().map(read).collect()
}

impl Office {
    /// Every set to choose from: the data file's, then those of the program that are not there yet;
    /// the newest year first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn criteria_sets(&self) -> Result<Vec<CriteriaSet>> {
        let mut sets: Vec<CriteriaSet> =
            self.store.criteria_sets()?.iter().map(|stored| stored.set.clone()).collect();
        for set in bundled()? {
            if !sets.iter().any(|one| one.id == set.id && one.version == set.version) {
                sets.push(set);
            }
        }
        sets.sort_by(|one, other| other.year.cmp(&one.year).then(one.title.cmp(&other.title)));
        Ok(sets)
    }

    /// A set by identifier and version.
    ///
    /// # Errors
    /// If neither the data file nor the program has it.
    pub fn criteria_set(&self, id: &str, version: &str) -> Result<CriteriaSet> {
        match self.store.criteria_set(id, version) {
            Ok(stored) => Ok(stored.set.clone()),
            Err(unknown) => {
                let own = bundled()?.into_iter().find(|set| set.id == id && set.version == version);
                own.ok_or_else(|| unknown.into())
            }
        }
    }

    /// Takes a set's file into the data file.
    ///
    /// # Errors
    /// With every fault of the file; then nothing is taken in.
    pub fn take_criteria_set(&mut self, path: &Path) -> Result<CriteriaSet> {
        let content = files::read(path)?;
        let refused = |error: store::Error| Error::from(error).in_file(path);
        Ok(self.store.add_criteria_set(&content).map_err(refused)?.set.clone())
    }

    /// Takes a set of the program into the data file, if it is not there yet.
    pub(super) fn keep_criteria_set(&mut self, id: &str, version: &str) -> Result<()> {
        let own =
            bundled_sets()?.into_iter().find(|one| one.set.id == id && one.set.version == version);
        if let Some(own) = own {
            self.store.add_criteria_set(own.content)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_the_program_are_sound_and_distinct() {
        let sets = bundled().unwrap();
        let names: std::collections::BTreeSet<_> =
            sets.iter().map(|set| (set.id.clone(), set.version.clone())).collect();
        assert_eq!(names.len(), BUNDLED.len());
    }
}
