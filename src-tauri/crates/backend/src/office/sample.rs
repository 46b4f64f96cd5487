//! The sample dossier: a commune's whole self-assessment, ready to be looked at and changed.

use store::{EvidenceFile, Person};

use super::Office;
use crate::error::Result;

const CRITERIA: &[u8] = include_bytes!("../../../../../assets/criteria/commune-2024.json");
const PROFILE: &[u8] = include_bytes!("../../../../../assets/sample/profile-xa-duc-lieu.json");
const ROUND: &[u8] = include_bytes!("../../../../../assets/sample/round-2024.json");
const ANSWERS: &[u8] = include_bytes!("../../../../../assets/sample/answers-xa-duc-lieu.json");
const EVIDENCE: &[u8] = include_bytes!("../../../../../assets/sample/evidence-xa-duc-lieu.json");
const TEXTS: &[u8] = include_bytes!("../../../../../assets/sample/report-xa-duc-lieu.json");

/// The identifier of the sample dossier.
pub(crate) const SAMPLE: &str = "00000000-0000-4000-8000-000000002024";

/// The person who works on the sample.
pub(crate) fn sample_person() -> Person {
    Person { name: words::demo::person().to_owned(), post: words::demo::post().to_owned() }
}

impl Office {
    /// Makes the sample dossier with its answers, texts and evidence.
    ///
    /// # Errors
    /// If it is there already, or the file cannot be written.
    pub(crate) fn make_sample(&mut self) -> Result<()> {
        self.make_dossier(SAMPLE, CRITERIA, PROFILE, ROUND)?;
        self.take_answers(SAMPLE, ANSWERS)?;
        self.take_report_texts(SAMPLE, TEXTS)?;
        let evidence = EvidenceFile::parse(EVIDENCE)?;
        self.take_evidence(SAMPLE, evidence, |position| format!("mau-{:03}", position + 1))
    }

    /// The identifier of the sample dossier, which is made or brought back if need be.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn sample(&mut self) -> Result<String> {
        match self.store.listed()?.iter().find(|(id, _)| id == SAMPLE) {
            Some((_, true)) => self.bring_back(SAMPLE)?,
            Some((_, false)) => {}
            None => self.make_sample()?,
        }
        Ok(SAMPLE.to_owned())
    }
}
