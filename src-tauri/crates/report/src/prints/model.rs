//! What the papers to hand out say, as plain data.

use scoring::Decimal;

use crate::model::{Foot, Share, Summary};

/// Which unit and which criteria set a paper is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The superior body, such as "UBND huyện Bù Đăng"; printed in capitals.
    pub superior_body: Option<String>,
    /// The issuing body; dots to write on where none is known yet.
    pub issuing_body: Option<String>,
    /// The unit's short name for the file, such as "UBND xã Đức Liễu".
    pub unit: Option<String>,
    /// The year that is assessed.
    pub year: i32,
    /// The criteria set's title.
    pub criteria_set_title: String,
    /// Where the set comes from (a sample set says that it is one).
    pub provenance: String,
    /// Decimals of points.
    pub points_decimals: u32,
}

/// An empty form of a criteria set, to be filled in by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct EmptyForm {
    /// Whose form it is.
    pub subject: Subject,
    /// Headings and items in the set's order, bonus and penalty last.
    pub rows: Vec<FormRow>,
    /// Maximum points of the set.
    pub maximum: Decimal,
}

/// A row of an empty form.
#[derive(Clone, Debug, PartialEq)]
pub enum FormRow {
    /// An area, a criterion, or the heading of bonus and penalty.
    Heading {
        /// Its code, empty where it has none.
        code: String,
        /// Its title.
        title: String,
        /// Its maximum points.
        maximum: Option<Decimal>,
    },
    /// What is scored.
    Item(FormItem),
}

/// An item of an empty form.
#[derive(Clone, Debug, PartialEq)]
pub struct FormItem {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Maximum points; none for items without one.
    pub maximum: Option<Decimal>,
    /// How it is scored, in short; one line a paragraph.
    pub rule_lines: Vec<String>,
    /// What is to be filled in; empty where the unit does not score itself.
    pub blanks: Vec<Blank>,
    /// Documents expected as proof.
    pub evidence: Vec<String>,
}

/// Something to be filled in by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// What it is.
    pub label: String,
    /// How it is filled in.
    pub kind: BlankKind,
}

/// How a blank is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlankKind {
    /// A box each is ticked.
    Boxes(Vec<String>),
    /// A figure or date is written on dots, with its unit of measure behind.
    Dots(Option<String>),
    /// Only the label, a heading above the blanks that follow.
    Heading,
}

/// A sheet of each officer's items.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficerSheets {
    /// Whose dossier it is.
    pub subject: Subject,
    /// The day whose state it shows, in words.
    pub as_of: String,
    /// The round's dates, one a line: what is due, and when.
    pub deadlines: Vec<String>,
    /// One sheet an officer, each beginning on a page of its own.
    pub officers: Vec<OfficerSheet>,
}

/// The items of one officer.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficerSheet {
    /// The officer or office in charge; none for items that nobody is named for.
    pub owner: Option<String>,
    /// How many of the items are done.
    pub done: usize,
    /// Points so far, of the items' maximum.
    pub share: Share,
    /// The items in the set's order.
    pub items: Vec<OfficerItem>,
}

/// An item of an officer.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficerItem {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its status in words.
    pub status: String,
    /// Applicable maximum; 0 where it is out of the reckoning.
    pub maximum: Decimal,
    /// Points so far; none where it is out of the reckoning.
    pub points: Option<Decimal>,
    /// What is missing or wrong; one paragraph each.
    pub missing: Vec<String>,
    /// By when, in words.
    pub due: String,
}

/// Minutes of the scoring meeting (Decree 30/2020/NĐ-CP, Annex III, form 1.11).
#[derive(Clone, Debug, PartialEq)]
pub struct Minutes {
    /// Whose meeting it is.
    pub subject: Subject,
    /// What follows the number and a slash: "BB-UBND".
    pub symbol: String,
    /// Results by area.
    pub summary: Summary,
    /// Points and applicable maximum of the whole set.
    pub total: Share,
    /// Items that the meeting has to settle.
    pub contested: Vec<ContestedItem>,
    /// Recipients and file copy; the signer is the chair.
    pub foot: Foot,
}

/// An item that the meeting has to settle.
#[derive(Clone, Debug, PartialEq)]
pub struct ContestedItem {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Points so far, of the maximum.
    pub share: Share,
    /// What is the matter.
    pub matter: String,
    /// What the unit explains.
    pub explanation: String,
}
