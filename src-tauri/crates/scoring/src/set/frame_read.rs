//! Reading what frames the areas: rounding, provenance, deadlines, classes.

use std::collections::BTreeMap;

use super::check;
use super::reader::{Field, Reader};
use super::{Class, Provenance, Requirement, Rounding};
use crate::code::Code;
use crate::decimal::RoundingMode;
use crate::fault::FaultKind;
use crate::json::Json;

const REQUIREMENT_FORMS: [&str; 4] =
    ["everyAreaMinPercent", "area + minPercent", "noZeroSubCriterion: true", "maxPenalty"];

pub(super) fn rounding(reader: &mut Reader, field: &Field<'_>) -> Option<Rounding> {
    let fields = reader.fields(field.json?, &field.place, &["points", "index", "mode"], &[])?;
    let points = reader.whole(&fields.field("points"), 0, 4);
    let index = reader.whole(&fields.field("index"), 0, 4);
    let modes = [RoundingMode::HalfUp, RoundingMode::HalfEven];
    let mode = reader.word(&fields.field("mode"), &["half-up", "half-even"], &modes);
    Some(Rounding {
        points: u32::try_from(points?).ok()?,
        index: u32::try_from(index?).ok()?,
        mode: mode?,
    })
}

/// Only here are further fields welcome.
pub(super) fn provenance(reader: &mut Reader, field: &Field<'_>) -> Option<Provenance> {
    let members = reader.members(field.json?, &field.place);
    let names: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
    let fields = reader.fields(field.json?, &field.place, &["official", "statement"], &names)?;
    let official = reader.truth(&fields.field("official"));
    let statement = reader.text(&fields.field("statement"));
    Some(Provenance { official: official?, statement: statement? })
}

pub(super) fn deadlines(
    reader: &mut Reader,
    field: &Field<'_>,
) -> Option<BTreeMap<String, String>> {
    let json = field.json?;
    let members = reader.members(json, &field.place);
    let texts = members.iter().map(|(name, value)| {
        let item = Field { json: Some(value), place: field.place.child(name) };
        (name.clone(), reader.optional_text(&item).unwrap_or_default())
    });
    Some(texts.collect())
}

pub(super) fn classification(reader: &mut Reader, field: &Field<'_>) -> Option<Vec<Class>> {
    let items = reader.filled_list(field)?;
    let classes: Option<Vec<Class>> = items.iter().map(|item| class(reader, item)).collect();
    let classes = classes?;
    check::classes(reader, &field.place, &classes);
    Some(classes)
}

fn class(reader: &mut Reader, field: &Field<'_>) -> Option<Class> {
    let fields =
        reader.fields(field.json?, &field.place, &["id", "label", "min"], &["requires"])?;
    let id = reader.text(&fields.field("id"));
    let label = reader.text(&fields.field("label"));
    let min = reader.amount(&fields.field("min"));
    let items = reader.list(&fields.field("requires")).unwrap_or_default();
    let requires = items.iter().map(|item| requirement(reader, item)).collect::<Option<_>>();
    Some(Class { id: id?, label: label?, min: min?, requires: requires? })
}

fn requirement(reader: &mut Reader, field: &Field<'_>) -> Option<Requirement> {
    let known = ["everyAreaMinPercent", "area", "minPercent", "noZeroSubCriterion", "maxPenalty"];
    let fields = reader.fields(field.json?, &field.place, &[], &known)?;
    let given = |name: &str| fields.written(name).is_some();
    match known.map(given) {
        [true, false, false, false, false] => reader
            .amount(&fields.field("everyAreaMinPercent"))
            .map(Requirement::EveryAreaMinPercent),
        [false, true, true, false, false] => {
            let area = reader.text(&fields.field("area"));
            let min = reader.amount(&fields.field("minPercent"));
            Some(Requirement::AreaMinPercent { area: Code::new(area?), min: min? })
        }
        [false, false, false, true, false]
            if fields.get("noZeroSubCriterion") == Some(&Json::Bool(true)) =>
        {
            Some(Requirement::NoZeroSubCriterion)
        }
        [false, false, false, false, true] => {
            reader.amount(&fields.field("maxPenalty")).map(Requirement::MaxPenalty)
        }
        _ => {
            reader.refuse(&field.place, FaultKind::NotExactlyOne { forms: &REQUIREMENT_FORMS });
            None
        }
    }
}
