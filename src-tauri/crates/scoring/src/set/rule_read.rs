//! Reading a rule: its fields by type.

use super::input_read::{checklist_items, constraints, deduction, inputs};
use super::reader::{Field, Fields, Reader};
use super::rule::{
    Better, DeadlineBand, Direction, Due, Measure, Override, Rule, RuleKind, Share, TierBand,
};
use super::rule_check;
use crate::date::parse_date;
use crate::decimal::Decimal;
use crate::fault::FaultKind;
use crate::json::Json;

/// What the best result of a rule must be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Best {
    /// Exactly the maximum of the sub-criterion or part.
    Exactly(Decimal),
    /// Anything: a bonus item states no maximum, or the maximum is at fault itself.
    Any,
}

/// Required fields of each rule type beyond `type`, and optional ones.
const TYPES: [(&str, &[&str], &[&str]); 11] = [
    ("boolean", &["inputs", "points"], &["constraints"]),
    ("choice", &["inputs", "options"], &["constraints"]),
    ("checklist", &["items"], &["constraints"]),
    ("tier", &["inputs", "measure", "bands"], &["direction", "constraints"]),
    (
        "ratio",
        &["inputs", "maxPoints"],
        &["floorPercent", "belowFloorPoints", "capPercent", "constraints"],
    ),
    ("count", &["inputs", "pointsPer", "cap"], &["constraints"]),
    ("deduction", &["start", "floor", "items"], &["constraints"]),
    ("deadline", &["inputs", "due", "bands"], &["constraints"]),
    ("compare", &["inputs", "better", "points"], &["tolerance", "override", "constraints"]),
    (
        "survey",
        &["inputs", "maxPoints"],
        &["floorPercent", "belowFloorPoints", "capPercent", "constraints"],
    ),
    ("manual", &["inputs", "maxPoints", "step"], &["constraints"]),
];
const DUE_FORMS: [&str; 3] = ["before", "onOrBefore", "ref"];

/// The type a rule names.
pub(super) fn type_of(json: &Json) -> Option<&str> {
    let Json::Object(members) = json else {
        return None;
    };
    members.iter().find_map(|(key, value)| match value {
        Json::Text(name) if key == "type" => Some(name.as_str()),
        _ => None,
    })
}

/// Reads a rule that is no `sum`.
pub(super) fn rule(reader: &mut Reader, field: &Field<'_>, best: Best) -> Option<Rule> {
    let json = field.json?;
    let Some(name) = type_of(json) else {
        let fields = reader.fields(json, &field.place, &["type"], &known_anywhere())?;
        reader.text(&fields.field("type"));
        return None;
    };
    if name == "sum" {
        reader.refuse(&field.place, FaultKind::SumNotAllowed);
        return None;
    }
    let Some((_, required, optional)) = TYPES.iter().find(|(known, ..)| *known == name) else {
        let place = field.place.child("type");
        reader.refuse(&place, FaultKind::UnknownRuleType { found: name.to_owned() });
        return None;
    };
    let required: Vec<&str> = ["type"].iter().chain(*required).copied().collect();
    let fields = reader.fields(json, &field.place, &required, optional)?;
    let (inputs, kind) = match name {
        "checklist" => (checklist_items(reader, &fields.field("items")), Some(RuleKind::Checklist)),
        "deduction" => deduction(reader, &fields).unzip(),
        _ => (inputs(reader, name, &fields), kind(reader, name, &fields)),
    };
    let inputs = inputs?;
    let keys = inputs.iter().map(|input| (input.key.as_str(), field.place.child("inputs")));
    reader.unique(keys);
    let constraints = constraints(reader, &fields.field("constraints"), &inputs);
    let rule = Rule { inputs, constraints, kind: kind? };
    rule_check::check(reader, &field.place, &rule, best);
    Some(rule)
}

fn known_anywhere() -> Vec<&'static str> {
    TYPES
        .iter()
        .flat_map(|(_, required, optional)| required.iter().chain(*optional))
        .copied()
        .collect()
}

fn kind(reader: &mut Reader, name: &str, fields: &Fields<'_>) -> Option<RuleKind> {
    match name {
        "boolean" => {
            let field = fields.field("points");
            let points = reader.fields(field.json?, &field.place, &["true", "false"], &[])?;
            let when_true = reader.points(&points.field("true"));
            let when_false = reader.points(&points.field("false"));
            Some(RuleKind::Boolean { when_true: when_true?, when_false: when_false? })
        }
        "choice" => Some(RuleKind::Choice),
        "tier" => tier(reader, fields),
        "ratio" => share(reader, fields).map(RuleKind::Ratio),
        "survey" => share(reader, fields).map(RuleKind::Survey),
        "count" => {
            let points_per = reader.amount(&fields.field("pointsPer"));
            let cap = reader.points(&fields.field("cap"));
            Some(RuleKind::Count { points_per: points_per?, cap: cap? })
        }
        "deadline" => deadline(reader, fields),
        "compare" => compare(reader, fields),
        _ => {
            let max_points = reader.points(&fields.field("maxPoints"));
            let step = reader.positive(&fields.field("step"));
            Some(RuleKind::Manual { max_points: max_points?, step: step? })
        }
    }
}

fn tier(reader: &mut Reader, fields: &Fields<'_>) -> Option<RuleKind> {
    let measures = [Measure::Percent, Measure::Value];
    let measure = reader.word(&fields.field("measure"), &["percent", "value"], &measures);
    let direction = if fields.get("direction").is_some() {
        let directions = [Direction::Higher, Direction::Lower];
        reader.word(&fields.field("direction"), &["higher", "lower"], &directions)?
    } else {
        Direction::Higher
    };
    let items = reader.filled_list(&fields.field("bands"))?;
    let bands: Vec<_> = items.iter().map(|item| tier_band(reader, item, direction)).collect();
    Some(RuleKind::Tier {
        measure: measure?,
        direction,
        bands: bands.into_iter().collect::<Option<_>>()?,
    })
}

fn tier_band(reader: &mut Reader, field: &Field<'_>, direction: Direction) -> Option<TierBand> {
    let (limit, exclusive, fields) = match direction {
        Direction::Higher => {
            let known = ["minExclusive"];
            let fields = reader.fields(field.json?, &field.place, &["min", "points"], &known)?;
            (reader.number(&fields.field("min")), "minExclusive", fields)
        }
        Direction::Lower => {
            let known = ["max", "maxExclusive"];
            let fields = reader.fields(field.json?, &field.place, &["points"], &known)?;
            (reader.amount(&fields.field("max")), "maxExclusive", fields)
        }
    };
    let exclusive = fields.get(exclusive).map(|_| reader.truth(&fields.field(exclusive)));
    let points = reader.points(&fields.field("points"));
    let missing_limit =
        limit.is_none() && (direction == Direction::Higher || fields.get("max").is_some());
    if missing_limit {
        return None;
    }
    Some(TierBand { limit, exclusive: exclusive.unwrap_or(Some(false))?, points: points? })
}

fn share(reader: &mut Reader, fields: &Fields<'_>) -> Option<Share> {
    let max_points = reader.points(&fields.field("maxPoints"));
    let floor_percent = reader.amount(&fields.field("floorPercent"));
    let below = reader.points(&fields.field("belowFloorPoints"));
    let cap = match fields.get("capPercent") {
        None => Some(Decimal::HUNDRED),
        Some(_) => reader.positive(&fields.field("capPercent")),
    };
    Some(Share {
        max_points: max_points?,
        floor_percent,
        below_floor_points: below.unwrap_or_default(),
        cap_percent: cap?,
    })
}

fn deadline(reader: &mut Reader, fields: &Fields<'_>) -> Option<RuleKind> {
    let due = due(reader, &fields.field("due"));
    let items = reader.filled_list(&fields.field("bands"))?;
    let last = items.len().saturating_sub(1);
    let mut bands = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let days: (&[&str], &[&str]) = if index == last {
            (&["points"], &["maxDaysLate"])
        } else {
            (&["maxDaysLate", "points"], &[])
        };
        let band = reader.fields(item.json?, &item.place, days.0, days.1)?;
        let days = band.get("maxDaysLate");
        let max_days_late = reader.whole(&band.field("maxDaysLate"), 0, 999_999_999);
        let points = reader.points(&band.field("points"));
        let readable = days.is_none() || max_days_late.is_some();
        let points = points.filter(|_| readable);
        bands.push(points.map(|points| DeadlineBand { max_days_late, points }));
    }
    Some(RuleKind::Deadline { due: due?, bands: bands.into_iter().collect::<Option<_>>()? })
}

fn due(reader: &mut Reader, field: &Field<'_>) -> Option<Due> {
    let fields = reader.fields(field.json?, &field.place, &[], &DUE_FORMS)?;
    let given: Vec<&str> =
        DUE_FORMS.into_iter().filter(|name| fields.get(name).is_some()).collect();
    let [form] = given[..] else {
        reader.refuse(&field.place, FaultKind::NotExactlyOne { forms: &DUE_FORMS });
        return None;
    };
    let text = reader.text(&fields.field(form))?;
    if form == "ref" {
        return Some(Due::Round(text));
    }
    let Some(day) = parse_date(&text) else {
        reader.refuse(&field.place.child(form), FaultKind::BadDate { found: text });
        return None;
    };
    Some(if form == "before" { Due::Before(day) } else { Due::OnOrBefore(day) })
}

fn compare(reader: &mut Reader, fields: &Fields<'_>) -> Option<RuleKind> {
    let sides = [Better::Higher, Better::Lower];
    let better = reader.word(&fields.field("better"), &["higher", "lower"], &sides);
    let tolerance = match fields.get("tolerance") {
        None => Some(Decimal::ZERO),
        Some(_) => reader.amount(&fields.field("tolerance")),
    };
    let mut overrides = Vec::new();
    for item in reader.list(&fields.field("override")).unwrap_or_default() {
        let case =
            reader.fields(item.json?, &item.place, &["whenCurrentAtLeast", "points"], &[])?;
        let from = reader.amount(&case.field("whenCurrentAtLeast"));
        let points = reader.points(&case.field("points"));
        let case = from.zip(points);
        overrides.push(case.map(|(from, points)| Override { when_current_at_least: from, points }));
    }
    let field = fields.field("points");
    let points = reader.fields(field.json?, &field.place, &["better", "equal", "worse"], &[])?;
    let [when_better, when_equal, when_worse] =
        ["better", "equal", "worse"].map(|name| reader.points(&points.field(name)));
    Some(RuleKind::Compare {
        better: better?,
        tolerance: tolerance?,
        when_better: when_better?,
        when_equal: when_equal?,
        when_worse: when_worse?,
        overrides: overrides.into_iter().collect::<Option<_>>()?,
    })
}
