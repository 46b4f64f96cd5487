//! The sample, end to end, with fixed dates: the same files come out every time.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::error::{Error, Result};
use crate::files;
use crate::office::{Clock, Format, Office, SAMPLE, sample_person};
use crate::package::{PackageOrder, PackageWritten, Purpose};

/// The registry's number of the sample report.
const NUMBER: &str = "281";

/// What the sample made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demo {
    /// The data file.
    pub data_file: PathBuf,
    /// The dossier in it.
    pub dossier: &'static str,
    /// Warnings of the review, in words.
    pub warnings: Vec<String>,
    /// The content's hash.
    pub sha256: String,
    /// What was exported: a draft, then the signed-off report, workbook and content.
    pub exported: Vec<crate::office::Exported>,
    /// The package of the dossier.
    pub package: PackageWritten,
}

/// The moment at which everything in the sample happens.
fn moment() -> DateTime<FixedOffset> {
    let utc = DateTime::from_timestamp(1_733_711_400, 0).unwrap_or_default();
    utc.with_timezone(&crate::wording::office_zone())
}

/// Removes the data file of an earlier run, unless somebody has worked in it.
fn make_room(data_file: &Path) -> Result<()> {
    if data_file.symlink_metadata().is_err() {
        return Ok(());
    }
    let office = Office::open(data_file, sample_person(), Clock::Fixed(moment()))?;
    let mut is_sample = true;
    for dossier in office.dossiers()? {
        let history = office.history(&dossier.id, None)?;
        is_sample &= dossier.id == SAMPLE && history.iter().all(|line| line.entry.at == moment());
    }
    if is_sample {
        return office.discard();
    }
    office.close()?;
    Err(Error::refused("exists", words::demo::data_file_in_use(data_file.display())))
}

/// Carries the sample commune from an empty data file to the signed-off report and the package for
/// the office that appraises it, in this folder.
/// A data file that is left there from an earlier run is replaced, unless somebody has worked in it.
///
/// # Errors
/// If the folder cannot be written.
pub fn demo(out: &Path) -> Result<Demo> {
    files::make_folder(out)?;
    let data_file = out.join("cchc-mau.db");
    make_room(&data_file)?;
    let mut office = Office::create(&data_file, sample_person(), Clock::Fixed(moment()))?;
    office.make_sample()?;
    let warnings = office.review(SAMPLE)?.warnings;

    let draft = office.export(SAMPLE, Format::Pdf, out)?;
    let date = NaiveDate::from_ymd_opt(2024, 12, 9);
    let signed = office.sign_off(SAMPLE, Some(NUMBER.to_owned()), date)?;
    let mut exported = vec![draft];
    for format in [Format::Pdf, Format::Xlsx, Format::Json] {
        exported.push(office.export(SAMPLE, format, out)?);
    }
    let order = PackageOrder { purpose: Purpose::Dossier, with_files: true };
    let plan = office.plan_package(SAMPLE, &order)?;
    let package = office.export_package(&plan, (out, None), &mut |_| ControlFlow::Continue(()))?;
    office.close()?;
    let sha256 = signed.sha256;
    Ok(Demo { data_file, dossier: SAMPLE, warnings, sha256, exported, package })
}
