//! A dossier's way: its states, the transitions between them, and the record of those after the
//! sign-off.
//!
//! [`TRANSITIONS`] and [`State::changeable`] are the whole of it: the door for changes asks them,
//! the triggers of the file say the same, and `docs/states.md` is printed from them.

mod conditions;
mod ops;
mod passage;
mod state;
mod table;

pub(crate) use conditions::Case;
pub use passage::{Channel, Particulars, Passage, Submission};
pub(crate) use passage::{Record, all, insert, recorded_particulars, text_of_passage};
pub use state::State;
pub use table::{Changeable, Condition, Party, Recorded, TRANSITIONS, Transition};
