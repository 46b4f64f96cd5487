//! Digital signatures: of the finished report, of any file, and what is signed with.

use std::path::Path;

use backend::{
    CheckedFile, CheckedPackage, CheckedReport, Error, ReportState, Signatory, SignatureReport,
    Trust, wording,
};
use store::{Dossier, Op};
use words::{package as told, signature as say};

use crate::shape::shapes;
use crate::workspace::Workspace;

shapes! {
    /// The finished report of a dossier, with its signatures.
    pub struct ReportSignatures {
        /// Whether it can be signed, or taken back signed, as the dossier stands.
        pub may_sign: bool,
        /// Fields that nobody has signed.
        pub unsigned: Vec<SignatureField>,
        /// What was found out about it.
        pub check: CheckView,
    }

    /// A field of the report that takes a signature.
    #[derive(Copy)]
    pub enum SignatureField {
        /// Of the person who signs.
        Signer,
        /// Of the agency, with its seal.
        Agency,
    }

    /// What was found out about a file: the verdict, then why.
    pub struct CheckView {
        /// The file's name.
        pub name: String,
        /// What holds of it as a whole.
        pub standing: SignatureStanding,
        /// The same in words.
        pub verdict: String,
        /// What it is, where that must be said.
        pub facts: Vec<CheckFact>,
        /// Each signature, then each time stamp over the document.
        pub signatures: Vec<SignatureView>,
        /// What else is to be known.
        pub notes: Vec<String>,
    }

    /// A label with its text.
    pub struct CheckFact {
        /// The label.
        pub label: String,
        /// The text.
        pub text: String,
    }

    /// What holds of a signature, or of all in a file: the worst last.
    #[derive(Copy, PartialOrd, Ord)]
    pub enum SignatureStanding {
        /// Right, and the certificate is trusted.
        Holds,
        /// Right; nobody has said which certificates are trusted.
        Unasked,
        /// There is none.
        Unsigned,
        /// Right, but of a certificate that is not trusted.
        Untrusted,
        /// Something is the matter.
        Broken,
    }

    /// A signature.
    pub struct SignatureView {
        /// What its field is called.
        pub field: String,
        /// Who signed.
        pub signer: String,
        /// What holds of it.
        pub standing: SignatureStanding,
        /// The same in words.
        pub verdict: String,
        /// What is the matter.
        pub faults: Vec<String>,
        /// What it says of itself.
        pub facts: Vec<String>,
    }

    /// A report that was signed here.
    pub struct ReportSigned {
        /// The dossier.
        pub workspace: Workspace,
        /// Who signed which field and when, in words.
        pub told: String,
    }

    /// A report that came back signed.
    pub struct ReportTaken {
        /// The dossier.
        pub workspace: Workspace,
        /// Who signed.
        pub check: CheckView,
    }

    /// With which files each field is signed, as they were chosen last.
    pub struct SigningFiles {
        /// The person's.
        pub signer: FieldFiles,
        /// The agency's.
        pub agency: FieldFiles,
    }

    /// With which files a field is signed.
    pub struct FieldFiles {
        /// The file with key and certificate.
        pub identity: Option<ChosenFile>,
        /// The picture of the handwritten signature or the seal.
        pub picture: Option<ChosenFile>,
    }

    /// A file that was chosen.
    pub struct ChosenFile {
        /// Its name.
        pub name: String,
        /// The folder in which it lies.
        pub folder: String,
    }

    /// The folder of certificates that are trusted.
    pub struct RootsView {
        /// The folder; none where nobody has chosen one.
        pub folder: Option<String>,
        /// How many certificates it holds, in words.
        pub text: Option<String>,
        /// Why it cannot be used.
        pub trouble: Option<String>,
    }
}

impl ReportSignatures {
    /// The finished report as it was checked; none where an earlier version kept none.
    pub fn new(dossier: &Dossier, name: String, checked: Option<&CheckedFile>) -> Self {
        let signatures = checked.map_or(&[][..], |checked| &checked.verification.signatures);
        let is_open = |field: &SignatureField| {
            let name = Signatory::from(*field).field_name();
            !signatures.iter().any(|one| one.field == name)
        };
        let mut check = match checked {
            Some(checked) => CheckView::of_file(name, checked),
            None => CheckView::unsigned(name),
        };
        if check.standing == SignatureStanding::Unsigned {
            say::report_unsigned().clone_into(&mut check.verdict);
        }
        Self {
            may_sign: dossier.allows(Op::TakeSigned),
            unsigned: SignatureField::ALL.into_iter().filter(is_open).collect(),
            check,
        }
    }
}

impl SignatureField {
    const ALL: [Self; 2] = [Self::Signer, Self::Agency];
}

impl From<SignatureField> for Signatory {
    fn from(field: SignatureField) -> Self {
        match field {
            SignatureField::Signer => Self::Signer,
            SignatureField::Agency => Self::Agency,
        }
    }
}

impl CheckView {
    /// What was found out about a PDF file.
    pub fn of_file(name: String, checked: &CheckedFile) -> Self {
        let verification = &checked.verification;
        let standing = SignatureStanding::of_file(checked);
        let verdict = match standing {
            SignatureStanding::Holds => say::file_holds(),
            SignatureStanding::Unasked => say::file_unasked(),
            SignatureStanding::Unsigned => say::unsigned(),
            SignatureStanding::Untrusted => say::file_untrusted(),
            SignatureStanding::Broken => say::file_broken(),
        };
        let signatures = verification.signatures.iter().map(SignatureView::new);
        let time_stamps = verification.time_stamps.iter().map(SignatureView::of_time_stamp);
        Self {
            name,
            standing,
            verdict: verdict.to_owned(),
            facts: Vec::new(),
            signatures: signatures.chain(time_stamps).collect(),
            notes: notes(checked),
        }
    }

    /// What was found out about a package.
    pub fn of_package(name: String, checked: &CheckedPackage) -> Self {
        let signed = || checked.reports.iter().filter_map(|report| report.signatures.as_ref());
        let worst = signed().map(SignatureStanding::of_file).max();
        let is_sound = |one: &CheckedReport| one.state == ReportState::OfItsSignOff;
        let standing = if checked.reports.iter().all(is_sound) {
            worst.unwrap_or(SignatureStanding::Holds)
        } else {
            SignatureStanding::Broken
        };
        let verdict = match standing {
            SignatureStanding::Holds => say::package_holds(),
            SignatureStanding::Unasked => say::package_unasked(),
            SignatureStanding::Untrusted => say::package_untrusted(),
            // A report that came back signed and bears no signature is none.
            SignatureStanding::Unsigned | SignatureStanding::Broken => say::package_broken(),
        };
        let fact = |(label, text): (&str, String)| CheckFact { label: label.to_owned(), text };
        let mut notes = vec![told::sound().to_owned()];
        notes.extend(wording::package_reports(&checked.reports));
        for note in signed().flat_map(self::notes) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        Self {
            name,
            standing,
            verdict: verdict.to_owned(),
            facts: wording::package_facts(&checked.received).into_iter().map(fact).collect(),
            signatures: each_once(signed()).into_iter().map(SignatureView::new).collect(),
            notes,
        }
    }

    /// A report that was not kept yet.
    fn unsigned(name: String) -> Self {
        Self {
            name,
            standing: SignatureStanding::Unsigned,
            verdict: String::new(),
            facts: Vec::new(),
            signatures: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// Each signature once, as the newest report bears it: one that was countersigned bears those of
/// before.
fn each_once<'a>(files: impl Iterator<Item = &'a CheckedFile>) -> Vec<&'a SignatureReport> {
    let told = |one: &SignatureReport| {
        let standing = SignatureStanding::of_signature(one);
        (one.field.clone(), one.signer.clone(), one.signed_at, standing)
    };
    let mut shown: Vec<&SignatureReport> = Vec::new();
    for one in files.flat_map(|file| &file.verification.signatures) {
        shown.retain(|earlier| told(earlier) != told(one));
        shown.push(one);
    }
    shown
}

/// What holds of the file as a whole besides the verdict.
fn notes(checked: &CheckedFile) -> Vec<String> {
    let verification = &checked.verification;
    let mut notes = Vec::new();
    if verification.stray > 0 {
        notes.push(say::stray(verification.stray));
    }
    notes.extend(wording::overlays(verification));
    notes.extend(checked.since_made.as_ref().map(wording::since_made));
    if verification.signatures.iter().any(|one| one.trust != Trust::NotAsked) {
        notes.push(say::not_revoked().to_owned());
    }
    notes
}

impl SignatureStanding {
    fn of_file(checked: &CheckedFile) -> Self {
        let verification = &checked.verification;
        let is_faulty = |one: &SignatureReport| !one.faults.is_empty();
        if verification.stray > 0
            || checked.is_same_document() == Some(false)
            || verification.time_stamps.iter().any(is_faulty)
        {
            return Self::Broken;
        }
        let overlaid = (!verification.overlays().is_empty()).then_some(Self::Untrusted);
        let signatures = verification.signatures.iter().map(Self::of_signature);
        signatures.chain(overlaid).max().unwrap_or(Self::Unsigned)
    }

    const fn of_signature(report: &SignatureReport) -> Self {
        match (report.faults.is_empty(), &report.trust) {
            (false, _) => Self::Broken,
            (true, Trust::Untrusted(_)) => Self::Untrusted,
            (true, Trust::NotAsked) => Self::Unasked,
            (true, Trust::Trusted(_)) => Self::Holds,
        }
    }
}

impl SignatureView {
    fn new(report: &SignatureReport) -> Self {
        let standing = SignatureStanding::of_signature(report);
        let verdict = match standing {
            SignatureStanding::Holds => say::standing_holds(),
            SignatureStanding::Unasked => say::standing_unasked(),
            SignatureStanding::Unsigned => say::unsigned(),
            SignatureStanding::Untrusted => say::standing_untrusted(),
            SignatureStanding::Broken => say::standing_broken(),
        };
        let faults = wording::signature_faults(report);
        Self {
            field: wording::signature_field(&report.field).to_owned(),
            signer: wording::signer(report),
            standing,
            verdict: verdict.to_owned(),
            faults: faults.into_iter().map(|(_, message)| message).collect(),
            facts: wording::signature_facts(report),
        }
    }

    fn of_time_stamp(report: &SignatureReport) -> Self {
        let field = say::time_stamp_field(wording::signature_field(&report.field));
        Self { field, facts: wording::time_stamp_facts(report), ..Self::new(report) }
    }
}

impl FieldFiles {
    /// The files at these paths.
    pub fn new(identity: Option<&Path>, picture: Option<&Path>) -> Self {
        Self { identity: identity.map(ChosenFile::new), picture: picture.map(ChosenFile::new) }
    }
}

impl ChosenFile {
    fn new(path: &Path) -> Self {
        let folder = path.parent().map(|folder| folder.display().to_string());
        Self { name: backend::file_name(path), folder: folder.unwrap_or_default() }
    }
}

impl RootsView {
    /// A folder with so many certificates, or why it cannot be used.
    pub fn new(folder: &Path, counted: Result<usize, Error>) -> Self {
        let (text, trouble) = match counted {
            Ok(count) => (Some(say::roots_text(count)), None),
            Err(error) => (None, Some(error.message)),
        };
        Self { folder: Some(folder.display().to_string()), text, trouble }
    }

    /// Nobody has chosen one.
    pub const fn none() -> Self {
        Self { folder: None, text: None, trouble: None }
    }
}
