//! A process that reads, as the program starts one. The tests let it go wrong: with `hang` it never
//! answers, with `abort` it dies when it is asked, with `babble` it answers what nobody asked.

use std::io::{self, Read, Write, stdin, stdout};

use cap::Cap;

#[global_allocator]
static MEMORY: Cap<std::alloc::System> = Cap::new(std::alloc::System, usize::MAX);

fn main() -> io::Result<()> {
    MEMORY.set_limit(reader::bounds::MEMORY).map_err(|()| io::ErrorKind::OutOfMemory)?;
    match std::env::args().nth(1).as_deref() {
        Some("hang") => loop {
            std::thread::park();
        },
        Some("abort") => {
            stdin().read_exact(&mut [0])?;
            std::process::abort()
        }
        Some("babble") => {
            stdout().write_all(&[0xff; 64])?;
            stdout().flush()?;
            io::copy(&mut stdin(), &mut io::sink()).map(|_| ())
        }
        _ => reader::serve(stdin().lock(), stdout().lock()),
    }
}
