//! The side that reads.

use std::io::{self, Read, Write};

use super::{Answer, Request, frame};
use crate::reading::read_into;
use crate::{Fault, active, blocks};

/// Draws a page of a content with a width in points, as [`picture`](crate::picture) does.
pub type Draw = fn(Vec<u8>, u32, u16) -> Result<Vec<u8>, Fault>;

/// For a program that shows no pictures, and then does not hold what draws them.
///
/// # Errors
/// [`Fault::NothingToShow`], always.
pub fn draw_nothing(_: Vec<u8>, _: u32, _: u16) -> Result<Vec<u8>, Fault> {
    Err(Fault::NothingToShow)
}

/// Answers requests until the input closes. Nothing else may write to the output.
///
/// The program that calls this should first bring its memory down to [`crate::bounds::MEMORY`].
///
/// # Errors
/// When input or output break off.
pub fn serve(mut input: impl Read, mut output: impl Write, draw: Draw) -> io::Result<()> {
    while let Some((request, content)) = frame::read(&mut input)? {
        let (answer, body) = match request {
            Request::Read => {
                let mut written = Ok(());
                let facts = read_into(content, &mut |page| {
                    if written.is_ok() {
                        written = frame::write(&mut output, &Answer::Page(page), &[]);
                    }
                });
                written?;
                (Answer::Read(facts), Vec::new())
            }
            Request::Blocks { page } => match blocks(&content, page) {
                Ok(part) => (Answer::Blocks(part), Vec::new()),
                Err(fault) => (Answer::Fault(fault), Vec::new()),
            },
            Request::Picture { page, width } => match draw(content, page, width) {
                Ok(png) => (Answer::Picture, png),
                Err(fault) => (Answer::Fault(fault), Vec::new()),
            },
            Request::Active { opener } => (Answer::Active(active(&content, opener)), Vec::new()),
        };
        frame::write(&mut output, &answer, &body)?;
    }
    Ok(())
}
