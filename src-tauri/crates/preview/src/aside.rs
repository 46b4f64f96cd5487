//! What a file says beside what is drawn on its pages.

use std::borrow::Cow;

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, Stream, String as Text};

/// Most levels of fields above one another.
const DEEPEST: usize = 8;

/// Collects texts in PDF's own encodings, no more than a number of them.
struct Collector {
    texts: Vec<Vec<u8>>,
    most: usize,
}

impl Collector {
    fn push(&mut self, text: Option<&[u8]>) {
        if let Some(text) = text.filter(|text| !text.is_empty())
            && self.texts.len() < self.most
        {
            self.texts.push(text.to_vec());
        }
    }

    /// What an annotation says: a note, a stamp, the value of a field of the form.
    fn annotation(&mut self, annotation: &Dict<'_>) {
        self.push(annotation.get::<Text<'_>>(b"Contents").as_deref());
        self.push(annotation.get::<Text<'_>>(b"Subj").as_deref());
        let mut field = Some(annotation.clone());
        for _ in 0..DEEPEST {
            let Some(one) = field else { break };
            self.push(one.get::<Text<'_>>(b"V").as_deref());
            for value in one.get::<Array<'_>>(b"V").iter().flat_map(Array::iter::<Text<'_>>) {
                self.push(Some(&value));
            }
            field = one.get::<Dict<'_>>(b"Parent");
        }
    }
}

/// The texts of a file's annotations, of its form and of what it says about itself, in PDF's own
/// encodings; the last one is its metadata in XML, empty where it has none.
pub(crate) fn texts(pdf: &Pdf, most: usize) -> (Vec<Vec<u8>>, Vec<u8>) {
    let mut collector = Collector { texts: Vec::new(), most };
    let about = pdf.metadata();
    for text in [&about.title, &about.subject, &about.keywords] {
        collector.push(text.as_deref());
    }
    for page in pdf.pages().iter() {
        let annotations = page.raw().get::<Array<'_>>(b"Annots");
        for annotation in annotations.iter().flat_map(Array::iter::<Dict<'_>>) {
            collector.annotation(&annotation);
        }
        if collector.texts.len() >= most {
            break;
        }
    }
    let xref = pdf.xref();
    let catalog = xref.get::<Dict<'_>>(xref.root_id());
    let metadata = catalog.and_then(|catalog| catalog.get::<Stream<'_>>(b"Metadata"));
    let metadata = metadata.and_then(|stream| stream.decoded_data().ok().map(Cow::into_owned));
    (collector.texts, metadata.unwrap_or_default())
}
