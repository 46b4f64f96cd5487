//! Reading and writing the value of a subject: the one place where a dossier's content changes.

use rusqlite::Connection;

use super::Subject;
use crate::error::{Error, Result};
use crate::{answer, carry_over, dossier, evidence, expected, lifecycle, report, sign_off};

impl Subject {
    /// The value as it stands; none where there is nothing.
    pub(crate) fn read(&self, connection: &Connection, dossier: i64) -> Result<Option<String>> {
        match self {
            Self::Answer { code, .. } => answer::body(connection, dossier, code),
            Self::Evidence { id } => evidence::document_text(connection, dossier, id),
            Self::File { evidence } => evidence::attachment_text(connection, dossier, evidence),
            Self::Citation { evidence, code } => {
                evidence::citation_text(connection, dossier, evidence, code)
            }
            Self::Carried { code } => carry_over::mark(connection, dossier, code),
            Self::Ticked(document) => expected::tick(connection, dossier, document),
            Self::Round => dossier::corrected_round_text(connection, dossier),
            Self::ReportTexts => dossier::report_texts_text(connection, dossier).map(Some),
            Self::Profile => dossier::profile_text(connection, dossier).map(Some),
            Self::Dossier => dossier::foundation_text(connection, dossier).map(Some),
            Self::SignOff { ordinal } => sign_off::particulars_text(connection, dossier, *ordinal),
            Self::Passage { ordinal } => lifecycle::text_of_passage(connection, dossier, *ordinal),
            Self::Report { ordinal } => report::text_of(connection, dossier, *ordinal),
            Self::SetAside => dossier::set_aside_text(connection, dossier),
        }
    }

    /// Makes this the value.
    pub(crate) fn write(
        &self,
        connection: &Connection,
        dossier: i64,
        value: Option<&str>,
    ) -> Result<()> {
        match (self, value) {
            (Self::Answer { section, code }, Some(body)) => {
                answer::save(connection, dossier, *section, code, body)
            }
            (Self::Answer { code, .. }, None) => answer::clear(connection, dossier, code),
            (Self::Evidence { id }, Some(text)) => evidence::save(connection, dossier, id, text),
            (Self::Evidence { id }, None) => evidence::remove(connection, dossier, id),
            (Self::File { evidence }, Some(text)) => {
                evidence::save_attachment(connection, dossier, evidence, text)
            }
            (Self::File { evidence }, None) => {
                evidence::remove_attachment(connection, dossier, evidence)
            }
            (Self::Citation { evidence, code }, Some(text)) => {
                evidence::save_citation(connection, dossier, (evidence, code), text)
            }
            (Self::Citation { evidence, code }, None) => {
                evidence::remove_citation(connection, dossier, evidence, code)
            }
            (Self::Carried { code }, Some(source)) => {
                carry_over::save_mark(connection, dossier, code, source)
            }
            (Self::Carried { code }, None) => carry_over::clear_mark(connection, dossier, code),
            (Self::Ticked(document), ticked) => {
                expected::save_tick(connection, dossier, document, ticked.is_some())
            }
            (Self::Round, Some(text)) => dossier::correct_round(connection, dossier, text),
            (Self::Round, None) => dossier::restore_round(connection, dossier),
            (Self::ReportTexts, Some(text)) => {
                dossier::save_report_texts(connection, dossier, text)
            }
            (Self::Profile, Some(text)) => dossier::save_profile(connection, dossier, text),
            (Self::SetAside, aside) => {
                dossier::save_set_aside(connection, dossier, aside.is_some())
            }
            (Self::Report { ordinal }, Some(text)) => {
                report::save(connection, dossier, *ordinal, text)
            }
            // No operation that can be undone does these.
            (Self::ReportTexts | Self::Profile | Self::Report { .. }, None)
            | (Self::Dossier | Self::SignOff { .. } | Self::Passage { .. }, _) => {
                Err(Error::damaged(format_args!("a change of {self}")))
            }
        }
    }
}
