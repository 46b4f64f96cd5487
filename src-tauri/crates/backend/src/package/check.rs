//! Checking a package without a data file: is it whole, and are its reports those of its dossier?

use std::ops::ControlFlow;
use std::path::Path;

use store::{FinishedReport, ReportKind};

use super::Received;
use crate::error::Result;
use crate::office::{Clock, names_its_sign_off};
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
    /// Whether it is there, and of which sign-off.
    pub state: ReportState,
    /// Its signatures, where it came back signed.
    pub signatures: Option<CheckedFile>,
}

/// What a finished report in a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportState {
    /// It names the content that its sign-off froze.
    OfItsSignOff,
    /// It names another content, or none.
    Foreign,
    /// It is not in the package.
    Missing,
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
        self.state == ReportState::OfItsSignOff
            && self.signatures.as_ref().is_none_or(CheckedFile::holds)
    }
}

/// Checks a package, its signatures against the certificates of a folder, if one is given.
///
/// # Errors
/// Of kind path, or refused with what is the matter with the package.
pub fn check_package(path: &Path, roots: Option<&Path>, clock: Clock) -> Result<CheckedPackage> {
    let roots = signatures::trusted(roots)?;
    let mut received = Received::open(path, &mut |_| ControlFlow::Continue(()))?;
    let kept = received.dossier().reports.clone();
    let mut made = Vec::new();
    let mut reports = Vec::new();
    for report in kept {
        let Some(bytes) = received.report(&report)? else {
            reports.push(CheckedReport { report, state: ReportState::Missing, signatures: None });
            continue;
        };
        let signatures = match report.kind {
            ReportKind::Made => None,
            ReportKind::Signed => {
                let name = Path::new(&report.name);
                Some(signatures::check((name, &bytes), &roots, Some(&made), clock)?)
            }
        };
        let is_its = names_its_sign_off(received.dossier(), &report, &bytes)?;
        let state = if is_its { ReportState::OfItsSignOff } else { ReportState::Foreign };
        if report.kind == ReportKind::Made {
            made = bytes;
        }
        reports.push(CheckedReport { report, state, signatures });
    }
    Ok(CheckedPackage { received, reports })
}
