//! What the file says about itself.

use chrono::Datelike;
use lopdf::{Dictionary, Object, text_string};
use printpdf::{CustomPdfConformance, OffsetDateTime, PdfConformance, PdfDocumentInfo};
use printpdf::{Date, DateTime};

use crate::model::Report;

/// The information dictionary as far as printpdf writes it. It holds no clock time: the date is
/// the document's.
pub(super) fn info(report: &Report) -> PdfDocumentInfo {
    let identity = &report.identity;
    let set = format!("{} {}", identity.criteria_set, identity.criteria_set_version);
    let mut keywords = vec![report.year.to_string(), set, identity.dossier.clone()];
    keywords.extend(identity.content_hash.clone());
    let date = date(report);
    PdfDocumentInfo {
        creation_date: date,
        modification_date: date,
        metadata_date: date,
        conformance: PdfConformance::Custom(CustomPdfConformance {
            requires_xmp_metadata: false,
            requires_icc_profile: false,
            ..CustomPdfConformance::default()
        }),
        document_title: words::report::title(report.year),
        author: identity.unit.clone(),
        creator: "Par-Index".to_owned(),
        producer: format!("Par-Index {}", env!("CARGO_PKG_VERSION")),
        keywords,
        subject: words::report::subject(report.year),
        identifier: identity.dossier.clone(),
        ..PdfDocumentInfo::default()
    }
}

fn date(report: &Report) -> OffsetDateTime {
    let mut moment = DateTime::epoch();
    if let Some(date) = report.heading.date {
        let part = |value: u32| u8::try_from(value).unwrap_or(1);
        moment.date = Date { year: date.year(), month: part(date.month()), day: part(date.day()) };
    }
    moment
}

/// Adds what printpdf does not write: the language, entries of our own, and an identifier of the
/// file that comes from the dossier instead of chance (ISO 32000-1, 14.3.3 and 14.4).
pub(super) fn complete(file: &mut lopdf::Document, report: &Report) {
    let identity = &report.identity;
    "1.7".clone_into(&mut file.version);
    let hash = identity.content_hash.as_deref().unwrap_or_default();
    let name = |text: &str| Object::string_literal(text.as_bytes());
    let state = if hash.is_empty() { identity.dossier.as_str() } else { hash };
    file.trailer.set("ID", vec![name(&identity.dossier), name(state)]);

    if let Ok(catalog) = file.catalog_mut() {
        catalog.set("Lang", name("vi-VN"));
        let mut preferences = Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        catalog.set("ViewerPreferences", preferences);
    }
    let entries = [
        ("Unit", identity.unit.as_str()),
        ("Year", &report.year.to_string()),
        ("CriteriaSet", &identity.criteria_set),
        ("CriteriaSetVersion", &identity.criteria_set_version),
        ("Dossier", &identity.dossier),
        ("ContentHash", hash),
    ];
    let info = file.trailer.get(b"Info").and_then(Object::as_reference);
    if let Ok(info) = info.and_then(|id| file.get_dictionary_mut(id)) {
        info.remove(b"Identifier");
        info.remove(b"GTS_PDFXVersion");
        if report.heading.date.is_none() {
            info.remove(b"CreationDate");
            info.remove(b"ModDate");
        }
        for (key, value) in entries.into_iter().filter(|(_, value)| !value.is_empty()) {
            info.set(key, text_string(value));
        }
    }
}
