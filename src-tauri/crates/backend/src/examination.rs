//! Finished PDF files of anybody, examined in the reading process: their signatures, and which
//! content they name. Here, in the program's own process, such files are bytes and nothing else.

use std::ffi::OsString;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use reader::{Fault, Worker, bounds};
use report::Named;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use signing::{FileFault, Roots, Verification};

use crate::error::{Error, Result};
use crate::inspector::READ_FILES;
use crate::signatures::CheckedFile;

/// The one process that examines; it is started when it is first asked.
static EXAMINER: Mutex<Option<Worker>> = Mutex::new(None);

/// What is asked about a file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Question {
    /// Which content it names.
    Name,
    /// What holds of its signatures. The contents are the file, the one that it was made of if there
    /// is one, and the trusted certificates.
    Signatures { has_original: bool, now: DateTime<Utc> },
}

/// What holds of a file's signatures; this is what crosses the pipe.
type Checked = std::result::Result<CheckedFile, FileFault>;

/// Which content a report names; none for any other file. Messages call the file by the name.
///
/// # Errors
/// If the reading process cannot be started, ended or was too slow.
pub(crate) fn named((name, pdf): (&Path, &[u8])) -> Result<Option<Named>> {
    let named: Option<(String, String)> = ask(name, Question::Name, &[pdf])?;
    Ok(named.map(|(dossier, content_hash)| Named { dossier, content_hash }))
}

/// What holds of a file's signatures at a time, and whether it goes on from the file that it was made
/// of. Messages call the file by the name.
///
/// # Errors
/// If the reading process cannot be started, ended or was too slow.
pub(crate) fn signatures(
    (name, pdf): (&Path, &[u8]),
    roots: &Roots,
    original: Option<&[u8]>,
    now: DateTime<Utc>,
) -> Result<Checked> {
    let certificates = roots.certificates();
    let mut contents = vec![pdf];
    contents.extend(original);
    contents.extend(certificates.iter().map(Vec::as_slice));
    ask(name, Question::Signatures { has_original: original.is_some(), now }, &contents)
}

fn ask<A: serde::de::DeserializeOwned>(
    name: &Path,
    question: Question,
    contents: &[&[u8]],
) -> Result<A> {
    let failed = |fault| not_examined(name, fault);
    // A worker starts a new process whenever the last one is not as it should be.
    let mut examiner = EXAMINER.lock().unwrap_or_else(PoisonError::into_inner);
    let worker = match &mut *examiner {
        Some(worker) => worker,
        none => {
            let program = std::env::current_exe().map_err(|_| failed(Fault::NoProcess))?;
            let worker = Worker::new(program, vec![OsString::from(READ_FILES)]);
            none.insert(worker.with_times(bounds::EXAMINING_TIME, bounds::SHOWING_TIME))
        }
    };
    worker.examine(&question, contents).map_err(failed)
}

fn not_examined(name: &Path, fault: Fault) -> Error {
    let path = name.display();
    let message = match fault {
        Fault::NoProcess => words::signature::not_examined_unstarted(path),
        Fault::TooLarge => words::signature::not_examined_large(path),
        Fault::Unfinished
        | Fault::Damaged
        | Fault::Encrypted
        | Fault::NoPage
        | Fault::NothingToShow => words::signature::not_examined(path),
    };
    Error::refused("not-examined", message)
}

/// Answers such a question: what the reading process does.
///
/// # Errors
/// [`Fault::Damaged`] for what is no such question, or has other contents.
pub(crate) fn answer(question: Value, contents: &[&[u8]]) -> std::result::Result<Value, Fault> {
    let question = serde_json::from_value(question).map_err(|_| Fault::Damaged)?;
    let (pdf, rest) = contents.split_first().ok_or(Fault::Damaged)?;
    let answer = match question {
        Question::Name => {
            let named = report::named(pdf);
            serde_json::to_value(named.map(|named| (named.dossier, named.content_hash)))
        }
        Question::Signatures { has_original, now } => {
            let (original, certificates) = match rest.split_first() {
                Some((original, certificates)) if has_original => (Some(*original), certificates),
                _ => (None, rest),
            };
            serde_json::to_value(checked(pdf, original, certificates, now))
        }
    };
    answer.map_err(|_| Fault::Damaged)
}

fn checked(
    pdf: &[u8],
    original: Option<&[u8]>,
    certificates: &[&[u8]],
    now: DateTime<Utc>,
) -> Checked {
    let mut roots = Roots::default();
    for certificate in certificates {
        roots.add(certificate);
    }
    let verification: Verification = signing::verify(pdf, &roots, now)?;
    let since_made = original.map(|original| signing::same_document(original, pdf));
    Ok(CheckedFile { verification, since_made })
}
