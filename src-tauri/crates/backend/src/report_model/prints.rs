//! From a dossier or a criteria set to the papers to hand out.

mod empty_form;
mod minutes;
mod officer_sheets;

#[cfg(test)]
mod tests;

pub(crate) use empty_form::empty_form;
pub(crate) use minutes::minutes;
pub(crate) use officer_sheets::officer_sheets;

use report::prints::model::Subject;
use scoring::CriteriaSet;
use store::Profile;

/// Which unit and set a paper is about; nobody's without a profile.
fn subject(set: &CriteriaSet, profile: Option<&Profile>) -> Subject {
    Subject {
        superior_body: profile.and_then(|profile| profile.superior_body.clone()),
        issuing_body: profile.map(|profile| profile.issuing_body.clone()),
        unit: profile.map(|profile| profile.name.clone()),
        year: set.year,
        criteria_set_title: set.title.clone(),
        provenance: set.provenance.statement.clone(),
        points_decimals: set.rounding.points,
    }
}
