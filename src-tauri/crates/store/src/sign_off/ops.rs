//! Signing off, the registry's number, reopening.

use chrono::NaiveDate;
use scoring::score;

use super::frozen::{self, Form};
use super::{SignOff, SignedOff, rows};
use crate::change::{Change, Op, Subject};
use crate::dossier;
use crate::error::{Error, Result};
use crate::lifecycle::{Case, Particulars};
use crate::report;
use crate::review::report_date_bounds;
use crate::sha256::Hash;
use crate::stamp::Stamp;
use crate::store::Store;
use crate::transact::Desk;

impl Store {
    /// Signs a dossier off: it is locked, and its content kept with its SHA-256.
    ///
    /// # Errors
    /// [`Error::NotReady`] with everything that stands in the way, [`Error::WrongState`].
    pub fn sign_off(
        &mut self,
        dossier: &str,
        registry: &SignOff,
        stamp: &Stamp,
    ) -> Result<SignedOff> {
        let registry = registry.normalised();
        let done = self.transact((dossier, Op::SignOff), stamp, |desk| {
            let (transition, dossier) = desk.transition(Op::SignOff)?;
            transition.must_be_ready(&Case {
                dossier: &dossier,
                today: stamp.day(),
                registry: &registry,
                particulars: &Particulars::default(),
            })?;
            let score = score(&dossier.set.set, &dossier.answers);
            let content = frozen::content(&dossier, &score, Form::Canonical)?;
            let ordinal = rows::count(&desk.transaction, desk.head.key)? + 1;
            let at = (desk.head.key, ordinal);
            let by = (&*stamp.moment(), &stamp.author());
            rows::insert(&desk.transaction, at, &registry, by, (Hash::of(&content), &content))?;
            dossier::save_state(&desk.transaction, desk.head.key, transition.to)?;
            desk.record_sign_off(ordinal, None)
        });
        done.map(|(_, signed_off)| signed_off)
    }

    /// Enters the registry's number and date after the sign-off; content and hash stay.
    ///
    /// # Errors
    /// [`Error::EmptyText`] without a number, [`Error::ReportDate`], [`Error::WrongState`];
    /// [`Error::ReportSigned`] once a signed report is kept.
    pub fn set_number(
        &mut self,
        dossier: &str,
        registry: &SignOff,
        stamp: &Stamp,
    ) -> Result<SignedOff> {
        let registry = registry.normalised();
        let done = self.transact((dossier, Op::SetNumber), stamp, |desk| {
            if let Some(date) = registry.date {
                must_be_in_bounds(desk, date, stamp)?;
            }
            if registry.number.is_none() {
                return Err(Error::EmptyText { field: "number" });
            }
            let ordinal = rows::count(&desk.transaction, desk.head.key)?;
            if report::has_signed(&desk.transaction, desk.head.key, ordinal)? {
                return Err(Error::ReportSigned);
            }
            let before = (Subject::SignOff { ordinal }).read(&desk.transaction, desk.head.key)?;
            rows::save_number(&desk.transaction, (desk.head.key, ordinal), &registry)?;
            desk.record_sign_off(ordinal, before)
        });
        done.map(|(_, signed_off)| signed_off)
    }

    /// A dossier's content with its score as canonical JSON (RFC 8785), the form that a sign-off freezes.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`].
    pub fn content(&self, dossier: &str) -> Result<String> {
        let dossier = self.dossier(dossier)?;
        let score = score(&dossier.set.set, &dossier.answers);
        super::frozen_content(&dossier, &score, Form::Canonical)
    }

    /// Opens a signed-off dossier again, for a written reason; the sign-off is kept.
    ///
    /// # Errors
    /// [`Error::EmptyText`] without a reason, [`Error::WrongState`].
    pub fn reopen(&mut self, dossier: &str, reason: &str, stamp: &Stamp) -> Result<SignedOff> {
        let particulars = Particulars::of_text(reason);
        let done = self.transact((dossier, Op::Reopen), stamp, |desk| {
            let (transition, dossier) = desk.transition(Op::Reopen)?;
            transition.must_be_ready(&Case {
                dossier: &dossier,
                today: stamp.day(),
                registry: &SignOff::default(),
                particulars: &particulars,
            })?;
            let ordinal = rows::count(&desk.transaction, desk.head.key)?;
            let reopened = desk.reopen_sign_off(ordinal, &particulars.text, stamp)?;
            dossier::save_state(&desk.transaction, desk.head.key, transition.to)?;
            Ok(reopened)
        });
        done.map(|(_, signed_off)| signed_off)
    }

    /// The content that a sign-off froze, as JSON in the form of its time.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`], [`Error::Altered`]; none if there is no such sign-off.
    pub fn signed_content(&self, dossier: &str, ordinal: u32) -> Result<Option<String>> {
        let head = dossier::head(self.connection(), dossier)?;
        self.prove(&head)?;
        Ok(rows::content(self.connection(), head.key, ordinal)?.map(|(content, _)| content))
    }
}

impl Desk<'_> {
    /// Ends the sign-off that stands, for a reason.
    pub(crate) fn reopen_sign_off(
        &mut self,
        ordinal: u32,
        reason: &str,
        stamp: &Stamp,
    ) -> Result<SignedOff> {
        let at = (self.head.key, ordinal);
        let before = (Subject::SignOff { ordinal }).read(&self.transaction, self.head.key)?;
        rows::reopen(&self.transaction, at, &stamp.moment(), reason)?;
        self.record_sign_off(ordinal, before)
    }

    /// Puts the sign-off as it now is on record, and gives it; unchanged, it writes nothing.
    fn record_sign_off(&mut self, ordinal: u32, before: Option<String>) -> Result<SignedOff> {
        let subject = Subject::SignOff { ordinal };
        let after = subject.read(&self.transaction, self.head.key)?;
        if before != after {
            self.record(Change { subject, before, after })?;
        }
        let last = rows::all(&self.transaction, self.head.key)?.pop();
        last.ok_or_else(|| Error::damaged("a signed-off dossier without a sign-off"))
    }
}

fn must_be_in_bounds(desk: &Desk<'_>, date: NaiveDate, stamp: &Stamp) -> Result<()> {
    let (earliest, latest) = report_date_bounds(desk.set.set.year, stamp.day());
    if date < earliest || date > latest {
        return Err(Error::ReportDate { date, earliest, latest });
    }
    Ok(())
}
