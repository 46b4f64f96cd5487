//! Signing off, the registry's number, reopening.

use chrono::NaiveDate;
use scoring::score;

use super::frozen::{self, Form};
use super::{SignOff, SignedOff, rows};
use crate::change::{Change, Op, Subject};
use crate::dossier::{self, Dossier};
use crate::error::{Error, Result};
use crate::lifecycle::{Case, Particulars};
use crate::report::{self, MadeReport};
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
        let act = (dossier, Op::SignOff);
        let done = self.transact(act, stamp, |desk| desk.sign_off(&registry, stamp));
        done.map(|(_, signed_off)| signed_off)
    }

    /// Signs a dossier off and keeps the report that is made of it, in one transaction: `make` is given
    /// the dossier as it is once it is signed off.
    ///
    /// # Errors
    /// As [`Self::sign_off`], and those of `make`; then nothing is signed off.
    pub fn sign_off_with_report<E: From<Error>>(
        &mut self,
        dossier: &str,
        registry: &SignOff,
        make: impl FnOnce(&Dossier) -> Result<MadeReport, E>,
        stamp: &Stamp,
    ) -> Result<SignedOff, E> {
        let registry = registry.normalised();
        let done = self.transact_with((dossier, Op::SignOff), stamp, |desk| {
            let signed_off = desk.sign_off(&registry, stamp)?;
            desk.keep_made_report(make)?;
            Ok(signed_off)
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
        let act = (dossier, Op::SetNumber);
        let done = self.transact(act, stamp, |desk| desk.set_number(&registry, stamp));
        done.map(|(_, signed_off)| signed_off)
    }

    /// Enters the registry's number and date and keeps the report with them, in one transaction: `make`
    /// is given the dossier as it is once it is numbered.
    ///
    /// # Errors
    /// As [`Self::set_number`], and those of `make`; then nothing is numbered.
    pub fn set_number_with_report<E: From<Error>>(
        &mut self,
        dossier: &str,
        registry: &SignOff,
        make: impl FnOnce(&Dossier) -> Result<MadeReport, E>,
        stamp: &Stamp,
    ) -> Result<SignedOff, E> {
        let registry = registry.normalised();
        let done = self.transact_with((dossier, Op::SetNumber), stamp, |desk| {
            let signed_off = desk.set_number(&registry, stamp)?;
            desk.keep_made_report(make)?;
            Ok(signed_off)
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
        frozen::content(&dossier, &score, Form::Canonical)
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
    fn sign_off(&mut self, registry: &SignOff, stamp: &Stamp) -> Result<SignedOff> {
        let (transition, dossier) = self.transition(Op::SignOff)?;
        transition.must_be_ready(&Case {
            dossier: &dossier,
            today: stamp.day(),
            registry,
            particulars: &Particulars::default(),
        })?;
        let score = score(&dossier.set.set, &dossier.answers);
        let content = frozen::content(&dossier, &score, Form::Canonical)?;
        let ordinal = rows::count(&self.transaction, self.head.key)? + 1;
        let at = (self.head.key, ordinal);
        let by = (&*stamp.moment(), &stamp.author());
        rows::insert(&self.transaction, at, registry, by, (Hash::of(&content), &content))?;
        dossier::save_state(&self.transaction, self.head.key, transition.to)?;
        self.record_sign_off(ordinal, None)
    }

    fn set_number(&mut self, registry: &SignOff, stamp: &Stamp) -> Result<SignedOff> {
        if let Some(date) = registry.date {
            must_be_in_bounds(self, date, stamp)?;
        }
        if registry.number.is_none() {
            return Err(Error::EmptyText { field: "number" });
        }
        let ordinal = rows::count(&self.transaction, self.head.key)?;
        if report::has_signed(&self.transaction, self.head.key, ordinal)? {
            return Err(Error::ReportSigned);
        }
        let before = (Subject::SignOff { ordinal }).read(&self.transaction, self.head.key)?;
        rows::save_number(&self.transaction, (self.head.key, ordinal), registry)?;
        self.record_sign_off(ordinal, before)
    }

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
