//! What was found in a file of evidence, as the data file keeps it.

use reader::{Kind, Outcome, Proposal, Reading, Secrecy, Signature};
use serde::{Deserialize, Serialize};
use store::{Document, PageText};

/// Which edition of the reader this is. A higher one reads again what an earlier one has read.
pub(crate) const EDITION: u32 = 3;

/// What was found in a file of evidence. It follows from the content alone: the same content may be
/// attached under several names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileFacts {
    /// Its kind, by its content.
    pub kind: Kind,
    /// How reading it ended.
    pub outcome: Outcome,
    /// Pages or sheets; 0 where that is not known.
    pub pages: u32,
    /// Whether it carries a digital signature.
    pub signature: Signature,
    /// The mark of secrecy that it bears.
    pub secrecy: Option<Secrecy>,
    /// Whether a text was read from it, of its pages or beside them: a scan has none, and what nothing
    /// was read from may bear a mark all the same.
    #[serde(default = "yes")]
    pub has_text: bool,
    /// What it seems to be; what was not found is empty.
    pub proposal: Document,
}

/// What is assumed of facts that an earlier edition kept, until they are read again.
const fn yes() -> bool {
    true
}

impl FileFacts {
    /// What a reading says.
    pub(crate) fn new(reading: &Reading) -> Self {
        let first = reading.texts.iter().find(|text| text.page == 1);
        let first = first.map_or("", |page| page.text.as_str());
        // A table's first rows are no head of a document, but may bear a mark.
        let has_head = matches!(reading.kind, Kind::Pdf | Kind::Docx);
        let head = if has_head { first } else { "" };
        let found = reader::propose("", head, &reading.metadata.title);
        let marked = if has_head { None } else { reader::secrecy(first) };
        let beside = reader::secrecy_of_margins(&reading.margins);
        let stamped = stamped(reading, first);
        Self {
            kind: reading.kind,
            outcome: reading.outcome,
            pages: reading.pages,
            signature: reading.signature,
            secrecy: found.secrecy.max(marked).max(beside).max(stamped),
            has_text: !reading.texts.is_empty() || !reading.margins.is_empty(),
            proposal: document(found),
        }
    }

    /// Whether another try may read more of it.
    pub fn is_unfinished(&self) -> bool {
        self.outcome == Outcome::Unfinished
    }

    /// The same with what the file's name says besides.
    #[must_use]
    pub fn named(&self, name: &str) -> Self {
        let said = reader::propose(name, "", "");
        let secrecy = self.secrecy.or(said.secrecy);
        Self { secrecy, proposal: filled(&self.proposal, &document(said)), ..self.clone() }
    }

    /// Whether nothing of it can be shown: it is under a password, or damaged before its first page.
    pub fn is_closed(&self) -> bool {
        match self.outcome {
            Outcome::Encrypted => true,
            Outcome::Damaged => self.pages == 0,
            Outcome::Read | Outcome::Unfinished | Outcome::TooLarge | Outcome::Nothing => false,
        }
    }

    /// Reads what was kept; nothing of an edition that wrote it otherwise.
    pub(crate) fn kept(facts: &str) -> Option<Self> {
        serde_json::from_str(facts).ok()
    }

    /// The same as it is kept, with the texts of the pages.
    pub(crate) fn with(&self, reading: &Reading) -> store::Reading {
        // These types always become JSON: no map, no number that is none.
        let facts = serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned());
        let pages =
            reading.texts.iter().map(|one| PageText { page: one.page, text: one.text.clone() });
        store::Reading { edition: EDITION, facts, pages: pages.collect() }
    }
}

/// Lines of a sheet above its table, among which a stamp stands.
const TOP: usize = 10;

/// The highest degree of the stamps on the whole first page, such as a mark across it or at its foot,
/// or on top of any sheet. A Word document has no pages: only its head is looked at.
fn stamped(reading: &Reading, first: &str) -> Option<Secrecy> {
    match reading.kind {
        Kind::Pdf => reader::stamp(first),
        Kind::Xlsx => {
            let tops = reading.texts.iter().map(|sheet| {
                let top: Vec<&str> = sheet.text.lines().take(TOP).collect();
                reader::stamp(&top.join("\n"))
            });
            tops.max().flatten()
        }
        Kind::Docx
        | Kind::Picture(_)
        | Kind::Text
        | Kind::OldOffice
        | Kind::Archive
        | Kind::Program
        | Kind::Other => None,
    }
}

/// A document as its file proposes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The document with what is proposed.
    pub document: Document,
    /// What of it the file's name says; the content says the rest.
    pub from_name: Vec<Particular>,
}

/// What is proposed of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Particular {
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

impl Particular {
    /// Those in which two documents differ.
    pub(crate) fn differing(one: &Document, other: &Document) -> impl Iterator<Item = Self> {
        let particulars = [
            (Self::Number, one.number != other.number),
            (Self::Date, one.date != other.date),
            (Self::Issuer, one.issuer != other.issuer),
            (Self::Subject, one.subject != other.subject),
            (Self::Kind, one.kind != other.kind),
        ];
        particulars.into_iter().filter_map(|(one, differs)| differs.then_some(one))
    }
}

/// A document with another's particulars where it has none.
pub(crate) fn filled(own: &Document, other: &Document) -> Document {
    let or = |own: &String, other: &String| {
        if own.trim().is_empty() { other.clone() } else { own.clone() }
    };
    Document {
        number: or(&own.number, &other.number),
        date: own.date.or(other.date),
        issuer: or(&own.issuer, &other.issuer),
        subject: or(&own.subject, &other.subject),
        kind: or(&own.kind, &other.kind),
        cite_only: own.cite_only,
    }
}

fn document(found: Proposal) -> Document {
    let Proposal { number, date, issuer, subject, kind, .. } = found;
    Document { number, date, issuer, subject, kind, cite_only: false }
}

#[cfg(test)]
mod tests {
    use reader::{Metadata, PageText};

    use super::*;

    fn read(kind: Kind, text: &str) -> FileFacts {
        let texts = vec![PageText { page: 1, text: text.to_owned() }];
        FileFacts::new(&Reading {
            kind,
            outcome: Outcome::Read,
            pages: 1,
            texts,
            margins: String::new(),
            metadata: Metadata::default(),
            signature: Signature::Unknown,
        })
    }

    #[test]
    fn name_says_what_the_content_does_not() {
        let facts = read(Kind::Pdf, "UBND XÃ A\nSố: 12/BC-UBND\n");
        let named = facts.named("15-KH-UBND ngay 05-02-2024.pdf");
        assert_eq!(named.proposal.number, "12/BC-UBND");
        assert_eq!(named.proposal.date.unwrap().to_string(), "2024-02-05");
        assert_eq!(facts.proposal.date, None);
    }

    #[test]
    fn reading_that_did_not_end_is_no_damage_and_may_be_tried_again() {
        let told = |outcome| {
            let facts = FileFacts::new(&Reading::unread(Kind::Pdf, outcome));
            (facts.is_unfinished(), crate::wording::file_warnings("a.pdf", &facts))
        };
        let unfinished = vec![words::files::warning_unfinished().to_owned()];
        assert_eq!(told(Outcome::Unfinished), (true, unfinished));
        let damaged = vec![words::files::warning_damaged().to_owned()];
        assert_eq!(told(Outcome::Damaged), (false, damaged));
    }

    #[test]
    fn mark_is_seen_beside_the_text_and_the_highest_one_counts() {
        let marked = |text: &str, margins: &str| {
            FileFacts::new(&Reading {
                texts: vec![PageText { page: 1, text: text.to_owned() }],
                margins: margins.to_owned(),
                ..Reading::unread(Kind::Docx, Outcome::Read)
            })
        };
        assert_eq!(marked("Báo cáo\n", "Trang 1\nTối mật\n").secrecy, Some(Secrecy::ToiMat));
        assert_eq!(marked("MẬT\n", "TUYỆT MẬT\n").secrecy, Some(Secrecy::TuyetMat));
        assert_eq!(marked("Báo cáo\n", "Công tác bảo mật\n").secrecy, None);

        let long = format!("{}MẬT\n", "Báo cáo kết quả công tác.\n".repeat(400));
        assert_eq!(read(Kind::Pdf, &long).secrecy, Some(Secrecy::Mat));
        assert_eq!(read(Kind::Docx, &long).secrecy, None);
        let sheets = ["A\nBảng\n", "B\nTỐI MẬT\n"].iter().zip(1..);
        let sheets = sheets.map(|(text, page)| PageText { page, text: (*text).to_owned() });
        let unread = Reading::unread(Kind::Xlsx, Outcome::Read);
        let book = FileFacts::new(&Reading { texts: sheets.collect(), ..unread });
        assert_eq!(book.secrecy, Some(Secrecy::ToiMat));
    }

    #[test]
    fn mark_is_seen_on_the_first_page_and_in_the_name() {
        assert_eq!(read(Kind::Pdf, "UBND XÃ A\nMẬT\n").secrecy, Some(Secrecy::Mat));
        assert_eq!(read(Kind::Text, "Tài liệu (TỐI MẬT)\n").secrecy, Some(Secrecy::ToiMat));
        let open = read(Kind::Pdf, "Không có tài liệu nào bị lộ.\n");
        assert_eq!(open.secrecy, None);
        assert_eq!(open.named("Thông báo MẬT.pdf").secrecy, Some(Secrecy::Mat));
        assert_eq!(open.named("Bảo vệ bí mật.pdf").secrecy, None);
    }
}
