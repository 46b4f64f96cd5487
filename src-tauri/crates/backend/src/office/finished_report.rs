//! The finished report in the data file: kept at the sign-off, signed here or taken back signed.

use std::path::Path;

use report::Named;
use signing::Roots;
use store::{Damage, Dossier, FinishedReport, Op, ReportKind, State, Subject, Value};
use words::{history, signature as say};

use super::export::made_report;
use super::{Clock, Office, taken_back};
use crate::error::{Error, Result};
use crate::examination;
use crate::signatures::{self, CheckedFile, SignedFile, Signing};
use crate::wording;

/// A finished report that was taken out to be checked; while this lasts nobody needs the data file.
#[derive(Clone, Debug)]
pub struct ReportToCheck {
    name: String,
    bytes: Vec<u8>,
    clock: Clock,
}

impl ReportToCheck {
    /// Who signed it, as its signatures say.
    ///
    /// # Errors
    /// If the folder holds no certificate, or the report cannot be examined.
    pub fn check(&self, roots: Option<&Path>) -> Result<CheckedFile> {
        let file = (Path::new(&self.name), self.bytes.as_slice());
        signatures::check(file, &signatures::trusted(roots)?, None, self.clock)
    }
}

/// A signed-off dossier without its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingReport {
    /// The dossier.
    pub dossier: String,
    /// Its state: the report can be kept while it is signed off and not handed in.
    pub state: State,
}

impl MissingReport {
    /// Whether [`Office::keep_missing_report`] keeps it in this state.
    pub fn can_be_kept(&self) -> bool {
        self.state.allows(Op::KeepReport)
    }
}

impl Office {
    /// Keeps the report of a signed-off dossier that lacks it: a program of an earlier version kept
    /// none, or was ended between the sign-off and its report. A report that is kept stays.
    ///
    /// # Errors
    /// If the dossier is not signed off, or was handed in.
    pub fn keep_missing_report(&mut self, dossier: &str) -> Result<FinishedReport> {
        if let Some(kept) = self.finished_report(dossier)? {
            return Ok(kept);
        }
        let report = made_report(&*self.dossier(dossier)?)?;
        let (store, stamp) = self.change(dossier);
        store.keep_report(dossier, (&report.name, &report.pdf), &stamp)?;
        let kept = self.finished_report(dossier)?;
        kept.ok_or_else(|| Error::refused("no-report", say::no_report()))
    }

    /// Dossiers that are signed off, and of which no report is kept that shows their number and date.
    pub fn missing_reports(&self) -> Vec<MissingReport> {
        let mut missing = Vec::new();
        // A list that cannot be read is told as damaged.
        for id in self.store.dossier_ids().unwrap_or_default() {
            // A dossier that cannot be read is told as damaged.
            let Ok(dossier) = self.dossier(&id) else {
                continue;
            };
            if dossier.signed_off().is_some() && standing(&dossier).next().is_none() {
                missing.push(MissingReport { dossier: id, state: dossier.state });
            }
        }
        missing
    }

    /// The report of the sign-off that stands: the last that came back signed, else the one that was
    /// made; none where none was kept.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn finished_report(&self, dossier: &str) -> Result<Option<FinishedReport>> {
        Ok(standing(&*self.dossier(dossier)?).last().cloned())
    }

    /// Signs a field of the finished report and keeps the signed one.
    ///
    /// # Errors
    /// If the dossier is not signed off or was handed in; with what is the matter with certificate,
    /// password or picture.
    pub fn sign_report(&mut self, dossier: &str, signing: &Signing<'_>) -> Result<SignedFile> {
        let (report, bytes) = self.report_to_sign(dossier)?;
        let (signed, told) =
            signatures::sign((Path::new(&report.name), &bytes), signing, self.clock)?;
        let (store, stamp) = self.change(dossier);
        store.keep_signed_report(dossier, (&report.name, &signed), &stamp)?;
        Ok(told)
    }

    /// Takes a report back that was signed elsewhere, if it is the one that was made here and every
    /// signature holds; tells who signed. Certificates must be trusted where it is said which are.
    ///
    /// # Errors
    /// If the dossier is not signed off or was handed in; with the reason if the file is another
    /// document, not signed or altered, or if a signature does not hold.
    pub fn take_signed_report(
        &mut self,
        dossier: &str,
        file: &Path,
        roots: Option<&Path>,
    ) -> Result<CheckedFile> {
        let bytes = signatures::read_pdf(file)?;
        let (report, kept) = self.report_to_sign(dossier)?;
        let content = self.dossier(dossier)?;
        let made = standing(&content).find(|one| one.kind == ReportKind::Made);
        let made = self.report_bytes(made.unwrap_or(&report))?;
        let told = signatures::check(
            (file, &bytes),
            &signatures::trusted(roots)?,
            Some(&made),
            self.clock,
        )?;
        let goes_on_from_kept = bytes.starts_with(&kept);
        if let Some(refusal) = taken_back::refusal(&told, goes_on_from_kept, file) {
            return Err(refusal);
        }
        let (store, stamp) = self.change(dossier);
        store.keep_signed_report(dossier, (&report.name, &bytes), &stamp)?;
        Ok(told)
    }

    /// The finished report, to be checked; none where none was kept.
    ///
    /// # Errors
    /// If there is no such dossier, or what is kept cannot be read.
    pub fn report_to_check(&self, dossier: &str) -> Result<Option<ReportToCheck>> {
        let Some(report) = self.finished_report(dossier)? else {
            return Ok(None);
        };
        let bytes = self.report_bytes(&report)?;
        Ok(Some(ReportToCheck { name: report.name, bytes, clock: self.clock }))
    }

    /// What is damaged, in words: documents by their names as far as the journal knows them.
    pub fn damage_in_words(&self, damage: &Damage) -> String {
        match damage {
            Damage::OffRecord { dossier, subject } => {
                let document = self.document_of(dossier, subject);
                let what = wording::damaged(subject, document.as_deref());
                history::damage_off_record(dossier, what)
            }
            Damage::Content { sha256 } => {
                let files = self.store.files_with(sha256).unwrap_or_default();
                if files.is_empty() {
                    return wording::damage(damage);
                }
                let name = |(dossier, name): &(String, String)| {
                    history::damage_content_name(name, dossier)
                };
                let names: Vec<String> = files.iter().map(name).collect();
                history::damage_content_of(words::list(&names), sha256)
            }
            Damage::Structure { .. }
            | Damage::Reference { .. }
            | Damage::Table { .. }
            | Damage::CriteriaSet { .. }
            | Damage::Journal { .. }
            | Damage::Frozen { .. }
            | Damage::Signed { .. }
            | Damage::Report { .. }
            | Damage::Notes { .. }
            | Damage::ReportUnknown { .. }
            | Damage::Unreadable { .. } => wording::damage(damage),
        }
    }

    /// The document that a damaged subject is about, as the journal names it last.
    fn document_of(&self, dossier: &str, subject: &str) -> Option<String> {
        let id = match Subject::parse(subject)? {
            Subject::Evidence { id } => id,
            Subject::File { evidence } | Subject::Citation { evidence, .. } => evidence,
            Subject::Answer { .. }
            | Subject::Carried { .. }
            | Subject::Ticked(_)
            | Subject::Round
            | Subject::ReportTexts
            | Subject::Profile
            | Subject::Dossier
            | Subject::SignOff { .. }
            | Subject::Passage { .. }
            | Subject::Report { .. }
            | Subject::SetAside => return None,
        };
        match self.store.last_value(dossier, &Subject::Evidence { id }) {
            Ok(Some(Value::Document(document))) => Some(wording::document(&document)),
            _ => None,
        }
    }

    /// Everything in the file that is not as it was written.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<Damage>> {
        let mut damage = self.store.check()?;
        for id in self.store.dossier_ids().unwrap_or_default() {
            // One that cannot be read is told already.
            if let Ok(dossier) = self.store.dossier_as_it_stands(&id) {
                damage.extend(self.foreign_reports(&dossier));
            }
        }
        Ok(damage)
    }

    /// Reports that name another content than their sign-off froze, or are called signed and are not,
    /// and those of which that could not be found out.
    fn foreign_reports(&self, dossier: &Dossier) -> Vec<Damage> {
        let mut made = Vec::new();
        let mut foreign = Vec::new();
        for report in &dossier.reports {
            // Content that is lost or altered is told already, what stayed elsewhere is no damage.
            let Ok(bytes) = self.report_bytes(report) else {
                continue;
            };
            let (id, sign_off) = (dossier.id.clone(), report.sign_off);
            match self.is_sound(dossier, report, (&bytes, &made)) {
                Ok(true) => {}
                Ok(false) => foreign.push(Damage::Report { dossier: id, sign_off }),
                Err(_) => foreign.push(Damage::ReportUnknown { dossier: id, sign_off }),
            }
            if report.kind == ReportKind::Made {
                made = bytes;
            }
        }
        foreign
    }

    /// Whether a report names the content of its sign-off and, if it came back signed, goes on from the
    /// one that was made, with signatures that hold.
    fn is_sound(
        &self,
        dossier: &Dossier,
        report: &FinishedReport,
        (bytes, made): (&[u8], &[u8]),
    ) -> Result<bool> {
        if !names_its_sign_off(dossier, report, bytes)? {
            return Ok(false);
        }
        match report.kind {
            ReportKind::Made => Ok(true),
            ReportKind::Signed => {
                let (name, roots) = (Path::new(&report.name), Roots::default());
                let now = self.clock.now().to_utc();
                let told = examination::signatures((name, bytes), &roots, Some(made), now)?;
                Ok(told.is_ok_and(|told| told.is_intact()))
            }
        }
    }

    /// The report that a signature is put on; one that is missing is kept now.
    fn report_to_sign(&mut self, dossier: &str) -> Result<(FinishedReport, Vec<u8>)> {
        if self.dossier(dossier)?.received.is_some() {
            return Err(store::Error::Received.into());
        }
        let report = self.keep_missing_report(dossier)?;
        let bytes = self.report_bytes(&report)?;
        Ok((report, bytes))
    }

    pub(super) fn report_bytes(&self, report: &FinishedReport) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.store.read_report(report, &mut bytes)?;
        Ok(bytes)
    }
}

/// Whether a report's PDF names the content that its sign-off froze.
///
/// # Errors
/// If it cannot be examined.
pub(crate) fn names_its_sign_off(
    dossier: &Dossier,
    report: &FinishedReport,
    pdf: &[u8],
) -> Result<bool> {
    let sign_off = dossier.sign_offs.iter().find(|one| one.ordinal == report.sign_off);
    let due = sign_off.map(|sign_off| Named {
        dossier: dossier.id.clone(),
        content_hash: sign_off.sha256.clone(),
    });
    Ok(due.is_some() && examination::named((Path::new(&report.name), pdf))? == due)
}

/// The reports of the sign-off as it stands, from the one that was made on; none of another number or
/// date.
fn standing(dossier: &Dossier) -> impl Iterator<Item = &FinishedReport> {
    let standing = dossier.signed_off();
    let of_it = move |report: &&FinishedReport| standing.is_some_and(|one| report.is_of(one));
    let last = dossier.reports.iter().rposition(|one| one.kind == ReportKind::Made).unwrap_or(0);
    dossier.reports.iter().skip(last).filter(of_it)
}
