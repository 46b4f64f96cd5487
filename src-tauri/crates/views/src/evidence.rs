//! Documents of evidence, and where each is cited.

use std::collections::BTreeMap;

use backend::wording::{self, day};
use backend::{ContentKind, FileFacts, Limits, Particular, Proposed, entry};
use scoring::Code;
use store::{Attachment, Document, Dossier, Evidence, Place};
use words::views as say;

use crate::shape::shapes;
use crate::text;

shapes! {
    /// A document's particulars as typed.
    #[derive(Default)]
    pub struct DocumentForm {
        /// Number and symbol.
        pub number: String,
        /// Date of issue, dd/MM/yyyy.
        pub date: String,
        /// Who issued it.
        pub issuer: String,
        /// What it is about.
        pub subject: String,
        /// Its type: "Báo cáo".
        pub kind: String,
        /// Whether it is cited without its content.
        pub cite_only: bool,
    }

    /// A document's particulars as its file proposes them.
    pub struct ProposalView {
        /// The particulars, those that are entered among them.
        pub document: DocumentForm,
        /// What of it the file's name says; the content says the rest.
        pub from_name: Vec<ProposedField>,
    }

    /// A field for which a file proposes something.
    #[derive(Copy)]
    pub enum ProposedField {
        /// Number and symbol.
        Number,
        /// Date of issue.
        Date,
        /// Who issued it.
        Issuer,
        /// What it is about.
        Subject,
        /// Its type.
        Kind,
    }

    /// The register of a dossier's documents.
    pub struct RegisterView {
        /// Documents, by date and number, else as they were added.
        pub documents: Vec<EvidenceView>,
        /// Types of documents to choose from; others may be typed.
        pub kinds: Vec<String>,
        /// How many files have not been read yet: only what was read is searched and proposed.
        pub unread: u32,
    }

    /// What files take in the data file, and how much they may.
    pub struct LimitsView {
        /// The largest file, in MB.
        pub file: String,
        /// All files together, in MB.
        pub total: String,
        /// What all files take: "1,2 GB".
        pub used: String,
    }

    /// A document cited for an item.
    pub struct CitationView {
        /// The document.
        pub evidence: EvidenceView,
        /// Where in it.
        pub place: PlaceForm,
        /// Neither section nor page is named.
        pub vague: bool,
    }

    /// A document of evidence.
    pub struct EvidenceView {
        /// Identifier.
        pub id: String,
        /// How it is named: "Số 12/BC-UBND ngày 05/12/2024, Báo cáo …".
        pub name: String,
        /// Number and symbol.
        pub number: String,
        /// Date, dd/MM/yyyy; may be empty.
        pub date: String,
        /// Who issued it.
        pub issuer: String,
        /// What it is about.
        pub subject: String,
        /// Its type: "Báo cáo"; may be empty.
        pub kind: String,
        /// Whether it is meant to be cited without its content.
        pub cite_only: bool,
        /// Its file; none where it is cited without its content.
        pub file: Option<FileView>,
        /// Where it is cited.
        pub citations: Vec<CitedAt>,
        /// What it lacks; nothing where it is complete ("đủ").
        pub gaps: Vec<Gap>,
        /// Its particulars as its file proposes them, where that says more than is entered.
        pub proposal: Option<ProposalView>,
        /// Other documents with the same file, by name.
        pub same_as: Vec<String>,
    }

    /// What a document of evidence lacks.
    #[derive(Copy)]
    pub enum Gap {
        /// A file, though it is not meant to be cited without one.
        File,
        /// Any citation.
        Citation,
        /// Section and page where it is cited.
        Place,
    }

    /// The file of a document.
    pub struct FileView {
        /// Its name.
        pub name: String,
        /// Its size: "1,2 MB".
        pub size: String,
        /// What it is, by its content.
        pub kind: FileKind,
        /// Its kind and pages: "PDF", "12 trang"; nothing before it was read.
        pub facts: Vec<String>,
        /// That it is signed; nothing where no signature was found.
        pub signature: Option<String>,
        /// What deserves a look: damaged, under a password, marked as secret.
        pub warnings: Vec<String>,
    }

    /// What a file is, by its content.
    #[derive(Copy)]
    pub enum FileKind {
        /// Not read yet.
        Unread,
        /// A PDF.
        Pdf,
        /// A document of text: Word or plain text.
        Text,
        /// A workbook.
        Sheet,
        /// A picture.
        Picture,
        /// A program, whatever its name says.
        Program,
        /// Anything else.
        Other,
    }

    /// Where a document is cited.
    pub struct CitedAt {
        /// The item.
        pub code: String,
        /// Where in the document.
        pub place: PlaceForm,
    }

    /// Where in a document something stands.
    pub struct PlaceForm {
        /// Section.
        pub section: String,
        /// Page.
        pub page: String,
        /// A remark.
        pub note: String,
    }
}

/// The documents cited for an item.
pub(crate) fn citations(
    dossier: &Dossier,
    facts: &BTreeMap<String, FileFacts>,
    code: &Code,
) -> Vec<CitationView> {
    let cited = dossier.evidence.iter().filter_map(|evidence| {
        let citation = evidence.citations.iter().find(|citation| citation.code == *code)?;
        Some(CitationView {
            evidence: EvidenceView::with(evidence, facts),
            place: PlaceForm::new(&citation.place),
            vague: citation.place.is_vague(),
        })
    });
    cited.collect()
}

impl RegisterView {
    /// The register of a dossier, with what was found in its files.
    pub fn new(dossier: &Dossier, facts: &BTreeMap<String, FileFacts>, unread: usize) -> Self {
        let mut documents: Vec<EvidenceView> =
            dossier.evidence.iter().map(|one| EvidenceView::with(one, facts)).collect();
        let mut alike: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (position, one) in dossier.evidence.iter().enumerate() {
            if let Some(file) = &one.file {
                alike.entry(&file.sha256).or_default().push(position);
            }
        }
        for group in alike.into_values().filter(|group| group.len() > 1) {
            let names: Vec<String> = group.iter().map(|at| documents[*at].name.clone()).collect();
            for (own, at) in group.into_iter().enumerate() {
                let mut others = names.clone();
                others.remove(own);
                documents[at].same_as = others;
            }
        }
        let kinds = say::document_kinds().split(", ").map(str::to_owned).collect();
        Self { documents, kinds, unread: text::count(unread) }
    }
}

impl ProposalView {
    fn new(proposed: &Proposed) -> Self {
        Self {
            document: DocumentForm::new(&proposed.document),
            from_name: proposed.from_name.iter().copied().map(ProposedField::new).collect(),
        }
    }
}

impl ProposedField {
    const fn new(particular: Particular) -> Self {
        match particular {
            Particular::Number => Self::Number,
            Particular::Date => Self::Date,
            Particular::Issuer => Self::Issuer,
            Particular::Subject => Self::Subject,
            Particular::Kind => Self::Kind,
        }
    }
}

impl LimitsView {
    /// Limits, and what all files take, both in bytes.
    pub fn new(limits: Limits, used: u64) -> Self {
        let megabytes = |bytes: u64| (bytes >> 20).to_string();
        Self {
            file: megabytes(limits.file),
            total: megabytes(limits.total),
            used: wording::size(used),
        }
    }

    /// Limits as typed, in MB.
    ///
    /// # Errors
    /// With the sentence for what is no whole number.
    pub fn read(file: &str, total: &str) -> Result<Limits, String> {
        let bytes = |typed: &str| {
            let megabytes: Option<u64> = typed.trim().parse().ok();
            let bytes = megabytes.and_then(|megabytes| megabytes.checked_mul(1 << 20));
            bytes.ok_or_else(|| say::bad_megabytes(typed))
        };
        Ok(Limits { file: bytes(file)?, total: bytes(total)? })
    }
}

impl EvidenceView {
    /// A document of a dossier's evidence, with what was found in its file.
    pub fn with(evidence: &Evidence, facts: &BTreeMap<String, FileFacts>) -> Self {
        let mut view = Self::new(evidence);
        if let (Some(file), Some(shown)) = (&evidence.file, &mut view.file)
            && let Some(found) = facts.get(&file.sha256).map(|found| found.named(&file.name))
        {
            shown.kind = FileKind::new(found.kind);
            shown.facts = wording::file_extent(&found);
            shown.signature = wording::found_signature(&found).map(str::to_owned);
            shown.warnings = wording::file_warnings(&file.name, &found);
        }
        view.proposal = backend::proposed(evidence, facts).as_ref().map(ProposalView::new);
        view
    }

    /// A document of a dossier's evidence.
    pub fn new(evidence: &Evidence) -> Self {
        let document = DocumentForm::new(&evidence.document);
        Self {
            id: evidence.id.clone(),
            name: wording::document(&evidence.document),
            number: document.number,
            date: document.date,
            issuer: document.issuer,
            subject: document.subject,
            kind: document.kind,
            cite_only: document.cite_only,
            file: evidence.file.as_ref().map(FileView::new),
            gaps: gaps(evidence),
            proposal: None,
            same_as: Vec::new(),
            citations: evidence
                .citations
                .iter()
                .map(|citation| CitedAt {
                    code: citation.code.to_string(),
                    place: PlaceForm::new(&citation.place),
                })
                .collect(),
        }
    }
}

/// What a document lacks.
fn gaps(evidence: &Evidence) -> Vec<Gap> {
    let lacks_file = evidence.file.is_none() && !evidence.document.cite_only;
    let vague = evidence.citations.iter().any(|citation| citation.place.is_vague());
    let gaps = [
        (lacks_file, Gap::File),
        (evidence.citations.is_empty(), Gap::Citation),
        (vague, Gap::Place),
    ];
    gaps.into_iter().filter_map(|(lacks, gap)| lacks.then_some(gap)).collect()
}

impl FileView {
    fn new(file: &Attachment) -> Self {
        Self {
            name: file.name.clone(),
            size: wording::size(file.bytes),
            kind: FileKind::Unread,
            facts: Vec::new(),
            signature: None,
            warnings: Vec::new(),
        }
    }
}

impl FileKind {
    pub(crate) const fn new(kind: ContentKind) -> Self {
        match kind {
            ContentKind::Pdf => Self::Pdf,
            ContentKind::Docx | ContentKind::Text => Self::Text,
            ContentKind::Xlsx => Self::Sheet,
            ContentKind::Picture(_) => Self::Picture,
            ContentKind::Program => Self::Program,
            ContentKind::OldOffice | ContentKind::Archive | ContentKind::Other => Self::Other,
        }
    }
}

impl PlaceForm {
    fn new(place: &Place) -> Self {
        Self { section: place.section.clone(), page: place.page.clone(), note: place.note.clone() }
    }
}

impl From<PlaceForm> for Place {
    fn from(form: PlaceForm) -> Self {
        Self { section: form.section, page: form.page, note: form.note }
    }
}

impl DocumentForm {
    /// A document's particulars as they stand in their fields.
    pub(crate) fn new(document: &Document) -> Self {
        Self {
            number: document.number.clone(),
            date: document.date.map(day).unwrap_or_default(),
            issuer: document.issuer.clone(),
            subject: document.subject.clone(),
            kind: document.kind.clone(),
            cite_only: document.cite_only,
        }
    }

    /// The document that it describes; the date may be left out.
    ///
    /// # Errors
    /// With the sentence for a date that is none.
    pub fn read(self) -> Result<Document, String> {
        let date = match self.date.trim() {
            "" => None,
            typed => {
                let bad = || say::bad_date(say::document_date(), typed);
                Some(entry::day(typed).ok_or_else(bad)?)
            }
        };
        let Self { number, issuer, subject, kind, cite_only, .. } = self;
        Ok(Document { number, date, issuer, subject, kind, cite_only })
    }
}
