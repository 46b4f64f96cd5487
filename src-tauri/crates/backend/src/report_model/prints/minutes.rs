//! Minutes of the scoring meeting.

use report::model::{Foot, Share};
use report::prints::model::{ContestedItem, Minutes};
use scoring::Score;
use store::Dossier;

use super::subject;
use crate::report_model::{remarks, summary};

/// The minutes of a dossier: what is known is printed, the rest is written in at the meeting.
pub(crate) fn minutes(dossier: &Dossier, score: &Score) -> Minutes {
    let profile = &dossier.profile;
    let totals = &score.totals;
    // The body's own abbreviation stands behind the first hyphen of the report's symbol.
    let body = profile.symbol.split_once('-').map_or(profile.symbol.as_str(), |(_, body)| body);
    Minutes {
        subject: subject(&dossier.set.set, Some(profile)),
        symbol: words::prints::minutes_symbol(body),
        summary: summary(dossier, score),
        total: Share { points: totals.points, maximum: totals.applicable_max },
        contested: contested(dossier, score),
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

/// What the report explains in its section III: the meeting has to settle it, in the set's order.
fn contested(dossier: &Dossier, score: &Score) -> Vec<ContestedItem> {
    let mut remarks = remarks::unproven(dossier, score);
    remarks.extend(remarks::not_arising(dossier, score));
    let mut contested = Vec::new();
    for item in score.sub_criteria() {
        let code = item.code.as_str();
        let (points, maximum) = (item.outcome.points, item.outcome.applicable_max);
        for remark in remarks.iter().filter(|remark| remark.code == code) {
            contested.push(ContestedItem {
                code: remark.code.clone(),
                title: remark.title.clone(),
                share: Share { points, maximum },
                matter: upper_first(&remark.matter),
                explanation: remark.explanation.clone(),
            });
        }
    }
    contested
}
