//! What the window shows, as plain data: one shape a screen, made from dossiers and scores.
//!
//! Texts are ready to be shown: decimal commas, dd/MM/yyyy, Vietnamese words. The TypeScript types
//! of `ui/src/lib/backend/bindings` are generated from here, so that both sides cannot differ.

mod alone;
mod entry;
mod evidence;
mod failure;
mod field;
mod files;
mod findings;
mod history;
mod home;
mod item;
mod look;
mod names;
mod new_dossier;
mod package;
mod paste;
mod profile;
mod result;
mod retype;
mod review;
mod scored;
pub mod screens;
mod search;
mod set_item;
mod shape;
mod signatures;
mod signing;
mod start;
mod table;
mod text;
mod update;
mod workspace;

pub use entry::{Entry, PartEntry};
pub use evidence::*;
pub use failure::Failure;
pub use field::{Claim, Field, FieldKind, OptionView, Section};
pub use files::*;
pub use history::*;
pub use home::*;
pub use item::*;
pub use look::*;
pub use new_dossier::*;
pub use package::*;
pub use paste::*;
pub use profile::{ProfileForm, UnitKind};
pub use result::{PartResult, ResultView, read_entry};
pub use retype::*;
pub use review::*;
pub use scored::Scored;
pub use search::*;
pub use signatures::*;
pub use signing::*;
pub use start::*;
pub use table::*;
pub use update::*;
pub use workspace::*;
