//! The reading process, and ones that go wrong the first time they are started.

use std::io::{Read, Write, copy, sink, stdin, stdout};

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
        _ => reader::serve(stdin().lock(), stdout().lock(), reader::picture).unwrap(),
    }
}
