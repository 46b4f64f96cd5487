//! The list of dossiers and a new one.

use std::path::Path;

use backend::{Office, backups, propose_profile, wording};
use scoring::{CriteriaSet, UnitKind};
use store::{DossierSummary, Kind, Profile};
use words::views as say;

use super::Reply;
use super::scoring::workspace;
use crate::failure::Failure;
use crate::home::{DossierLine, Home};
use crate::new_dossier::{NewDossier, NewDossierForm, RoundForm, SetLine, SetRef};
use crate::profile::ProfileForm;
use crate::text;

/// The first screen; the folder holds the backups.
///
/// # Errors
/// If the data file cannot be read.
pub fn home(office: &Office, folder: &Path) -> Reply<Home> {
    let path = office.path();
    let dossiers = office.dossiers()?;
    let latest = dossiers.iter().max_by_key(|dossier| dossier.changed_at);
    Ok(Home {
        latest: latest.map(|dossier| workspace(office, &dossier.id)).transpose()?,
        dossiers: lines(office, &dossiers)?,
        set_aside: lines(office, &office.set_aside_dossiers()?)?,
        data_file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        data_file_size: wording::size(office.bytes()),
        last_backup: last_backup(folder),
    })
}

/// When the last backup was made of a data file that was whole.
fn last_backup(folder: &Path) -> Option<String> {
    let last = backups(folder).into_iter().find(|backup| !backup.doubtful);
    last.map(|backup| wording::local(backup.at.to_utc()))
}

fn lines(office: &Office, dossiers: &[DossierSummary]) -> Reply<Vec<DossierLine>> {
    let today = office.today();
    let line = |one: &DossierSummary| {
        let set = office.criteria_set(&one.criteria_set, &one.criteria_set_version)?;
        Ok(DossierLine::new(one, &set, today))
    };
    dossiers.iter().map(line).collect()
}

/// Every criteria set to choose from.
///
/// # Errors
/// If the data file cannot be read.
pub fn criteria_sets(office: &Office) -> Reply<Vec<SetLine>> {
    Ok(office.criteria_sets()?.iter().map(SetLine::new).collect())
}

/// The form of a new dossier, filled in from the dossier to carry over from, else from the unit's
/// last one, else from the profile kept on this computer.
///
/// # Errors
/// If there is no such set or dossier.
pub fn new_dossier_form(
    office: &Office,
    set: SetRef,
    carry_from: Option<&str>,
    kept: Option<&ProfileForm>,
) -> Reply<NewDossierForm> {
    let criteria = office.criteria_set(&set.id, &set.version)?;
    let kind = kind_of(&criteria);
    let given = carry_from.map(|id| office.dossier(id)).transpose()?;
    let given = given.filter(|dossier| dossier.profile.kind == kind);
    let profile = match &given {
        Some(dossier) => dossier.profile.clone(),
        None => usual_profile(office, kind, kept)?,
    };
    let carry_from = match given {
        Some(dossier) => Some(dossier.id.clone()),
        None => office.earlier_of(&profile.name, criteria.year)?,
    };
    let earlier = carry_from.as_deref().map(|id| office.dossier(id)).transpose()?;
    let round = earlier.as_ref().map(|dossier| &dossier.round);
    Ok(NewDossierForm {
        set,
        round: RoundForm::new(&criteria, round, &profile.receiving_office),
        profile: ProfileForm::from(&profile),
        carry_from,
    })
}

fn usual_profile(office: &Office, kind: Kind, kept: Option<&ProfileForm>) -> Reply<Profile> {
    if let Some(profile) = office.last_profile(kind)? {
        return Ok(profile);
    }
    let kept = kept.cloned().map(Profile::from).filter(|profile| profile.kind == kind);
    Ok(kept.unwrap_or_else(|| propose_profile(kind, "", "")))
}

fn kind_of(set: &CriteriaSet) -> Kind {
    match set.unit_kind {
        UnitKind::Commune => Kind::Commune,
        UnitKind::Department => Kind::Department,
    }
}

/// Makes the dossier of a form, and carries over what still fits.
///
/// # Errors
/// With every date of the round that is none, or if set, profile and round do not fit together.
pub fn new_dossier(office: &mut Office, form: NewDossierForm) -> Reply<NewDossier> {
    let set = office.criteria_set(&form.set.id, &form.set.version)?;
    let round = form.round.read(set.year)?;
    // Refused before anything is made.
    if let Some(from) = &form.carry_from
        && office.dossier(from)?.profile.kind != kind_of(&set)
    {
        return Err(Failure::refused("other-unit-kind", say::carry_other_kind(), Vec::new()));
    }
    let id = office.start_dossier((&set.id, &set.version), form.profile.into(), round)?;
    let Some(from) = form.carry_from else {
        return Ok(NewDossier { id, carried: 0, left: Vec::new() });
    };
    let carried = office.carry_over(&from, &id)?;
    let left = carried.left.iter().map(|(code, reason)| wording::left(code, *reason));
    Ok(NewDossier { id, carried: text::count(carried.carried.len()), left: left.collect() })
}
