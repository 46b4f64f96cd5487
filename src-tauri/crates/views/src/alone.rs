//! A set with one item alone, so that a key press costs the scoring of one item.

use scoring::{Area, Bonus, Code, CriteriaSet, Criterion, Penalty};

/// The set with the item of this code and no other; none where it has no such item.
pub(crate) fn alone(set: &CriteriaSet, code: &str) -> Option<CriteriaSet> {
    let code = Code::new(code);
    let area = set.areas.iter().find_map(|area| area_alone(area, &code));
    let bonus = set.bonus_item(&code).map(|item| Bonus {
        max_points: set.bonus.as_ref().map(|bonus| bonus.max_points).unwrap_or_default(),
        items: vec![item.clone()],
    });
    let penalty = set.penalty_item(&code).map(|item| Penalty {
        max_points: set.penalty.as_ref().map(|penalty| penalty.max_points).unwrap_or_default(),
        items: vec![item.clone()],
    });
    if area.is_none() && bonus.is_none() && penalty.is_none() {
        return None;
    }
    Some(CriteriaSet {
        id: set.id.clone(),
        version: set.version.clone(),
        title: set.title.clone(),
        unit_kind: set.unit_kind,
        year: set.year,
        locale: set.locale.clone(),
        applies_to: None,
        provenance: set.provenance.clone(),
        max_points: set.max_points,
        rounding: set.rounding,
        classification: Vec::new(),
        deadlines: set.deadlines.clone(),
        areas: area.into_iter().collect(),
        bonus,
        penalty,
    })
}

fn area_alone(area: &Area, code: &Code) -> Option<Area> {
    let criterion = area.criteria.iter().find_map(|criterion| {
        let item = criterion.sub_criteria.iter().find(|item| item.code == *code)?;
        Some(Criterion {
            code: criterion.code.clone(),
            title: criterion.title.clone(),
            max_points: criterion.max_points,
            sub_criteria: vec![item.clone()],
        })
    })?;
    Some(Area {
        code: area.code.clone(),
        title: area.title.clone(),
        max_points: area.max_points,
        owner: area.owner.clone(),
        criteria: vec![criterion],
    })
}
