//! Carrying answers over from another dossier, usually last year's, as far as they still fit.
//!
//! What was carried over bears a mark until somebody confirms it or enters something else.

mod fit;
mod marks;

pub(crate) use marks::{clear_mark, mark, marked, save_mark};

use std::collections::BTreeMap;
use std::sync::Arc;

use scoring::{Answer, Code, CriteriaSet};

use crate::answer::{self, Section};
use crate::change::{Changed, Op, Subject};
use crate::dossier::{self, Dossier};
use crate::error::Result;
use crate::stamp::Stamp;
use crate::store::Store;
use crate::transact::Desk;

/// What was carried over, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedOver {
    /// Items that have their answer from the other dossier now, in the order of their set.
    pub carried: Vec<Code>,
    /// Answers that stayed behind, by code, with the reason.
    pub left: Vec<(Code, LeftReason)>,
}

/// Why an answer was not carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftReason {
    /// The item has an answer already.
    Answered,
    /// The set has no such item.
    NoItem,
    /// The unit does not score the item itself.
    NotSelfScored,
    /// The item of that code, or a part of it, has another title: the code now names something else.
    OtherTitle,
    /// The item is scored by another type of rule, or has other parts.
    OtherRule,
    /// The rule has other inputs: keys, kinds or options.
    OtherInputs,
    /// What was entered is not allowed there.
    Invalid,
    /// It has a day, which in a later year can only be early: full points for nothing.
    OldDay,
}

impl Store {
    /// Carries over, in one step, every answer that still fits and that the dossier lacks.
    ///
    /// An answer fits where the set has a self-scored item of that code with the same title (numbers,
    /// case, punctuation and white space aside), the same type of rule and the same inputs, and the
    /// answer is valid there and has no day of another year.
    ///
    /// # Errors
    /// [`crate::Error::OtherUnitKind`] for a dossier of the other kind of unit,
    /// [`crate::Error::WrongState`].
    pub fn carry_over(&mut self, from: &str, into: &str, stamp: &Stamp) -> Result<CarriedOver> {
        let source = self.dossier(from)?;
        let act = (into, Op::CarryOver);
        let done = self.transact(act, stamp, |desk| desk.carry_over_from(&source));
        done.map(|(_, carried_over)| carried_over)
    }

    /// Confirms an answer as it was carried over; one that bears no mark is left as it is.
    ///
    /// # Errors
    /// [`crate::Error::WrongState`].
    pub fn confirm_carried(
        &mut self,
        dossier: &str,
        code: &Code,
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::ConfirmCarried), stamp, |desk| {
            desk.put(Subject::Carried { code: code.clone() }, None)
        });
        done.map(|(changed, ())| changed)
    }
}

impl Desk<'_> {
    /// Carries the answers of another dossier over that still fit.
    pub(crate) fn carry_over_from(&mut self, source: &Dossier) -> Result<CarriedOver> {
        dossier::must_be_kind(&self.set, &source.profile)?;
        let set = Arc::clone(&self.set);
        let target = dossier::load(&self.transaction, self.head.clone(), set)?;
        let sorted = sort(source, &target);
        let mark = dossier::text(&source.id)?;
        for (section, code, answer) in &sorted.fitting {
            let (section, code) = (*section, (*code).clone());
            self.put(Subject::Carried { code: code.clone() }, Some(mark.clone()))?;
            self.put(Subject::Answer { section, code }, answer::text(answer))?;
        }
        let carried = sorted.fitting.iter().map(|(_, code, _)| (*code).clone()).collect();
        Ok(CarriedOver { carried, left: sorted.left })
    }
}

/// Answers sorted into those that can be carried over and those that cannot.
#[derive(Default)]
struct Sorted<'a> {
    fitting: Vec<(Section, &'a Code, &'a Answer)>,
    left: Vec<(Code, LeftReason)>,
}

fn sort<'a>(source: &'a Dossier, target: &Dossier) -> Sorted<'a> {
    let fit = fit::Fit::new(source, target);
    let position = positions(&source.set.set);
    let mut entered: Vec<_> = answer::entered(&source.answers).collect();
    entered.sort_by_key(|(_, code, _)| position.get(*code).copied());
    let mut sorted = Sorted::default();
    for (section, code, answer) in entered {
        match fit.reason_against(section, code, answer) {
            None => sorted.fitting.push((section, code, answer)),
            Some(reason) => sorted.left.push((code.clone(), reason)),
        }
    }
    sorted
}

/// Where each code stands in a set.
pub(crate) fn positions(set: &CriteriaSet) -> BTreeMap<&Code, usize> {
    let bonus = set.bonus.iter().flat_map(|bonus| &bonus.items).map(|item| &item.code);
    let penalty = set.penalty.iter().flat_map(|penalty| &penalty.items).map(|item| &item.code);
    let codes = set.sub_criteria().map(|item| &item.code).chain(bonus).chain(penalty);
    codes.zip(0..).collect()
}
