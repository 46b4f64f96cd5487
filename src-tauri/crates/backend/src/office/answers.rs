//! Answers from and to files.

use std::path::Path;

use scoring::{Answer, Answers, Code, Score, Status, score};
use store::Changed;

use super::Office;
use crate::error::{Error, Result};
use crate::{files, wording};

/// What taking an answers file in has led to.
#[derive(Clone, Debug)]
pub struct AnswersSet {
    /// What changed.
    pub changed: Changed,
    /// The score of the dossier now.
    pub score: Score,
    /// Items of the file that are kept but invalid, with what is wrong.
    pub invalid: Vec<(Code, String)>,
}

impl Office {
    /// Enters one answer; an empty one clears it. Invalid values are kept as they were entered.
    ///
    /// # Errors
    /// If the set has no such code, the unit does not score the item itself, or the dossier is
    /// signed off.
    pub fn set_answer(&mut self, dossier: &str, code: &str, answer: &Answer) -> Result<Changed> {
        let (store, stamp) = self.change(dossier);
        Ok(store.set_answer(dossier, &Code::new(code), answer, &stamp)?)
    }

    /// Takes answers in from a file, as one step of undo: a code given replaces that answer whole,
    /// codes absent stay, `{}` clears. Invalid values are kept and reported.
    ///
    /// # Errors
    /// If the file is at fault, names what the set does not have, items that the unit does not
    /// score itself, or other dates than the round's; then nothing is changed.
    pub fn set_answers(&mut self, dossier: &str, path: &Path) -> Result<AnswersSet> {
        let content = files::read(path)?;
        self.take_answers(dossier, &content).map_err(|error| error.in_file(path))
    }

    /// The same from the content of a file.
    ///
    /// # Errors
    /// As [`Self::set_answers`].
    pub fn take_answers(&mut self, dossier: &str, content: &[u8]) -> Result<AnswersSet> {
        let answers = Answers::parse(content)?;
        let (file, stamp) = self.change(dossier);
        let changed = file.set_answers(dossier, &answers, &stamp)?;
        let content = self.dossier(dossier).map_err(Error::after_done)?;
        let set = &content.set.set;
        let score = score(set, &content.answers);
        let mut invalid = Vec::new();
        for code in answers.sub_criteria.keys() {
            if let (Some(item), Some(scored)) = (set.sub_criterion(code), score.sub_criterion(code))
                && scored.outcome.status() == Status::Invalid
            {
                let problems = wording::unfinished(set, &item.method, &scored.outcome);
                invalid.extend(problems.into_iter().map(|problem| (code.clone(), problem)));
            }
        }
        let of_file =
            |code: &Code| answers.bonus.contains_key(code) || answers.penalty.contains_key(code);
        for warning in score.warnings.iter().filter(|warning| of_file(&warning.code)) {
            invalid.push((warning.code.clone(), wording::score_warning(set, warning)));
        }
        Ok(AnswersSet { changed, score, invalid })
    }

    /// A dossier's answers as a document of schema `par-answers/1`.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn answers(&self, dossier: &str) -> Result<String> {
        Ok(self.dossier(dossier)?.answers.to_json().to_compact())
    }
}
