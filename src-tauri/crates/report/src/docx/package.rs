//! The parts of the file and how they are packed (ECMA-376, parts 1 and 2).

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::FONT;
use super::measure::half_points;
use super::paragraph::BODY;
use super::section::Sheet;
use super::xml::{escaped, part};
use crate::model::Report;
use crate::printable::legible_paragraphs;

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const PACKAGE: &str = "application/vnd.openxmlformats-package";

/// Packs the main part with all that a word processor needs beside it. The moment of packing
/// leaves no trace.
pub(super) fn pack(main: String, report: &Report) -> Result<Vec<u8>, ZipError> {
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types()),
        ("_rels/.rels".to_owned(), package_links()),
        ("docProps/core.xml".to_owned(), core(report)),
        ("word/document.xml".to_owned(), main),
        ("word/_rels/document.xml.rels".to_owned(), document_links()),
        ("word/styles.xml".to_owned(), styles()),
        ("word/settings.xml".to_owned(), settings()),
    ];
    for sheet in Sheet::ALL {
        for (name, header) in sheet.headers().into_iter().zip(sheet.header_parts(report.status)) {
            parts.push((format!("word/{name}.xml"), header));
        }
    }
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        file.start_file(name, SimpleFileOptions::default())?;
        file.write_all(xml.as_bytes())?;
    }
    Ok(file.finish()?.into_inner())
}

fn headers() -> impl Iterator<Item = &'static str> {
    Sheet::ALL.into_iter().flat_map(Sheet::headers)
}

fn types() -> String {
    let own = |name: &str, kind: String| {
        format!(r#"<Override PartName="/{name}.xml" ContentType="{kind}+xml"/>"#)
    };
    let mut overrides = vec![
        own("word/document", format!("{WORD}.document.main")),
        own("word/styles", format!("{WORD}.styles")),
        own("word/settings", format!("{WORD}.settings")),
        own("docProps/core", format!("{PACKAGE}.core-properties")),
    ];
    overrides.extend(headers().map(|name| own(&format!("word/{name}"), format!("{WORD}.header"))));
    part(&format!(
        concat!(
            r#"<Types xmlns="{types}"><Default Extension="rels" "#,
            r#"ContentType="{package}.relationships+xml"/>"#,
            r#"<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>"#,
        ),
        types = TYPES,
        package = PACKAGE,
        overrides = overrides.concat(),
    ))
}

fn links(links: impl Iterator<Item = (String, String, String)>) -> String {
    let link = |(id, kind, target)| {
        format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#)
    };
    let links: String = links.map(link).collect();
    part(&format!(r#"<Relationships xmlns="{LINKS}">{links}</Relationships>"#))
}

fn package_links() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata";
    let own = |id: &str, kind: String, target: &str| (id.to_owned(), kind, target.to_owned());
    links(
        [
            own("document", format!("{OFFICE}/officeDocument"), "word/document.xml"),
            own("core", format!("{core}/core-properties"), "docProps/core.xml"),
        ]
        .into_iter(),
    )
}

fn document_links() -> String {
    let own =
        |id: &str, kind: &str| (id.to_owned(), format!("{OFFICE}/{kind}"), format!("{id}.xml"));
    let fixed = [own("styles", "styles"), own("settings", "settings")];
    links(fixed.into_iter().chain(headers().map(|name| own(name, "header"))))
}

/// Author, title and the document's own date; the file names no clock time.
fn core(report: &Report) -> String {
    let unit = escaped(&legible_paragraphs(&report.identity.unit).join(" "));
    let title = escaped(&words::report::title(report.year));
    let date = report.heading.date.map(|date| date.format("%Y-%m-%dT00:00:00Z").to_string());
    let dated = |name: &str, date: &String| {
        format!(r#"<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}</dcterms:{name}>"#)
    };
    let moments = date.map(|date| ["created", "modified"].map(|name| dated(name, &date)).concat());
    part(&format!(
        concat!(
            r#"<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/" "#,
            r#"xmlns:dcterms="http://purl.org/dc/terms/" "#,
            r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
            r#"<dc:title>{title}</dc:title><dc:creator>{unit}</dc:creator>{dates}"#,
            r#"<dc:language>vi-VN</dc:language></cp:coreProperties>"#,
        ),
        package = "http://schemas.openxmlformats.org/package/2006",
        title = title,
        unit = unit,
        dates = moments.unwrap_or_default(),
    ))
}

fn styles() -> String {
    let size = half_points(BODY);
    part(&format!(
        concat!(
            r#"<w:styles xmlns:w="{main}"><w:docDefaults><w:rPrDefault><w:rPr>"#,
            r#"<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>"#,
            r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#,
            r#"<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>"#,
            r#"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"#,
            r#"<w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>"#,
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal">"#,
            r#"<w:name w:val="Normal"/><w:qFormat/></w:style>"#,
            r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal">"#,
            r#"<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>"#,
            r#"<w:unhideWhenUsed/></w:style></w:styles>"#,
        ),
        main = MAIN,
        font = FONT,
        size = size,
    ))
}

/// Word lays the file out as it does its own of 2013 and later.
fn settings() -> String {
    part(&format!(
        concat!(
            r#"<w:settings xmlns:w="{main}"><w:defaultTabStop w:val="720"/><w:compat>"#,
            r#"<w:compatSetting w:name="compatibilityMode" "#,
            r#"w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>"#,
            r#"</w:settings>"#,
        ),
        main = MAIN,
    ))
}
