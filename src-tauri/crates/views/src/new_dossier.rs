//! The forms of a new dossier and of its round.

use std::collections::BTreeMap;

use backend::entry;
use backend::wording::{day, number};
use scoring::CriteriaSet;
use store::Round;
use words::views as say;

use crate::evidence::DocumentForm;
use crate::failure::Failure;
use crate::profile::{ProfileForm, UnitKind};
use crate::shape::shapes;
use crate::text;

shapes! {
    /// A criteria set to choose.
    pub struct SetLine {
        /// Identifier.
        pub id: String,
        /// Version.
        pub version: String,
        /// Title.
        pub title: String,
        /// The year that is assessed.
        pub year: i32,
        /// The kind of unit.
        pub kind: UnitKind,
        /// Whether a competent body issued it.
        pub official: bool,
        /// Where it comes from.
        pub statement: String,
        /// To whom it applies.
        pub applies_to: Option<String>,
        /// How many sub-criteria it has.
        pub items: u32,
        /// Maximum points.
        pub max_points: String,
    }

    /// A set by identifier and version.
    pub struct SetRef {
        /// Identifier.
        pub id: String,
        /// Version.
        pub version: String,
    }

    /// The form of a new dossier, filled in as far as is known.
    pub struct NewDossierForm {
        /// The set.
        pub set: SetRef,
        /// The unit's profile.
        pub profile: ProfileForm,
        /// The round.
        pub round: RoundForm,
        /// Last year's dossier to carry over from; none for an empty one.
        pub carry_from: Option<String>,
    }

    /// The scoring round as a form.
    pub struct RoundForm {
        /// Title.
        pub title: String,
        /// Who receives the reports.
        pub receiving_office: String,
        /// The document that orders it.
        pub document: DocumentForm,
        /// The dates that the round fixes.
        pub deadlines: Vec<DeadlineField>,
    }

    /// A date that the round fixes.
    pub struct DeadlineField {
        /// Its name in the set.
        pub name: String,
        /// What it is, in words.
        pub label: String,
        /// The day as typed; may be empty.
        pub date: String,
    }

    /// A dossier that was made.
    pub struct NewDossier {
        /// Its identifier.
        pub id: String,
        /// How many answers were carried over.
        pub carried: u32,
        /// What was not carried over, with the reason, one a line.
        pub left: Vec<String>,
    }
}

impl SetLine {
    /// A set to choose.
    pub fn new(set: &CriteriaSet) -> Self {
        Self {
            id: set.id.clone(),
            version: set.version.clone(),
            title: set.title.clone(),
            year: set.year,
            kind: set.unit_kind.into(),
            official: set.provenance.official,
            statement: set.provenance.statement.clone(),
            applies_to: set.applies_to.clone(),
            items: text::count(set.sub_criteria().count()),
            max_points: number(set.max_points),
        }
    }
}

impl RoundForm {
    /// The form of a round for this set: the names of its dates come from the set, the rest from an
    /// earlier round.
    pub fn new(set: &CriteriaSet, earlier: Option<&Round>, office: &str) -> Self {
        let deadlines = set.deadlines.iter().map(|(name, label)| DeadlineField {
            name: name.clone(),
            label: label.clone(),
            date: String::new(),
        });
        let office = earlier.map_or(office, |round| &round.receiving_office);
        Self {
            title: say::round_title(set.year),
            receiving_office: office.to_owned(),
            document: DocumentForm::default(),
            deadlines: deadlines.collect(),
        }
    }

    /// A dossier's round, as it stands in its fields.
    pub fn of(set: &CriteriaSet, round: &Round) -> Self {
        let mut form = Self::new(set, Some(round), "");
        form.title.clone_from(&round.title);
        form.document = round.document.as_ref().map(DocumentForm::new).unwrap_or_default();
        for field in &mut form.deadlines {
            field.date = round.deadlines.get(&field.name).copied().map(day).unwrap_or_default();
        }
        form
    }

    /// The round that it describes.
    ///
    /// # Errors
    /// With every date that is none, by its label.
    pub fn read(self, year: i32) -> Result<Round, Failure> {
        let mut faults = Vec::new();
        let mut deadlines = BTreeMap::new();
        for field in self.deadlines.into_iter().filter(|field| !field.date.trim().is_empty()) {
            match entry::day(&field.date) {
                Some(date) => drop(deadlines.insert(field.name, date)),
                None => faults.push(say::bad_date(field.label, field.date)),
            }
        }
        let document = self.document;
        let given = !document.number.trim().is_empty() || !document.subject.trim().is_empty();
        let document =
            if given { document.read().map_err(|fault| faults.push(fault)).ok() } else { None };
        if !faults.is_empty() {
            return Err(Failure::refused("round", say::round_refused(), faults));
        }
        Ok(Round {
            schema: "par-round/1".to_owned(),
            title: self.title,
            year,
            receiving_office: self.receiving_office,
            document,
            deadlines,
        })
    }
}
