//! Reading a set: objects and lists into types, every fault noted on the way.

use super::check::{self, Sum};
use super::frame_read::{classification, deadlines, provenance, rounding};
use super::reader::{Field, Fields, Place, Reader};
use super::rule_read::{self, Best};
use super::{
    Area, Bonus, BonusItem, CriteriaSet, Criterion, Method, NotApplicable, Part, Penalty,
    PenaltyItem, ScoredBy, SubCriterion, Treatment, UnitKind,
};
use crate::code::Code;
use crate::fault::{FaultKind, ReadError};
use crate::json::Json;

/// The schema that is read.
const SCHEMA: &str = "par-criteria/1";
const REQUIRED: [&str; 13] = [
    "schema",
    "id",
    "version",
    "title",
    "unitKind",
    "year",
    "locale",
    "provenance",
    "maxPoints",
    "rounding",
    "classification",
    "deadlines",
    "areas",
];
const OPTIONAL: [&str; 5] =
    ["appliesTo", "classificationPresets", "ownerMap2026", "bonus", "penalty"];

impl CriteriaSet {
    /// Reads and checks a document of schema `par-criteria/1` of at most
    /// [`FILE_LIMIT`](crate::FILE_LIMIT) bytes.
    ///
    /// # Errors
    /// [`ReadError`] for a file that is no JSON, or with every breach of `scoring.md`, "Shape of a
    /// set", at once.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        let json = Json::parse(bytes)?;
        let mut reader = Reader::default();
        let set = document(&mut reader, &json);
        if let Some(set) = &set {
            check::references(&mut reader, set);
        }
        let faults = reader.into_faults();
        match set {
            Some(set) if faults.is_empty() => Ok(set),
            _ => Err(ReadError::Faults(faults)),
        }
    }
}

fn document(reader: &mut Reader, json: &Json) -> Option<CriteriaSet> {
    let fields = reader.fields(json, &Place::file(), &REQUIRED, &OPTIONAL)?;
    reader.schema(&fields.field("schema"), SCHEMA);
    // First of all, since the decimals of all points are checked against it.
    let rounding = rounding(reader, &fields.field("rounding"));
    reader.points_decimals = rounding.map(|rounding| rounding.points);

    let id = reader.text(&fields.field("id"));
    let version = reader.text(&fields.field("version"));
    let title = reader.text(&fields.field("title"));
    let kinds = [UnitKind::Commune, UnitKind::Department];
    let unit_kind = reader.word(&fields.field("unitKind"), &["commune", "department"], &kinds);
    let year = reader.whole(&fields.field("year"), 1, 9999);
    let locale = reader.text(&fields.field("locale"));
    let applies_to = reader.optional_text(&fields.field("appliesTo"));
    let provenance = provenance(reader, &fields.field("provenance"));
    let max_points = reader.points(&fields.field("maxPoints"));
    if let Some(found) = max_points.filter(|points| points.is_zero()) {
        reader.refuse(&fields.field("maxPoints").place, FaultKind::NotPositive { found });
    }
    let classification = classification(reader, &fields.field("classification"));
    let deadlines = deadlines(reader, &fields.field("deadlines"));

    let mut sum = Sum::default();
    let mut areas = Vec::new();
    for field in reader.filled_list(&fields.field("areas")).unwrap_or_default() {
        areas.push(sum.add(area(reader, &field), |area: &Area| area.max_points));
    }
    sum.check(reader, &fields.field("maxPoints").place, max_points);
    let bonus = fields.get("bonus").map(|_| bonus(reader, &fields.field("bonus")));
    let penalty = fields.get("penalty").map(|_| penalty(reader, &fields.field("penalty")));

    Some(CriteriaSet {
        id: id?,
        version: version?,
        title: title?,
        unit_kind: unit_kind?,
        year: i32::try_from(year?).ok()?,
        locale: locale?,
        applies_to,
        provenance: provenance?,
        max_points: max_points?,
        rounding: rounding?,
        classification: classification?,
        deadlines: deadlines?,
        areas: areas.into_iter().collect::<Option<_>>()?,
        bonus: bonus.map_or(Some(None), |bonus| bonus.map(Some))?,
        penalty: penalty.map_or(Some(None), |penalty| penalty.map(Some))?,
    })
}

/// The fields of an item that has a code, placed by that code.
fn coded<'a>(
    reader: &mut Reader,
    field: &Field<'a>,
    required: &[&str],
    optional: &[&str],
) -> Option<Fields<'a>> {
    let place = match field.json? {
        Json::Object(members) => members
            .iter()
            .find_map(|(key, value)| match value {
                Json::Text(code) if key == "code" => Some(field.place.clone().with_code(code)),
                _ => None,
            })
            .unwrap_or_else(|| field.place.clone()),
        _ => field.place.clone(),
    };
    reader.fields(field.json?, &place, required, optional)
}

fn area(reader: &mut Reader, field: &Field<'_>) -> Option<Area> {
    let required = ["code", "title", "maxPoints", "criteria"];
    let fields = coded(reader, field, &required, &["owner"])?;
    let code = reader.text(&fields.field("code"));
    let title = reader.text(&fields.field("title"));
    let owner = reader.optional_text(&fields.field("owner"));
    let max_points = reader.points(&fields.field("maxPoints"));
    let mut sum = Sum::default();
    let mut criteria = Vec::new();
    for item in reader.list(&fields.field("criteria")).unwrap_or_default() {
        criteria.push(sum.add(criterion(reader, &item), |item: &Criterion| item.max_points));
    }
    sum.check(reader, &fields.field("maxPoints").place, max_points);
    Some(Area {
        code: Code::new(code?),
        title: title?,
        max_points: max_points?,
        owner,
        criteria: criteria.into_iter().collect::<Option<_>>()?,
    })
}

fn criterion(reader: &mut Reader, field: &Field<'_>) -> Option<Criterion> {
    let fields = coded(reader, field, &["code", "title", "maxPoints", "subCriteria"], &[])?;
    let code = reader.text(&fields.field("code"));
    let title = reader.text(&fields.field("title"));
    let max_points = reader.points(&fields.field("maxPoints"));
    let mut sum = Sum::default();
    let mut sub_criteria = Vec::new();
    for item in reader.list(&fields.field("subCriteria")).unwrap_or_default() {
        let item = sub_criterion(reader, &item);
        sub_criteria.push(sum.add(item, |item: &SubCriterion| item.max_points));
    }
    sum.check(reader, &fields.field("maxPoints").place, max_points);
    Some(Criterion {
        code: Code::new(code?),
        title: title?,
        max_points: max_points?,
        sub_criteria: sub_criteria.into_iter().collect::<Option<_>>()?,
    })
}

fn sub_criterion(reader: &mut Reader, field: &Field<'_>) -> Option<SubCriterion> {
    let required = ["code", "title", "maxPoints", "scoredBy", "rule"];
    let optional = ["notApplicable", "evidence", "guidance", "basis", "owner"];
    let fields = coded(reader, field, &required, &optional)?;
    let code = reader.text(&fields.field("code"));
    let title = reader.text(&fields.field("title"));
    let max_points = reader.points(&fields.field("maxPoints"));
    let scorers = [ScoredBy::Unit, ScoredBy::Appraisal, ScoredBy::Survey];
    let scored_by =
        reader.word(&fields.field("scoredBy"), &["self", "appraisal", "survey"], &scorers);
    let not_applicable = not_applicable(reader, &fields.field("notApplicable"));
    let evidence = reader.texts(&fields.field("evidence"));
    let guidance = reader.optional_text(&fields.field("guidance"));
    let basis = reader.texts(&fields.field("basis"));
    let owner = reader.optional_text(&fields.field("owner"));
    let method = method(reader, &fields.field("rule"), max_points.map_or(Best::Any, Best::Exactly));
    Some(SubCriterion {
        code: Code::new(code?),
        title: title?,
        max_points: max_points?,
        scored_by: scored_by?,
        method: method?,
        not_applicable: not_applicable?,
        evidence,
        guidance,
        basis,
        owner,
    })
}

/// The permission to claim; the outer `None` stands for a fault.
#[expect(clippy::option_option, reason = "a fault and an absent permission are two things")]
fn not_applicable(reader: &mut Reader, field: &Field<'_>) -> Option<Option<NotApplicable>> {
    let Some(json) = field.json else {
        return Some(None);
    };
    let fields = reader.fields(json, &field.place, &["treatment"], &["note"])?;
    let treatments = [Treatment::Full, Treatment::Exclude];
    let treatment = reader.word(&fields.field("treatment"), &["full", "exclude"], &treatments);
    let note = reader.optional_text(&fields.field("note"));
    Some(Some(NotApplicable { treatment: treatment?, note }))
}

fn method(reader: &mut Reader, field: &Field<'_>, best: Best) -> Option<Method> {
    if rule_read::type_of(field.json?) != Some("sum") {
        return rule_read::rule(reader, field, best).map(Method::Single);
    }
    let fields = reader.fields(field.json?, &field.place, &["type", "parts"], &[])?;
    let items = reader.filled_list(&fields.field("parts"))?;
    let mut sum = Sum::default();
    let mut parts = Vec::new();
    for item in &items {
        parts.push(sum.add(part(reader, item), |part: &Part| part.max_points));
    }
    let parts: Vec<Part> = parts.into_iter().collect::<Option<_>>()?;
    if let Best::Exactly(maximum) = best {
        sum.check(reader, &field.place.child("parts"), Some(maximum));
    }
    let keys = parts.iter().zip(&items).map(|(part, item)| (part.key.as_str(), item.place.clone()));
    reader.unique(keys);
    Some(Method::Sum(parts))
}

fn part(reader: &mut Reader, field: &Field<'_>) -> Option<Part> {
    let required = ["key", "title", "maxPoints", "rule"];
    let fields = reader.fields(field.json?, &field.place, &required, &["notApplicable"])?;
    let key = reader.key(&fields.field("key"));
    let title = reader.text(&fields.field("title"));
    let max_points = reader.points(&fields.field("maxPoints"));
    let not_applicable = not_applicable(reader, &fields.field("notApplicable"));
    let best = max_points.map_or(Best::Any, Best::Exactly);
    let rule = rule_read::rule(reader, &fields.field("rule"), best);
    Some(Part {
        key: key?,
        title: title?,
        max_points: max_points?,
        rule: rule?,
        not_applicable: not_applicable?,
    })
}

fn bonus(reader: &mut Reader, field: &Field<'_>) -> Option<Bonus> {
    let fields = reader.fields(field.json?, &field.place, &["maxPoints", "items"], &[])?;
    let max_points = reader.points(&fields.field("maxPoints"));
    let items = reader.list(&fields.field("items"))?;
    let items: Vec<_> = items.iter().map(|item| bonus_item(reader, item)).collect();
    Some(Bonus { max_points: max_points?, items: items.into_iter().collect::<Option<_>>()? })
}

fn bonus_item(reader: &mut Reader, field: &Field<'_>) -> Option<BonusItem> {
    let fields = coded(reader, field, &["code", "title", "rule"], &["evidence"])?;
    let code = reader.text(&fields.field("code"));
    let title = reader.text(&fields.field("title"));
    let evidence = reader.texts(&fields.field("evidence"));
    let rule = rule_read::rule(reader, &fields.field("rule"), Best::Any);
    Some(BonusItem { code: Code::new(code?), title: title?, rule: rule?, evidence })
}

fn penalty(reader: &mut Reader, field: &Field<'_>) -> Option<Penalty> {
    let fields = reader.fields(field.json?, &field.place, &["maxPoints", "items"], &[])?;
    let max_points = reader.points(&fields.field("maxPoints"));
    let items = reader.list(&fields.field("items"))?;
    let items: Vec<_> = items.iter().map(|item| penalty_item(reader, item)).collect();
    Some(Penalty { max_points: max_points?, items: items.into_iter().collect::<Option<_>>()? })
}

fn penalty_item(reader: &mut Reader, field: &Field<'_>) -> Option<PenaltyItem> {
    let required = ["code", "title", "perUnit"];
    let fields = coded(reader, field, &required, &["unit", "evidence"])?;
    let code = reader.text(&fields.field("code"));
    let title = reader.text(&fields.field("title"));
    let per_unit = reader.amount(&fields.field("perUnit"));
    let unit = reader.optional_text(&fields.field("unit"));
    let evidence = reader.texts(&fields.field("evidence"));
    Some(PenaltyItem { code: Code::new(code?), title: title?, per_unit: per_unit?, unit, evidence })
}
