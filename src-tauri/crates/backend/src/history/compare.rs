//! Two versions of a dossier side by side: only what differs.

use std::collections::BTreeMap;

use scoring::{Code, CriteriaSet};
use store::{Evidence, Place, Version};
use words::history as say;

use super::facts::{self, Difference, Fact, Facts};
use crate::wording::{self, number};

/// Two versions of a dossier, with what differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The first version, by name.
    pub from: String,
    /// The second version, by name.
    pub to: String,
    /// What differs: the result, the items in the set's order, documents, the rest.
    pub parts: Vec<ComparedPart>,
}

/// Something in a dossier that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPart {
    /// The code of an item; none for what is no item.
    pub code: Option<Code>,
    /// What it is.
    pub title: String,
    /// What differs in it.
    pub differences: Vec<Difference>,
}

/// What differs between two versions under one set.
pub(crate) fn compare(set: &CriteriaSet, from: &Version, to: &Version) -> Vec<ComparedPart> {
    let part = |title: &str, from, to| ComparedPart {
        code: None,
        title: title.to_owned(),
        differences: facts::differences(from, to),
    };
    let mut parts = vec![part(say::part_result(), result(set, from), result(set, to))];
    parts.extend(items(set).map(|(code, title)| ComparedPart {
        code: Some(code.clone()),
        title: title.to_owned(),
        differences: facts::differences(item(set, from, code), item(set, to, code)),
    }));
    let documents: BTreeMap<&str, &Evidence> =
        from.evidence.iter().chain(&to.evidence).map(|one| (one.id.as_str(), one)).collect();
    parts.extend(documents.into_iter().map(|(id, one)| {
        let title = say::part_document(wording::document(&one.document));
        part(&title, document(from, id), document(to, id))
    }));
    let texts = [&from.report_texts, &to.report_texts].map(facts::report_texts);
    let rounds = [&from.round, &to.round].map(|round| facts::round(set, round));
    let profiles = [&from.profile, &to.profile].map(facts::profile);
    for (title, [from, to]) in
        [(say::part_texts(), texts), (say::part_round(), rounds), (say::part_profile(), profiles)]
    {
        parts.push(part(title, from, to));
    }
    parts.retain(|part| !part.differences.is_empty());
    parts
}

/// Codes and titles of all items in the set's order.
fn items(set: &CriteriaSet) -> impl Iterator<Item = (&Code, &str)> {
    let bonus = set.bonus.iter().flat_map(|bonus| &bonus.items);
    let penalty = set.penalty.iter().flat_map(|penalty| &penalty.items);
    set.sub_criteria()
        .map(|item| (&item.code, item.title.as_str()))
        .chain(bonus.map(|item| (&item.code, item.title.as_str())))
        .chain(penalty.map(|item| (&item.code, item.title.as_str())))
}

fn result(set: &CriteriaSet, version: &Version) -> Vec<Fact> {
    let mut facts = Facts::default();
    let (points, max) = (number(version.self_points), number(version.self_applicable_max));
    facts.add(say::label_self_points(), &words::views::points_of(points, max));
    facts.add(say::label_index(), &number(version.index));
    let class = set.classification.iter().find(|class| Some(&class.id) == version.class.as_ref());
    facts.add(say::label_class(), class.map(|class| class.label.as_str()).unwrap_or_default());
    facts.0
}

/// Points, answer and documents of an item.
fn item(set: &CriteriaSet, version: &Version, code: &Code) -> Vec<Fact> {
    let mut facts = Facts::default();
    let points = version.points.get(code).copied().map(number);
    facts.add(say::label_points(), &points.unwrap_or_default());
    let given = version.answers.get(code);
    facts.0.extend(given.map(|one| facts::answer(set, code, one)).unwrap_or_default());
    for evidence in &version.evidence {
        for citation in evidence.citations.iter().filter(|one| one.code == *code) {
            let label = say::label_cited(wording::document(&evidence.document));
            facts.add_as(&evidence.id, &label, &cited(&citation.place));
        }
    }
    facts.0
}

/// Where a document is cited; that it is cited at all, where nobody said where.
fn cited(place: &Place) -> String {
    let places = wording::places(place);
    if places.is_empty() { say::cited_whole().to_owned() } else { places.join(", ") }
}

fn document(version: &Version, id: &str) -> Vec<Fact> {
    let found = version.evidence.iter().find(|one| one.id == id);
    let facts = found.map(|one| {
        let file = one.file.as_ref().map(facts::file).unwrap_or_default();
        facts::document(&one.document).into_iter().chain(file).collect()
    });
    facts.unwrap_or_default()
}
