//! The finished report in the data file: kept at the sign-off, signed here or taken back signed.

use std::path::Path;

use report::Named;
use signing::Roots;
use store::{Damage, Dossier, FinishedReport, ReportKind};
use words::signature as say;

use super::export::pdf;
use super::{Clock, Office};
use crate::error::{Error, Result};
use crate::examination;
use crate::signatures::{self, CheckedFile, SignedFile, Signing};

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

    /// Everything in the file that is not as it was written.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<Damage>> {
        let mut damage = self.store.check()?;
        for id in self.store.dossier_ids()? {
            // One that cannot be read is told already.
            if let Ok(dossier) = self.store.dossier(&id) {
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
