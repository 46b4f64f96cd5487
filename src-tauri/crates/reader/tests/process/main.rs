//! Hostile contents through a real reading process, and processes that go wrong. This program is
//! its own reading process, with the memory that the program allows one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

mod child;
mod hostile;
mod samples;
mod worker;

use std::ffi::OsString;
use std::time::Duration;

use cap::Cap;
use reader::Worker;

#[global_allocator]
static MEMORY: Cap<std::alloc::System> = Cap::new(std::alloc::System, usize::MAX);

/// Long enough for any machine; what hangs is asked with less.
const LONG: Duration = Duration::from_mins(1);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(mode) = arguments.first().and_then(|first| first.strip_prefix("child:")) {
        MEMORY.set_limit(reader::bounds::MEMORY).unwrap();
        child::run(mode, arguments.get(1));
        return;
    }
    if arguments.iter().any(|one| one == "--list") {
        return;
    }
    // A word picks tests, as with every other test program.
    let picked = arguments.iter().find(|one| !one.starts_with('-'));
    for (name, test) in worker::TESTS.iter().chain(hostile::TESTS) {
        if picked.is_none_or(|word| name.contains(word.as_str())) {
            println!("test {name} ...");
            test();
        }
    }
}

/// A worker whose process is in this mode; `state` is where it remembers that it was started.
fn worker(mode: &str, state: Option<&std::path::Path>, time: Duration) -> Worker {
    let mut arguments: Vec<OsString> = vec![format!("child:{mode}").into()];
    arguments.extend(state.map(|path| path.as_os_str().to_owned()));
    Worker::new(std::env::current_exe().unwrap(), arguments).with_times(time, time)
}

fn good_worker() -> Worker {
    worker("serve", None, LONG)
}
