//! Packages out of the data file and into it, and the parts of several officers.

use std::collections::BTreeSet;

use backend::{Arrival, Office, PackageOrder, Purpose, Received, TakeIn, wording};
use words::package as say;

use super::Reply;
use crate::package::{ArrivedView, PackagePlanView, PackageTaken};

/// What a package of a dossier would hold if its files go along: the whole of it, or the part that
/// this data file was handed.
///
/// # Errors
/// If there is no such dossier.
pub fn plan(office: &Office, dossier: &str) -> Reply<PackagePlanView> {
    let purpose = match office.handed_part(dossier)? {
        Some(_) => Purpose::FilledPart,
        None => Purpose::Dossier,
    };
    let plan = office.plan_package(dossier, &PackageOrder { purpose, with_files: true })?;
    Ok(PackagePlanView::new(&plan, office.dossier(dossier)?.evidence.len()))
}

/// What a package holds and what it means here.
///
/// # Errors
/// If it is a filled part that was not handed out from here, or holds what no program wrote.
pub fn arrived(office: &Office, received: &Received) -> Reply<ArrivedView> {
    if received.is_filled_part() {
        return Ok(ArrivedView::merged(received, office.merge_preview(received)?));
    }
    let arrival = office.arrival(received)?;
    if arrival == Arrival::HandedAgain {
        return Ok(ArrivedView::again(received, office.merge_preview(received)?));
    }
    let changes = office.arriving(received, &arrival)?;
    let files = office.files_due(received, &arrival)?;
    let asks_whose = office.asks_whose(received, &arrival)?;
    Ok(ArrivedView { asks_whose, ..ArrivedView::taken(received, &arrival, &changes, files) })
}

/// Takes a dossier, or a part to fill in, over; as this data file's own where the person says so.
///
/// # Errors
/// If what is here went its own way since.
pub fn take_in(office: &mut Office, received: &mut Received, is_own: bool) -> Reply<PackageTaken> {
    let choice = TakeIn { is_own, ..TakeIn::default() };
    let told = wording::taken(&office.take_in(received, &choice)?);
    Ok(PackageTaken { dossier: received.dossier().id.clone(), told })
}

/// Merges what an officer filled in: what nobody else changed, and of conflicts those named. Of a part that
/// is handed out once more, the handed value is taken of those named.
///
/// # Errors
/// If it was not handed out from here, or the dossier is locked.
pub fn merge(
    office: &mut Office,
    received: &mut Received,
    theirs: &[String],
) -> Reply<PackageTaken> {
    let named = |subject: &backend::Subject| theirs.contains(&subject.to_string());
    let lines = office.merge_preview(received)?.into_iter().map(|line| line.subject);
    let chosen: BTreeSet<_> = lines.filter(named).collect();
    let told = if received.is_filled_part() {
        let merged = office.merge(received, &chosen)?;
        say::merged(merged.taken.len(), merged.kept.len(), merged.left.len())
    } else {
        wording::taken(&office.take_in(received, &TakeIn { theirs: chosen, ..TakeIn::default() })?)
    };
    Ok(PackageTaken { dossier: received.dossier().id.clone(), told })
}
