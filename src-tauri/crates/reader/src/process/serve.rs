//! The side that reads.

use std::io::{self, Read, Write};

use super::{Answer, Request, frame};
use crate::reading::read_into;
use crate::{blocks, picture};

/// Answers requests until the input closes. Nothing else may write to the output.
///
/// The program that calls this should first bring its memory down to [`crate::bounds::MEMORY`].
///
/// # Errors
/// When input or output break off.
pub fn serve(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
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
            Request::Picture { page, width } => match picture(content, page, width) {
                Ok(png) => (Answer::Picture, png),
                Err(fault) => (Answer::Fault(fault), Vec::new()),
            },
        };
        frame::write(&mut output, &answer, &body)?;
    }
    Ok(())
}
