//! What contents do when another program opens them: told by the content, whatever the name.

#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use cfb::CompoundFile;
use reader::{Active, Opener, active};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An OLE file with these streams, and the storages above them.
fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut ole = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, content) in streams {
        let parent = std::path::Path::new(path).parent().unwrap();
        ole.create_storage_all(parent).unwrap();
        ole.create_stream(path).unwrap().write_all(content).unwrap();
    }
    ole.flush().unwrap();
    ole.into_inner().into_inner()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const BODY: (&str, &[u8]) = ("word/document.xml", b"<w:document><w:body/></w:document>");

/// A Word file of today with a part besides.
fn docx(name: &str, content: &[u8]) -> Vec<u8> {
    zip(&[BODY, (name, content)])
}

/// A relation of a Word file to something outside it.
fn related(kind: &str, target: &str) -> Vec<u8> {
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/\
         officeDocument/2006/relationships/{kind}\" Target=\"{target}\" TargetMode=\"External\"/>\
         </Relationships>"
    );
    docx("word/_rels/settings.xml.rels", relations.as_bytes())
}

/// Records of a workbook: each with its number and body.
fn records(records: &[(u16, &[u8])]) -> Vec<u8> {
    let mut stream = Vec::new();
    for (kind, body) in records {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
        stream.extend_from_slice(body);
    }
    stream
}

const BOF: (u16, &[u8]) = (0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);

/// A workbook with one sheet of a kind: 0 for cells, 1 for macros.
fn xls(sheet: u8) -> Vec<u8> {
    let sheet = [0, 0, 0, 0, 0, sheet, 1, 0, b'A'];
    ole(&[("/Workbook", &records(&[BOF, (0x0085, &sheet), (0x000a, &[])]))])
}

/// A record of a presentation within another one.
fn ppt(kind: u16, body: &[u8]) -> Vec<u8> {
    let record = |version: u16, kind: u16, body: &[u8]| {
        let mut record = [version.to_le_bytes(), kind.to_le_bytes()].concat();
        record.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        record.extend_from_slice(body);
        record
    };
    let inner = [record(0, 0x0fa8, b"text"), record(0, kind, body)].concat();
    ole(&[("/PowerPoint Document", &record(0xf, 0x03e8, &inner))])
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn old_office_files_without_macros_are_harmless() {
    let word = [("/WordDocument", b"text".as_slice()), ("/1Table", b"t"), ("/\u{1}CompObj", b"c")];
    for (name, content) in [
        ("Word", ole(&word)),
        ("properties", ole(&[word[0], ("/MsoDataStore/\u{d6}A/Item", b"x")])),
        ("Excel", xls(0)),
        ("chart", xls(2)),
        ("PowerPoint", ppt(0x0fa8, b"text")),
        ("link", ppt(0x0ff3, &[0, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0])),
        (
            "another workbook",
            ole(&[("/Workbook", &records(&[BOF, (0x01ae, b"\x01\0\x09\0\0\x01\x01D\x03a.xls")]))]),
        ),
        ("RTF", b"{\\rtf1 B\\u225?o c\\u225?o {\\*\\template C:\\\\Mau\\\\a.dot}}".to_vec()),
    ] {
        assert_eq!(active(&content, Opener::Any), None, "{name}");
    }
}

#[test]
fn old_office_files_count_as_what_they_hold() {
    let word = ("/WordDocument", b"text".as_slice());
    let pool = "/ObjectPool/_1106123456/\u{1}Ole";
    let dde = records(&[BOF, (0x01ae, b"\x00\0\x08\0\0cmd\x03/c calc")]);
    for (name, content, expected) in [
        ("Word", ole(&[word, ("/Macros/VBA/dir", b"x")]), Active::Macros),
        ("Word, small letters", ole(&[word, ("/x/vba/dir", b"x")]), Active::Macros),
        ("Excel", ole(&[("/Workbook", b""), ("/_VBA_PROJECT_CUR/PROJECT", b"x")]), Active::Macros),
        ("a sheet of macros", xls(1), Active::Macros),
        ("a module", xls(6), Active::Macros),
        ("Excel 5", ole(&[("/Book", &records(&[(0x0809, &[0, 5, 0x40, 0])]))]), Active::Macros),
        ("Excel 4", records(&[(0x0409, &[0, 0, 0x40, 0, 0, 0])]), Active::Macros),
        (
            "under a password",
            ole(&[("/Workbook", &records(&[BOF, (0x2f, &[1, 0])]))]),
            Active::Encrypted,
        ),
        ("another program", ole(&[("/Workbook", &dde)]), Active::Formula),
        ("object of Word", ole(&[word, (pool, b"x")]), Active::EmbeddedObject),
        (
            "object of Excel",
            ole(&[("/Workbook", b""), ("/MBD0001/a", b"x")]),
            Active::EmbeddedObject,
        ),
        ("package", ole(&[word, ("/a/\u{1}Ole10Native", b"x")]), Active::EmbeddedObject),
        ("equation", ole(&[word, ("/a/Equation Native", b"x")]), Active::EmbeddedObject),
        ("control", ole(&[word, ("/a/\u{3}OCXNAME", b"x")]), Active::Macros),
        ("field", ole(&[("/WordDocument", &wide("\u{13} DDEAUTO c:\\a"))]), Active::Formula),
        ("PowerPoint", ppt(0x1011, b"x"), Active::EmbeddedObject),
        (
            "macros of PowerPoint",
            ppt(0x0400, &[0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0]),
            Active::Macros,
        ),
        ("action", ppt(0x0ff3, &[0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]), Active::Macros),
        (
            "sealed",
            ole(&[("/EncryptedPackage", b"x"), ("/EncryptionInfo", b"x")]),
            Active::Encrypted,
        ),
        ("damaged", ole(&[word])[..600].to_vec(), Active::Unexamined),
        ("RTF", b"{\\rtf1 {\\object\\objemb{\\*\\objdata 0105}}}".to_vec(), Active::EmbeddedObject),
        ("RTF, short", b" {\\rt{\\*\\objdata 01}}".to_vec(), Active::EmbeddedObject),
        (
            "RTF, template",
            b"{\\rtf1{\\*\\template https://a.vn/a.dotm}}".to_vec(),
            Active::RemoteContent,
        ),
        (
            "RTF, share",
            b"{\\rtf1{\\*\\template \\\\\\\\a\\\\b.dotm}}".to_vec(),
            Active::RemoteContent,
        ),
    ] {
        assert_eq!(active(&content, Opener::Any), Some(expected), "{name}");
    }
}

#[test]
fn files_of_office_of_today_are_looked_into() {
    let vba = ole(&[("/VBA/dir", b"x")]);
    let bin = ole(&[("/\u{1}CompObj", b"x")]);
    let link = |action: &str| format!("<a:hlinkClick action=\"{action}\"/>").into_bytes();
    for (name, content, expected) in [
        ("plain", zip(&[BODY]), None),
        ("link", related("hyperlink", "https://a.vn/x"), None),
        ("own template", related("attachedTemplate", "file:///C:\\Users\\Lan\\Normal.dotm"), None),
        (
            "embedded sheet",
            docx("word/embeddings/a.xlsx", &zip(&[("xl/workbook.xml", b"<a/>")])),
            None,
        ),
        ("slide", docx("ppt/slides/slide1.xml", &link("ppaction://hlinksldjump")), None),
        ("macros", docx("word/vbaProject.bin", b"x"), Some(Active::Macros)),
        ("macros under another name", docx("word/media/a.png", &vba), Some(Active::Macros)),
        (
            "type",
            docx("[Content_Types].xml", b"ms-word.document.macroEnabled.main+xml"),
            Some(Active::Macros),
        ),
        ("sheet of macros", docx("xl\\macrosheets\\sheet1.xml", b"<a/>"), Some(Active::Macros)),
        ("control", docx("word/activeX/activeX1.xml", b"<a/>"), Some(Active::Macros)),
        (
            "LibreOffice",
            zip(&[("content.xml", b"<a/>"), ("Basic/Standard/a.xml", b"<a/>")]),
            Some(Active::Macros),
        ),
        ("object", docx("word/embeddings/oleObject1.bin", &bin), Some(Active::EmbeddedObject)),
        (
            "macros within",
            docx("word/embeddings/a.xlsm", &docx("xl/vbaProject.bin", b"x")),
            Some(Active::Macros),
        ),
        (
            "template",
            related("attachedTemplate", "https://a.vn/a.dotm"),
            Some(Active::RemoteContent),
        ),
        (
            "template in other letters",
            related("attachedTemplate", "http&#58;//a.vn/a.dotm"),
            Some(Active::RemoteContent),
        ),
        ("share", related("oleObject", "file:///\\\\a\\b"), Some(Active::RemoteContent)),
        ("web archive", related("oleObject", "mhtml:http://a.vn!x"), Some(Active::RemoteContent)),
        (
            "field",
            docx(
                "word/footer1.xml",
                b"<w:instrText> DDE</w:instrText><w:r/><w:instrText>AUTO c</w:instrText>",
            ),
            Some(Active::Formula),
        ),
        (
            "link to a program",
            docx("xl/externalLinks/externalLink1.xml", b"<ddeLink ddeService=\"cmd\"/>"),
            Some(Active::Formula),
        ),
        (
            "action",
            docx("ppt/slides/slide1.xml", &link("ppaction://program")),
            Some(Active::Macros),
        ),
        ("damaged", zip(&[BODY])[..60].to_vec(), Some(Active::Unexamined)),
    ] {
        assert_eq!(active(&content, Opener::Any), expected, "{name}");
    }
    assert_eq!(active(&docx("word/vbaProject.bin", b"x"), Opener::Viewer), None);
}

#[test]
fn texts_that_other_programs_run_are_known() {
    let xml =
        |inner: &str| format!("<?xml version=\"1.0\"?><w:wordDocument {inner}</w:wordDocument>");
    for (name, content, expected) in [
        ("plain", "Báo cáo số 12".to_owned(), None),
        ("Word 2003", xml("w:macrosPresent=\"no\">"), None),
        ("macros of 2003", xml("w:macrosPresent=\"yes\"><w:docSuppData/>"), Some(Active::Macros)),
        (
            "macros without a word",
            xml("><w:docSuppData><w:binData/></w:docSuppData>"),
            Some(Active::Macros),
        ),
        ("flat", xml("><pkg:part pkg:name=\"/word/vbaProject.bin\"/>"), Some(Active::Macros)),
        ("object of 2003", xml("><w:docOleData/>"), Some(Active::EmbeddedObject)),
        (
            "formula of 2003",
            xml("><Cell ss:Formula=\"=cmd|'/c calc'!A0\"/>"),
            Some(Active::Formula),
        ),
        (
            "macros in other letters",
            xml("><pkg:part pkg:name=\"/word/vba&#80;roject.bin\"/>"),
            Some(Active::Macros),
        ),
        (
            "binary part",
            xml("><pkg:binaryData>0M8R4KGxGuEAAA</pkg:binaryData>"),
            Some(Active::EmbeddedObject),
        ),
        (
            "entity",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".to_owned(),
            Some(Active::Unexamined),
        ),
        ("page", "<html><script>x</script></html>".to_owned(), Some(Active::Macros)),
        ("SYLK", "ID;P\nC;E1".to_owned(), Some(Active::Formula)),
    ] {
        assert_eq!(active(content.as_bytes(), Opener::Any), expected, "{name}");
        let marked = [b"\xff\xfe".to_vec(), wide(&content)].concat();
        assert_eq!(active(&marked, Opener::Any), expected, "{name} in UTF-16");
        assert_eq!(active(content.as_bytes(), Opener::Viewer), None, "{name} as letters");
    }
    let unmarked = wide(&xml("w:macrosPresent=\"yes\">"));
    assert_eq!(active(&unmarked, Opener::Any), Some(Active::Macros));
    let controlled = format!("{}\u{7f}", xml("><w:docSuppData/>"));
    assert_eq!(active(controlled.as_bytes(), Opener::Any), Some(Active::Macros));
}

#[test]
fn cells_that_a_spreadsheet_computes_are_known() {
    for harmless in [
        "Tiêu chí;Điểm\n1.1.1;-5\n1.1.2;+84 912 345 678",
        "- Kế hoạch (quý 1), đã xong\n-1.250,5\n- a - b",
        "Họ tên,Ghi chú\nLan,\"a=b\"\n=====\n@lan",
    ] {
        assert_eq!(active(harmless.as_bytes(), Opener::Cells), None, "{harmless}");
    }
    for formula in [
        "=cmd|' /C calc'!A0",
        "a;b\n1;\"=HYPERLINK(\"\"http://a.vn\"\")\"",
        "a,+cmd|' /C calc'!A0",
        "a\t-2+3+cmd|' /C calc'!A0",
        "x\n@SUM(1+9)*cmd|' /C calc'!A0",
        "a, =1+1",
        "sep=x\naxb=1x=2",
        "ID;P",
    ] {
        assert_eq!(active(formula.as_bytes(), Opener::Cells), Some(Active::Formula), "{formula}");
    }
}

#[test]
fn messages_are_looked_into_with_what_is_attached() {
    use base64::Engine;
    let mail = |content: &[u8]| {
        let base64 = base64::engine::general_purpose::STANDARD.encode(content);
        let lines: Vec<&str> =
            base64.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!(
            "From: a@b.vn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
             --x\r\nContent-Type: text/plain\r\n\r\nKính gửi\r\n--x\r\nContent-Transfer-Encoding: \
             base64\r\n\r\n{}\r\n--x--\r\n",
            lines.join("\r\n")
        )
    };
    let macros = docx("word/vbaProject.bin", b"x");
    assert_eq!(active(mail(&zip(&[BODY])).as_bytes(), Opener::Any), None);
    assert_eq!(active(mail(&macros).as_bytes(), Opener::Any), Some(Active::Macros));
    let program = [b"MZ".as_slice(), &[0; 90]].concat();
    assert_eq!(active(mail(&program).as_bytes(), Opener::Any), Some(Active::Program));
    // The macros of a web archive of Office.
    let archive = mail(&[b"ActiveMime".as_slice(), &[0xf0; 80]].concat());
    assert_eq!(active(archive.as_bytes(), Opener::Any), Some(Active::Macros));
    // The same behind the beginning of a PDF, as a word processor reads it all the same.
    let behind = [b"%PDF-1.7\n\0\n".as_slice(), archive.as_bytes()].concat();
    assert_eq!(active(&behind, Opener::Any), Some(Active::Macros));
    assert_eq!(active(&behind, Opener::Viewer), None);
    assert_eq!(active(b"%PDF-1.7\n\0\n", Opener::Any), None);

    let message = |attached: &[u8]| {
        let at = "/__attach_version1.0_#00000000/__substg1.0_37010102";
        ole(&[("/__properties_version1.0", b"x"), (at, attached)])
    };
    assert_eq!(active(&message(b"%PDF-1.7"), Opener::Any), None);
    assert_eq!(active(&message(&macros), Opener::Any), Some(Active::Macros));
}

#[test]
fn files_within_files_end() {
    let mut content = zip(&[BODY]);
    for _ in 0..3 {
        content = docx("word/embeddings/a.docx", &content);
    }
    assert_eq!(active(&content, Opener::Any), None);
    assert_eq!(
        active(&docx("word/embeddings/a.docx", &content), Opener::Any),
        Some(Active::Unexamined)
    );
}
