//! Texts that stand beside a document's own: stamps are seen there, words about secrecy are none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::io::{Cursor, Write};

use lopdf::{Document, Object, Stream, dictionary};
use reader::{Kind, Outcome, Reading, Secrecy, bounds, propose, read, secrecy_of_margins};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:wps=\"wps\" xmlns:mc=\"mc\"";

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A Word file with a long body and parts beside it.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let long = paragraph("Báo cáo kết quả công tác.").repeat(400);
    let document = format!("<w:document {WORD}><w:body>{long}{body}</w:body></w:document>");
    let mut all = vec![("word/document.xml", document.as_str())];
    all.extend(parts);
    package(&all)
}

fn secrecy(reading: &Reading) -> Option<Secrecy> {
    assert!(!matches!(reading.outcome, Outcome::Damaged | Outcome::TooLarge), "{reading:?}");
    let first = reading.texts.first().map_or("", |page| page.text.as_str());
    propose("", first, &reading.metadata.title).secrecy.max(secrecy_of_margins(&reading.margins))
}

#[test]
fn stamps_of_word_files_are_seen_wherever_they_stand() {
    let part = |root: &str, content: &str| {
        format!("<?xml version=\"1.0\"?>\r\n<w:{root} {WORD}>{content}</w:{root}>")
    };
    let parts = [
        ("word/header1.xml", part("hdr", &paragraph("MẬT"))),
        ("word/header2.xml", part("hdr", &paragraph("M Ậ T"))),
        ("word/kopf.xml", part("hdr", &paragraph("Độ mật: Mật"))),
        ("word/footer3.xml", part("ftr", &paragraph("Mật"))),
        ("word/footnotes.xml", part("footnotes", &format!("<w:footnote>{}</w:footnote>", paragraph("MẬT")))),
        ("word/endnotes.xml", part("endnotes", &paragraph("Tài liệu mật"))),
        ("word/comments.xml", part("comments", &paragraph("MẬT"))),
        ("word/header4.xml", part("hdr", "<w:p><w:r><w:pict><v:shape><v:textpath string=\"MẬT\"/></v:shape></w:pict></w:r></w:p>")),
        ("word/header5.xml", part("hdr", &format!("<w:p><w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r></w:p>", paragraph("MẬT")))),
        ("word/header6.xml", part("hdr", &format!("<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>", paragraph("MẬT")))),
        ("word/header7.xml", part("hdr", &format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", paragraph("MẬT")))),
        ("word/header8.xml", part("hdr", &format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("UBND XÃ A"), paragraph("MẬT")))),
        ("word/header9.xml", part("hdr", "<w:p><w:r><w:rPr><w:rFonts w:ascii=\".VnTimeH\"/></w:rPr><w:t>mËt</w:t></w:r></w:p>")),
        ("word/header10.xml", part("hdr", "<w:p><w:r><w:t>MAÄT</w:t></w:r></w:p>")),
        ("word/header11.xml", part("hdr", "<w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>A\u{302}\u{323}</w:t></w:r><w:r><w:t>T</w:t></w:r></w:p>")),
        ("word/header12.xml", part("hdr", "<w:p><w:r><w:t>MA</w:t></w:r><w:r><w:sym w:font=\"VNI-Times\" w:char=\"F0C4\"/></w:r><w:r><w:t>T</w:t></w:r></w:p>")),
        ("word/charts/chart1.xml", "<c:chartSpace xmlns:c=\"c\" xmlns:a=\"a\"><a:p><a:r><a:t>MẬT</a:t></a:r></a:p></c:chartSpace>".to_owned()),
        ("word/diagrams/data1.xml", "<d:dataModel xmlns:d=\"d\" xmlns:a=\"a\"><a:p><a:r><a:t>MẬT</a:t></a:r></a:p></d:dataModel>".to_owned()),
    ];
    for (name, content) in &parts {
        let reading = read(docx("", &[(name, content)]));
        assert_eq!((reading.kind, reading.outcome), (Kind::Docx, Outcome::Read), "{name}");
        assert_eq!(secrecy(&reading), Some(Secrecy::Mat), "{name}: {}", reading.margins);
    }
    // Text boxes and shapes of the body stand anywhere on a page, too; capitals may be a matter of form.
    for body in [
        "<w:p><w:r><w:pict><v:textpath string=\"TUYỆT MẬT\"/></w:pict></w:r></w:p>".to_owned(),
        format!("<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>", paragraph("TUYỆT MẬT")),
        "<w:p><w:r><w:txbxContent><w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>tuyệt mật</w:t></w:r></w:p></w:txbxContent></w:r></w:p>".to_owned(),
    ] {
        let reading = read(docx(&body, &[]));
        assert_eq!(secrecy(&reading), Some(Secrecy::TuyetMat), "{body}");
    }
    // Such texts are searched.
    let noted = read(docx(
        "",
        &[("word/footnotes.xml", &part("footnotes", &paragraph("Chú thích riêng")))],
    ));
    assert!(noted.texts[0].text.contains("Chú thích riêng"));
}

#[test]
fn words_about_secrecy_beside_a_text_are_no_stamps() {
    for text in [
        "Bảo mật thông tin",
        "BẢO MẬT",
        "Bí mật nhà nước",
        "Mật khẩu: 123",
        "Mật độ dân số",
        "Nguyễn Thị Mật",
        "Độ mật: Không",
        "Trang 1",
    ] {
        let header = format!("<w:hdr {WORD}>{}</w:hdr>", paragraph(text));
        let body =
            format!("<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>", paragraph(text));
        assert_eq!(secrecy(&read(docx(&body, &[("word/header1.xml", &header)]))), None, "{text}");
    }
}

#[test]
fn stamp_in_a_header_is_seen_and_texts_of_vni_are_read() {
    let reading = read(include_bytes!("samples/header.docx").to_vec());
    assert_eq!(secrecy(&reading), Some(Secrecy::Mat));
    let reading = read(include_bytes!("samples/vni.docx").to_vec());
    let text = &reading.texts[0].text;
    assert!(text.contains("Độc lập - Tự do - Hạnh phúc"), "{text}");
    let found = propose("", text, "");
    assert_eq!((found.number.as_str(), found.kind.as_str()), ("12/BC-UBND", "Báo cáo"));
    assert_eq!(found.date, chrono::NaiveDate::from_ymd_opt(2009, 2, 5));
    assert_eq!(secrecy(&reading), None);
}

/// A workbook of one sheet with a name, an element behind its cells, and parts beside it.
fn xlsx(sheet: &str, behind: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let rels = format!(
        "<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let cells = format!(
        "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Bảng</t></is></c></row></sheetData>{behind}</worksheet>"
    );
    let to_workbook = format!(
        "<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut all = vec![
        ("_rels/.rels", to_workbook.as_str()),
        ("xl/workbook.xml", workbook.as_str()),
        ("xl/_rels/workbook.xml.rels", rels.as_str()),
        ("xl/worksheets/sheet1.xml", cells.as_str()),
    ];
    all.extend(parts);
    package(&all)
}

#[test]
fn stamps_of_workbooks_are_seen_wherever_they_stand() {
    let text = "<a:p><a:r><a:t>TỐI MẬT</a:t></a:r></a:p>";
    let header = |code: &str| format!("<headerFooter differentFirst=\"1\">{code}</headerFooter>");
    let books = [
        xlsx("Tối mật", "", &[]),
        xlsx(
            "A",
            &header(
                "<oddHeader>&amp;L&amp;D&amp;C&amp;\"Times,Bold\"&amp;14TỐI MẬT&amp;R&amp;P</oddHeader>",
            ),
            &[],
        ),
        xlsx("A", &header("<firstFooter>&amp;R&amp;KFF0000TỐI MẬT</firstFooter>"), &[]),
        xlsx("A", &header("<evenHeader>T&#7888;I M&#7852;T</evenHeader>"), &[]),
        xlsx(
            "A",
            "",
            &[(
                "xl/drawings/drawing1.xml",
                &format!(
                    "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\"><xdr:sp>{text}</xdr:sp></xdr:wsDr>"
                ),
            )],
        ),
        xlsx(
            "A",
            "",
            &[(
                "xl/comments1.xml",
                "<comments><commentList><comment><text><r><t>TỐI MẬT</t></r></text></comment></commentList></comments>",
            )],
        ),
        xlsx(
            "A",
            "",
            &[(
                "xl/threadedComments/threadedComment1.xml",
                "<ThreadedComments><threadedComment><text>TỐI MẬT</text></threadedComment></ThreadedComments>",
            )],
        ),
        xlsx(
            "A",
            "",
            &[(
                "xl/charts/chart1.xml",
                &format!(
                    "<c:chartSpace xmlns:c=\"c\" xmlns:a=\"a\"><c:title>{text}</c:title></c:chartSpace>"
                ),
            )],
        ),
        xlsx(
            "A",
            "",
            &[(
                "xl/drawings/vmlDrawing1.vml",
                "<xml><v:shape><v:textbox><div>TỐI MẬT<br></div></v:textbox></v:shape></xml>",
            )],
        ),
        xlsx(
            "A",
            "",
            &[(
                "xl/drawings/vmlDrawing2.vml",
                "<xml><v:shape><v:textpath string=\"TỐI MẬT\"/></v:shape></xml>",
            )],
        ),
    ];
    for (place, book) in books.into_iter().enumerate() {
        let reading = read(book);
        assert_eq!((reading.kind, reading.outcome), (Kind::Xlsx, Outcome::Read), "{place}");
        assert_eq!(secrecy(&reading), Some(Secrecy::ToiMat), "{place}: {}", reading.margins);
    }
    let open =
        xlsx("Bảo mật", &header("<oddHeader>&amp;CBí mật nhà nước&amp;RMật độ</oddHeader>"), &[]);
    assert_eq!(secrecy(&read(open)), None);
}

/// A PDF file of one page without text, with an annotation, entries of its form and of its information.
fn pdf(annotation: Option<lopdf::Dictionary>, title: &str, xmp: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let annotations: Vec<Object> =
        annotation.into_iter().map(|one| document.add_object(one).into()).collect();
    let content = document.add_object(Stream::new(dictionary! {}, Vec::new()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => root, "Contents" => content, "Annots" => annotations,
        "MediaBox" => vec![0.into(), 0.into(), 200.into(), 200.into()],
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(root, tree.into());
    let metadata = document.add_object(Stream::new(dictionary! {}, xmp.as_bytes().to_vec()));
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => root, "Metadata" => metadata,
    });
    document.trailer.set("Root", catalog);
    let information = document.add_object(dictionary! { "Title" => lopdf::text_string(title) });
    document.trailer.set("Info", information);
    let mut content = Vec::new();
    document.save_to(&mut content).unwrap();
    content
}

#[test]
fn stamps_of_pdf_files_are_seen_in_notes_fields_and_titles() {
    let text = || lopdf::text_string("TUYỆT MẬT");
    let place = || vec![0.into(), 0.into(), 9.into(), 9.into()];
    let files = [
        pdf(
            Some(
                dictionary! { "Type" => "Annot", "Subtype" => "FreeText", "Rect" => place(), "Contents" => text() },
            ),
            "",
            "",
        ),
        pdf(
            Some(
                dictionary! { "Type" => "Annot", "Subtype" => "Stamp", "Rect" => place(), "Contents" => text() },
            ),
            "",
            "",
        ),
        pdf(
            Some(
                dictionary! { "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "Rect" => place(), "V" => text() },
            ),
            "",
            "",
        ),
        pdf(
            Some(
                dictionary! { "Type" => "Annot", "Subtype" => "Widget", "Rect" => place(), "Parent" => dictionary! { "FT" => "Ch", "V" => vec![text()] } },
            ),
            "",
            "",
        ),
        pdf(None, "TUYỆT MẬT", ""),
        pdf(None, "", "<x:xmpmeta><rdf:li xml:lang=\"x-default\">TUYỆT MẬT</rdf:li></x:xmpmeta>"),
    ];
    for (place, file) in files.into_iter().enumerate() {
        let reading = read(file);
        assert_eq!((reading.kind, reading.outcome), (Kind::Pdf, Outcome::Read), "{place}");
        assert_eq!(secrecy(&reading), Some(Secrecy::TuyetMat), "{place}: {}", reading.margins);
    }
    assert_eq!(secrecy(&read(pdf(None, "Bảo vệ bí mật nhà nước", ""))), None);
}

#[test]
fn stamps_of_other_programs_documents_are_seen() {
    let writer = |content: &str, styles: &str| {
        package(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            (
                "content.xml",
                &format!(
                    "<o:document-content xmlns:o=\"o\" xmlns:t=\"t\">{content}</o:document-content>"
                ),
            ),
            (
                "styles.xml",
                &format!(
                    "<o:document-styles xmlns:o=\"o\" xmlns:t=\"t\">{styles}</o:document-styles>"
                ),
            ),
        ])
    };
    let slides = package(&[
        ("ppt/presentation.xml", "<p:presentation xmlns:p=\"p\"/>"),
        (
            "ppt/slides/slide1.xml",
            "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>MẬT</a:t></a:r></a:p></p:sld>",
        ),
    ]);
    let rtf = br"{\rtf1{\header M\u7852?T\par}\pard B\'e1o c\'e1o\par}".to_vec();
    for file in [
        writer("<t:p>MẬT</t:p>", ""),
        writer("<t:p>Báo cáo</t:p>", "<t:p>M<t:span>Ậ</t:span>T</t:p>"),
        slides,
        rtf,
    ] {
        let reading = read(file);
        assert_eq!(reading.outcome, Outcome::Nothing, "{:?}", reading.kind);
        assert_eq!(secrecy(&reading), Some(Secrecy::Mat), "{}", reading.margins);
    }
    let open = read(writer("<t:p>Công tác bảo mật</t:p>", "<t:p>Bí mật nhà nước</t:p>"));
    assert_eq!(secrecy(&open), None);
}

#[test]
fn hostile_parts_beside_a_text_keep_within_the_bounds() {
    let header = format!("<w:hdr {WORD}>{}</w:hdr>", paragraph("A"));
    let names: Vec<String> =
        (0..=bounds::ENTRIES).map(|one| format!("word/header{one}.xml")).collect();
    let many: Vec<(&str, &str)> =
        names.iter().map(|name| (name.as_str(), header.as_str())).collect();
    assert_eq!(read(docx("", &many)).outcome, Outcome::TooLarge);
    // Many, but no more than a package may have, and all of them say the same.
    let reading = read(docx("", &many[..bounds::ENTRIES - 1]));
    assert_eq!((reading.outcome, reading.margins.as_str()), (Outcome::Read, "A\n"));

    let long = format!("<w:hdr {WORD}>{}</w:hdr>", paragraph(&"á ".repeat(bounds::MARGINS)));
    let reading = read(docx("", &[("word/header1.xml", &long)]));
    assert_eq!(reading.outcome, Outcome::TooLarge);
    assert!(reading.margins.len() <= bounds::MARGINS);
    assert!(reading.texts[0].text.contains("Báo cáo"), "the document is read all the same");

    let deep = format!("<w:hdr {WORD}>{}", "<w:tbl><w:tr><w:tc>".repeat(1_000));
    assert_eq!(read(docx("", &[("word/header1.xml", &deep)])).outcome, Outcome::TooLarge);
    let entity = "<!DOCTYPE a [<!ENTITY b \"c\">]><w:hdr><w:p>&b;</w:p></w:hdr>";
    let reading = read(docx("", &[("word/header1.xml", entity)]));
    assert_eq!(reading.outcome, Outcome::Damaged);
    assert!(reading.texts[0].text.contains("Báo cáo"));
}
