//! What must hold for a transition; everything that is missing is told at once.

use chrono::NaiveDate;
use scoring::score;

use super::passage::{Particulars, Submission};
use super::{Condition, Transition};
use crate::dossier::Dossier;
use crate::error::{Error, Result};
use crate::review::{
    Blocker, BlockerKind, PlannedDate, blockers, planned_dates, report_date_bounds,
};
use crate::sign_off::SignOff;

/// A transition that is about to happen.
pub(crate) struct Case<'a> {
    pub(crate) dossier: &'a Dossier,
    /// The office's calendar day.
    pub(crate) today: NaiveDate,
    /// The registry's number and date, as they are or would be.
    pub(crate) registry: &'a SignOff,
    pub(crate) particulars: &'a Particulars,
}

impl Transition {
    /// Refuses where something is missing.
    pub(crate) fn must_be_ready(&self, case: &Case<'_>) -> Result<()> {
        let mut missing = Vec::new();
        for condition in self.needs {
            match condition {
                Condition::Reason => case.must_have_text("reason")?,
                Condition::Explanation => case.must_have_text("explanation")?,
                _ => missing.extend(case.missing(*condition)),
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(Error::NotReady(missing)) }
    }
}

impl Case<'_> {
    fn must_have_text(&self, field: &'static str) -> Result<()> {
        if self.particulars.text.is_empty() { Err(Error::EmptyText { field }) } else { Ok(()) }
    }

    fn missing(&self, condition: Condition) -> Vec<Blocker> {
        let dossier = self.dossier;
        let kinds = match (condition, &self.particulars.submission) {
            (Condition::Complete, _) => {
                return blockers(dossier, &score(&dossier.set.set, &dossier.answers));
            }
            (Condition::ReportDate, _) => self.report_date().into_iter().collect(),
            (Condition::Registered, _) => self.unregistered(),
            (Condition::SubmissionDate, Some(submission)) => self.submission_date(submission),
            (Condition::DocumentNumber, Some(submission)) if submission.number.is_empty() => {
                vec![BlockerKind::NoDocumentNumber]
            }
            (Condition::PlansReached, Some(submission)) => {
                return unreached(dossier, submission.date);
            }
            _ => Vec::new(),
        };
        kinds.into_iter().map(|kind| Blocker { code: None, part: None, kind }).collect()
    }

    fn report_date(&self) -> Option<BlockerKind> {
        let date = self.registry.date?;
        let (earliest, latest) = report_date_bounds(self.dossier.set.set.year, self.today);
        let outside = date < earliest || date > latest;
        outside.then_some(BlockerKind::ReportDate { date, earliest, latest })
    }

    fn unregistered(&self) -> Vec<BlockerKind> {
        let number = self.registry.number.is_none().then_some(BlockerKind::NoReportNumber);
        let date = self.registry.date.is_none().then_some(BlockerKind::NoReportDate);
        number.into_iter().chain(date).collect()
    }

    fn submission_date(&self, submission: &Submission) -> Vec<BlockerKind> {
        let (date, today) = (submission.date, self.today);
        let report = self.registry.date.filter(|report| date < *report);
        let early = report.map(|report| BlockerKind::SubmittedBeforeReport { date, report });
        let ahead = (date > today).then_some(BlockerKind::SubmittedAhead { date, today });
        early.into_iter().chain(ahead).collect()
    }
}

/// Planned dates that the day of submission has not reached.
fn unreached(dossier: &Dossier, day: NaiveDate) -> Vec<Blocker> {
    let planned = planned_dates(&dossier.answers, day).into_iter();
    let blocker = |plan: PlannedDate| Blocker {
        code: Some(plan.code),
        part: plan.part,
        kind: BlockerKind::PlanUnreached { input: plan.input, date: plan.date, day },
    };
    planned.map(blocker).collect()
}
