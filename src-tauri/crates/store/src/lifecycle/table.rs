//! The states of a dossier as tables: every transition, and what may change in each state.

use super::State;
use crate::change::Op;

/// Who brings a transition about. The file is the unit's: what the receiving office does is put on
/// record by the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The unit that scores itself.
    Unit,
    /// The office that receives and appraises.
    ReceivingOffice,
}

/// What must hold for a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Nothing that the review lists as a blocker.
    Complete,
    /// The report's date lies within its bounds, where it is given.
    ReportDate,
    /// The registry's number and date are entered.
    Registered,
    /// The day of submission lies between the report's date and today.
    SubmissionDate,
    /// The document is named under which it is handed in.
    DocumentNumber,
    /// No date that an answer names lies after the day of submission.
    PlansReached,
    /// A written reason.
    Reason,
    /// A written explanation.
    Explanation,
}

/// What a transition puts on record, besides the moment and the author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// The frozen content with its SHA-256.
    Content,
    /// The reason, with which the sign-off ends that stood.
    ReopeningReason,
    /// The reason; the sign-off stands.
    Reason,
    /// Day, channel, document number and receipt of the submission.
    Submission,
    /// The explanation.
    Explanation,
    /// Nothing more.
    Nothing,
}

/// A way from one state to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The state before.
    pub from: State,
    /// The operation.
    pub op: Op,
    /// The state after.
    pub to: State,
    /// Who brings it about.
    pub by: Party,
    /// What must hold.
    pub needs: &'static [Condition],
    /// What it records.
    pub records: Recorded,
}

/// What of a dossier may change without leaving its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changeable {
    /// Answers, evidence, round, profile and the report's paragraphs.
    Content,
    /// The registry's number and date.
    Registry,
    /// Nothing.
    Nothing,
}

const COMPLETE: &[Condition] = &[Condition::Complete, Condition::ReportDate];
const SUBMISSION: &[Condition] = &[
    Condition::Registered,
    Condition::SubmissionDate,
    Condition::DocumentNumber,
    Condition::PlansReached,
];
const REASON: &[Condition] = &[Condition::Reason];
const EXPLANATION: &[Condition] = &[Condition::Explanation];

/// Every transition there is.
#[rustfmt::skip]
pub const TRANSITIONS: [Transition; 11] = {
    use Party::{ReceivingOffice, Unit};
    use State::{
        Appraising, AppraisingAgain, Drafting, Explained, Final, Returned, SignedOff, Submitted,
    };
    [
        row(Drafting, Op::SignOff, SignedOff, Unit, COMPLETE, Recorded::Content),
        row(Returned, Op::SignOff, SignedOff, Unit, COMPLETE, Recorded::Content),
        row(SignedOff, Op::Reopen, Drafting, Unit, REASON, Recorded::ReopeningReason),
        row(SignedOff, Op::Submit, Submitted, Unit, SUBMISSION, Recorded::Submission),
        row(Submitted, Op::Withdraw, SignedOff, Unit, REASON, Recorded::Reason),
        row(Submitted, Op::GiveBack, Returned, ReceivingOffice, REASON, Recorded::ReopeningReason),
        row(Submitted, Op::BeginAppraisal, Appraising, ReceivingOffice, &[], Recorded::Nothing),
        row(Appraising, Op::GiveBack, Returned, ReceivingOffice, REASON, Recorded::ReopeningReason),
        row(Appraising, Op::Explain, Explained, Unit, EXPLANATION, Recorded::Explanation),
        row(Explained, Op::AppraiseAgain, AppraisingAgain, ReceivingOffice, &[], Recorded::Nothing),
        row(AppraisingAgain, Op::Finish, Final, ReceivingOffice, &[], Recorded::Nothing),
    ]
};

const fn row(
    from: State,
    op: Op,
    to: State,
    by: Party,
    needs: &'static [Condition],
    records: Recorded,
) -> Transition {
    Transition { from, op, to, by, needs, records }
}

impl State {
    /// What may change without leaving this state.
    pub const fn changeable(self) -> Changeable {
        match self {
            Self::Drafting | Self::Returned => Changeable::Content,
            Self::SignedOff => Changeable::Registry,
            Self::Submitted
            | Self::Appraising
            | Self::Explained
            | Self::AppraisingAgain
            | Self::Final => Changeable::Nothing,
        }
    }

    /// Whether the unit works on the content: it may change, and no sign-off stands.
    pub const fn is_open(self) -> bool {
        matches!(self.changeable(), Changeable::Content)
    }

    /// The way that an operation takes from here; none where there is none.
    pub fn transition(self, op: Op) -> Option<&'static Transition> {
        TRANSITIONS.iter().find(|transition| transition.from == self && transition.op == op)
    }

    /// Whether an operation is possible in this state.
    pub fn allows(self, op: Op) -> bool {
        if op.is_transition() {
            return self.transition(op).is_some();
        }
        match op {
            Op::NewDossier => false,
            Op::SetAside | Op::BringBack => true,
            Op::SetNumber | Op::KeepReport | Op::TakeSigned => {
                self.changeable() == Changeable::Registry
            }
            _ => self.is_open(),
        }
    }
}

impl Op {
    /// Whether it leads from one state to another.
    pub fn is_transition(self) -> bool {
        TRANSITIONS.iter().any(|transition| transition.op == self)
    }
}
