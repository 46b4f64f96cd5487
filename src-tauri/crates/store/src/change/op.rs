//! The operations, by the names under which the journal keeps them.

use super::Subject;

/// An operation on a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// The dossier was made.
    NewDossier,
    /// One answer was entered.
    SetAnswer,
    /// Answers were taken in from a file.
    SetAnswers,
    /// Evidence was added.
    AddEvidence,
    /// A document's particulars were changed.
    UpdateEvidence,
    /// A document was removed, with its citations.
    RemoveEvidence,
    /// A document was given a file.
    AttachFile,
    /// The file of a document was taken off.
    DetachFile,
    /// A document was cited for a code, or the citation changed.
    Cite,
    /// A citation was taken back.
    Uncite,
    /// An expected document was ticked off, or the tick taken back.
    TickExpected,
    /// Answers were carried over from another dossier.
    CarryOver,
    /// A carried answer was confirmed as it stands.
    ConfirmCarried,
    /// The round's particulars were corrected.
    SetRound,
    /// The report's paragraphs were changed.
    SetReportTexts,
    /// The profile was changed.
    SetProfile,
    /// A step was undone.
    Undo,
    /// A step was redone.
    Redo,
    /// The dossier was signed off.
    SignOff,
    /// The registry's number and date were entered.
    SetNumber,
    /// The dossier was reopened.
    Reopen,
    /// The dossier was handed in.
    Submit,
    /// The submission was taken back.
    Withdraw,
    /// The receiving office gave the dossier back.
    GiveBack,
    /// The appraisal began.
    BeginAppraisal,
    /// The unit explained what the appraisal asked.
    Explain,
    /// The second appraisal began.
    AppraiseAgain,
    /// The appraisal is over.
    Finish,
    /// The finished report was kept.
    KeepReport,
    /// The report that came back signed was kept.
    TakeSigned,
    /// What officers filled in was taken over into the dossier.
    TakePart,
    /// The dossier was set aside.
    SetAside,
    /// The dossier was brought back.
    BringBack,
}

const NAMES: [(Op, &str); 33] = [
    (Op::NewDossier, "new_dossier"),
    (Op::SetAnswer, "set_answer"),
    (Op::SetAnswers, "set_answers"),
    (Op::AddEvidence, "add_evidence"),
    (Op::UpdateEvidence, "update_evidence"),
    (Op::RemoveEvidence, "remove_evidence"),
    (Op::AttachFile, "attach_file"),
    (Op::DetachFile, "detach_file"),
    (Op::Cite, "cite"),
    (Op::Uncite, "uncite"),
    (Op::TickExpected, "tick_expected"),
    (Op::CarryOver, "carry_over"),
    (Op::ConfirmCarried, "confirm_carried"),
    (Op::SetRound, "set_round"),
    (Op::SetReportTexts, "set_report_texts"),
    (Op::SetProfile, "set_profile"),
    (Op::Undo, "undo"),
    (Op::Redo, "redo"),
    (Op::SignOff, "sign_off"),
    (Op::SetNumber, "set_number"),
    (Op::Reopen, "reopen"),
    (Op::Submit, "submit"),
    (Op::Withdraw, "withdraw"),
    (Op::GiveBack, "give_back"),
    (Op::BeginAppraisal, "begin_appraisal"),
    (Op::Explain, "explain"),
    (Op::AppraiseAgain, "appraise_again"),
    (Op::Finish, "finish"),
    (Op::KeepReport, "keep_report"),
    (Op::TakeSigned, "take_signed"),
    (Op::TakePart, "take_part"),
    (Op::SetAside, "set_aside"),
    (Op::BringBack, "bring_back"),
];

impl Op {
    /// The names of those that undo may not pass, as a JSON list for a statement.
    pub(crate) fn boundaries() -> String {
        let names: Vec<&str> = Self::all().filter(|op| op.is_boundary()).map(Self::name).collect();
        serde_json::json!(names).to_string()
    }

    /// Every operation.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(op, _)| *op)
    }

    /// Whether it may change this subject.
    pub(crate) fn may_touch(self, subject: &Subject) -> bool {
        use Subject as S;
        match self {
            Self::NewDossier => matches!(subject, S::Dossier | S::Profile | S::ReportTexts),
            Self::SetAnswer | Self::SetAnswers | Self::CarryOver => {
                matches!(subject, S::Answer { .. } | S::Carried { .. })
            }
            Self::ConfirmCarried => matches!(subject, S::Carried { .. }),
            Self::AddEvidence | Self::UpdateEvidence | Self::RemoveEvidence | Self::AttachFile => {
                matches!(subject, S::Evidence { .. } | S::File { .. } | S::Citation { .. })
            }
            Self::DetachFile => matches!(subject, S::File { .. }),
            Self::Cite | Self::Uncite => matches!(subject, S::Citation { .. }),
            Self::TickExpected => matches!(subject, S::Ticked(_)),
            Self::SetRound => matches!(subject, S::Round),
            Self::SetReportTexts => matches!(subject, S::ReportTexts),
            Self::SetProfile => matches!(subject, S::Profile),
            Self::SignOff | Self::SetNumber | Self::Reopen => matches!(subject, S::SignOff { .. }),
            Self::GiveBack => matches!(subject, S::SignOff { .. } | S::Passage { .. }),
            Self::Submit
            | Self::Withdraw
            | Self::BeginAppraisal
            | Self::Explain
            | Self::AppraiseAgain
            | Self::Finish => matches!(subject, S::Passage { .. }),
            Self::KeepReport | Self::TakeSigned => matches!(subject, S::Report { .. }),
            Self::SetAside | Self::BringBack => matches!(subject, S::SetAside),
            // They do again, take back or take over whatever others did to the content.
            Self::Undo | Self::Redo | Self::TakePart => !matches!(
                subject,
                S::Dossier | S::SignOff { .. } | S::Passage { .. } | S::Report { .. } | S::SetAside
            ),
        }
    }

    /// Whether it is no officer's who was handed a part of the dossier.
    pub(crate) fn is_for_the_whole(self) -> bool {
        self.is_transition() || matches!(self, Self::SetNumber | Self::TakePart)
    }

    /// Whether undo may not pass it.
    pub(crate) fn is_boundary(self) -> bool {
        self.is_transition() || matches!(self, Self::NewDossier | Self::SetNumber)
    }

    /// Its name in the journal.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(op, _)| *op == self).map_or("", |(_, name)| name)
    }

    /// The operation of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(op, _)| *op)
    }
}
