//! Whether a signed file is the document that was made: a signature over an altered document holds,
//! yet the document is another.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;
mod small;
mod update;

use std::io::Write;

use authority::{Authority, OFFICER, Order, PASSWORD};
use lopdf::{Dictionary, IncrementalDocument, Object, Stream, dictionary};
use signing::{AddedField, Change, Identity, Later, Roots, same_document, sign, verify};
use small::{modern_pdf, now, pdf, signing_time, stamp};
use update::{add_field, appended, content, field, form, page, set, updated};

fn officer() -> Identity {
    let authority = Authority::new();
    let order = Order { key: "P-256", ..OFFICER };
    Identity::from_pkcs12(&authority.order("officer", order), PASSWORD, None, now()).unwrap()
}

fn signed(pdf: &[u8], field: &str, officer: &Identity) -> Vec<u8> {
    sign(pdf, field, officer, signing_time(), Some(&stamp())).unwrap()
}

/// What is told of a document that was altered and then signed over the whole file.
fn told(made: &[u8], altered: &[u8], officer: &Identity) -> Later {
    let signed = signed(altered, "Signer", officer);
    // The signature holds: it covers what was altered, too.
    assert!(verify(&signed, &Roots::default(), now()).unwrap().holds());
    let later = same_document(made, &signed);
    assert!(!later.is_signatures_alone(), "{later:?}");
    assert_eq!(later.signed, ["Signer"]);
    later
}

#[test]
fn signatures_in_prepared_fields_leave_the_document_the_same() {
    let officer = officer();
    for made in [pdf(2), modern_pdf()] {
        assert!(same_document(&made, &made).is_signatures_alone());
        let first = signed(&made, "Signer", &officer);
        let both = signed(&first, "Agency", &officer);
        for (file, fields) in [(&first, &["Signer"][..]), (&both, &["Signer", "Agency"][..])] {
            let later = same_document(&made, file);
            assert!(later.is_signatures_alone(), "{later:?}");
            assert_eq!(later.signed, fields);
            assert!(later.added.is_empty());
        }
        assert_eq!(same_document(&first, &made).others, [Change::Beginning]);
    }
    assert_eq!(same_document(b"", &pdf(1)).others, [Change::Beginning]);
}

/// Changes of a document, each with what it is told as.
type Attack = (&'static str, fn(&mut IncrementalDocument), Option<Change>);

const ATTACKS: [Attack; 14] = [
    (
        "content",
        |update| {
            let forged = update.new_document.add_object(forged());
            let page = page(update);
            set(update, page, "Contents", forged);
        },
        Some(Change::Page(1)),
    ),
    (
        "content in place",
        |update| {
            let id = update.get_prev_documents().get_dictionary(page(update)).unwrap();
            let id = id.get(b"Contents").and_then(Object::as_reference).unwrap();
            update.new_document.set_object(id, forged());
        },
        None,
    ),
    (
        "annotation",
        |update| {
            let note = update.new_document.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "FreeText",
                "Contents" => Object::string_literal("Forged"),
            });
            let page = page(update);
            let old = update.get_prev_documents().get_dictionary(page).unwrap();
            let mut notes =
                old.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
            notes.push(note.into());
            set(update, page, "Annots", notes);
        },
        Some(Change::Page(1)),
    ),
    (
        "face of an empty field",
        |update| {
            let face = update.new_document.add_object(forged());
            let field = field(update, 1);
            set(update, field, "AP", dictionary! { "N" => face });
        },
        None,
    ),
    (
        "place of a field",
        |update| {
            let field = field(update, 0);
            set(update, field, "Rect", [0, 0, 595, 842].map(Object::Integer).to_vec());
        },
        None,
    ),
    ("title", |update| set_info(update, "Title"), Some(Change::Information)),
    ("hash", |update| set_info(update, "ContentHash"), Some(Change::Information)),
    (
        "metadata",
        |update| {
            let packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
            xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' \
            xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title><rdf:Alt><rdf:li \
            xml:lang='x-default'>Forged</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF>\
            </x:xmpmeta>";
            let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
            let metadata = Stream::new(kind, packet.as_bytes().to_vec());
            let metadata = update.new_document.add_object(metadata);
            set_catalog(update, "Metadata", metadata.into());
        },
        Some(Change::Document),
    ),
    (
        "action",
        |update| {
            let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("x") };
            set_catalog(update, "OpenAction", action.into());
        },
        Some(Change::Document),
    ),
    (
        "names",
        |update| {
            set_catalog(update, "Names", dictionary! { "JavaScript" => Dictionary::new() }.into());
        },
        Some(Change::Document),
    ),
    (
        "layers",
        |update| {
            let layer = update.new_document.add_object(dictionary! { "Type" => "OCG" });
            let layers = dictionary! {
                "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] },
            };
            set_catalog(update, "OCProperties", layers.into());
        },
        Some(Change::Document),
    ),
    (
        "page",
        |update| {
            let old = update.get_prev_documents();
            let tree = old.catalog().unwrap().get(b"Pages").and_then(Object::as_reference).unwrap();
            let kids = old.get_dictionary(tree).unwrap().get(b"Kids").and_then(Object::as_array);
            let mut kids = kids.unwrap().clone();
            let new =
                update.new_document.add_object(dictionary! { "Type" => "Page", "Parent" => tree });
            kids.push(new.into());
            set(update, tree, "Kids", kids);
            set(update, tree, "Count", 3);
        },
        None,
    ),
    (
        "font",
        |update| {
            let fonts = update.get_prev_documents().objects.iter();
            let font =
                |(_, one): &(_, &Object)| one.as_dict().is_ok_and(|one| one.has_type(b"Font"));
            let font = *fonts.clone().find(font).unwrap().0;
            set(update, font, "BaseFont", "Symbol");
        },
        None,
    ),
    (
        "resources",
        |update| {
            let page = page(update);
            set(update, page, "Resources", Dictionary::new());
        },
        Some(Change::Page(1)),
    ),
];

fn forged() -> Stream {
    Stream::new(Dictionary::new(), b"BT (Forged) Tj ET".to_vec())
}

fn set_info(update: &mut IncrementalDocument, key: &str) {
    let info = update.get_prev_documents().trailer.get(b"Info").unwrap().as_reference().unwrap();
    set(update, info, key, Object::string_literal("Forged"));
}

fn set_catalog(update: &mut IncrementalDocument, key: &str, value: Object) {
    let catalog = update.get_prev_documents().trailer.get(b"Root").unwrap().as_reference().unwrap();
    set(update, catalog, key, value);
}

#[test]
fn each_change_before_the_signature_is_told() {
    let officer = officer();
    for made in [pdf(2), modern_pdf()] {
        for (name, change, expected) in ATTACKS {
            let later = told(&made, &updated(&made, change), &officer);
            let [found] = &later.others[..] else { panic!("{name}: {later:?}") };
            assert!(expected.is_none_or(|expected| *found == expected), "{name}: {later:?}");
        }
    }
}

#[test]
fn a_face_over_the_page_is_told() {
    let officer = officer();
    for made in [pdf(2), modern_pdf()] {
        for (rectangle, is_seen) in
            [([0, 0, 595, 842], true), ([0, 0, 1, 0], true), ([0; 4], false)]
        {
            let altered = updated(&made, |update| {
                add_field(update, "New", rectangle);
            });
            let file = signed(&altered, "New", &officer);
            let later = same_document(&made, &file);
            assert_eq!(later.added, [AddedField { name: "New".to_owned(), is_seen }]);
            assert_eq!(later.others, []);
            assert_eq!(later.is_signatures_alone(), !is_seen);
        }
        // A field that does something when it is looked at is no mere signature.
        let altered = updated(&made, |update| {
            let field = add_field(update, "New", [0; 4]);
            let action = dictionary! { "PV" => dictionary! { "S" => "Hide" } };
            update.new_document.get_dictionary_mut(field).unwrap().set("AA", action);
        });
        let later = same_document(&made, &signed(&altered, "New", &officer));
        assert!(!later.is_signatures_alone(), "{later:?}");
    }
}

#[test]
fn an_object_that_has_several_roles_may_not_change_in_any() {
    let officer = officer();
    // The list of annotations of both pages is the form's list of fields as well.
    let mut document = small::document(2);
    let pages: Vec<_> = document.page_iter().collect();
    let form = document.catalog().unwrap().get(b"AcroForm").and_then(Object::as_reference).unwrap();
    let list = document.get_dictionary(form).unwrap().get(b"Fields").unwrap().clone();
    let list = document.add_object(list);
    for (id, key) in [(pages[0], "Annots"), (pages[1], "Annots"), (form, "Fields")] {
        document.get_dictionary_mut(id).unwrap().set(key, list);
    }
    let mut made = Vec::new();
    document.save_to(&mut made).unwrap();
    let altered = updated(&made, |update| {
        let new = update.new_document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig",
            "T" => Object::string_literal("New"), "Rect" => [0; 4].map(Object::Integer).to_vec(),
        });
        let old = update.get_prev_documents().get_object(list).unwrap().as_array().unwrap().clone();
        update.new_document.set_object(list, [old, vec![new.into()]].concat());
    });
    let later = same_document(&made, &signed(&altered, "New", &officer));
    assert_eq!(later.others, [Change::Form]);

    // The information dictionary names what is drawn on the page.
    let mut document = small::document(1);
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let page = document.page_iter().next().unwrap();
    document.get_dictionary_mut(page).unwrap().set("Resources", dictionary! { "XObject" => info });
    let mut made = Vec::new();
    document.save_to(&mut made).unwrap();
    let altered =
        updated(&made, |update| set(update, info, "Producer", Object::string_literal("x")));
    assert_eq!(told(&made, &altered, &officer).others, [Change::Information]);
}

#[test]
fn the_same_text_in_another_notation_is_the_same() {
    let officer = officer();
    let mut document = small::document(1);
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let title = "Báo cáo tự chấm điểm";
    let utf_16 = |text: &str| {
        let bytes = text.encode_utf16().flat_map(u16::to_be_bytes);
        [0xFE, 0xFF].into_iter().chain(bytes).collect::<Vec<u8>>()
    };
    let information = document.get_dictionary_mut(info).unwrap();
    information.set("Title", Object::String(utf_16(title), lopdf::StringFormat::Hexadecimal));
    information.set("Author", Object::string_literal("UBND"));
    information.set("Year", 2024);
    let mut made = Vec::new();
    document.save_to(&mut made).unwrap();
    let rewrite =
        |change: &dyn Fn(&mut IncrementalDocument)| updated(&made, |update| change(update));
    let other_notation = rewrite(&|update| {
        let year = update.new_document.add_object(Object::Real(2024.0));
        let mut other = Dictionary::new();
        other.set("Year", year);
        other.set("Producer", Object::string_literal("Another program"));
        other.set("ModDate", Object::string_literal("D:20240205093012Z"));
        other.set("Author", Object::String(utf_16("UBND"), lopdf::StringFormat::Hexadecimal));
        other.set("Title", Object::String(utf_16(title), lopdf::StringFormat::Literal));
        update.new_document.set_object(info, other);
    });
    let later = same_document(&made, &signed(&other_notation, "Signer", &officer));
    assert!(later.is_signatures_alone(), "{later:?}");
    // As the second signature of a file that is signed already.
    let first = signed(&made, "Signer", &officer);
    let second = updated(&first, |update| {
        let old = lopdf::Document::load_mem(&other_notation).unwrap();
        let mut other = old.get_dictionary(info).unwrap().clone();
        other.set("Year", 2024);
        update.new_document.set_object(info, other);
    });
    let both = signed(&second, "Agency", &officer);
    let found = verify(&both, &Roots::default(), now()).unwrap();
    assert!(found.holds(), "{found:?}");

    // Another text, or the same bytes as another kind of value, is another.
    for (key, value) in [
        ("Author", Object::String(utf_16("UBNĐ"), lopdf::StringFormat::Hexadecimal)),
        ("Author", Object::Name(b"UBND".to_vec())),
        ("Year", Object::Real(2024.5)),
        ("Producer", dictionary! { "N" => info }.into()),
        ("Title", Object::Null),
    ] {
        let altered = rewrite(&|update| set(update, info, key, value.clone()));
        assert_eq!(told(&made, &altered, &officer).others, [Change::Information], "{key}");
    }
}

/// An object whose content is as long as it says.
fn stream(number: u32, entries: &str, content: &str) -> String {
    format!(
        "{number} 0 obj\n<<{entries}/Length {}>>stream\n{content}\nendstream\nendobj",
        content.len()
    )
}

#[test]
fn tables_that_readers_take_differently_are_told() {
    let officer = officer();
    let made = pdf(2);
    let content = content(&made);
    let document = lopdf::Document::load_mem(&made).unwrap();
    let lopdf::xref::XrefEntry::Normal { offset: old, .. } =
        *document.reference_table.get(content).unwrap()
    else {
        panic!("the content lies in a stream")
    };
    let forged = stream(content, "", "BT (Forged) Tj ET");
    let old = format!("{old:010} 00000 n \n");
    let more = stream(903, "/Type/XRef/W[1 2 1]/Index[903 1]/Size 904", "\u{1}\0\u{f}\0");
    let object = Change::Object(content);
    for (name, objects, table, trailer, expected) in [
        // A copy that no table names: readers that look for objects themselves find it.
        ("unnamed", vec![forged.as_str()], "0 1\n0000000000 65535 f \n".to_owned(), "", &object),
        (
            "twice",
            vec![&forged],
            format!("{content} 1\n{{0}} 00000 n \n{content} 1\n{old}"),
            "",
            &Change::Table,
        ),
        ("freed", vec![], format!("{content} 1\n0000000000 00001 f \n"), "", &object),
        (
            "more lines than said",
            vec![&forged],
            format!("{} 1\n0000000000 65535 f \n{old}", content - 1),
            "",
            &Change::Table,
        ),
        (
            "hybrid",
            vec![&more],
            "0 1\n0000000000 65535 f \n".to_owned(),
            "/XRefStm {0}",
            &Change::Table,
        ),
        (
            "hybrid by another spelling",
            vec![&more],
            "0 1\n0000000000 65535 f \n".to_owned(),
            "/XRef#53tm {0}",
            &Change::Table,
        ),
        (
            "damaged",
            vec![&format!("{content} 0 obj\n<</Length 9>>stream\nx\nendstream\nendobj")],
            "0 1\n0000000000 65535 f \n".to_owned(),
            "",
            &object,
        ),
    ] {
        let altered = appended(&made, &objects, &table, trailer);
        let file = sign(&altered, "Signer", &officer, signing_time(), Some(&stamp()));
        let file = file.unwrap_or_else(|error| panic!("{name}: {error}"));
        let later = same_document(&made, &file);
        assert!(later.others.contains(expected), "{name}: {later:?}");
    }
}

#[test]
fn a_key_that_stands_twice_is_told() {
    let officer = officer();
    let made = pdf(1);
    let document = lopdf::Document::load_mem(&made).unwrap();
    let page = document.page_iter().next().unwrap();
    let mut written = Vec::new();
    write!(written, "{} 0 obj\n<</Contents 900 0 R", page.0).unwrap();
    for (key, value) in document.get_dictionary(page).unwrap() {
        let value = match value {
            Object::Reference((number, _)) => format!(" {number} 0 R"),
            Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
            Object::Array(items) => {
                let item = |item: &Object| match item {
                    Object::Reference((number, _)) => format!("{number} 0 R "),
                    item => format!("{} ", item.as_i64().unwrap()),
                };
                format!("[{}]", items.iter().map(item).collect::<String>())
            }
            value => panic!("{value:?}"),
        };
        write!(written, "/{}{value}", String::from_utf8_lossy(key)).unwrap();
    }
    written.extend(b">>\nendobj");
    let page_object = String::from_utf8(written).unwrap();
    let forged = stream(900, "", "BT (Forged) Tj ET");
    let table = format!("{} 1\n{{0}} 00000 n \n900 1\n{{1}} 00000 n \n", page.0);
    let altered = appended(&made, &[&page_object, &forged], &table, "");
    assert_eq!(told(&made, &altered, &officer).others, [Change::Page(1)]);
    // Written once, it is the same page.
    let once = page_object.replace("/Contents 900 0 R", "");
    let same = appended(&made, &[&once, &forged], &table, "");
    let later = same_document(&made, &signed(&same, "Signer", &officer));
    assert!(later.is_signatures_alone(), "{later:?}");
}

#[test]
fn objects_hidden_in_a_stream_of_objects_are_told() {
    let officer = officer();
    let made = modern_pdf();
    let document = lopdf::Document::load_mem(&made).unwrap();
    let page = document.page_iter().next().unwrap().0;
    // No table names the copy in it, nor the stream itself.
    let head = format!("{page} 0 ");
    let body = format!("{head}<</Type/Page/MediaBox[0 0 9 9]>>");
    let entries = format!("/Type/ObjStm/N 1/First {}", head.len());
    let hidden = stream(901, &entries, &body);
    let altered = updated(&made, |update| set_catalog(update, "Version", "1.7".into()));
    let altered = [&altered, b"\n".as_slice(), hidden.as_bytes(), b"\n"].concat();
    let file = sign(&altered, "Signer", &officer, signing_time(), None).unwrap();
    let later = same_document(&made, &file);
    assert_eq!(later.others, [Change::Page(1)], "{later:?}");
}

#[test]
fn an_object_of_another_generation_is_told() {
    let officer = officer();
    let made = pdf(2);
    let number = content(&made);
    let document = lopdf::Document::load_mem(&made).unwrap();
    let text = document.get_object((number, 0)).unwrap().as_stream().unwrap().content.clone();
    let text = String::from_utf8(text).unwrap();
    // The same content, which no reference finds any more.
    let other = stream(number, "", &text).replacen(" 0 obj", " 1 obj", 1);
    let table = format!("{number} 1\n{{0}} 00001 n \n");
    let altered = appended(&made, &[&other], &table, "");
    assert_eq!(told(&made, &altered, &officer).others, [Change::Object(number)]);
}

#[test]
fn objects_that_do_not_end_are_told_soon() {
    let officer = officer();
    let made = pdf(1);
    let many = "7 0 obj <</A ( \n".repeat(20_000);
    let altered = appended(&made, &[&many], "0 1\n0000000000 65535 f \n", "");
    let file = sign(&altered, "Signer", &officer, signing_time(), None).unwrap();
    assert!(!same_document(&made, &file).is_signatures_alone());
}

#[test]
fn an_altered_state_in_between_is_told() {
    let officer = officer();
    let made = pdf(2);
    // The page is altered by one update and set back by the next one: some readers show the first.
    let altered = updated(&made, |update| {
        let page = page(update);
        set(update, page, "Rotate", 90);
    });
    let back = updated(&altered, |update| {
        let page = page(update);
        update.opt_clone_object_to_new_document(page).unwrap();
        update.new_document.get_dictionary_mut(page).unwrap().remove(b"Rotate");
    });
    assert_eq!(told(&made, &back, &officer).others, [Change::Page(1)]);
    let form = updated(&made, |update| {
        let form = form(update);
        set(update, form, "NeedAppearances", true);
    });
    assert_eq!(told(&made, &form, &officer).others, [Change::Form]);
}
