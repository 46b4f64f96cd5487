//! Keeping finished reports and giving them out.

use std::io::Write;
use std::sync::Arc;

use rusqlite::Connection;

use super::{FinishedReport, MadeReport, ReportKind, rows};
use crate::change::{Op, Subject};
use crate::content::{self, Keeper};
use crate::dossier::{self, Dossier, text};
use crate::error::{Error, Result};
use crate::sha256::Hash;
use crate::sign_off::{self, SignedOff};
use crate::stamp::Stamp;
use crate::store::Store;
use crate::transact::Desk;

impl Store {
    /// Keeps the report that was made of a sign-off's content; the one that is kept last is left as
    /// it is where it is the same.
    ///
    /// # Errors
    /// [`Error::WrongState`] unless the dossier is signed off and not handed in.
    pub fn keep_report(
        &mut self,
        dossier: &str,
        (name, pdf): (&str, &[u8]),
        stamp: &Stamp,
    ) -> Result<()> {
        self.keep((dossier, Op::KeepReport), (ReportKind::Made, name, pdf), stamp)
    }

    /// Keeps a report that came back signed. The caller has proved that it goes on from the one that
    /// was made.
    ///
    /// # Errors
    /// [`Error::WrongState`] unless the dossier is signed off and not handed in.
    pub fn keep_signed_report(
        &mut self,
        dossier: &str,
        (name, pdf): (&str, &[u8]),
        stamp: &Stamp,
    ) -> Result<()> {
        self.keep((dossier, Op::TakeSigned), (ReportKind::Signed, name, pdf), stamp)
    }

    fn keep(
        &mut self,
        (dossier, op): (&str, Op),
        (kind, name, pdf): (ReportKind, &str, &[u8]),
        stamp: &Stamp,
    ) -> Result<()> {
        let done = self.transact((dossier, op), stamp, |desk| desk.keep_report(kind, (name, pdf)));
        done.map(|_| ())
    }

    /// Writes a finished report, proved by its hash.
    ///
    /// # Errors
    /// [`Error::ContentElsewhere`], [`Error::Damaged`], [`Error::NotWritten`].
    pub fn read_report(&self, report: &FinishedReport, to: &mut impl Write) -> Result<()> {
        let hash = Hash::from_hex(&report.sha256)
            .ok_or_else(|| Error::damaged(format_args!("{report:?}")))?;
        content::give_out(self.connection(), hash, to)
    }
}

impl Desk<'_> {
    /// Makes the report of the sign-off that this desk made or numbered and keeps it, as a step of the
    /// same transaction: both are done, or neither.
    pub(crate) fn keep_made_report<E: From<Error>>(
        &mut self,
        make: impl FnOnce(&Dossier) -> Result<MadeReport, E>,
    ) -> Result<(), E> {
        self.follow_with(Op::KeepReport)?;
        let set = Arc::clone(&self.set);
        let dossier = dossier::load(&self.transaction, self.head.clone(), set)?;
        let MadeReport { name, pdf } = make(&dossier)?;
        Ok(self.keep_report(ReportKind::Made, (&name, &pdf))?)
    }

    fn keep_report(&mut self, kind: ReportKind, (name, pdf): (&str, &[u8])) -> Result<()> {
        let hash = Hash::of_bytes(pdf);
        let kept = rows::all(&self.transaction, self.head.key)?;
        let standing = self.standing_sign_off()?;
        let report = FinishedReport {
            sign_off: standing.ordinal,
            kind,
            number: standing.registry.number,
            date: standing.registry.date,
            name: name.to_owned(),
            sha256: hash.hex(),
            bytes: pdf.len() as u64,
        };
        if kept.last() == Some(&report) {
            return Ok(());
        }
        keep_bytes(self, hash, pdf)?;
        let ordinal = u32::try_from(kept.len() + 1).map_err(Error::damaged)?;
        self.put(Subject::Report { ordinal }, Some(text(&report)?))
    }

    /// The sign-off that stands.
    fn standing_sign_off(&self) -> Result<SignedOff> {
        let last = sign_off::all(&self.transaction, self.head.key)?.pop();
        let standing = last.filter(|sign_off| sign_off.reopened.is_none());
        standing.ok_or_else(|| Error::damaged("a locked dossier without a sign-off"))
    }
}

fn keep_bytes(desk: &Desk<'_>, hash: Hash, bytes: &[u8]) -> Result<()> {
    let Some(mut keeper) = Keeper::begin(&desk.transaction, hash, bytes.len() as u64)? else {
        return Ok(());
    };
    // What fails here, the keeper tells better.
    let _ = keeper.write_all(bytes);
    if keeper.finish()? { Ok(()) } else { Err(Error::damaged("a report while it was kept")) }
}

/// Whether a report of this sign-off came back signed.
pub(crate) fn has_signed(connection: &Connection, dossier: i64, sign_off: u32) -> Result<bool> {
    let reports = rows::all(connection, dossier)?;
    Ok(reports.iter().any(|one| one.sign_off == sign_off && one.kind == ReportKind::Signed))
}
