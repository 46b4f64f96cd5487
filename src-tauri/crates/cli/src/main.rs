//! `par-index`: everything that the program does, without a window.

mod args;
mod commands;
mod misuse;
mod output;

use std::process::ExitCode;

use clap::error::ErrorKind;

use args::Arguments;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == backend::READ_FILES) {
        // Nobody reads what is printed then: the other side sees that it has ended.
        return backend::serve_reader(backend::draw_nothing)
            .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    match Arguments::read() {
        Ok(arguments) => commands::run(arguments),
        Err(error)
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            output::print(&error.render().to_string(), output::DONE)
        }
        Err(error) => {
            // The parser has not told whether `--json` was given, so look for it.
            let json = std::env::args_os().any(|argument| argument == "--json");
            output::wrong_use(json, &misuse::message(&error))
        }
    }
}
