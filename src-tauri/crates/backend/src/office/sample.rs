//! The sample dossier: a commune's whole self-assessment, ready to be looked at and changed.

use store::{EvidenceFile, Op, Person};

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
        self.complete_sample()
    }

    /// Does what is still to be done of the sample: a program that was ended while it made the sample
    /// leaves it half made.
    fn complete_sample(&mut self) -> Result<()> {
        let done: Vec<Op> = self.store.history(SAMPLE)?.iter().map(|entry| entry.op).collect();
        // Whoever has gone on with it has it as they want it.
        let made = [Op::NewDossier, Op::SetAnswers, Op::SetReportTexts, Op::AddEvidence];
        if done.iter().any(|op| !made.contains(op)) {
            return Ok(());
        }
        if !done.contains(&Op::SetAnswers) {
            self.take_answers(SAMPLE, ANSWERS)?;
        }
        if !done.contains(&Op::SetReportTexts) {
            self.take_report_texts(SAMPLE, TEXTS)?;
        }
        if !done.contains(&Op::AddEvidence) {
            let evidence = EvidenceFile::parse(EVIDENCE)?;
            self.take_evidence(SAMPLE, evidence, |position| format!("mau-{:03}", position + 1))?;
        }
        Ok(())
    }

    /// The identifier of the sample dossier, which is made or brought back if need be.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn sample(&mut self) -> Result<String> {
        match self.store.listed()?.iter().find(|(id, _)| id == SAMPLE) {
            Some((_, true)) => self.bring_back(SAMPLE)?,
            Some((_, false)) => self.complete_sample()?,
            None => self.make_sample()?,
        }
        Ok(SAMPLE.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clock;

    #[test]
    fn sample_that_was_left_half_made_is_completed_and_one_in_use_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cchc.db");
        let mut office = Office::create(&path, sample_person(), Clock::System).unwrap();
        office.make_dossier(SAMPLE, CRITERIA, PROFILE, ROUND).unwrap();
        office.take_answers(SAMPLE, ANSWERS).unwrap();
        assert_eq!(office.sample().unwrap(), SAMPLE);
        let whole = office.dossier(SAMPLE).unwrap();
        assert!(!whole.evidence.is_empty());
        assert_ne!(whole.report_texts, store::ReportTexts::default());
        let entries = office.store.history(SAMPLE).unwrap().len();
        office.sample().unwrap();
        assert_eq!(office.store.history(SAMPLE).unwrap().len(), entries);

        office.undo(SAMPLE).unwrap();
        office.sample().unwrap();
        assert!(office.dossier(SAMPLE).unwrap().evidence.is_empty(), "as the person left it");
    }
}
