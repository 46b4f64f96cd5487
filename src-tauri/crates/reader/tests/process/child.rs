//! The reading process, and ones that go wrong the first time they are started.

use std::io::{Read, Write, copy, sink, stdin, stdout};

const LENT: reader::Lent = reader::Lent { draw: reader::picture, examine };

/// Tells the question and how long the contents are; one question is the end of this process.
fn examine(
    question: serde_json::Value,
    contents: &[&[u8]],
) -> Result<serde_json::Value, reader::Fault> {
    match question.as_str() {
        Some("die") => std::process::abort(),
        Some("wait") => loop {
            std::thread::park();
        },
        Some("nonsense") => Ok(serde_json::Value::Null),
        Some("refuse") => Err(reader::Fault::Damaged),
        _ => {
            let lengths: Vec<usize> = contents.iter().map(|content| content.len()).collect();
            Ok(serde_json::Value::Array(vec![question, serde_json::json!(lengths)]))
        }
    }
}

pub(crate) fn run(mode: &str, state: Option<&String>) {
    let is_first = state.is_some_and(|path| std::fs::File::create_new(path).is_ok());
    match mode {
        "hang" if is_first => loop {
            std::thread::park();
        },
        "abort" if is_first => {
            stdin().read_exact(&mut [0]).unwrap();
            std::process::abort()
        }
        "babble" if is_first => {
            stdout().write_all(&[0x11; 64]).unwrap();
            stdout().flush().unwrap();
            copy(&mut stdin(), &mut sink()).unwrap();
        }
        _ => reader::serve(stdin().lock(), stdout().lock(), LENT).unwrap(),
    }
}
