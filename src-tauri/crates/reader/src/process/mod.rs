//! Reading in a process of its own: a library that aborts, takes all memory or runs for ever takes
//! that process down and not the program.

mod frame;
mod serve;
mod worker;

pub use serve::{Draw, draw_nothing, serve};
pub use worker::Worker;

use serde::{Deserialize, Serialize};

use crate::blocks::Part;
use crate::reading::{Facts, PageText};
use crate::{Active, Fault, Opener};

/// What is asked about the content that is passed with it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Request {
    Read,
    Blocks { page: u32 },
    Picture { page: u32, width: u16 },
    Active { opener: Opener },
}

/// What is answered. All but a page are the last answer to a request.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Page(PageText),
    Read(Facts),
    Blocks(Part),
    /// The picture is passed with it.
    Picture,
    Active(Option<Active>),
    Fault(Fault),
}
