//! Commands on digital signatures; they need no data file.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use backend::{
    CheckedFile, Clock, Coverage, Result, Signatory, SignatureReport, SigningOrder, Trust,
    check_signatures, sign_file, wording,
};
use serde_json::{Value, json};
use words::{cli as say, signature as told};

use crate::args::{SignArguments, SignField};
use crate::output::{self, DONE, REFUSED, Reply};

pub(super) fn sign(arguments: &SignArguments, json: bool) -> ExitCode {
    let Some(password) = password(arguments.password_stdin) else {
        return output::wrong_use(json, say::password_needed());
    };
    let order = SigningOrder {
        pdf: &arguments.pdf,
        identity: &arguments.p12,
        signatory: match arguments.field {
            SignField::Signer => Signatory::Signer,
            SignField::Agency => Signatory::Agency,
        },
        picture: arguments.picture.as_deref(),
        out: &arguments.out,
    };
    match sign_file(&order, &password, Clock::System) {
        Ok(signed) => {
            let path = arguments.out.display().to_string();
            let text =
                say::signed(signed.field, &signed.signer.name, wording::exact(signed.at), &path);
            let document = json!({
                "path": path,
                "field": signed.field,
                "signer": signed.signer.name,
                "organisation": signed.signer.organisation,
                "signedAt": signed.at.to_rfc3339(),
            });
            output::reply(json, &Reply::done(text, document))
        }
        Err(error) => output::refusal(json, &error),
    }
}

/// The password: the first line of standard input, else what is typed and not shown.
fn password(from_stdin: bool) -> Option<String> {
    if from_stdin {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).ok()?;
        return Some(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    if !std::io::stdin().is_terminal() {
        return None;
    }
    rpassword::prompt_password(say::password_prompt()).ok()
}

/// Exits as refused unless the file is signed and nothing is the matter with it.
pub(super) fn verify(
    pdf: &Path,
    roots: Option<&PathBuf>,
    original: Option<&PathBuf>,
) -> Result<Reply> {
    let (roots, original) = (roots.map(PathBuf::as_path), original.map(PathBuf::as_path));
    let checked = check_signatures(pdf, roots, original, Clock::System)?;
    let signatures = &checked.verification.signatures;
    let mut lines = Vec::new();
    for (number, report) in (1..).zip(signatures) {
        lines.push(told::signature(number, &report.field, wording::signer(report)));
        lines.extend(wording::signature_facts(report).iter().map(say::fault));
        let faults = wording::signature_faults(report);
        lines.extend(faults.iter().map(|(_, message)| say::fault(told::fault(message))));
    }
    lines.extend(summary(&checked, roots.is_some()));
    let json = json!({
        "holds": checked.holds(),
        "signatures": signatures.iter().map(document).collect::<Vec<_>>(),
        "stray": checked.verification.stray,
        "sameDocument": checked.is_same_document,
    });
    let exit = if checked.holds() { DONE } else { REFUSED };
    Ok(Reply { text: lines.join("\n"), json, exit })
}

/// What holds of the file as a whole.
fn summary(checked: &CheckedFile, is_trust_asked: bool) -> Vec<String> {
    let verification = &checked.verification;
    let mut lines = Vec::new();
    if verification.stray > 0 {
        lines.push(told::stray(verification.stray));
    }
    lines.extend(checked.is_same_document.map(|is_same| {
        if is_same { told::same_document() } else { told::other_document() }.to_owned()
    }));
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
        "coversWholeFile": report.coverage == Some(Coverage::Whole),
        "signedLater": later,
        "trustedRoot": root,
        "faults": faults.iter().map(|(code, message)| {
            json!({"code": code, "message": message})
        }).collect::<Vec<_>>(),
    })
}
