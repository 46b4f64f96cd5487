//! Percentages whose first figure is the larger one.

use super::outcome::{Derivation, Outcome};
use super::result::{Warning, WarningKind};
use crate::code::Code;
use crate::set::{Input, Method, SubCriterion};

/// Notes percentages of a sub-criterion whose first figure is the larger one.
pub(super) fn note_over_hundred(
    item: &SubCriterion,
    outcome: &Outcome,
    warnings: &mut Vec<Warning>,
) {
    match &item.method {
        Method::Single(rule) => {
            warnings.extend(over_hundred(&item.code, None, &rule.inputs, outcome));
        }
        Method::Sum(parts) => {
            for (part, outcome) in parts.iter().zip(&outcome.parts) {
                let key = Some(part.key.as_str());
                warnings.extend(over_hundred(&item.code, key, &part.rule.inputs, outcome));
            }
        }
    }
}

/// The warning of one rule, if its outcome deserves it.
pub(super) fn over_hundred(
    code: &Code,
    part: Option<&str>,
    inputs: &[Input],
    outcome: &Outcome,
) -> Option<Warning> {
    let (Derivation::Ratio { first, second, .. } | Derivation::TierPercent { first, second, .. }) =
        outcome.derivation()?
    else {
        return None;
    };
    (first > second).then(|| Warning {
        code: code.clone(),
        part: part.map(str::to_owned),
        field: inputs.first().map(|input| input.key.clone()),
        kind: WarningKind::OverHundredPercent,
    })
}
