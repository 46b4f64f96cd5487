//! What is typed once more into a province's web form.

use backend::{Retype, RetypeCitation, RetypeFigure, RetypeRow};

use crate::shape::shapes;

shapes! {
    /// A dossier as it is typed into a web form.
    pub struct RetypeView {
        /// The items in the set's order, bonus and penalty items last.
        pub rows: Vec<RetypeLine>,
    }

    /// An item.
    pub struct RetypeLine {
        /// Code of its area; empty for bonus and penalty items.
        pub area: String,
        /// Code.
        pub code: String,
        /// Title.
        pub title: String,
        /// The unit's own points as they are to be typed; empty where there are none.
        pub points: String,
        /// What must be known of the points; empty for an item that is settled.
        pub note: String,
        /// What was entered, one an input.
        pub figures: Vec<FigureView>,
        /// Documents cited.
        pub citations: Vec<CitationLine>,
    }

    /// A value that was entered.
    pub struct FigureView {
        /// What it is.
        pub label: String,
        /// The value.
        pub value: String,
        /// Unit of measure; empty where it has none.
        pub unit: String,
    }

    /// A document cited.
    pub struct CitationLine {
        /// Number and symbol.
        pub number: String,
        /// The document's date, dd/MM/yyyy.
        pub date: String,
        /// What it is about.
        pub subject: String,
        /// Section.
        pub section: String,
        /// Page or pages.
        pub page: String,
    }
}

impl From<Retype> for RetypeView {
    fn from(retype: Retype) -> Self {
        Self { rows: retype.rows.into_iter().map(RetypeLine::from).collect() }
    }
}

impl From<RetypeRow> for RetypeLine {
    fn from(row: RetypeRow) -> Self {
        let RetypeRow { area, code, title, points, note, figures, citations } = row;
        let figures = figures.into_iter().map(FigureView::from).collect();
        let citations = citations.into_iter().map(CitationLine::from).collect();
        Self { area, code, title, points, note, figures, citations }
    }
}

impl From<RetypeFigure> for FigureView {
    fn from(RetypeFigure { label, value, unit }: RetypeFigure) -> Self {
        Self { label, value, unit }
    }
}

impl From<RetypeCitation> for CitationLine {
    fn from(citation: RetypeCitation) -> Self {
        let RetypeCitation { number, date, subject, section, page } = citation;
        Self { number, date, subject, section, page }
    }
}
