//! The finished report in the data file: kept at the sign-off, signed here or taken back signed.

use std::path::Path;

use report::Named;
use signing::Roots;
use store::{Damage, Dossier, FinishedReport, ReportKind, Subject, Value};
use words::{history, signature as say};

use super::Office;
use super::export::pdf;
use crate::error::{Error, Result};
use crate::signatures::{self, CheckedFile, SignedFile, Signing};
use crate::wording;

impl Office {
    /// Makes the report of a signed-off dossier and keeps it; the same again changes nothing.
    pub(super) fn keep_report(&mut self, dossier: &str) -> Result<()> {
        let report = self.report(dossier)?;
        let (name, bytes) = (report::file_name(&report), pdf(&report)?);
        let (store, stamp) = self.change(dossier);
        Ok(store.keep_report(dossier, (&name, &bytes), &stamp)?)
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
    /// signature holds; tells who signed. Trust in certificates is told, not demanded.
    ///
    /// # Errors
    /// If the dossier is not signed off or was handed in, or the file is another document, not
    /// signed, or altered.
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
        if told.is_same_document == Some(false) {
            return Err(Error::refused("other-document", say::other_document()));
        }
        if !bytes.starts_with(&kept) {
            return Err(Error::refused("signature-missing", say::signature_missing()));
        }
        if told.verification.signatures.is_empty() {
            return Err(Error::refused("not-signed", say::unsigned()));
        }
        if !told.is_intact() {
            return Err(Error::refused("broken-signature", say::altered(file.display())));
        }
        let (store, stamp) = self.change(dossier);
        store.keep_signed_report(dossier, (&report.name, &bytes), &stamp)?;
        Ok(told)
    }

    /// Who signed the finished report, as its signatures say.
    ///
    /// # Errors
    /// If there is no such dossier, or what is kept cannot be read.
    pub fn report_signatures(
        &self,
        dossier: &str,
        roots: Option<&Path>,
    ) -> Result<Option<CheckedFile>> {
        let Some(report) = self.finished_report(dossier)? else {
            return Ok(None);
        };
        let bytes = self.report_bytes(&report)?;
        let name = Path::new(&report.name);
        signatures::check((name, &bytes), &signatures::trusted(roots)?, None, self.clock).map(Some)
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
            if let Ok(dossier) = self.store.dossier(&id) {
                damage.extend(self.foreign_reports(&dossier));
            }
        }
        Ok(damage)
    }

    /// Reports that name another content than their sign-off froze, or are called signed and are not.
    fn foreign_reports(&self, dossier: &Dossier) -> Vec<Damage> {
        let mut made = Vec::new();
        let mut foreign = Vec::new();
        for report in &dossier.reports {
            // Content that is lost or altered is told already, what stayed elsewhere is no damage.
            let Ok(bytes) = self.report_bytes(report) else {
                continue;
            };
            let is_sound = report.kind == ReportKind::Made || self.is_signed(report, &bytes, &made);
            if !names_its_sign_off(dossier, report, &bytes) || !is_sound {
                let sign_off = report.sign_off;
                foreign.push(Damage::Report { dossier: dossier.id.clone(), sign_off });
            }
            if report.kind == ReportKind::Made {
                made = bytes;
            }
        }
        foreign
    }

    /// Whether a report goes on from the one that was made, with signatures that hold.
    fn is_signed(&self, report: &FinishedReport, bytes: &[u8], made: &[u8]) -> bool {
        let name = Path::new(&report.name);
        let told = signatures::check((name, bytes), &Roots::default(), Some(made), self.clock);
        told.is_ok_and(|told| told.is_intact())
    }

    /// The report that a signature is put on; one that a program of an earlier version did not keep is
    /// kept now.
    fn report_to_sign(&mut self, dossier: &str) -> Result<(FinishedReport, Vec<u8>)> {
        if self.finished_report(dossier)?.is_none() {
            self.keep_report(dossier)?;
        }
        let report = self
            .finished_report(dossier)?
            .ok_or_else(|| Error::refused("no-report", say::no_report()))?;
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
pub(crate) fn names_its_sign_off(dossier: &Dossier, report: &FinishedReport, pdf: &[u8]) -> bool {
    let sign_off = dossier.sign_offs.iter().find(|one| one.ordinal == report.sign_off);
    let due = sign_off.map(|sign_off| Named {
        dossier: dossier.id.clone(),
        content_hash: sign_off.sha256.clone(),
    });
    due.is_some() && report::named(pdf) == due
}

/// The reports of the sign-off as it stands, from the one that was made on; none of another number or
/// date.
fn standing(dossier: &Dossier) -> impl Iterator<Item = &FinishedReport> {
    let standing = dossier.signed_off();
    let of_it = move |report: &&FinishedReport| standing.is_some_and(|one| report.is_of(one));
    let last = dossier.reports.iter().rposition(|one| one.kind == ReportKind::Made).unwrap_or(0);
    dossier.reports.iter().skip(last).filter(of_it)
}
