//! Each command: call one function of the backend, put the result into words.

mod backups;
mod data_file;
mod evidence;
mod history;
mod packages;
mod signatures;
mod standalone;
mod submission;

use std::process::ExitCode;

use backend::{Clock, Error, Office, Person, Result};
use words::cli as say;

use crate::args::{
    AnswersCommand, Arguments, Command, Common, DossierCommand, HistoryArguments, HistoryCommand,
    ReportCommand, TextsCommand,
};
use crate::output::{self, Reply};

/// Runs a command and prints what it has to say.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    let Arguments { command, common } = arguments;
    let result = match command {
        Command::Score { criteria, answers } => {
            return standalone::score(&criteria, &answers);
        }
        Command::Validate { set } => standalone::validate(&set),
        Command::Demo { out } => standalone::demo(&out),
        Command::Sign(arguments) => return signatures::sign(&arguments, common.json),
        Command::Verify { path, roots, original } => {
            signatures::verify(&path, roots.as_ref(), original.as_ref())
        }
        command => {
            let Some(file) = common.file.as_deref() else {
                return output::wrong_use(common.json, say::file_needed());
            };
            let by = match person(&common) {
                Ok(by) => by,
                Err(message) => return output::wrong_use(common.json, &message),
            };
            match command {
                Command::Init => data_file::init(file, by),
                // A damaged data file has its backups all the same.
                Command::Backup(command) => backups::run(file, by, command),
                command => Office::open(file, by, Clock::System)
                    .and_then(|office| on_file(office, command)),
            }
        }
    };
    match result {
        Ok(reply) => output::reply(common.json, &reply),
        Err(error) => output::refusal(common.json, &error),
    }
}

/// The code of a data file that is no longer in its place.
const DISPLACED: &str = "displaced";

/// Runs a command on an opened data file and closes it.
fn on_file(mut office: Office, command: Command) -> Result<Reply> {
    match dispatch(&mut office, command) {
        Ok(reply) => match office.close() {
            Ok(()) => Ok(reply),
            // What was done stands in a file that is no longer in its place: that alone is to be told.
            Err(error) if error.code == DISPLACED => Err(error),
            Err(error) => Err(error.after_done()),
        },
        Err(error) => match office.close() {
            // Whatever went wrong, it was for that; closing keeps what can be kept, and tells where.
            Err(displaced) if displaced.code == DISPLACED => Err(displaced),
            _ => Err(error),
        },
    }
}

fn dispatch(office: &mut Office, command: Command) -> Result<Reply> {
    match command {
        Command::Dossier(DossierCommand::New { criteria, profile, round }) => {
            data_file::new_dossier(office, &criteria, &profile, &round)
        }
        Command::Dossier(DossierCommand::List) => data_file::list(office),
        Command::Answers(AnswersCommand::Set { dossier, answers }) => {
            data_file::set_answers(office, &dossier.id, &answers)
        }
        Command::Answers(AnswersCommand::Get(dossier)) => data_file::answers(office, &dossier.id),
        Command::Evidence(command) => evidence::run(office, command),
        Command::Texts(TextsCommand::Set { dossier, texts }) => {
            data_file::set_texts(office, &dossier.id, &texts)
        }
        Command::Review(dossier) => data_file::review(office, &dossier.id),
        Command::SignOff { dossier, number, date } => {
            data_file::sign_off(office, &dossier.id, number, date)
        }
        Command::Number { dossier, number, date } => {
            data_file::number(office, &dossier.id, number, date)
        }
        Command::Reopen { dossier, reason } => data_file::reopen(office, &dossier.id, &reason),
        Command::Submit { dossier, submission } => {
            submission::submit(office, &dossier.id, submission.into())
        }
        Command::Withdraw { dossier, reason } => submission::withdraw(office, &dossier.id, &reason),
        Command::Return { dossier, reason } => submission::give_back(office, &dossier.id, &reason),
        Command::Appraisal(command) => submission::appraisal(office, command),
        Command::Undo(dossier) => history::undo(office, &dossier.id),
        Command::Redo(dossier) => history::redo(office, &dossier.id),
        Command::History(HistoryArguments {
            command: Some(HistoryCommand::Restore { dossier, position }),
            ..
        }) => history::restore(office, &dossier.id, position),
        Command::History(HistoryArguments { dossier, code, out, .. }) => {
            history::history(office, &dossier.unwrap_or_default(), code, out.as_deref())
        }
        Command::Compare { dossier, from, to } => history::compare(office, &dossier.id, from, to),
        Command::Export { format, dossier, out } => {
            data_file::export(office, &dossier.id, format, &out)
        }
        Command::Package(command) => packages::package(office, command),
        Command::Import { package, dry_run, own, theirs } => {
            packages::import(office, &package, dry_run, (own, &theirs))
        }
        Command::Part(command) => packages::part(office, command),
        Command::Report(ReportCommand::Sign { dossier, with }) => {
            signatures::sign_report(office, &dossier.id, &with)
        }
        Command::Report(ReportCommand::Keep(dossier)) => {
            signatures::keep_report(office, &dossier.id)
        }
        Command::Report(ReportCommand::Take { dossier, pdf, roots }) => {
            signatures::take_report(office, &dossier.id, &pdf, roots.as_ref())
        }
        Command::Check => history::check(office),
        // These need no opened file and were run before.
        Command::Score { .. }
        | Command::Validate { .. }
        | Command::Demo { .. }
        | Command::Init
        | Command::Backup(_)
        | Command::Sign(_)
        | Command::Verify { .. } => Err(Error::refused("wrong-use", say::other_misuse())),
    }
}

/// Who acts: as `--by` says, else the user that the operating system names.
fn person(common: &Common) -> std::result::Result<Person, String> {
    let Some(by) = &common.by else {
        return Ok(backend::user());
    };
    match by.split_once(',') {
        Some((name, post)) if !name.trim().is_empty() && !post.trim().is_empty() => {
            Ok(Person { name: name.trim().to_owned(), post: post.trim().to_owned() })
        }
        _ => Err(say::bad_by(by)),
    }
}
