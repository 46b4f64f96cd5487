//! The one catalogue of Vietnamese words, for command line, documents and window.
//!
//! Every text a person reads stands in `assets/i18n/vi/*.toml`; the build turns each file into a
//! module and each key into a function whose arguments are the text's placeholders, so that a
//! missing text or a forgotten argument does not compile. Figures and dates are put into
//! Vietnamese form by [`date()`], [`date_in_words()`] and [`decimal()`].

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

mod format;

pub use format::{date, date_in_words, decimal, list, two_digits};
