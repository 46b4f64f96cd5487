//! Documents, good and bad.

use std::io::{Cursor, Write};

use flate2::{Compress, Compression, FlushCompress};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A document of one text a page, and the ids of its pages.
pub(crate) fn document(pages: &[Stream]) -> (Document, Vec<ObjectId>) {
    let mut document = Document::with_version("1.5");
    let root = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F" => font } });
    let mut kids = Vec::new();
    for content in pages {
        let content = document.add_object(content.clone());
        kids.push(document.add_object(dictionary! {
            "Type" => "Page", "Parent" => root, "Contents" => content, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 200.into(), 200.into()],
        }));
    }
    let count = i64::try_from(kids.len()).unwrap();
    let references: Vec<Object> = kids.iter().map(|&id| id.into()).collect();
    document.objects.insert(
        root,
        dictionary! { "Type" => "Pages", "Kids" => references, "Count" => count }.into(),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    (document, kids)
}

pub(crate) fn shown(text: &str) -> Stream {
    let content = format!("BT /F 12 Tf 20 100 Td ({text}) Tj ET");
    Stream::new(Dictionary::new(), content.into_bytes())
}

pub(crate) fn saved(mut document: Document) -> Vec<u8> {
    let mut content = Vec::new();
    document.save_to(&mut content).unwrap();
    content
}

pub(crate) fn pdf(pages: &[&str]) -> Vec<u8> {
    let pages: Vec<Stream> = pages.iter().map(|text| shown(text)).collect();
    saved(document(&pages).0)
}

/// A good page and one whose drawing calls itself twice at each of many levels.
pub(crate) fn pdf_that_never_ends(text: &str) -> Vec<u8> {
    let call = Stream::new(Dictionary::new(), b"/X Do /X Do".to_vec());
    let (mut document, pages) = document(&[shown(text), call]);
    let mut inner: Option<ObjectId> = None;
    for _ in 0..40 {
        let mut form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 200.into(), 200.into()],
        };
        if let Some(inner) = inner {
            form.set("Resources", dictionary! { "XObject" => dictionary! { "X" => inner } });
        }
        inner = Some(document.add_object(Stream::new(form, b"/X Do /X Do".to_vec())));
    }
    let page = document.get_object_mut(pages[1]).unwrap().as_dict_mut().unwrap();
    page.set("Resources", dictionary! { "XObject" => dictionary! { "X" => inner.unwrap() } });
    saved(document)
}

/// Blanks that are much smaller packed: `times` 64 megabytes of them.
pub(crate) fn packed_blanks(times: usize) -> Vec<u8> {
    let blanks = vec![b' '; 64 << 20];
    let mut compress = Compress::new(Compression::best(), false);
    let mut piece = Vec::with_capacity(1 << 20);
    compress.compress_vec(&blanks, &mut piece, FlushCompress::Full).unwrap();
    assert_eq!(compress.total_in(), blanks.len() as u64);
    let mut packed = b"\x78\xda".to_vec();
    for _ in 0..times {
        packed.extend_from_slice(&piece);
    }
    packed.extend_from_slice(b"\x03\x00");
    packed
}

pub(crate) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file with this body.
pub(crate) fn docx_of(body: &str) -> Vec<u8> {
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    zip_of(&[("word/document.xml", xml.as_bytes())])
}

pub(crate) fn docx(text: &str) -> Vec<u8> {
    docx_of(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
}

pub(crate) fn xlsx() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "Mot").unwrap();
    workbook.save_to_buffer().unwrap()
}

/// The same package with one entry in place of another, or beside the others.
pub(crate) fn with_entry(package: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let entry = old.by_index(index).unwrap();
        if entry.name().unwrap() != name {
            zip.raw_copy_file(entry).unwrap();
        }
    }
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(content).unwrap();
    zip.finish().unwrap().into_inner()
}

pub(crate) fn picture(format: image::ImageFormat) -> Vec<u8> {
    let mut content = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(40, 30, |x, y| {
        image::Rgb([u8::try_from(x * 6).unwrap(), u8::try_from(y * 8).unwrap(), 7])
    });
    picture.write_to(&mut content, format).unwrap();
    content.into_inner()
}
