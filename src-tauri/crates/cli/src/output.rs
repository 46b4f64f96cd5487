//! What goes to standard output and standard error, and the exit codes.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use backend::{Error, Refusal};
use serde_json::{Value, json};
use words::cli as say;

/// Done.
pub(crate) const DONE: u8 = 0;
/// Refused with reasons.
pub(crate) const REFUSED: u8 = 1;
/// Wrong use of the command line.
const WRONG_USE: u8 = 2;
/// A path that cannot be read or written.
const PATH: u8 = 3;

/// What a command has to say.
pub(crate) struct Reply {
    /// For people.
    pub(crate) text: String,
    /// For machines.
    pub(crate) json: Value,
    /// The exit code.
    pub(crate) exit: u8,
}

impl Reply {
    /// Done.
    pub(crate) fn done(text: impl Into<String>, json: Value) -> Self {
        Self { text: text.into(), json, exit: DONE }
    }
}

/// Prints a line or document to standard output, and gives the exit code: this one if all of it arrived. A
/// reader that went away early is no failure.
pub(crate) fn print(text: &str, exit: u8) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{}", text.trim_end_matches('\n')).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            tell(&say::not_printed(error));
            PATH.into()
        }
        _ => exit.into(),
    }
}

/// Says a line on standard error. There is nowhere to tell that it did not arrive.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints a reply.
pub(crate) fn reply(as_json: bool, reply: &Reply) -> ExitCode {
    if as_json {
        print(&format!("{:#}", reply.json), reply.exit)
    } else {
        print(&reply.text, reply.exit)
    }
}

/// Tells why something was not done: to people on standard error, to machines on standard output.
pub(crate) fn refusal(as_json: bool, error: &Error) -> ExitCode {
    if as_json {
        let document = error_document(error.code, &error.message, &error.faults);
        print(&format!("{document:#}"), exit_code(error))
    } else {
        complain(error)
    }
}

/// Tells why something was not done, on standard error alone.
pub(crate) fn complain(error: &Error) -> ExitCode {
    tell(&say::error(&error.message));
    for fault in &error.faults {
        tell(&say::fault(fault));
    }
    exit_code(error).into()
}

/// Tells that the command line was wrong.
pub(crate) fn wrong_use(as_json: bool, message: &str) -> ExitCode {
    let message = say::wrong_use(message);
    if as_json {
        return print(&format!("{:#}", error_document("wrong-use", &message, &[])), WRONG_USE);
    }
    tell(&message);
    tell(say::try_help());
    WRONG_USE.into()
}

fn exit_code(error: &Error) -> u8 {
    match error.refusal {
        Refusal::Refused => REFUSED,
        Refusal::Path => PATH,
    }
}

fn error_document(code: &str, message: &str, faults: &[String]) -> Value {
    json!({"error": {"code": code, "message": message, "faults": faults}})
}
