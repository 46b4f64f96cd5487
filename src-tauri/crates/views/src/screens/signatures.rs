//! Signing the finished report, and checking signed files.

use std::path::Path;

use backend::{
    CheckedFile, Clock, Format, Office, Signing, check_package, check_signatures, wording,
};
use words::signature as say;

use super::Reply;
use super::scoring::workspace;
use crate::failure::Failure;
use crate::signatures::{CheckView, ReportSignatures, ReportSigned, ReportTaken};

/// Who signed the finished report, as it was checked; none where none was kept.
///
/// # Errors
/// If there is no such dossier.
pub fn report_signatures(
    office: &Office,
    dossier: &str,
    checked: Option<&CheckedFile>,
) -> Reply<ReportSignatures> {
    let name = office.export_name(dossier, Format::Pdf)?;
    Ok(ReportSignatures::new(&*office.dossier(dossier)?, name, checked))
}

/// Signs a field of the finished report.
///
/// # Errors
/// With what is the matter with certificate, password or picture, or if it cannot be signed now.
pub fn sign_report(
    office: &mut Office,
    dossier: &str,
    signing: &Signing<'_>,
) -> Reply<ReportSigned> {
    let by_name = |error: backend::Error| {
        let failure = Failure::from(error).of_file(signing.identity);
        signing.picture.into_iter().fold(failure, Failure::of_file)
    };
    let signed = office.sign_report(dossier, signing).map_err(by_name)?;
    let field = wording::signature_field(signed.field);
    let told = say::told_signed(field, &signed.signer.name, wording::exact(signed.at));
    Ok(ReportSigned { workspace: workspace(office, dossier)?, told })
}

/// Takes the report back that was signed elsewhere.
///
/// # Errors
/// If it is another document, not signed or altered, or cannot be taken now.
pub fn take_signed_report(
    office: &mut Office,
    dossier: &str,
    file: &Path,
    roots: Option<&Path>,
) -> Reply<ReportTaken> {
    let by_name = |error| Failure::from(error).of_file(file);
    let checked = office.take_signed_report(dossier, file, roots).map_err(by_name)?;
    let check = CheckView::of_file(backend::file_name(file), &checked);
    Ok(ReportTaken { workspace: workspace(office, dossier)?, check })
}

/// Checks a PDF file or a package, which needs no data file.
///
/// # Errors
/// If it cannot be read, or is damaged.
pub fn check_file(file: &Path, roots: Option<&Path>) -> Reply<CheckView> {
    let by_name = |error| Failure::from(error).of_file(file);
    let name = backend::file_name(file);
    if backend::is_package(file) {
        let checked = check_package(file, roots, Clock::System).map_err(by_name)?;
        return Ok(CheckView::of_package(name, &checked));
    }
    let checked = check_signatures(file, roots, None, Clock::System).map_err(by_name)?;
    Ok(CheckView::of_file(name, &checked))
}
