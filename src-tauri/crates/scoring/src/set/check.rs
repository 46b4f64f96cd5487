//! Checks that look at more than one value: sums, order of classes, references, uniqueness.

use std::collections::BTreeMap;

use super::reader::{Place, Reader};
use super::{Class, CriteriaSet, Due, Method, Requirement, Rule, RuleKind};
use crate::code::Code;
use crate::decimal::Decimal;
use crate::fault::FaultKind;

/// Adds up the maxima of children; a child at fault leaves the sum unknown.
pub(super) struct Sum(Option<Decimal>);

impl Default for Sum {
    fn default() -> Self {
        Self(Some(Decimal::ZERO))
    }
}

impl Sum {
    /// Adds a child's maximum and hands the child on.
    pub(super) fn add<T>(&mut self, child: Option<T>, maximum: fn(&T) -> Decimal) -> Option<T> {
        self.0 = self.0.zip(child.as_ref()).map(|(sum, child)| sum + maximum(child));
        child
    }

    /// The sum must be exactly the stated maximum.
    pub(super) fn check(self, reader: &mut Reader, place: &Place, maximum: Option<Decimal>) {
        if let (Some(sum), Some(maximum)) = (self.0, maximum)
            && sum != maximum
        {
            reader.refuse(place, FaultKind::SumMismatch { sum, maximum });
        }
    }
}

/// From the highest band down to 0, the last without requirements.
pub(super) fn classes(reader: &mut Reader, place: &Place, classes: &[Class]) {
    for (index, pair) in classes.windows(2).enumerate() {
        if pair[1].min >= pair[0].min {
            let (min, before) = (pair[1].min, pair[0].min);
            let place = place.item(index + 1).child("min");
            reader.refuse(&place, FaultKind::ClassOrder { min, before });
        }
    }
    if let Some(last) = classes.last() {
        let place = place.item(classes.len() - 1);
        if !last.min.is_zero() {
            reader.refuse(&place.child("min"), FaultKind::LastClassMin { min: last.min });
        }
        if !last.requires.is_empty() {
            reader.refuse(&place.child("requires"), FaultKind::LastClassRequires);
        }
    }
    let ids = classes.iter().enumerate();
    reader.unique(ids.map(|(index, class)| (class.id.as_str(), place.item(index).child("id"))));
}

/// Codes are unique, and what names an area or a deadline names one that exists.
pub(super) fn references(reader: &mut Reader, set: &CriteriaSet) {
    codes(reader, set);
    for (index, class) in set.classification.iter().enumerate() {
        for (position, requirement) in class.requires.iter().enumerate() {
            if let Requirement::AreaMinPercent { area, .. } = requirement
                && !set.areas.iter().any(|known| known.code == *area)
            {
                let place = Place::file().child("classification").item(index);
                let place = place.child("requires").item(position).child("area");
                reader.refuse(&place, FaultKind::UnknownArea { found: area.to_string() });
            }
        }
    }
    for item in set.sub_criteria() {
        let place = Place::of(item.code.as_str()).child("rule");
        match &item.method {
            Method::Single(rule) => due(reader, set, rule, &place),
            Method::Sum(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    due(reader, set, &part.rule, &place.child("parts").item(index).child("rule"));
                }
            }
        }
    }
    for item in set.bonus.iter().flat_map(|bonus| &bonus.items) {
        due(reader, set, &item.rule, &Place::of(item.code.as_str()).child("rule"));
    }
}

fn due(reader: &mut Reader, set: &CriteriaSet, rule: &Rule, place: &Place) {
    if let RuleKind::Deadline { due: Due::Round(name), .. } = &rule.kind
        && !set.deadlines.contains_key(name)
    {
        let place = place.child("due.ref");
        reader.refuse(&place, FaultKind::UnknownDeadline { found: name.clone() });
    }
}

fn codes(reader: &mut Reader, set: &CriteriaSet) {
    let mut seen: BTreeMap<&Code, usize> = BTreeMap::new();
    let mut note = |code| *seen.entry(code).or_default() += 1;
    for area in &set.areas {
        note(&area.code);
        for criterion in &area.criteria {
            note(&criterion.code);
            criterion.sub_criteria.iter().for_each(|item| note(&item.code));
        }
    }
    set.bonus.iter().flat_map(|bonus| &bonus.items).for_each(|item| note(&item.code));
    set.penalty.iter().flat_map(|penalty| &penalty.items).for_each(|item| note(&item.code));
    for code in seen.into_iter().filter(|(_, times)| *times > 1).map(|(code, _)| code) {
        reader.refuse(&Place::of(code.as_str()).child("code"), FaultKind::CodeNotUnique);
    }
}
