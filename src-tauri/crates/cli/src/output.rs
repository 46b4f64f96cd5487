//! What goes to standard output and standard error, and the exit codes.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the one module through which the program speaks"
)]

use std::io::Write;
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

/// Prints a line or document to standard output. A reader that went away early is no failure.
pub(crate) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.trim_end_matches('\n')).and_then(|()| out.flush());
}

/// Prints a reply.
pub(crate) fn reply(as_json: bool, reply: &Reply) -> ExitCode {
    if as_json {
        print(&format!("{:#}", reply.json));
    } else {
        print(&reply.text);
    }
    reply.exit.into()
}

/// Tells why something was not done: to people on standard error, to machines on standard output.
pub(crate) fn refusal(as_json: bool, error: &Error) -> ExitCode {
    if as_json {
        print(&format!("{:#}", error_document(error.code, &error.message, &error.faults)));
    } else {
        complain(error);
    }
    exit_code(error)
}

/// Tells why something was not done, on standard error alone.
pub(crate) fn complain(error: &Error) -> ExitCode {
    eprintln!("{}", say::error(&error.message));
    for fault in &error.faults {
        eprintln!("{}", say::fault(fault));
    }
    exit_code(error)
}

/// Tells that the command line was wrong.
pub(crate) fn wrong_use(as_json: bool, message: &str) -> ExitCode {
    let message = say::wrong_use(message);
    if as_json {
        print(&format!("{:#}", error_document("wrong-use", &message, &[])));
    } else {
        eprintln!("{message}\n{}", say::try_help());
    }
    WRONG_USE.into()
}

fn exit_code(error: &Error) -> ExitCode {
    match error.refusal {
        Refusal::Refused => REFUSED,
        Refusal::Path => PATH,
    }
    .into()
}

fn error_document(code: &str, message: &str, faults: &[String]) -> Value {
    json!({"error": {"code": code, "message": message, "faults": faults}})
}
