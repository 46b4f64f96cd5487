//! What a report says, as plain data: the first of the three layers.
//!
//! The caller fills it from a dossier; nothing here knows a database, a font or a millimetre. All
//! texts are in Unicode NFC.

use chrono::NaiveDate;
use scoring::Decimal;

/// A self-assessment report with its two annexes.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Whether it is a draft (marked on each page) or the signed-off document.
    pub status: Status,
    /// What the file's metadata name.
    pub identity: Identity,
    /// The first page's heading.
    pub heading: Heading,
    /// The year that is assessed.
    pub year: i32,
    /// Texts of the body before the table of areas.
    pub introduction: Introduction,
    /// The table of areas and the totals.
    pub summary: Summary,
    /// Section III, first part: sub-criteria without or with incomplete evidence or figures.
    pub unproven: Vec<Remark>,
    /// Section III, second part: what is claimed as not arising.
    pub not_arising: Vec<Remark>,
    /// Section IV, paragraphs on difficulties.
    pub difficulties: Vec<String>,
    /// Section IV, paragraphs of proposals.
    pub proposals: Vec<String>,
    /// The report's foot.
    pub foot: Foot,
    /// Annex I.
    pub scoring_table: ScoringTable,
    /// Annex II.
    pub evidence: Vec<EvidenceLine>,
}

/// Draft or signed off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Each page carries the mark of a draft.
    Draft,
    /// The content is locked.
    SignedOff,
}

/// What identifies the document, for its metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The dossier's identifier.
    pub dossier: String,
    /// SHA-256 of the dossier's content in hex; none while it is a draft.
    pub content_hash: Option<String>,
    /// The unit's name, such as "UBND xã Đức Liễu".
    pub unit: String,
    /// The criteria set's identifier.
    pub criteria_set: String,
    /// The criteria set's version.
    pub criteria_set_version: String,
}

/// The heading of the first page (Decree 30/2020/NĐ-CP, Annex I, II.1–II.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The superior body, such as "UBND huyện Bù Đăng"; printed in capitals.
    pub superior_body: Option<String>,
    /// The issuing body, such as "Ủy ban nhân dân xã Đức Liễu"; printed in capitals.
    pub issuing_body: String,
    /// The registry's number; none until the registry gives it.
    pub number: Option<String>,
    /// What follows the number and a slash: "BC-UBND".
    pub symbol: String,
    /// The place of issue: "Đức Liễu".
    pub place: String,
    /// The date of issue; none until the registry gives it.
    pub date: Option<NaiveDate>,
}

/// The body up to the table of areas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Introduction {
    /// The legal bases, each beginning "Căn cứ …", printed in italics.
    pub bases: Vec<String>,
    /// The opening sentence.
    pub opening: String,
    /// Section I: how the self-scoring was carried out; one paragraph an item.
    pub implementation: Vec<String>,
}

/// Section II: results by area.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// One line an area, in the set's order.
    pub areas: Vec<AreaLine>,
    /// The sum over the areas of what the unit scores itself.
    pub self_total: Share,
    /// Its percentage as shown, without the sign; none where the maximum is 0.
    pub self_percent: Option<String>,
    /// Bonus and penalty, if the set has them.
    pub bonus: Option<Decimal>,
    /// See [`Self::bonus`].
    pub penalty: Option<Decimal>,
    /// The index in percent.
    pub index: Decimal,
    /// The class's label: "Tốt".
    pub class: String,
    /// Whether survey or appraisal items still lack their value, so that index and class are
    /// provisional ("tạm tính").
    pub provisional: bool,
    /// Where the set comes from (a sample set says that it is one).
    pub provenance: String,
    /// The set's title.
    pub criteria_set_title: String,
    /// Decimals of points.
    pub points_decimals: u32,
    /// Decimals of the index.
    pub index_decimals: u32,
}

/// Points and the applicable maximum that they are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Points reached.
    pub points: Decimal,
    /// Applicable maximum.
    pub maximum: Decimal,
}

/// One area of the summary table: what the unit scores itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaLine {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The area's full maximum, including survey and appraisal items.
    pub maximum: Decimal,
    /// Self-scored points and their applicable maximum.
    pub self_scored: Share,
    /// The percentage as shown, without the sign: "86,11"; none where the maximum is 0.
    pub percent: Option<String>,
}

/// An item of section III.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The sub-criterion's code.
    pub code: String,
    /// The sub-criterion's title.
    pub title: String,
    /// What is the matter, in words: "chưa có tài liệu kiểm chứng".
    pub matter: String,
    /// The unit's explanation or reason, perhaps with line breaks.
    pub explanation: String,
}

/// Recipients and signature (Decree 30/2020/NĐ-CP, Annex I, II.7–II.9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foot {
    /// Recipients without dash and punctuation; the file copy ("Lưu: VT, …") is [`Self::file_copy`].
    pub recipients: Vec<String>,
    /// The file copy's line: "Lưu: VT".
    pub file_copy: String,
    /// The authority's lines above the post: "TM. ỦY BAN NHÂN DÂN", perhaps "KT. CHỦ TỊCH".
    pub authority: Vec<String>,
    /// The signer's post: "CHỦ TỊCH".
    pub post: String,
    /// The signer's full name.
    pub name: String,
}

/// Annex I.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoringTable {
    /// Rows in the set's order: areas, criteria, sub-criteria.
    pub rows: Vec<ScoringRow>,
    /// Bonus items, empty where the set has none.
    pub bonus: Vec<ScoringRow>,
    /// Penalty items, empty where the set has none.
    pub penalty: Vec<ScoringRow>,
    /// Points and applicable maximum of the whole set.
    pub total: Share,
    /// Who drew the table up; printed under "Người lập biểu".
    pub prepared_by: String,
}

/// What kind of row it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// An area, bold, with its subtotal.
    Area,
    /// A criterion, bold, with its subtotal.
    Criterion,
    /// A sub-criterion.
    SubCriterion,
    /// A bonus item.
    Bonus,
    /// A penalty item; its points are what is taken away, zero or more.
    Penalty,
}

/// A row of Annex I.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoringRow {
    /// What it is.
    pub kind: RowKind,
    /// The code, column STT.
    pub code: String,
    /// The title.
    pub title: String,
    /// Maximum points; none for bonus and penalty items without one.
    pub maximum: Option<Decimal>,
    /// Figures and how the points came about, one line an item.
    pub figures: Vec<String>,
    /// Points; none where the unit does not score itself ("không tự chấm") or the item is excluded.
    pub points: Option<Decimal>,
    /// Citations, one an item, in words: number and symbol, date, subject, section, page.
    pub evidence: Vec<String>,
    /// Explanation and notes, perhaps with line breaks.
    pub note: String,
}

/// A row of Annex II.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceLine {
    /// What the document is about.
    pub subject: String,
    /// Number and symbol: "12/BC-UBND".
    pub number: String,
    /// The document's date.
    pub date: Option<NaiveDate>,
    /// The body that issued it.
    pub issuer: String,
    /// Where it is cited, in words: the code, and in brackets section, page and note.
    pub citations: Vec<String>,
    /// The attached file, if any.
    pub file: Option<EvidenceFile>,
}

/// The file of an evidence document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceFile {
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, in hex.
    pub sha256: String,
}
