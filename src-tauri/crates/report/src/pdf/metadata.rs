//! What the file says about itself.

use chrono::{Datelike, NaiveDate};
use lopdf::{Dictionary, LoadOptions, Object, text_string};
use printpdf::{CustomPdfConformance, OffsetDateTime, PdfConformance, PdfDocumentInfo};
use printpdf::{Date, DateTime};

use crate::model::{Identity, Report};

/// What a file says about itself.
pub(crate) struct About {
    title: String,
    subject: String,
    /// The unit's name.
    unit: String,
    year: i32,
    /// The document's own date; the file names no clock time.
    date: Option<NaiveDate>,
    /// The dossier and the set that it comes from; none of a paper to hand out.
    origin: Option<Identity>,
}

impl About {
    /// Of a report.
    pub(crate) fn report(report: &Report) -> Self {
        Self {
            title: words::report::title(report.year),
            subject: words::report::subject(report.year),
            unit: report.identity.unit.clone(),
            year: report.year,
            date: report.heading.date,
            origin: Some(report.identity.clone()),
        }
    }

    /// Of a paper to hand out.
    pub(crate) fn paper(title: String, unit: String, year: i32) -> Self {
        Self { subject: title.clone(), title, unit, year, date: None, origin: None }
    }

    /// What marks the file: the dossier and its content, or the paper's title.
    fn marks(&self) -> [&str; 2] {
        match &self.origin {
            Some(origin) => {
                [&origin.dossier, origin.content_hash.as_deref().unwrap_or(&origin.dossier)]
            }
            None => [&self.title, &self.title],
        }
    }
}

/// The information dictionary as far as printpdf writes it. It holds no clock time: the date is
/// the document's.
pub(super) fn info(about: &About) -> PdfDocumentInfo {
    let mut keywords = vec![about.year.to_string()];
    if let Some(origin) = &about.origin {
        keywords.push(format!("{} {}", origin.criteria_set, origin.criteria_set_version));
        keywords.push(origin.dossier.clone());
        keywords.extend(origin.content_hash.clone());
    }
    let date = date(about);
    PdfDocumentInfo {
        creation_date: date,
        modification_date: date,
        metadata_date: date,
        conformance: PdfConformance::Custom(CustomPdfConformance {
            requires_xmp_metadata: false,
            requires_icc_profile: false,
            ..CustomPdfConformance::default()
        }),
        document_title: about.title.clone(),
        author: about.unit.clone(),
        creator: "Par-Index".to_owned(),
        producer: format!("Par-Index {}", env!("CARGO_PKG_VERSION")),
        keywords,
        subject: about.subject.clone(),
        identifier: about.marks()[0].to_owned(),
        ..PdfDocumentInfo::default()
    }
}

fn date(about: &About) -> OffsetDateTime {
    let mut moment = DateTime::epoch();
    if let Some(date) = about.date {
        let part = |value: u32| u8::try_from(value).unwrap_or(1);
        moment.date = Date { year: date.year(), month: part(date.month()), day: part(date.day()) };
    }
    moment
}

/// Adds what printpdf does not write: the language, entries of our own, and an identifier of the
/// file that comes from the dossier instead of chance (ISO 32000-1, 14.3.3 and 14.4).
pub(super) fn complete(file: &mut lopdf::Document, about: &About) {
    "1.7".clone_into(&mut file.version);
    let name = |text: &str| Object::string_literal(text.as_bytes());
    file.trailer.set("ID", about.marks().map(name).to_vec());

    if let Ok(catalog) = file.catalog_mut() {
        catalog.set("Lang", name("vi-VN"));
        let mut preferences = Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        catalog.set("ViewerPreferences", preferences);
    }
    let year = about.year.to_string();
    let mut entries = vec![("Unit", about.unit.as_str()), ("Year", &year)];
    if let Some(origin) = &about.origin {
        entries.extend([
            ("CriteriaSet", origin.criteria_set.as_str()),
            ("CriteriaSetVersion", &origin.criteria_set_version),
            ("Dossier", &origin.dossier),
            ("ContentHash", origin.content_hash.as_deref().unwrap_or_default()),
        ]);
    }
    let info = file.trailer.get(b"Info").and_then(Object::as_reference);
    if let Ok(info) = info.and_then(|id| file.get_dictionary_mut(id)) {
        info.remove(b"Identifier");
        info.remove(b"GTS_PDFXVersion");
        if about.date.is_none() {
            info.remove(b"CreationDate");
            info.remove(b"ModDate");
        }
        for (key, value) in entries.into_iter().filter(|(_, value)| !value.is_empty()) {
            info.set(key, text_string(value));
        }
    }
}

/// Most bytes that a compressed part of a file may unfold to while it is read.
const MOST_UNFOLDED: usize = 64 << 20;

/// What a report names as its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The dossier's identifier.
    pub dossier: String,
    /// SHA-256 of the frozen content in hex.
    pub content_hash: String,
}

/// Reads which content a signed-off report was made of; none for any other file. The file may be
/// hostile: this is for a process that may end.
pub fn named(pdf: &[u8]) -> Option<Named> {
    let options = LoadOptions::with_max_decompressed_size(MOST_UNFOLDED);
    let file = lopdf::Document::load_mem_with_options(pdf, options).ok()?;
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).ok()?;
    let info = file.get_dictionary(info).ok()?;
    // A signing program may write the text as UTF-8, whose mark is no part of it.
    let text = |key| {
        let text = info.get(key).and_then(lopdf::decode_text_string).ok()?;
        Some(text.trim_start_matches('\u{FEFF}').to_owned())
    };
    Some(Named { dossier: text(b"Dossier")?, content_hash: text(b"ContentHash")? })
}
