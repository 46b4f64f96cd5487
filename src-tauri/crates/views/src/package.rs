//! Packages of dossiers on their way out and in.

use std::str::FromStr;

use backend::{
    Arrival, HandedPart, HistoryLine, MergeLine, PackageOrder, PackagePlan, PackageProgress,
    Purpose, Received, Standing, wording,
};
use scoring::{Code, CriteriaSet};
use words::package as say;

use crate::failure::Failure;
use crate::history::DifferenceView;
use crate::shape::shapes;
use crate::text;

/// Changes of a package that are told; those before them are counted.
const MOST_CHANGES: usize = 200;
/// Megabytes of a volume that can be asked for.
const VOLUME: std::ops::RangeInclusive<u64> = 1..=100_000;
/// Bytes of a megabyte, as e-mail services count.
const MEGABYTE: u64 = 1_000_000;

shapes! {
    /// What is wanted of a package.
    pub struct PackageForm {
        /// What it is for.
        pub purpose: PackagePurpose,
        /// Whether the files of the evidence go along; else they are only named.
        pub with_files: bool,
        /// Megabytes of each volume as typed; none writes one file.
        pub volume: Option<String>,
    }

    /// What a package is for.
    #[serde(rename_all_fields = "camelCase")]
    pub enum PackagePurpose {
        /// The whole dossier, for another data file.
        Dossier,
        /// A part, for an officer to fill in.
        HandOut {
            /// The officer's name.
            to: String,
            /// Areas, criteria or items of the part.
            codes: Vec<String>,
        },
        /// The part that was filled in, back to where it comes from.
        FilledPart,
    }

    /// What a package would hold.
    pub struct PackagePlanView {
        /// The usual file name.
        pub name: String,
        /// Files of evidence that can go along.
        pub files: u32,
        /// Their size: "12,5 MB".
        pub size: String,
        /// Documents that are cited without a file even then.
        pub only_cited: u32,
        /// All documents.
        pub documents: u32,
    }

    /// How far the work on a package is.
    pub struct PackageShare {
        /// In whole percent.
        pub percent: u32,
    }

    /// Where a package comes from; the program itself knows the path.
    pub enum PackageSource {
        /// The person chooses the file.
        Chosen,
        /// The one that was dropped on the window last.
        Dropped,
        /// The one that the program was started with.
        Given,
    }

    /// A package that came in, before anything of it is taken over.
    pub struct ArrivedView {
        /// What it is: "Phần giao cho Lan nhập".
        pub kind: String,
        /// What it holds.
        pub facts: Vec<FactView>,
        /// What taking it in would mean; of a filled part none, as its changes say it.
        pub meaning: Option<String>,
        /// What can be done with it.
        pub action: PackageAction,
        /// Whether it is to be asked whose dossier it is: this data file's own, or another unit's.
        pub asks_whose: bool,
        /// Whether it is a part that is handed out once more, over what was entered here.
        pub again: bool,
        /// What would be done to the dossier that is here, the newest first.
        pub changes: Vec<ArrivingChange>,
        /// Older ones that are not listed.
        pub more: u32,
        /// What an officer filled in.
        pub merge: Vec<MergeView>,
    }

    /// What can be done with a package.
    pub enum PackageAction {
        /// Take it in.
        Take,
        /// Merge what an officer filled in.
        Merge,
        /// Nothing: all of it is here, or both sides went on.
        Nothing,
    }

    /// Something that a package says of itself.
    pub struct FactView {
        /// What it is.
        pub label: String,
        /// What it says.
        pub text: String,
    }

    /// A change that a package brings.
    pub struct ArrivingChange {
        /// When: "09/12/2024 08:30".
        pub at: String,
        /// By whom.
        pub by: String,
        /// What was done.
        pub what: String,
    }

    /// A change that an officer made.
    pub struct MergeView {
        /// The name by which it is chosen.
        pub subject: String,
        /// What was changed.
        pub what: String,
        /// Who entered it, and when.
        pub who: String,
        /// How it stands to what is here.
        pub standing: MergeStanding,
        /// The same in words.
        pub standing_word: String,
        /// What it said when the part was handed out, and what the officer made of it.
        pub theirs: Vec<DifferenceView>,
        /// What it said then, and what stands here.
        pub ours: Vec<DifferenceView>,
    }

    /// How an officer's change stands to what is here.
    pub enum MergeStanding {
        /// It is taken over.
        Clean,
        /// The same stands here already.
        Same,
        /// It was changed here as well.
        Conflict,
    }

    /// What became of a package.
    pub struct PackageTaken {
        /// Its dossier.
        pub dossier: String,
        /// What was done, in words.
        pub told: String,
    }

    /// The part of a dossier that this data file was handed.
    pub struct HandedView {
        /// The officer's name.
        pub person: String,
        /// Its items.
        pub codes: Vec<String>,
        /// The same with whole criteria and areas by their own codes.
        pub groups: Vec<String>,
    }
}

impl PackageForm {
    /// What is ordered, and bytes of each volume.
    ///
    /// # Errors
    /// If the size of a volume is none.
    pub fn read(self) -> Result<(PackageOrder, Option<u64>), Failure> {
        let volume = self.volume.as_deref().map(volume).transpose()?;
        let purpose = match self.purpose {
            PackagePurpose::Dossier => Purpose::Dossier,
            PackagePurpose::HandOut { to, codes } => Purpose::HandOut { to, codes },
            PackagePurpose::FilledPart => Purpose::FilledPart,
        };
        Ok((PackageOrder { purpose, with_files: self.with_files }, volume))
    }
}

fn volume(typed: &str) -> Result<u64, Failure> {
    let megabytes = u64::from_str(typed.trim()).ok().filter(|size| VOLUME.contains(size));
    let refused = || Failure::refused("volume-size", say::volume_size(), Vec::new());
    Ok(megabytes.ok_or_else(refused)? * MEGABYTE)
}

impl PackagePlanView {
    /// A plan with all files, for a dossier of so many documents.
    pub fn new(plan: &PackagePlan, documents: usize) -> Self {
        Self {
            name: plan.name.clone(),
            files: text::count(plan.files),
            size: wording::size(plan.bytes),
            only_cited: text::count(plan.only_cited),
            documents: text::count(documents),
        }
    }
}

impl From<PackageProgress> for PackageShare {
    fn from(PackageProgress { done, all }: PackageProgress) -> Self {
        let percent = u128::from(done.min(all)) * 100 / u128::from(all.max(1));
        Self { percent: u32::try_from(percent).unwrap_or_default() }
    }
}

impl ArrivedView {
    /// A dossier, or a part to fill in, with what it means here and how many of its files are
    /// missing here.
    pub fn taken(
        received: &Received,
        arrival: &Arrival,
        changes: &[HistoryLine],
        files: usize,
    ) -> Self {
        let action = match arrival {
            Arrival::New | Arrival::Ahead(_) | Arrival::Resubmitted { .. } => PackageAction::Take,
            Arrival::Same | Arrival::Behind if files > 0 => PackageAction::Take,
            Arrival::HandedAgain => PackageAction::Merge,
            Arrival::Same | Arrival::Behind | Arrival::Diverged(_) => PackageAction::Nothing,
        };
        let meaning = match arrival {
            Arrival::Same | Arrival::Behind if files > 0 => say::arrival_files(files),
            _ => wording::arrival(arrival),
        };
        let listed = changes.iter().rev().take(MOST_CHANGES);
        Self {
            meaning: Some(meaning),
            changes: listed.map(ArrivingChange::new).collect(),
            more: text::count(changes.len().saturating_sub(MOST_CHANGES)),
            ..Self::of(received, action)
        }
    }

    /// A part that is handed out once more, with what was entered here.
    pub fn again(received: &Received, changes: Vec<MergeLine>) -> Self {
        let merge = changes.into_iter().map(MergeView::from).collect();
        Self { merge, again: true, ..Self::of(received, PackageAction::Merge) }
    }

    /// A part that an officer filled in.
    pub fn merged(received: &Received, changes: Vec<MergeLine>) -> Self {
        let action = if changes.iter().all(|line| line.standing == Standing::Same) {
            PackageAction::Nothing
        } else {
            PackageAction::Merge
        };
        let merge = changes.into_iter().map(MergeView::from).collect();
        Self { merge, ..Self::of(received, action) }
    }

    fn of(received: &Received, action: PackageAction) -> Self {
        let facts = wording::package_facts(received).into_iter();
        let fact = |(label, text): (&str, _)| FactView { label: label.to_owned(), text };
        Self {
            kind: wording::package_kind(received),
            facts: facts.map(fact).collect(),
            meaning: None,
            action,
            asks_whose: false,
            again: false,
            changes: Vec::new(),
            more: 0,
            merge: Vec::new(),
        }
    }
}

impl ArrivingChange {
    fn new(line: &HistoryLine) -> Self {
        Self {
            at: wording::local(line.entry.at),
            by: wording::person(&line.entry.by),
            what: line.what.clone(),
        }
    }
}

impl From<MergeLine> for MergeView {
    fn from(line: MergeLine) -> Self {
        let shown = |differences: Vec<backend::Difference>| {
            differences.into_iter().map(DifferenceView::from).collect()
        };
        Self {
            subject: line.subject.to_string(),
            what: line.what,
            who: line.who,
            standing_word: wording::standing(line.standing).to_owned(),
            standing: match line.standing {
                Standing::Clean => MergeStanding::Clean,
                Standing::Same => MergeStanding::Same,
                Standing::Conflict => MergeStanding::Conflict,
            },
            theirs: shown(line.theirs),
            ours: shown(line.ours),
        }
    }
}

impl HandedView {
    /// A part of a dossier with this set.
    pub fn new(part: HandedPart, set: &CriteriaSet) -> Self {
        Self {
            groups: groups(&part.codes, set),
            person: part.person,
            codes: part.codes.iter().map(Code::to_string).collect(),
        }
    }
}

/// Items in the set's order, those of a whole area or criterion by its code alone.
fn groups(codes: &[Code], set: &CriteriaSet) -> Vec<String> {
    let has = |code: &Code| codes.contains(code);
    let mut named = Vec::new();
    for area in &set.areas {
        if area.sub_criteria().all(|item| has(&item.code)) {
            named.push(area.code.to_string());
            continue;
        }
        for criterion in &area.criteria {
            let items = criterion.sub_criteria.iter().map(|item| &item.code);
            if items.clone().all(has) {
                named.push(criterion.code.to_string());
            } else {
                named.extend(items.filter(|code| has(code)).map(Code::to_string));
            }
        }
    }
    let within = |code: &&Code| set.sub_criterion(code).is_none();
    named.extend(codes.iter().filter(within).map(Code::to_string));
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volume_is_a_number_of_megabytes_as_typed() {
        assert_eq!(volume(" 20 "), Ok(20_000_000));
        for typed in ["", "0", "-1", "1,5", "100001", "mười"] {
            let code = volume(typed).map_err(|failure| failure.code);
            assert_eq!(code, Err("volume-size".to_owned()), "{typed}");
        }
    }

    #[test]
    fn share_of_nothing_is_none_and_never_more_than_all() {
        let percent = |done, all| PackageShare::from(PackageProgress { done, all }).percent;
        assert_eq!([percent(0, 0), percent(1, 3), percent(5, 4)], [0, 33, 100]);
    }
}
