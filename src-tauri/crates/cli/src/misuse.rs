//! The parser's own complaints, in Vietnamese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use words::cli as say;

/// What was wrong with the words typed.
pub(crate) fn message(error: &clap::Error) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    match error.kind() {
        ErrorKind::UnknownArgument => say::unknown_argument(text(ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => say::unknown_command(text(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => say::missing_argument(text(ContextKind::InvalidArg)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say::missing_command().to_owned()
        }
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
            say::no_value(text(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue => {
            let (value, argument) =
                (text(ContextKind::InvalidValue), text(ContextKind::InvalidArg));
            match text(ContextKind::ValidValue) {
                choices if choices.is_empty() => say::bad_value(value, argument),
                choices => say::bad_value_choice(value, argument, choices),
            }
        }
        // The value parser's own message says what is wrong and what is due.
        ErrorKind::ValueValidation => std::error::Error::source(error).map_or_else(
            || say::bad_value(text(ContextKind::InvalidValue), text(ContextKind::InvalidArg)),
            ToString::to_string,
        ),
        ErrorKind::ArgumentConflict => say::twice(text(ContextKind::InvalidArg)),
        _ => say::other_misuse().to_owned(),
    }
}
