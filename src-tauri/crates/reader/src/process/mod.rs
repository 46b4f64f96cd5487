//! Reading in a process of its own: a library that aborts, takes all memory or runs for ever takes
//! that process down and not the program.

mod frame;
mod serve;
mod worker;

pub use serve::{Draw, Examine, Lent, draw_nothing, serve};
pub use worker::Worker;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::blocks::Part;
use crate::reading::{Facts, FoundPart};
use crate::{Active, Fault, Opener};

/// A page's size in whole points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSize {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// What is asked about the content that is passed with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Request {
    Read,
    Blocks {
        page: u32,
    },
    Picture {
        page: u32,
        width: u16,
    },
    Sizes,
    Active {
        opener: Opener,
    },
    /// A question of the program's own about several contents, which are passed as one: so many bytes
    /// belong to each.
    Examine {
        question: Value,
        lengths: Vec<usize>,
    },
}

/// What is answered. All but a part of a reading are the last answer to a request.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Part(FoundPart),
    Read(Facts),
    Blocks(Part),
    /// The picture is passed with it.
    Picture,
    Active(Option<Active>),
    Sizes(Vec<PageSize>),
    Examined(Value),
    Fault(Fault),
}
