//! What was done to a dossier, and two versions of it side by side.

use backend::{ComparedPart, Comparison, Difference, HistoryLine, HistoryPage, wording};
use store::Dossier;

use crate::shape::shapes;

shapes! {
    /// A part of a dossier's history.
    pub struct HistoryView {
        /// The newest first.
        pub entries: Vec<HistoryEntry>,
        /// Whether there are older ones.
        pub older: bool,
        /// Whether the journal is as it was written, in words.
        pub chain: String,
        /// The same for the look of it.
        pub intact: bool,
        /// The sign-offs, oldest first.
        pub versions: Vec<VersionView>,
    }

    /// An entry of the journal.
    pub struct HistoryEntry {
        /// Its position, from 1.
        pub seq: u32,
        /// When: "09/12/2024 08:30".
        pub at: String,
        /// By whom.
        pub by: String,
        /// What was done.
        pub what: String,
        /// The item that it concerns; none where it concerns none.
        pub code: Option<String>,
        /// What changed thereby.
        pub differences: Vec<DifferenceView>,
        /// Whether the item can be given back what it had before.
        pub restorable: bool,
    }

    /// Something that was changed or differs.
    pub struct DifferenceView {
        /// What it is.
        pub label: String,
        /// What it said before; empty where it said nothing.
        pub from: String,
        /// What it says after; empty where it says nothing.
        pub to: String,
    }

    /// A version of a dossier that can be compared.
    pub struct VersionView {
        /// The ordinal of the sign-off.
        pub ordinal: u32,
        /// Its name.
        pub name: String,
    }

    /// Two versions side by side, as far as they differ.
    pub struct ComparisonView {
        /// The first version, by name.
        pub from: String,
        /// The second version, by name.
        pub to: String,
        /// What differs.
        pub parts: Vec<ComparedPartView>,
    }

    /// Something in a dossier that differs.
    pub struct ComparedPartView {
        /// The code of an item; none for what is no item.
        pub code: Option<String>,
        /// What it is.
        pub title: String,
        /// What differs in it.
        pub differences: Vec<DifferenceView>,
    }
}

impl HistoryView {
    /// A page of a dossier's history, with where its journal is broken.
    pub fn new(dossier: &Dossier, page: HistoryPage, broken: Option<i64>) -> Self {
        let versions = dossier.sign_offs.iter().map(|sign_off| VersionView {
            ordinal: sign_off.ordinal,
            name: wording::version(sign_off),
        });
        let editable = dossier.signed_off().is_none();
        let entries = page.lines.into_iter().map(|line| HistoryEntry::new(line, editable));
        Self {
            entries: entries.collect(),
            older: page.older,
            chain: wording::chain(broken),
            intact: broken.is_none(),
            versions: versions.collect(),
        }
    }
}

impl HistoryEntry {
    fn new(line: HistoryLine, editable: bool) -> Self {
        let HistoryLine { entry, what, differences, restorable } = line;
        Self {
            seq: u32::try_from(entry.seq).unwrap_or(u32::MAX),
            at: wording::local(entry.at),
            by: wording::person(&entry.by),
            what,
            code: entry.subject.code().map(ToString::to_string),
            differences: differences.into_iter().map(DifferenceView::from).collect(),
            restorable: restorable && editable,
        }
    }
}

impl From<Difference> for DifferenceView {
    fn from(Difference { label, from, to }: Difference) -> Self {
        Self { label, from, to }
    }
}

impl From<Comparison> for ComparisonView {
    fn from(Comparison { from, to, parts }: Comparison) -> Self {
        Self { from, to, parts: parts.into_iter().map(ComparedPartView::from).collect() }
    }
}

impl From<ComparedPart> for ComparedPartView {
    fn from(ComparedPart { code, title, differences }: ComparedPart) -> Self {
        let differences = differences.into_iter().map(DifferenceView::from).collect();
        Self { code: code.map(|code| code.to_string()), title, differences }
    }
}
