//! Minutes of the scoring meeting.

use report::model::{Foot, Share};
use report::prints::model::{ContestedItem, Minutes};
use scoring::{Outcome, Score, Status, SubCriterion};
use store::Dossier;
use words::dossier as say;

use super::subject;
use crate::report_model::remarks::{is_cited, self_scored};
use crate::report_model::summary;

/// The minutes of a dossier: what is known is printed, the rest is written in at the meeting.
pub(crate) fn minutes(dossier: &Dossier, score: &Score) -> Minutes {
    let profile = &dossier.profile;
    let contested = self_scored(dossier, score).filter_map(|(item, answer, outcome)| {
        let explanation = answer.explanation.clone().unwrap_or_default();
        matter(dossier, item, outcome).map(|matter| ContestedItem {
            code: item.code.to_string(),
            title: item.title.clone(),
            share: Share { points: outcome.points, maximum: outcome.applicable_max },
            matter: upper_first(matter),
            explanation,
        })
    });
    let contested = contested.collect();
    let totals = &score.totals;
    // The body's own abbreviation stands behind the first hyphen of the report's symbol.
    let body = profile.symbol.split_once('-').map_or(profile.symbol.as_str(), |(_, body)| body);
    Minutes {
        subject: subject(&dossier.set.set, Some(profile)),
        symbol: words::prints::minutes_symbol(body),
        summary: summary(dossier, score),
        total: Share { points: totals.points, maximum: totals.applicable_max },
        contested,
        foot: Foot {
            recipients: profile.recipients.clone(),
            file_copy: profile.file_copy.clone(),
            authority: Vec::new(),
            post: String::new(),
            name: String::new(),
        },
    }
}

/// A matter as it begins a cell of its own.
fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + characters.as_str()
}

/// What the meeting has to settle about an item.
fn matter(dossier: &Dossier, item: &SubCriterion, outcome: &Outcome) -> Option<&'static str> {
    match outcome.status() {
        Status::Incomplete => Some(say::matter_incomplete()),
        Status::Invalid => Some(say::matter_invalid()),
        Status::NotApplicable => Some(say::matter_full()),
        Status::Excluded => Some(say::matter_excluded()),
        Status::Scored if !outcome.points.is_zero() && !is_cited(dossier, &item.code) => {
            Some(say::matter_no_evidence())
        }
        Status::Scored => None,
    }
}
