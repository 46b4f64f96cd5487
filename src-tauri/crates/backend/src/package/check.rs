//! Checking a package without a data file: is it whole, and are its reports those of its dossier?

use std::ops::ControlFlow;
use std::path::Path;

use report::Named;
use store::{FinishedReport, ReportKind};

use super::Received;
use crate::error::Result;
use crate::office::Clock;
use crate::signatures::{self, CheckedFile};

/// What was found out about a package. Every part of it is whole, and its dossier is sound: else it
/// cannot be opened.
#[derive(Debug)]
pub struct CheckedPackage {
    /// The package.
    pub received: Received,
    /// Its finished reports, oldest first.
    pub reports: Vec<CheckedReport>,
}

/// What was found out about a finished report in a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedReport {
    /// The report.
    pub report: FinishedReport,
    /// Whether it names the content that its sign-off froze.
    pub is_of_its_sign_off: bool,
    /// Its signatures, where it came back signed.
    pub signatures: Option<CheckedFile>,
}

impl CheckedPackage {
    /// Whether nothing is the matter with any report.
    pub fn holds(&self) -> bool {
        self.reports.iter().all(CheckedReport::holds)
    }
}

impl CheckedReport {
    /// Whether nothing is the matter with it.
    pub fn holds(&self) -> bool {
        self.is_of_its_sign_off && self.signatures.as_ref().is_none_or(CheckedFile::holds)
    }
}

/// Checks a package, its signatures against the certificates of a folder, if one is given.
///
/// # Errors
/// Of kind path, or refused with what is the matter with the package.
pub fn check_package(path: &Path, roots: Option<&Path>, clock: Clock) -> Result<CheckedPackage> {
    let roots = signatures::trusted(roots)?;
    let mut received = Received::open(path, &mut |_| ControlFlow::Continue(()))?;
    let contents = received.reports()?;
    let dossier = received.dossier();
    let mut reports = Vec::new();
    for (ordinal, report) in (1..).zip(&dossier.reports) {
        let Some((_, bytes)) = contents.iter().find(|(found, _)| *found == ordinal) else {
            continue;
        };
        let sign_off = dossier.sign_offs.iter().find(|one| one.ordinal == report.sign_off);
        let due = sign_off.map(|sign_off| Named {
            dossier: dossier.id.clone(),
            content_hash: sign_off.sha256.clone(),
        });
        let signatures = match report.kind {
            ReportKind::Made => None,
            ReportKind::Signed => {
                Some(signatures::check((Path::new(&report.name), bytes), &roots, None, clock)?)
            }
        };
        reports.push(CheckedReport {
            report: report.clone(),
            is_of_its_sign_off: report::named(bytes) == due,
            signatures,
        });
    }
    Ok(CheckedPackage { received, reports })
}
