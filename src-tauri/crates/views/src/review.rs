//! The review before a sign-off.

use backend::wording::{self, number};
use backend::{Reviewed, UnprintablePlace};
use scoring::{Decimal, Fraction};
use store::{BlockerKind, PlannedDate, ReviewWarning};
use words::views as say;

use crate::result::gain;
use crate::scored::Scored;
use crate::set_item::Item;
use crate::shape::shapes;
use crate::text;
use crate::workspace::TotalsView;

shapes! {
    /// What stands in the way of a sign-off, what deserves a look, where points are lost.
    pub struct ReviewView {
        /// What stands in the way.
        pub blockers: Vec<Finding>,
        /// What deserves a look.
        pub warnings: Vec<Finding>,
        /// Sums.
        pub totals: TotalsView,
        /// What provisional means here, in words; none where nothing is.
        pub provisional_note: Option<String>,
        /// All points lost of what the unit scores itself.
        pub lost: String,
        /// Items that lose points.
        pub lost_items: u32,
        /// Last year's, where there is one.
        pub previous: Option<PreviousTotals>,
        /// Areas.
        pub areas: Vec<AreaBar>,
        /// Items that lose points, the largest loss first.
        pub losses: Vec<Loss>,
    }

    /// A blocker or a warning.
    pub struct Finding {
        /// Where it leads.
        pub place: FindingPlace,
        /// What it says, without the code.
        pub text: String,
    }

    /// Where a finding leads.
    pub enum FindingPlace {
        /// To an item, by code.
        Item(String),
        /// To a document, by identifier.
        Evidence(String),
        /// To the unit's profile.
        Profile,
        /// To the report's number and date.
        Report,
    }

    /// Last year's totals over the items that both years have.
    pub struct PreviousTotals {
        /// The year.
        pub year: i32,
        /// Points of what the unit scores itself, of maximum: "70,25/81,5".
        pub points: String,
        /// In percent.
        pub percent: String,
        /// Difference in percentage points with sign: "+1,44 %".
        pub difference: String,
        /// Whether it is better now.
        pub better: bool,
    }

    /// A bar of the chart of areas.
    pub struct AreaBar {
        /// Code.
        pub code: String,
        /// Title.
        pub title: String,
        /// Points of what the unit scores itself.
        pub points: String,
        /// What they are of.
        pub max: String,
        /// In percent: "79,46".
        pub percent: String,
        /// Length of the bar in whole thousandths.
        pub share: u16,
        /// Last year's length in whole thousandths.
        pub previous_share: Option<u16>,
        /// Last year's points of maximum.
        pub previous: Option<String>,
    }

    /// An item that loses points.
    pub struct Loss {
        /// The item.
        pub code: String,
        /// Its title.
        pub title: String,
        /// Points lost.
        pub lost: String,
        /// How its points came about, or what is missing.
        pub how: String,
        /// What would win them back.
        pub gain: Option<String>,
    }
}

impl ReviewView {
    /// The review of a dossier; last year's beside it, where there is one.
    pub fn new(reviewed: &Reviewed, previous: Option<&Scored<'_>>) -> Self {
        let scored = Scored::new(&reviewed.dossier);
        let set = scored.set();
        let totals = TotalsView::new(&scored);
        let losses = losses(&scored);
        let lost: Decimal = losses.iter().map(|(lost, _)| *lost).sum();
        let blockers = reviewed.review.blockers.iter().map(|blocker| Finding {
            place: match (&blocker.code, &blocker.kind) {
                (Some(code), _) => FindingPlace::Item(code.to_string()),
                (None, BlockerKind::ReportDate { .. }) => FindingPlace::Report,
                (None, _) => FindingPlace::Profile,
            },
            text: wording::blocker_message(set, blocker),
        });
        Self {
            blockers: blockers.collect(),
            warnings: warnings(reviewed),
            provisional_note: totals.provisional.then(|| {
                let waiting = totals.waiting.clone().unwrap_or_default();
                say::provisional(&totals.index, &totals.class, waiting)
            }),
            totals,
            lost: number(lost),
            lost_items: text::count(losses.len()),
            previous: previous.and_then(|previous| PreviousTotals::new(&scored, previous)),
            areas: areas(&scored, previous),
            losses: losses.into_iter().map(|(_, loss)| loss).collect(),
        }
    }
}

fn warnings(reviewed: &Reviewed) -> Vec<Finding> {
    let dossier = &reviewed.dossier;
    let known = reviewed.review.warnings.iter().map(|warning| {
        let place = match warning {
            ReviewWarning::Scoring(warning) => FindingPlace::Item(warning.code.to_string()),
            ReviewWarning::VagueCitation { code, .. }
            | ReviewWarning::PlannedDate(PlannedDate { code, .. }) => {
                FindingPlace::Item(code.to_string())
            }
            ReviewWarning::FutureEvidence { evidence, .. }
            | ReviewWarning::UncitedEvidence { evidence } => {
                FindingPlace::Evidence(evidence.clone())
            }
        };
        Finding { place, text: wording::warning_message(dossier, warning) }
    });
    let unprintable = reviewed.unprintable.iter().map(|one| Finding {
        place: match &one.place {
            UnprintablePlace::Item(code) => FindingPlace::Item(code.to_string()),
            UnprintablePlace::Evidence(id) => FindingPlace::Evidence(id.clone()),
        },
        text: words::review::unprintable(&one.characters),
    });
    known.chain(unprintable).collect()
}

/// What each self-scored item loses, the largest first; one that has no result loses all.
fn losses(scored: &Scored<'_>) -> Vec<(Decimal, Loss)> {
    let mut losses: Vec<(Decimal, Loss)> = scored
        .sub_criteria()
        .filter(|item| item.is_self_scored())
        .filter_map(|item| {
            let Item::Sub { outcome, .. } = item else {
                return None;
            };
            let missed = outcome.applicable_max - outcome.points;
            let how = match scored.points(item) {
                Some(_) => scored.how(item).pop(),
                None => scored.problems(item).into_iter().next(),
            };
            let loss = Loss {
                code: item.code().to_string(),
                title: item.title().to_owned(),
                lost: number(missed),
                how: how.unwrap_or_else(|| scored.status_word(item).to_owned()),
                gain: gain(scored, item),
            };
            (!missed.is_zero()).then_some((missed, loss))
        })
        .collect();
    losses.sort_by_key(|(lost, _)| std::cmp::Reverse(*lost));
    losses
}

fn areas(scored: &Scored<'_>, previous: Option<&Scored<'_>>) -> Vec<AreaBar> {
    let set = scored.set();
    let areas = set.areas.iter().zip(&scored.score.areas).map(|(area, score)| {
        let (points, max) = score.self_scored();
        let earlier = previous.and_then(|previous| {
            let same = previous.score.areas.iter().find(|earlier| earlier.code == area.code)?;
            Some(same.self_scored())
        });
        AreaBar {
            code: area.code.to_string(),
            title: area.title.clone(),
            points: number(points),
            max: number(max),
            percent: text::bare_percent(points, max),
            share: text::thousandths(points, max),
            previous_share: earlier.map(|(points, max)| text::thousandths(points, max)),
            previous: earlier.map(|(points, max)| text::share(points, max)),
        }
    });
    areas.collect()
}

impl PreviousTotals {
    /// Both years over the items that both score themselves; none where they share none.
    fn new(now: &Scored<'_>, before: &Scored<'_>) -> Option<Self> {
        let (mut own, mut earlier) =
            ((Decimal::ZERO, Decimal::ZERO), (Decimal::ZERO, Decimal::ZERO));
        for item in now.sub_criteria().filter(|item| item.is_self_scored()) {
            let same = before.item(item.code().as_str()).filter(|same| same.is_self_scored());
            if let (Item::Sub { outcome, .. }, Some(Item::Sub { outcome: then, .. })) = (item, same)
            {
                own = (own.0 + outcome.points, own.1 + outcome.applicable_max);
                earlier = (earlier.0 + then.points, earlier.1 + then.applicable_max);
            }
        }
        if own.1.is_zero() || earlier.1.is_zero() {
            return None;
        }
        let percent = |(points, max)| Fraction::percent(points, max).truncated(2);
        let difference = percent(own) - percent(earlier);
        let better = !difference.is_negative();
        let figure = if better { difference } else { Decimal::ZERO - difference };
        let shown = say::percent(number(figure));
        Some(Self {
            year: before.set().year,
            points: text::share(earlier.0, earlier.1),
            percent: text::percent(earlier.0, earlier.1),
            difference: if better { say::signed_sum(shown) } else { say::minus_sum(shown) },
            better,
        })
    }
}
