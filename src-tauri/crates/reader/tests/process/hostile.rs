//! Contents that somebody made to do harm, or that were damaged. Each ends in a clear outcome, and
//! the worker answers about a good one afterwards.

use image::ImageFormat;
use lopdf::{
    Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use reader::{Fault, Kind, Outcome, Reading, Signature, Worker, bounds};

use crate::{good_worker, samples};

pub(crate) const TESTS: &[(&str, fn())] = &[
    ("encrypted_documents_are_called_so", encrypted),
    ("truncated_documents_end_in_an_outcome", truncated),
    ("of_very_many_pages_the_first_are_read", many_pages),
    ("of_very_much_text_the_first_is_read", much_text),
    ("pages_that_contain_themselves_are_read_once", page_loop),
    ("a_page_that_fills_the_memory_is_damaged", pdf_bomb),
    ("deep_nesting_is_survived", nesting),
    ("packages_that_blow_up_are_too_large", packages),
    ("packages_that_lie_or_declare_are_damaged", lies),
    ("signatures_are_found", signatures),
    ("a_program_named_otherwise_is_a_program", program),
    ("huge_pictures_are_not_decoded", huge_pictures),
    ("random_bytes_behind_each_beginning_end_in_an_outcome", random),
    ("changed_bytes_end_in_an_outcome", changed),
];

fn read(worker: &mut Worker, content: &[u8]) -> Reading {
    worker.read(content.to_vec()).expect("a process")
}

fn outcome(worker: &mut Worker, content: &[u8]) -> Outcome {
    let outcome = read(worker, content).outcome;
    still_works(worker);
    outcome
}

fn still_works(worker: &mut Worker) {
    let reading = read(worker, &samples::pdf(&["Mot"]));
    assert_eq!((reading.outcome, reading.texts.len()), (Outcome::Read, 1));
}

/// Everything that can be asked about a content.
fn ask_all(worker: &mut Worker, content: &[u8]) -> Reading {
    for picture in
        [worker.picture(content.to_vec(), 1, 100), worker.picture(content.to_vec(), 2, 9)]
    {
        assert_ne!(picture, Err(Fault::NoProcess));
    }
    assert_ne!(worker.blocks(content.to_vec(), 1), Err(Fault::NoProcess));
    read(worker, content)
}

fn encrypted() {
    let with_passwords = |owner_password, user_password| {
        let mut document = samples::document(&[samples::shown("Mot")]).0;
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password,
            user_password,
            key_length: 128,
            permissions: Permissions::empty(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        samples::saved(document)
    };
    let mut worker = good_worker();
    let locked = with_passwords("owner", "user");
    let reading = read(&mut worker, &locked);
    assert_eq!((reading.kind, reading.outcome), (Kind::Pdf, Outcome::Encrypted));
    assert_eq!(worker.picture(locked, 1, 100), Err(Fault::Encrypted));
    // Anybody may read what only its owner may change.
    let reading = read(&mut worker, &with_passwords("owner", ""));
    assert_eq!((reading.outcome, reading.texts.len()), (Outcome::Read, 1));
}

fn truncated() {
    let mut worker = good_worker();
    let packages = [samples::docx("Mot"), samples::xlsx()];
    let pictures = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Tiff].map(samples::picture);
    for content in packages.into_iter().chain(pictures).chain([samples::pdf(&["Mot", "Hai"])]) {
        for part in 0..40 {
            ask_all(&mut worker, &content[..content.len() * part / 40]);
        }
    }
    still_works(&mut worker);
    let pdf = samples::pdf(&["Mot"]);
    assert_eq!(outcome(&mut worker, &pdf[..20]), Outcome::Damaged);
    // The end is gone, its pages are not.
    assert_eq!(outcome(&mut worker, &pdf[..pdf.len() - 30]), Outcome::Read);
}

fn many_pages() {
    let pages: Vec<Stream> = (0..10_000).map(|_| samples::shown("Mot")).collect();
    let content = samples::saved(samples::document(&pages).0);
    let reading = read(&mut good_worker(), &content);
    assert_eq!((reading.outcome, reading.pages), (Outcome::TooLarge, 10_000));
    assert_eq!(reading.texts.len(), bounds::PAGES as usize);
    assert_eq!(reading.texts.last().unwrap().page, bounds::PAGES);
}

fn much_text() {
    let mut worker = good_worker();
    let text = "a".repeat(bounds::TEXT + 1);
    for content in [text.clone().into_bytes(), samples::docx(&text)] {
        let reading = read(&mut worker, &content);
        assert_eq!(reading.outcome, Outcome::TooLarge, "{:?}", reading.kind);
        let read: usize = reading.texts.iter().map(|page| page.text.len()).sum();
        assert!(read <= bounds::TEXT);
        let part = worker.blocks(content, 1).unwrap();
        assert!(part.is_cut);
    }
}

fn page_loop() {
    let (mut document, pages) = samples::document(&[samples::shown("Mot")]);
    let root = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let tree = document.get_object_mut(root).unwrap().as_dict_mut().unwrap();
    tree.set("Kids", vec![root.into(), pages[0].into(), root.into(), pages[0].into()]);
    let reading = read(&mut good_worker(), &samples::saved(document));
    assert_eq!((reading.outcome, reading.pages), (Outcome::Read, 1));
}

fn pdf_bomb() {
    let mut worker = good_worker();
    // Two gigabytes in a process that has one.
    let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, samples::packed_blanks(32));
    let content = samples::saved(samples::document(&[samples::shown("Mot"), stream]).0);
    assert!(content.len() < 4 << 20);
    let reading = read(&mut worker, &content);
    assert_eq!(reading.outcome, Outcome::Unfinished);
    assert_eq!(reading.texts.len(), 1, "what was read before stands");
    still_works(&mut worker);
}

fn nesting() {
    let mut worker = good_worker();
    let deep = "[".repeat(200_000);
    for content in [
        format!("%PDF-1.7\n1 0 obj {deep} endobj trailer << /Root 1 0 R >>"),
        format!("%PDF-1.7\n1 0 obj {} endobj trailer << /Root 1 0 R >>", "<</A".repeat(100_000)),
    ] {
        ask_all(&mut worker, content.as_bytes());
    }
    let tables = "<w:tbl><w:tr><w:tc>".repeat(1_000);
    assert_eq!(outcome(&mut worker, &samples::docx_of(&tables)), Outcome::TooLarge);
    let ends = "</w:tc></w:tr></w:tbl>".repeat(20);
    let few = format!("{}<w:p><w:r><w:t>Mot</w:t></w:r></w:p>{ends}", &tables[..19 * 20]);
    assert_eq!(outcome(&mut worker, &samples::docx_of(&few)), Outcome::Read);
}

fn packages() {
    let mut worker = good_worker();
    let blanks = vec![b' '; usize::try_from(bounds::DECOMPRESSED).unwrap() + 1];
    let bomb = samples::zip_of(&[("word/document.xml", &blanks)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(outcome(&mut worker, &bomb), Outcome::TooLarge);
    let workbook = samples::xlsx();
    for name in ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/media/picture.bin"] {
        let bomb = samples::with_entry(&workbook, name, &blanks[..64 << 20]);
        assert_eq!(outcome(&mut worker, &bomb), Outcome::TooLarge, "{name}");
        assert_eq!(worker.blocks(bomb, 1), Err(Fault::TooLarge), "{name}");
    }
    let names: Vec<String> = (0..=bounds::ENTRIES).map(|number| format!("{number}")).collect();
    let mut entries: Vec<(&str, &[u8])> = vec![("word/document.xml", b"<a/>")];
    entries.extend(names.iter().map(|name| (name.as_str(), &b""[..])));
    assert_eq!(outcome(&mut worker, &samples::zip_of(&entries)), Outcome::TooLarge);
    // An archive in an archive, many times, is not opened.
    let mut inner = samples::docx("Mot");
    for _ in 0..20 {
        inner = samples::zip_of(&[("word/embeddings/inner.docx", &inner)]);
    }
    assert_eq!(outcome(&mut worker, &inner), Outcome::Nothing);
    let outer = samples::with_entry(&samples::docx("Mot"), "word/embeddings/inner.docx", &inner);
    assert_eq!(outcome(&mut worker, &outer), Outcome::Read);
    // A sheet whose last cell is the last of all takes no more room than its cells.
    let mut sheet = rust_xlsxwriter::Workbook::new();
    sheet.add_worksheet().write_string(0, 0, "Mot").unwrap();
    sheet.worksheet_from_index(0).unwrap().write_string(1_048_575, 16_383, "Hai").unwrap();
    assert_eq!(outcome(&mut worker, &sheet.save_to_buffer().unwrap()), Outcome::Read);
}

fn lies() {
    let mut worker = good_worker();
    let text = "a".repeat(100_000);
    let honest = samples::docx(&text);
    let size = honest.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap() + 24;
    let mut lying = honest.clone();
    lying[size..size + 4].copy_from_slice(&5_u32.to_le_bytes());
    assert!(matches!(outcome(&mut worker, &lying), Outcome::Damaged | Outcome::Read));
    let mut lying = honest;
    lying[size..size + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    ask_all(&mut worker, &lying);
    still_works(&mut worker);
    let declared = |start: &str, text: &str| {
        let xml =
            format!("{start}<w:document><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>");
        samples::zip_of(&[("word/document.xml", xml.as_bytes())])
    };
    let doctype = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]>";
    assert_eq!(outcome(&mut worker, &declared(doctype, "&b;")), Outcome::Damaged);
    assert_eq!(outcome(&mut worker, &declared("", "&b;")), Outcome::Damaged);
    assert_eq!(outcome(&mut worker, &declared("", "a &amp; &#7853;")), Outcome::Read);
    let workbook = samples::with_entry(&samples::xlsx(), "xl/extra.xml", doctype.as_bytes());
    assert_eq!(outcome(&mut worker, &workbook), Outcome::Damaged);
    let without_text = samples::zip_of(&[("word/document.xml", b"no xml at all")]);
    assert_eq!(read(&mut worker, &without_text).texts, []);
}

fn signatures() {
    let mut worker = good_worker();
    let (mut document, _) = samples::document(&[samples::shown("Mot")]);
    assert_eq!(read(&mut worker, &samples::pdf(&["Mot"])).signature, Signature::NotFound);
    document.add_object(dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "adbe.pkcs7.detached",
        "ByteRange" => vec![0.into(), 1.into(), 2.into(), 3.into()],
        "Contents" => Object::string_literal("x"),
    });
    assert_eq!(read(&mut worker, &samples::saved(document)).signature, Signature::Found);
    for package in [samples::docx("Mot"), samples::xlsx()] {
        assert_eq!(read(&mut worker, &package).signature, Signature::NotFound);
        let signed = samples::with_entry(&package, "_xmlsignatures/sig1.xml", b"<Signature/>");
        assert_eq!(read(&mut worker, &signed).signature, Signature::Found);
    }
}

fn program() {
    let mut content = b"MZ\x90\0".to_vec();
    content.extend(samples::pdf(&["Mot"]));
    let mut worker = good_worker();
    let reading = read(&mut worker, &content);
    assert_eq!((reading.kind, reading.outcome), (Kind::Program, Outcome::Nothing));
    assert_eq!(worker.picture(content, 1, 100), Err(Fault::NothingToShow));
}

fn huge_pictures() {
    let mut worker = good_worker();
    let mut png = samples::picture(ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(outcome(&mut worker, &png), Outcome::TooLarge);
    assert_eq!(worker.picture(png, 1, 100), Err(Fault::TooLarge));
}

/// The checksum of a part of a PNG file.
fn crc(content: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(content);
    crc.sum()
}

fn random() {
    let mut worker = good_worker();
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let beginnings: [&[u8]; 8] = [
        b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n",
        b"PK\x03\x04",
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"BM\0\0\0\0\0\0\0\0",
        b"II*\0",
        b"RIFF\0\0\0\0WEBP",
    ];
    let mut bytes = vec![0; 1 << 20];
    for beginning in beginnings {
        random.fill_bytes(&mut bytes);
        let content = [beginning, &bytes].concat();
        let reading = ask_all(&mut worker, &content);
        assert!(!matches!(reading.outcome, Outcome::Read), "{:?}", reading.kind);
    }
    let inside = samples::zip_of(&[("word/document.xml", &bytes), ("xl/a.xml", &bytes)]);
    assert_eq!(ask_all(&mut worker, &inside).outcome, Outcome::Damaged);
    let inside = samples::with_entry(&samples::xlsx(), "xl/worksheets/sheet1.xml", &bytes);
    assert_eq!(ask_all(&mut worker, &inside).kind, Kind::Xlsx);
    let pdf = samples::saved(samples::document(&[Stream::new(dictionary! {}, bytes)]).0);
    assert_eq!(ask_all(&mut worker, &pdf).kind, Kind::Pdf);
    still_works(&mut worker);
}

fn changed() {
    let mut worker = good_worker();
    let mut signed: Document = samples::document(&[samples::shown("Mot")]).0;
    signed.compress();
    let good = [
        samples::pdf(&["Mot", "Hai"]),
        samples::saved(signed),
        samples::docx("Mot"),
        samples::xlsx(),
        samples::picture(ImageFormat::Jpeg),
        samples::picture(ImageFormat::Gif),
        samples::picture(ImageFormat::WebP),
    ];
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8);
    let mut runner = TestRunner::new_with_rng(
        Config { failure_persistence: None, cases: 150, ..Config::default() },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let worker_cell = std::cell::RefCell::new(&mut worker);
    let run = runner.run(&(0..good.len(), changes), |(which, changes)| {
        let mut content = good[which].clone();
        for (at, byte) in changes {
            let at = at.index(content.len());
            content[at] = byte;
        }
        ask_all(&mut worker_cell.borrow_mut(), &content);
        Ok(())
    });
    run.unwrap();
    still_works(&mut worker);
}
