//! Annex II: the list of evidence.

use crate::content::annex_two;
use crate::layout::document::Frame;
use crate::layout::flow::Flow;
use crate::layout::{annex, table};
use crate::model::Report;

/// Lays the annex out as one flow.
pub(crate) fn flow(report: &Report, frame: Frame) -> Flow {
    let mut flow = Flow::default();
    annex::heading(&mut flow, &annex_two::annex(report), frame);
    let evidence = annex_two::table(report);
    table::put(&mut flow, 0, &evidence, frame.left, annex::ABOVE_TABLE);
    flow
}
