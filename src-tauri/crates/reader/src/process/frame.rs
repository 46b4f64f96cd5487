//! What passes between the two processes: a head in JSON and a body of bytes, both with their
//! length before them.

use std::io::{self, ErrorKind, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bounds;

pub(super) fn write(output: &mut impl Write, head: &impl Serialize, body: &[u8]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let length = u32::try_from(head.len()).map_err(|_| ErrorKind::FileTooLarge)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(&(body.len() as u64).to_le_bytes())?;
    output.write_all(&head)?;
    output.write_all(body)?;
    output.flush()
}

/// The next head and body; nothing when the other side has closed.
///
/// # Errors
/// When it closed in the middle, and for what is larger than is ever passed.
pub(super) fn read<H: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<(H, Vec<u8>)>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let head = u32::from_le_bytes(length);
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let body = u64::from_le_bytes(length);
    if head > bounds::HEAD || body > bounds::PASSED {
        return Err(ErrorKind::FileTooLarge.into());
    }
    let head = serde_json::from_slice(&exactly(input, u64::from(head))?)?;
    Ok(Some((head, exactly(input, body)?)))
}

fn exactly(input: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(ErrorKind::UnexpectedEof.into()) }
}
