//! The sample, end to end, with fixed dates: the same files come out every time.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};
use store::{EvidenceFile, Person};

use crate::error::Result;
use crate::files;
use crate::office::{Clock, Format, Office};

const CRITERIA: &[u8] = include_bytes!("../../../../assets/criteria/commune-2024.json");
const PROFILE: &[u8] = include_bytes!("../../../../assets/sample/profile-xa-duc-lieu.json");
const ROUND: &[u8] = include_bytes!("../../../../assets/sample/round-2024.json");
const ANSWERS: &[u8] = include_bytes!("../../../../assets/sample/answers-xa-duc-lieu.json");
const EVIDENCE: &[u8] = include_bytes!("../../../../assets/sample/evidence-xa-duc-lieu.json");
const TEXTS: &[u8] = include_bytes!("../../../../assets/sample/report-xa-duc-lieu.json");
/// The sample dossier.
const DOSSIER: &str = "00000000-0000-4000-8000-000000002024";
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
}

/// The moment at which everything in the sample happens.
fn moment() -> DateTime<FixedOffset> {
    let utc = DateTime::from_timestamp(1_733_711_400, 0).unwrap_or_default();
    utc.with_timezone(&crate::wording::office_zone())
}

/// Carries the sample commune from an empty data file to the signed-off report, in this folder.
/// A data file that is left there from an earlier run is replaced.
///
/// # Errors
/// If the folder cannot be written.
pub fn demo(out: &Path) -> Result<Demo> {
    files::make_folder(out)?;
    let data_file = out.join("cchc-mau.db");
    files::remove(&data_file)?;
    let by =
        Person { name: words::demo::person().to_owned(), post: words::demo::post().to_owned() };
    let mut office = Office::create(&data_file, by, Clock::Fixed(moment()))?;
    office.make_dossier(DOSSIER, CRITERIA, PROFILE, ROUND)?;
    fill(&mut office)?;
    let warnings = office.review(DOSSIER)?.warnings;

    let draft = office.export(DOSSIER, Format::Pdf, out)?;
    let date = NaiveDate::from_ymd_opt(2024, 12, 9);
    let signed = office.sign_off(DOSSIER, Some(NUMBER.to_owned()), date)?;
    let mut exported = vec![draft];
    for format in [Format::Pdf, Format::Xlsx, Format::Json] {
        exported.push(office.export(DOSSIER, format, out)?);
    }
    office.close()?;
    Ok(Demo { data_file, dossier: DOSSIER, warnings, sha256: signed.sha256, exported })
}

/// The sample's answers, report texts and evidence.
fn fill(office: &mut Office) -> Result<()> {
    office.take_answers(DOSSIER, ANSWERS)?;
    office.take_report_texts(DOSSIER, TEXTS)?;
    let evidence = EvidenceFile::parse(EVIDENCE)?;
    office.take_evidence(DOSSIER, evidence, |position| format!("mau-{:03}", position + 1))
}
