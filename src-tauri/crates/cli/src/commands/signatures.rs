//! Commands on digital signatures.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use backend::{
    CheckedFile, Clock, Coverage, Error, Office, Result, Signatory, SignatureReport, SignedFile,
    Signing, Trust, check_signatures, sign_file, wording,
};
use serde_json::{Value, json};
use words::{cli as say, signature as told};

use super::packages;
use crate::args::{SignArguments, SignField, SigningArguments};
use crate::output::{self, DONE, REFUSED, Reply};

pub(super) fn sign(arguments: &SignArguments, json: bool) -> ExitCode {
    let Some(password) = password(&arguments.with) else {
        return output::wrong_use(json, say::password_needed());
    };
    let signing = signing(&arguments.with, &password);
    match sign_file(&arguments.pdf, &signing, &arguments.out, Clock::System) {
        Ok(signed) => {
            let path = arguments.out.display().to_string();
            let field = wording::signature_field(signed.field);
            let text = say::signed(field, &signed.signer.name, wording::exact(signed.at), &path);
            let mut document = signed_document(&signed);
            document["path"] = json!(path);
            output::reply(json, &Reply::done(text, document))
        }
        Err(error) => output::refusal(json, &error),
    }
}

/// Signs the finished report that the data file keeps.
pub(super) fn sign_report(
    office: &mut Office,
    dossier: &str,
    with: &SigningArguments,
) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let password =
        password(with).ok_or_else(|| Error::refused("password-needed", say::password_needed()))?;
    let signed = office.sign_report(&dossier, &signing(with, &password))?;
    let field = wording::signature_field(signed.field);
    let text = say::report_signed(field, &signed.signer.name, wording::exact(signed.at));
    Ok(Reply::done(text, signed_document(&signed)))
}

/// Keeps the report of a signed-off dossier that lacks it.
pub(super) fn keep_report(office: &mut Office, dossier: &str) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let kept = office.keep_missing_report(&dossier)?;
    let json = json!({"name": kept.name, "sha256": kept.sha256, "bytes": kept.bytes});
    Ok(Reply::done(say::report_kept(&kept.name), json))
}

/// Takes the report back that was signed elsewhere.
pub(super) fn take_report(
    office: &mut Office,
    dossier: &str,
    pdf: &Path,
    roots: Option<&PathBuf>,
) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let roots = roots.map(PathBuf::as_path);
    let checked = office.take_signed_report(&dossier, pdf, roots)?;
    let mut lines = vec![say::report_taken().to_owned()];
    lines.extend(told(&checked, roots.is_some()));
    Ok(Reply::done(lines.join("\n"), checked_document(&checked)))
}

fn signing<'a>(with: &'a SigningArguments, password: &'a str) -> Signing<'a> {
    Signing {
        identity: &with.p12,
        password,
        certificate: with.certificate.as_deref(),
        signatory: match with.field {
            SignField::Signer => Signatory::Signer,
            SignField::Agency => Signatory::Agency,
        },
        picture: with.picture.as_deref(),
    }
}

fn signed_document(signed: &SignedFile) -> Value {
    json!({
        "field": signed.field,
        "signer": signed.signer.name,
        "organisation": signed.signer.organisation,
        "signedAt": signed.at.to_rfc3339(),
    })
}

/// The password: the first line of standard input, else what is typed and not shown.
fn password(with: &SigningArguments) -> Option<String> {
    if with.password_stdin {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).ok()?;
        return Some(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    if !std::io::stdin().is_terminal() {
        return None;
    }
    rpassword::prompt_password(say::password_prompt()).ok()
}

/// Checks a PDF file or a package; exits as refused unless it is signed and nothing is the matter.
pub(super) fn verify(
    path: &Path,
    roots: Option<&PathBuf>,
    original: Option<&PathBuf>,
) -> Result<Reply> {
    if backend::is_package(path) {
        return packages::verify(path, roots);
    }
    let (roots, original) = (roots.map(PathBuf::as_path), original.map(PathBuf::as_path));
    let checked = check_signatures(path, roots, original, Clock::System)?;
    let exit = if checked.holds() { DONE } else { REFUSED };
    let text = told(&checked, roots.is_some()).join("\n");
    Ok(Reply { text, json: checked_document(&checked), exit })
}

/// Each signature with what is the matter, then the file as a whole.
pub(super) fn told(checked: &CheckedFile, is_trust_asked: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, report) in (1..).zip(&checked.verification.signatures) {
        let field = wording::signature_field(&report.field);
        lines.push(told::signature(number, field, wording::signer(report)));
        lines.extend(wording::signature_facts(report).iter().map(say::fault));
        lines.extend(told_faults(report));
    }
    for (number, report) in (1..).zip(&checked.verification.time_stamps) {
        let number = checked.verification.signatures.len() + number;
        let field = wording::signature_field(&report.field);
        lines.push(told::time_stamp(number, field, wording::signer(report)));
        lines.extend(wording::time_stamp_facts(report).iter().map(say::fault));
        lines.extend(told_faults(report));
    }
    lines.extend(summary(checked, is_trust_asked));
    lines
}

fn told_faults(report: &SignatureReport) -> Vec<String> {
    let faults = wording::signature_faults(report);
    faults.iter().map(|(_, message)| say::fault(told::fault(message))).collect()
}

pub(super) fn checked_document(checked: &CheckedFile) -> Value {
    let signatures = &checked.verification.signatures;
    json!({
        "holds": checked.holds(),
        "signatures": signatures.iter().map(document).collect::<Vec<_>>(),
        "timeStamps": checked.verification.time_stamps.iter().map(document).collect::<Vec<_>>(),
        "stray": checked.verification.stray,
        "sameDocument": checked.is_same_document(),
    })
}

/// What holds of the file as a whole.
fn summary(checked: &CheckedFile, is_trust_asked: bool) -> Vec<String> {
    let verification = &checked.verification;
    let mut lines = Vec::new();
    if verification.stray > 0 {
        lines.push(told::stray(verification.stray));
    }
    lines.extend(wording::overlays(verification));
    lines.extend(checked.since_made.as_ref().map(wording::since_made));
    let verdict = match (verification.signatures.is_empty(), checked.holds(), is_trust_asked) {
        (true, ..) => told::unsigned(),
        (_, true, true) => told::holds(),
        (_, true, false) => told::holds_unasked(),
        (_, false, _) => told::fails(),
    };
    lines.push(verdict.to_owned());
    if is_trust_asked && !verification.signatures.is_empty() {
        lines.push(told::not_revoked().to_owned());
    }
    lines
}

fn document(report: &SignatureReport) -> Value {
    let later = match &report.coverage {
        Some(Coverage::Earlier(later)) => later.signed.clone(),
        Some(Coverage::Whole) | None => Vec::new(),
    };
    let faults = wording::signature_faults(report);
    let root = match &report.trust {
        Trust::Trusted(root) => Some(&root.name),
        Trust::NotAsked | Trust::Untrusted(_) => None,
    };
    json!({
        "field": report.field,
        "signer": report.signer.as_ref().map(|party| &party.name),
        "organisation": report.signer.as_ref().map(|party| &party.organisation),
        "signedAt": report.signed_at.map(|time| time.to_rfc3339()),
        "validFrom": report.validity.map(|validity| validity.from.to_rfc3339()),
        "validUntil": report.validity.map(|validity| validity.until.to_rfc3339()),
        "timeStamp": report.time_stamp.as_ref().map(|stated| json!({
            "at": stated.at.to_rfc3339(),
            "authority": stated.authority.name,
        })),
        "coversWholeFile": report.coverage == Some(Coverage::Whole),
        "signedLater": later,
        "trustedRoot": root,
        "faults": faults.iter().map(|(code, message)| {
            json!({"code": code, "message": message})
        }).collect::<Vec<_>>(),
    })
}
