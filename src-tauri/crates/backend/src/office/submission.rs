//! Handing a dossier in, and what the receiving office does with it.

use store::{Dossier, Passage, PlannedDate, Submission, planned_dates};

use super::Office;
use crate::error::Result;
use crate::wording::office_zone;

impl Office {
    /// Records that a signed-off dossier was handed in.
    ///
    /// # Errors
    /// With everything that stands in the way, in words; if the dossier is not signed off.
    pub fn submit(&mut self, dossier: &str, submission: &Submission) -> Result<Passage> {
        let (store, stamp) = self.change(dossier);
        let submitted = store.submit(dossier, submission, &stamp);
        self.ready_or_refused(dossier, submitted, words::store::not_submittable)
    }

    /// Takes a submission back before the appraisal begins; the sign-off stands.
    ///
    /// # Errors
    /// If no reason is given, or the dossier is not handed in.
    pub fn withdraw(&mut self, dossier: &str, reason: &str) -> Result<Passage> {
        let (store, stamp) = self.change(dossier);
        Ok(store.withdraw(dossier, reason, &stamp)?)
    }

    /// Records that the receiving office gave the dossier back, so that its content is open again.
    ///
    /// # Errors
    /// If no reason is given, or the dossier does not lie with the receiving office.
    pub fn give_back(&mut self, dossier: &str, reason: &str) -> Result<Passage> {
        let (store, stamp) = self.change(dossier);
        Ok(store.give_back(dossier, reason, &stamp)?)
    }

    /// Records that the appraisal began.
    ///
    /// # Errors
    /// If the dossier is not handed in.
    pub fn begin_appraisal(&mut self, dossier: &str) -> Result<Passage> {
        let (store, stamp) = self.change(dossier);
        Ok(store.begin_appraisal(dossier, &stamp)?)
    }

    /// Records the unit's explanation of what the appraisal asked.
    ///
    /// # Errors
    /// If there is no explanation, or the dossier is not being appraised.
    pub fn explain(&mut self, dossier: &str, explanation: &str) -> Result<Passage> {
        let (store, stamp) = self.change(dossier);
        Ok(store.explain(dossier, explanation, &stamp)?)
    }

    /// Records that the second appraisal began.
    ///
    /// # Errors
    /// If the unit has not explained.
    pub fn appraise_again(&mut self, dossier: &str) -> Result<Passage> {
        let (store, stamp) = self.change(dossier);
        Ok(store.appraise_again(dossier, &stamp)?)
    }

    /// Records that the appraisal is over.
    ///
    /// # Errors
    /// If the dossier is not appraised a second time.
    pub fn finish(&mut self, dossier: &str) -> Result<Passage> {
        let (store, stamp) = self.change(dossier);
        Ok(store.finish(dossier, &stamp)?)
    }
}

/// The dates that the standing sign-off took as planned: they lay ahead on its day.
pub fn plans(dossier: &Dossier) -> Vec<PlannedDate> {
    let Some(signed) = dossier.signed_off() else {
        return Vec::new();
    };
    planned_dates(&dossier.answers, signed.at.with_timezone(&office_zone()).date_naive())
}
