//! What was found in a file, in words.

use reader::{Active, Kind, Outcome, Secrecy, Signature};
use words::files as say;

use crate::file_facts::FileFacts;

/// What a file is: kind, pages, and whether it is signed.
pub fn file_facts(facts: &FileFacts) -> Vec<String> {
    let signature = match facts.signature {
        Signature::NotFound => Some(say::signature_not_found()),
        Signature::Found | Signature::Unknown => found_signature(facts),
    };
    file_extent(facts).into_iter().chain(signature.map(str::to_owned)).collect()
}

/// Kind and pages of a file.
pub fn file_extent(facts: &FileFacts) -> Vec<String> {
    let pages = match facts.kind {
        Kind::Pdf if facts.pages > 0 => Some(say::pages(facts.pages)),
        Kind::Xlsx if facts.pages > 0 => Some(say::sheets(facts.pages)),
        _ => None,
    };
    [Some(kind(facts.kind).to_owned()), pages].into_iter().flatten().collect()
}

/// That a file is signed; nothing where no signature was found.
pub fn found_signature(facts: &FileFacts) -> Option<&'static str> {
    (facts.signature == Signature::Found).then(say::signature_found)
}

/// What deserves a look: how reading ended, what its name hides, its mark.
pub fn file_warnings(name: &str, facts: &FileFacts) -> Vec<String> {
    let ended = match facts.outcome {
        Outcome::Read | Outcome::Nothing => None,
        Outcome::Encrypted => Some(say::warning_encrypted().to_owned()),
        Outcome::Damaged => Some(say::warning_damaged().to_owned()),
        Outcome::Unfinished => Some(say::warning_unfinished().to_owned()),
        Outcome::TooLarge => Some(say::warning_too_large().to_owned()),
    };
    let made_out = matches!(facts.outcome, Outcome::Read | Outcome::Nothing);
    let misnamed = (made_out && is_misnamed(name, facts.kind))
        .then(|| say::warning_misnamed(kind(facts.kind)));
    let is_blank = made_out && !facts.has_text && should_have_text(facts.kind);
    let blank = is_blank.then(|| say::warning_no_text().to_owned());
    let marked = facts.secrecy.map(|mark| say::warning_secret(secrecy(mark)));
    [marked, ended, misnamed, blank].into_iter().flatten().collect()
}

/// Whether a file of this kind is a document, so that one without any text is told.
const fn should_have_text(kind: Kind) -> bool {
    match kind {
        Kind::Pdf
        | Kind::Docx
        | Kind::Xlsx
        | Kind::Picture(_)
        | Kind::OldOffice
        | Kind::Text
        | Kind::Archive => true,
        Kind::Program | Kind::Other => false,
    }
}

/// Why a file is not opened: what follows its name in a sentence.
pub const fn activity(active: Active) -> &'static str {
    match active {
        Active::Program => say::active_program(),
        Active::Macros => say::active_macros(),
        Active::EmbeddedObject => say::active_object(),
        Active::RemoteContent => say::active_remote(),
        Active::Formula => say::active_formula(),
        Active::Encrypted => say::active_encrypted(),
        Active::Unexamined => say::active_unexamined(),
    }
}

/// A mark of secrecy as it is stamped.
pub const fn secrecy(secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Mat => say::mark_secret(),
        Secrecy::ToiMat => say::mark_top_secret(),
        Secrecy::TuyetMat => say::mark_most_secret(),
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Pdf => say::kind_pdf(),
        Kind::Docx => say::kind_docx(),
        Kind::Xlsx => say::kind_xlsx(),
        Kind::Picture(_) => say::kind_picture(),
        Kind::Text => say::kind_text(),
        Kind::OldOffice => say::kind_old_office(),
        Kind::Archive => say::kind_archive(),
        Kind::Program => say::kind_program(),
        Kind::Other => say::kind_other(),
    }
}

/// Whether the ending of a name promises another kind. Of kinds that were not made out, only the
/// promise of one that would have been is false.
fn is_misnamed(name: &str, found: Kind) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let promised = |kind: Kind| match ending.as_deref() {
        Some("pdf") => kind == Kind::Pdf,
        Some("docx") => kind == Kind::Docx,
        Some("xlsx") => kind == Kind::Xlsx,
        Some("jpg" | "jpeg" | "png" | "gif" | "bmp" | "tif" | "tiff" | "webp") => {
            matches!(kind, Kind::Picture(_))
        }
        Some("doc" | "xls" | "ppt") => kind == Kind::OldOffice,
        _ => true,
    };
    // A document under a password is an OLE file, whatever it was.
    found != Kind::OldOffice && !promised(found)
}

#[cfg(test)]
mod tests {
    use store::Document;

    use super::*;

    fn pdf(signature: Signature) -> FileFacts {
        FileFacts {
            kind: Kind::Pdf,
            outcome: Outcome::Read,
            pages: 12,
            signature,
            secrecy: None,
            has_text: true,
            proposal: Document::default(),
        }
    }

    #[test]
    fn missing_signature_is_told_among_all_facts_alone() {
        let [signed, unsigned] = [Signature::Found, Signature::NotFound].map(pdf);
        assert_eq!(file_facts(&signed), ["PDF", "12 trang", "Có chữ ký số"]);
        assert_eq!(file_facts(&unsigned), ["PDF", "12 trang", "Không có chữ ký số"]);
        assert_eq!(file_extent(&unsigned), ["PDF", "12 trang"]);
        assert_eq!(found_signature(&signed), Some("Có chữ ký số"));
        assert_eq!(found_signature(&unsigned), None);
    }

    #[test]
    fn file_without_any_text_is_told() {
        let scanned = FileFacts { has_text: false, ..pdf(Signature::NotFound) };
        assert_eq!(file_warnings("a.pdf", &scanned), [say::warning_no_text()]);
        assert!(file_warnings("a.pdf", &pdf(Signature::NotFound)).is_empty());
        // What was not read to its end says so.
        let damaged = FileFacts { outcome: Outcome::Damaged, ..scanned };
        assert_eq!(file_warnings("a.pdf", &damaged), [say::warning_damaged()]);
    }
}
