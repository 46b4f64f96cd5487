//! A block copied from Excel, and what pasting it would change.

use scoring::Code;

use crate::shape::shapes;
use crate::text;

shapes! {
    /// A block to paste.
    pub struct PasteRequest {
        /// The block as Excel gives it: tabs between cells, lines between rows.
        pub text: String,
        /// The cell where it is to begin; none to match rows by code.
        pub anchor: Option<PasteAnchor>,
    }

    /// A cell of the table.
    pub struct PasteAnchor {
        /// The item.
        pub code: String,
        /// The part.
        pub part: Option<String>,
        /// The input; none for the explanation.
        pub input: Option<String>,
    }

    /// What pasting would change.
    pub struct PastePlan {
        /// Cells that change.
        pub changes: Vec<PasteChange>,
        /// What is left out, with the reason.
        pub ignored: Vec<PasteIgnored>,
        /// Cells that are the same already.
        pub unchanged: u32,
    }

    /// A cell that changes.
    pub struct PasteChange {
        /// The item.
        pub code: String,
        /// Its title.
        pub title: String,
        /// The column: the input's label, or "Giải trình".
        pub label: String,
        /// The value before.
        pub before: String,
        /// The value after.
        pub after: String,
        /// What is wrong with it.
        pub fault: Option<String>,
    }

    /// A piece of the block that is left out.
    pub struct PasteIgnored {
        /// Its row in the block, from 1.
        pub row: u32,
        /// What stands there.
        pub text: String,
        /// Why.
        pub reason: String,
    }
}

impl From<PasteRequest> for backend::PasteRequest {
    fn from(request: PasteRequest) -> Self {
        Self {
            text: request.text,
            anchor: request.anchor.map(|anchor| backend::PasteAnchor {
                code: Code::new(&anchor.code),
                part: anchor.part,
                input: anchor.input,
            }),
        }
    }
}

impl From<backend::PastePlan> for PastePlan {
    fn from(plan: backend::PastePlan) -> Self {
        let changes = plan.changes.into_iter().map(|change| PasteChange {
            code: change.code.to_string(),
            title: change.title,
            label: change.label,
            before: change.before,
            after: change.after,
            fault: change.fault,
        });
        let ignored = plan.ignored.into_iter().map(|ignored| PasteIgnored {
            row: text::count(ignored.row),
            text: ignored.text,
            reason: ignored.reason,
        });
        Self {
            changes: changes.collect(),
            ignored: ignored.collect(),
            unchanged: text::count(plan.unchanged),
        }
    }
}
