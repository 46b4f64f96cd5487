//! Signing off, the registry's number, reopening.

use chrono::NaiveDate;
use scoring::score;

use super::{SignOff, SignedOff, frozen, rows};
use crate::change::{Change, Op, Subject};
use crate::dossier::{self, State};
use crate::error::{Error, Result};
use crate::normal_form::nfc;
use crate::review::{Blocker, BlockerKind, blockers, report_date_bounds};
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
        let done = self.transact((dossier, Op::SignOff), State::Drafting, stamp, |desk| {
            let set = std::sync::Arc::clone(&desk.set);
            let dossier = dossier::load(&desk.transaction, desk.head.clone(), set)?;
            let score = score(&dossier.set.set, &dossier.answers);
            let mut missing = blockers(&dossier, &score);
            missing.extend(registry.date.and_then(|date| out_of_bounds(desk, date, stamp)));
            if !missing.is_empty() {
                return Err(Error::NotReady(missing));
            }
            let content = frozen::content(&dossier, &score)?;
            let ordinal = rows::count(&desk.transaction, desk.head.key)? + 1;
            let at = (desk.head.key, ordinal);
            rows::insert(&desk.transaction, at, &registry, stamp, (Hash::of(&content), &content))?;
            dossier::save_state(&desk.transaction, desk.head.key, State::SignedOff)?;
            desk.record_sign_off(ordinal, None)
        });
        done.map(|(_, signed_off)| signed_off)
    }

    /// Enters the registry's number and date after the sign-off; content and hash stay.
    ///
    /// # Errors
    /// [`Error::EmptyText`] without a number, [`Error::ReportDate`], [`Error::WrongState`].
    pub fn set_number(
        &mut self,
        dossier: &str,
        registry: &SignOff,
        stamp: &Stamp,
    ) -> Result<SignedOff> {
        let registry = registry.normalised();
        let done = self.transact((dossier, Op::SetNumber), State::SignedOff, stamp, |desk| {
            if let Some(date) = registry.date {
                must_be_in_bounds(desk, date, stamp)?;
            }
            if registry.number.is_none() {
                return Err(Error::EmptyText { field: "number" });
            }
            let ordinal = rows::count(&desk.transaction, desk.head.key)?;
            let before = (Subject::SignOff { ordinal }).read(&desk.transaction, desk.head.key)?;
            rows::save_number(&desk.transaction, (desk.head.key, ordinal), &registry)?;
            desk.record_sign_off(ordinal, before)
        });
        done.map(|(_, signed_off)| signed_off)
    }

    /// A dossier's content with its score as canonical JSON, the form that a sign-off freezes.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`].
    pub fn content(&self, dossier: &str) -> Result<String> {
        let dossier = self.dossier(dossier)?;
        let score = score(&dossier.set.set, &dossier.answers);
        super::frozen_content(&dossier, &score)
    }

    /// Opens a signed-off dossier again, for a written reason; the sign-off is kept.
    ///
    /// # Errors
    /// [`Error::EmptyText`] without a reason, [`Error::WrongState`].
    pub fn reopen(&mut self, dossier: &str, reason: &str, stamp: &Stamp) -> Result<SignedOff> {
        let reason = nfc(reason.trim());
        if reason.is_empty() {
            return Err(Error::EmptyText { field: "reason" });
        }
        let done = self.transact((dossier, Op::Reopen), State::SignedOff, stamp, |desk| {
            let ordinal = rows::count(&desk.transaction, desk.head.key)?;
            let before = (Subject::SignOff { ordinal }).read(&desk.transaction, desk.head.key)?;
            rows::reopen(&desk.transaction, (desk.head.key, ordinal), &stamp.moment(), &reason)?;
            dossier::save_state(&desk.transaction, desk.head.key, State::Drafting)?;
            desk.record_sign_off(ordinal, before)
        });
        done.map(|(_, signed_off)| signed_off)
    }

    /// The content that a sign-off froze, as canonical JSON (members sorted, no white space).
    ///
    /// # Errors
    /// [`Error::UnknownDossier`]; none if there is no such sign-off.
    pub fn signed_content(&self, dossier: &str, ordinal: u32) -> Result<Option<String>> {
        let head = dossier::head(self.connection(), dossier)?;
        Ok(rows::content(self.connection(), head.key, ordinal)?.map(|(content, _)| content))
    }
}

impl Desk<'_> {
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

fn out_of_bounds(desk: &Desk<'_>, date: NaiveDate, stamp: &Stamp) -> Option<Blocker> {
    let (earliest, latest) = report_date_bounds(desk.set.set.year, stamp.day());
    let kind = BlockerKind::ReportDate { date, earliest, latest };
    (date < earliest || date > latest).then_some(Blocker { code: None, part: None, kind })
}

fn must_be_in_bounds(desk: &Desk<'_>, date: NaiveDate, stamp: &Stamp) -> Result<()> {
    let (earliest, latest) = report_date_bounds(desk.set.set.year, stamp.day());
    if date < earliest || date > latest {
        return Err(Error::ReportDate { date, earliest, latest });
    }
    Ok(())
}
