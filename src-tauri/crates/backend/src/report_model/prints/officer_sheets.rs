//! A sheet of each officer's items.

use chrono::NaiveDate;
use report::model::Share;
use report::prints::model::{OfficerItem, OfficerSheet, OfficerSheets};
use scoring::{Due, Method, Outcome, RuleKind, Score, ScoredBy, Status, SubCriterion};
use store::Dossier;
use words::prints as say;

use super::subject;
use crate::report_model::remarks::is_cited;
use crate::wording;

/// The items that the unit scores itself, by who is in charge of them, in the order in which the
/// set names these; what nobody is in charge of comes last.
pub(crate) fn officer_sheets(dossier: &Dossier, score: &Score, today: NaiveDate) -> OfficerSheets {
    let set = &dossier.set.set;
    let mut officers: Vec<OfficerSheet> = Vec::new();
    for (area, scored) in set.areas.iter().zip(&score.areas) {
        let items = area.sub_criteria().zip(scored.sub_criteria());
        for (item, scored) in items.filter(|(item, _)| item.scored_by == ScoredBy::Unit) {
            let owner = item.owner.as_ref().or(area.owner.as_ref()).map(|owner| owner.trim());
            let owner = owner.filter(|owner| !owner.is_empty());
            let sheet = sheet_of(&mut officers, owner);
            add(sheet, dossier, item, &scored.outcome, today);
        }
    }
    // Stable: the others keep their order.
    officers.sort_by_key(|sheet| sheet.owner.is_none());
    OfficerSheets {
        subject: subject(set, Some(&dossier.profile)),
        as_of: wording::day(today),
        deadlines: deadlines(dossier),
        officers,
    }
}

fn sheet_of<'a>(officers: &'a mut Vec<OfficerSheet>, owner: Option<&str>) -> &'a mut OfficerSheet {
    let known = officers.iter().position(|sheet| sheet.owner.as_deref() == owner);
    let at = known.unwrap_or_else(|| {
        officers.push(OfficerSheet {
            owner: owner.map(str::to_owned),
            done: 0,
            share: Share { points: scoring::Decimal::ZERO, maximum: scoring::Decimal::ZERO },
            items: Vec::new(),
        });
        officers.len() - 1
    });
    &mut officers[at]
}

fn add(
    sheet: &mut OfficerSheet,
    dossier: &Dossier,
    item: &SubCriterion,
    outcome: &Outcome,
    today: NaiveDate,
) {
    let missing = missing(dossier, item, outcome);
    let done = outcome.status().is_settled() && missing.is_empty();
    sheet.done += usize::from(done);
    sheet.share.points = sheet.share.points + outcome.points;
    sheet.share.maximum = sheet.share.maximum + outcome.applicable_max;
    let excluded = outcome.status() == Status::Excluded;
    let status = if done && outcome.status() == Status::Scored {
        say::done()
    } else {
        wording::status(outcome.status())
    };
    sheet.items.push(OfficerItem {
        code: item.code.to_string(),
        title: item.title.clone(),
        status: status.to_owned(),
        maximum: outcome.applicable_max,
        points: (!excluded).then_some(outcome.points),
        missing,
        due: due(dossier, item, today),
    });
}

/// What keeps an item from being done.
fn missing(dossier: &Dossier, item: &SubCriterion, outcome: &Outcome) -> Vec<String> {
    let mut missing = wording::unfinished(&dossier.set.set, &item.method, outcome);
    let unproven = outcome.status() == Status::Scored
        && !outcome.points.is_zero()
        && !is_cited(dossier, &item.code);
    if unproven {
        missing.push(say::no_evidence().to_owned());
    }
    if dossier.carried.contains(&item.code) {
        missing.push(say::unconfirmed().to_owned());
    }
    missing
}

/// The last day in time of the item itself; else the round's next date, or its last one where all
/// have passed.
fn due(dossier: &Dossier, item: &SubCriterion, today: NaiveDate) -> String {
    let dates = &dossier.round.deadlines;
    let own = match &item.method {
        Method::Single(rule) => match &rule.kind {
            RuleKind::Deadline { due: Due::Before(date), .. } => {
                Some(say::before(wording::day(*date)))
            }
            RuleKind::Deadline { due: Due::OnOrBefore(date), .. } => Some(wording::day(*date)),
            RuleKind::Deadline { due: Due::Round(name), .. } => {
                dates.get(name).map(|date| wording::day(*date))
            }
            _ => None,
        },
        Method::Sum(_) => None,
    };
    let next = dates.values().filter(|date| **date >= today).min();
    let of_round = next.or_else(|| dates.values().max());
    own.or_else(|| of_round.map(|date| wording::day(*date))).unwrap_or_default()
}

/// The round's dates, the earliest first.
fn deadlines(dossier: &Dossier) -> Vec<String> {
    let mut dates: Vec<_> = dossier.round.deadlines.iter().collect();
    dates.sort_by_key(|(_, date)| **date);
    let title = |name: &String| dossier.set.set.deadlines.get(name).unwrap_or(name).clone();
    dates.into_iter().map(|(name, date)| say::deadline(title(name), wording::day(*date))).collect()
}
