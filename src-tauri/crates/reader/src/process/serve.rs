//! The side that reads.

use std::io::{self, Read, Write};

use serde_json::Value;

use super::{Answer, Request, frame};
use crate::reading::read_into;
use crate::sources::pdf;
use crate::{Fault, active, blocks};

/// Draws a page of a content with a width in points, as [`picture`](crate::picture) does.
pub type Draw = fn(Vec<u8>, u32, u16) -> Result<Vec<u8>, Fault>;

/// Answers a question of the program's own about contents, which the reader passes on unseen.
///
/// # Errors
/// [`Fault::Damaged`] for a question that the program does not know.
pub type Examine = fn(Value, &[&[u8]]) -> Result<Value, Fault>;

/// What the program lends to its reading process.
#[derive(Clone, Copy, Debug)]
pub struct Lent {
    /// Draws pages.
    pub draw: Draw,
    /// Answers the program's own questions.
    pub examine: Examine,
}

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
pub fn serve(mut input: impl Read, mut output: impl Write, lent: Lent) -> io::Result<()> {
    while let Some((request, content)) = frame::read(&mut input)? {
        let (answer, body) = match request {
            Request::Read => {
                let mut written = Ok(());
                let facts = read_into(content, &mut |part| {
                    if written.is_ok() {
                        written = frame::write(&mut output, &Answer::Part(part), &[]);
                    }
                });
                written?;
                (Answer::Read(facts), Vec::new())
            }
            Request::Blocks { page } => match blocks(&content, page) {
                Ok(part) => (Answer::Blocks(part), Vec::new()),
                Err(fault) => (Answer::Fault(fault), Vec::new()),
            },
            Request::Picture { page, width } => match (lent.draw)(content, page, width) {
                Ok(png) => (Answer::Picture, png),
                Err(fault) => (Answer::Fault(fault), Vec::new()),
            },
            Request::Active { opener } => (Answer::Active(active(&content, opener)), Vec::new()),
            Request::Sizes => match pdf::sizes(content) {
                Ok(sizes) => (Answer::Sizes(sizes), Vec::new()),
                Err(fault) => (Answer::Fault(fault), Vec::new()),
            },
            Request::Examine { question, lengths } => {
                match parts(&content, &lengths).and_then(|parts| (lent.examine)(question, &parts)) {
                    Ok(answer) => (Answer::Examined(answer), Vec::new()),
                    Err(fault) => (Answer::Fault(fault), Vec::new()),
                }
            }
        };
        frame::write(&mut output, &answer, &body)?;
    }
    Ok(())
}

/// The contents that were passed as one.
fn parts<'a>(mut content: &'a [u8], lengths: &[usize]) -> Result<Vec<&'a [u8]>, Fault> {
    let mut parts = Vec::new();
    for length in lengths {
        let (part, rest) = content.split_at_checked(*length).ok_or(Fault::Damaged)?;
        parts.push(part);
        content = rest;
    }
    Ok(parts)
}
