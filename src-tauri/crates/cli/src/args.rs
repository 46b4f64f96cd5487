//! The words of the command line. They are fixed: others rely on them.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use words::cli as say;

/// The program's arguments.
#[derive(Debug, Parser)]
#[command(
    name = "par-index",
    version,
    about = say::about(),
    after_help = say::exit_codes(),
    disable_help_flag = true,
    disable_version_flag = true,
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub(crate) common: Common,
}

impl Arguments {
    /// Reads the command line.
    ///
    /// # Errors
    /// What the parser complains of, or the help page that was asked for.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        let matches = in_vietnamese(Self::command()).try_get_matches()?;
        Self::from_arg_matches(&matches)
    }
}

/// The same command with Vietnamese headings on its help page and on those below it.
fn in_vietnamese(command: clap::Command) -> clap::Command {
    let template =
        format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}\n", say::usage());
    command
        .help_template(template)
        .disable_help_subcommand(true)
        .subcommand_help_heading(say::heading_commands())
        .mut_args(|argument| {
            let heading = if argument.is_positional() {
                say::heading_arguments()
            } else {
                say::heading_options()
            };
            argument.help_heading(heading)
        })
        .mut_subcommands(in_vietnamese)
}

/// Options that may stand anywhere.
#[derive(Debug, Args)]
pub(crate) struct Common {
    #[arg(long, global = true, help = say::help_file())]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, global = true, help = say::help_json())]
    pub(crate) json: bool,
    #[arg(long, global = true, help = say::help_by())]
    pub(crate) by: Option<String>,
    #[arg(long, short = 'h', global = true, action = ArgAction::Help, help = say::help_help())]
    help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version, help = say::help_version())]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(about = say::help_score())]
    Score {
        #[arg(long, help = say::help_criteria())]
        criteria: PathBuf,
        #[arg(long, help = say::help_answers_file())]
        answers: PathBuf,
    },
    #[command(about = say::help_validate())]
    Validate {
        #[arg(help = say::help_criteria())]
        set: PathBuf,
    },
    #[command(about = say::help_demo())]
    Demo {
        #[arg(long, help = say::help_out_folder())]
        out: PathBuf,
    },
    #[command(about = say::help_init())]
    Init,
    #[command(about = say::help_dossier(), subcommand)]
    Dossier(DossierCommand),
    #[command(about = say::help_answers(), subcommand)]
    Answers(AnswersCommand),
    #[command(about = say::help_evidence(), subcommand)]
    Evidence(EvidenceCommand),
    #[command(about = say::help_texts(), subcommand)]
    Texts(TextsCommand),
    #[command(about = say::help_review())]
    Review(Dossier),
    #[command(about = say::help_sign_off())]
    SignOff {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_report_number())]
        number: Option<String>,
        #[arg(long, help = say::help_report_date(), value_parser = date)]
        date: Option<NaiveDate>,
    },
    #[command(about = say::help_number())]
    Number {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_report_number())]
        number: String,
        #[arg(long, help = say::help_report_date(), value_parser = date)]
        date: NaiveDate,
    },
    #[command(about = say::help_reopen())]
    Reopen {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_reason())]
        reason: String,
    },
    #[command(about = say::help_submit())]
    Submit {
        #[command(flatten)]
        dossier: Dossier,
        #[command(flatten)]
        submission: SubmissionArguments,
    },
    #[command(about = say::help_withdraw())]
    Withdraw {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_reason())]
        reason: String,
    },
    #[command(about = say::help_return())]
    Return {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_reason())]
        reason: String,
    },
    #[command(about = say::help_appraisal(), subcommand)]
    Appraisal(AppraisalCommand),
    #[command(about = say::help_undo())]
    Undo(Dossier),
    #[command(about = say::help_redo())]
    Redo(Dossier),
    #[command(
        about = say::help_history(),
        args_conflicts_with_subcommands = true,
        subcommand_negates_reqs = true,
    )]
    History(HistoryArguments),
    #[command(about = say::help_compare())]
    Compare {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(help = say::help_version_from())]
        from: u32,
        #[arg(help = say::help_version_to())]
        to: Option<u32>,
    },
    #[command(about = say::help_export())]
    Export {
        #[arg(help = say::help_format())]
        format: Format,
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_out())]
        out: PathBuf,
    },
    #[command(about = say::help_package(), subcommand)]
    Package(PackageCommand),
    #[command(about = say::help_import())]
    Import {
        #[arg(help = say::help_package_file())]
        package: PathBuf,
        #[arg(long, help = say::help_dry_run())]
        dry_run: bool,
        #[arg(long, value_delimiter = ',', help = say::help_theirs())]
        theirs: Vec<String>,
    },
    #[command(about = say::help_part(), subcommand)]
    Part(PartCommand),
    #[command(about = say::help_report(), subcommand)]
    Report(ReportCommand),
    #[command(about = say::help_check())]
    Check,
    #[command(about = say::help_backup(), subcommand)]
    Backup(BackupCommand),
    #[command(about = say::help_sign())]
    Sign(SignArguments),
    #[command(about = say::help_verify())]
    Verify {
        #[arg(help = say::help_verified())]
        path: PathBuf,
        #[arg(long, help = say::help_roots())]
        roots: Option<PathBuf>,
        #[arg(long, help = say::help_original())]
        original: Option<PathBuf>,
    },
}

/// Commands on backups of the data file.
#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    #[command(about = say::help_backup_now())]
    Now {
        #[command(flatten)]
        folder: BackupFolder,
    },
    #[command(about = say::help_backup_list())]
    List {
        #[command(flatten)]
        folder: BackupFolder,
    },
    #[command(about = say::help_backup_verify())]
    Verify {
        #[arg(help = say::help_backup_name())]
        backup: Option<PathBuf>,
        #[command(flatten)]
        folder: BackupFolder,
    },
    #[command(about = say::help_backup_restore())]
    Restore {
        #[arg(help = say::help_backup_restored())]
        backup: PathBuf,
        #[command(flatten)]
        folder: BackupFolder,
        #[arg(long, help = say::help_replace())]
        replace: bool,
    },
}

/// Where backups lie.
#[derive(Debug, Args)]
pub(crate) struct BackupFolder {
    #[arg(long, help = say::help_backup_folder())]
    pub(crate) folder: Option<PathBuf>,
}

/// Which file is signed by whom.
#[derive(Debug, Args)]
pub(crate) struct SignArguments {
    #[arg(help = say::help_pdf())]
    pub(crate) pdf: PathBuf,
    #[command(flatten)]
    pub(crate) with: SigningArguments,
    #[arg(long, help = say::help_signed_out())]
    pub(crate) out: PathBuf,
}

/// With what a field is signed.
#[derive(Debug, Args)]
pub(crate) struct SigningArguments {
    #[arg(long, help = say::help_p12())]
    pub(crate) p12: PathBuf,
    #[arg(long, help = say::help_field())]
    pub(crate) field: SignField,
    #[arg(long, help = say::help_picture())]
    pub(crate) picture: Option<PathBuf>,
    #[arg(long, help = say::help_password_stdin())]
    pub(crate) password_stdin: bool,
}

/// Commands on packages.
#[derive(Debug, Subcommand)]
pub(crate) enum PackageCommand {
    #[command(about = say::help_package_export())]
    Export {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_out())]
        out: PathBuf,
        #[arg(long, default_value = "all", hide_possible_values = true, hide_default_value = true,
            help = say::help_package_evidence())]
        evidence: EvidenceInPackage,
        #[command(flatten)]
        volume: VolumeArguments,
    },
    #[command(about = say::help_package_show())]
    Show {
        #[arg(help = say::help_package_file())]
        package: PathBuf,
    },
}

/// Commands on parts that several officers fill in.
#[derive(Debug, Subcommand)]
pub(crate) enum PartCommand {
    #[command(about = say::help_part_hand_out())]
    HandOut {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_officer())]
        to: String,
        #[arg(long, required = true, value_delimiter = ',', help = say::help_part_codes())]
        codes: Vec<String>,
        #[arg(long, help = say::help_out())]
        out: PathBuf,
    },
    #[command(about = say::help_part_return())]
    Return {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_out())]
        out: PathBuf,
        #[command(flatten)]
        volume: VolumeArguments,
    },
}

/// Commands on the finished report that the data file keeps.
#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    #[command(about = say::help_report_sign())]
    Sign {
        #[command(flatten)]
        dossier: Dossier,
        #[command(flatten)]
        with: SigningArguments,
    },
    #[command(about = say::help_report_take())]
    Take {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(help = say::help_pdf())]
        pdf: PathBuf,
        #[arg(long, help = say::help_roots())]
        roots: Option<PathBuf>,
    },
}

/// Whether files of evidence go along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvidenceInPackage {
    All,
    References,
}

/// Into what a package is cut.
#[derive(Debug, Default, Args)]
pub(crate) struct VolumeArguments {
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=100_000), help = say::help_volume())]
    volume_mb: Option<u64>,
}

impl VolumeArguments {
    /// Bytes of a volume; a megabyte is a million here, as e-mail services count.
    pub(crate) fn bytes(&self) -> Option<u64> {
        self.volume_mb.map(|megabytes| megabytes * 1_000_000)
    }
}

/// Commands on dossiers.
#[derive(Debug, Subcommand)]
pub(crate) enum DossierCommand {
    #[command(about = say::help_dossier_new())]
    New {
        #[arg(long, help = say::help_criteria())]
        criteria: PathBuf,
        #[arg(long, help = say::help_profile())]
        profile: PathBuf,
        #[arg(long, help = say::help_round())]
        round: PathBuf,
    },
    #[command(about = say::help_dossier_list())]
    List,
}

/// Commands on answers.
#[derive(Debug, Subcommand)]
pub(crate) enum AnswersCommand {
    #[command(about = say::help_answers_set())]
    Set {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(help = say::help_answers_file())]
        answers: PathBuf,
    },
    #[command(about = say::help_answers_get())]
    Get(Dossier),
}

/// Commands on evidence.
#[derive(Debug, Subcommand)]
pub(crate) enum EvidenceCommand {
    #[command(about = say::help_evidence_add())]
    Add {
        #[command(flatten)]
        dossier: Dossier,
        #[command(flatten)]
        citation: CitationArguments,
    },
    #[command(about = say::help_evidence_attach())]
    Attach {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(required = true, help = say::help_files())]
        files: Vec<PathBuf>,
        #[arg(long, help = say::help_document_option(), conflicts_with_all = ["code", "section", "page"])]
        document: Option<String>,
        #[arg(long, help = say::help_code())]
        code: Option<String>,
        #[arg(long, help = say::help_even_secret())]
        even_secret: bool,
        #[command(flatten)]
        place: PlaceArguments,
    },
    #[command(about = say::help_evidence_list())]
    List(Dossier),
    #[command(about = say::help_evidence_search())]
    Search {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(required = true, help = say::help_sought())]
        words: Vec<String>,
    },
    #[command(about = say::help_evidence_limits())]
    Limits {
        #[arg(long, help = say::help_file_limit())]
        file_mb: Option<u64>,
        #[arg(long, help = say::help_total_limit())]
        total_mb: Option<u64>,
    },
    #[command(about = say::help_evidence_get())]
    Get {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(help = say::help_document())]
        document: String,
        #[arg(long, help = say::help_out())]
        out: PathBuf,
    },
    #[command(about = say::help_evidence_cite())]
    Cite {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(help = say::help_document())]
        document: String,
        #[arg(help = say::help_code())]
        code: String,
        #[command(flatten)]
        place: PlaceArguments,
    },
    #[command(about = say::help_evidence_export())]
    Export {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_out_folder())]
        out: PathBuf,
    },
    #[command(about = say::help_evidence_gc())]
    Gc,
    #[command(about = say::help_evidence_import())]
    Import {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(help = say::help_evidence_file())]
        evidence: PathBuf,
    },
}

/// What of a history is wanted.
#[derive(Debug, Args)]
pub(crate) struct HistoryArguments {
    #[arg(required = true, value_name = "DOSSIER", help = say::help_dossier_id())]
    pub(crate) dossier: Option<String>,
    #[arg(long, help = say::help_code())]
    pub(crate) code: Option<String>,
    #[arg(long, help = say::help_out())]
    pub(crate) out: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Option<HistoryCommand>,
}

/// Commands on the history.
#[derive(Debug, Subcommand)]
pub(crate) enum HistoryCommand {
    #[command(about = say::help_history_restore())]
    Restore {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(help = say::help_history_position())]
        position: i64,
    },
}

/// Commands on the report's own paragraphs.
#[derive(Debug, Subcommand)]
pub(crate) enum TextsCommand {
    #[command(about = say::help_texts_set())]
    Set {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(help = say::help_texts_file())]
        texts: PathBuf,
    },
}

/// Commands on the appraisal.
#[derive(Debug, Subcommand)]
pub(crate) enum AppraisalCommand {
    #[command(about = say::help_appraisal_begin())]
    Begin(Dossier),
    #[command(about = say::help_appraisal_explain())]
    Explain {
        #[command(flatten)]
        dossier: Dossier,
        #[arg(long, help = say::help_explanation())]
        text: String,
    },
    #[command(about = say::help_appraisal_again())]
    Again(Dossier),
    #[command(about = say::help_appraisal_final())]
    Final(Dossier),
}

/// How and when a dossier was handed in.
#[derive(Debug, Args)]
pub(crate) struct SubmissionArguments {
    #[arg(long, help = say::help_submission_date(), value_parser = date)]
    date: NaiveDate,
    #[arg(long, help = say::help_channel(), hide_possible_values = true)]
    channel: Channel,
    #[arg(long, help = say::help_submission_number())]
    number: String,
    #[arg(long, default_value = "", hide_default_value = true, help = say::help_receipt())]
    receipt: String,
}

/// How a dossier is handed in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Channel {
    InPerson,
    Post,
    DocumentExchange,
    Email,
    ProvincialSoftware,
    Other,
}

impl From<SubmissionArguments> for backend::Submission {
    fn from(arguments: SubmissionArguments) -> Self {
        let SubmissionArguments { date, channel, number, receipt } = arguments;
        Self { date, channel: channel.into(), number, receipt }
    }
}

impl From<Channel> for backend::Channel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::InPerson => Self::InPerson,
            Channel::Post => Self::Post,
            Channel::DocumentExchange => Self::DocumentExchange,
            Channel::Email => Self::Email,
            Channel::ProvincialSoftware => Self::ProvincialSoftware,
            Channel::Other => Self::Other,
        }
    }
}

/// A document and where it proves something.
#[derive(Debug, Args)]
pub(crate) struct CitationArguments {
    #[arg(help = say::help_code())]
    pub(crate) code: String,
    #[arg(long, help = say::help_evidence_number())]
    pub(crate) number: String,
    #[arg(long, help = say::help_evidence_date(), value_parser = date)]
    pub(crate) date: NaiveDate,
    #[arg(long, help = say::help_issuer())]
    pub(crate) issuer: String,
    #[arg(long, help = say::help_subject())]
    pub(crate) subject: String,
    #[command(flatten)]
    pub(crate) place: PlaceArguments,
}

/// Where in a document something stands.
#[derive(Debug, Args)]
pub(crate) struct PlaceArguments {
    #[arg(long, help = say::help_section())]
    section: Option<String>,
    #[arg(long, help = say::help_page())]
    page: Option<String>,
}

impl From<PlaceArguments> for backend::Place {
    fn from(arguments: PlaceArguments) -> Self {
        Self {
            section: arguments.section.unwrap_or_default(),
            page: arguments.page.unwrap_or_default(),
            note: String::new(),
        }
    }
}

/// Which dossier.
#[derive(Debug, Args)]
pub(crate) struct Dossier {
    #[arg(id = "dossier", value_name = "DOSSIER", help = say::help_dossier_id())]
    pub(crate) id: String,
}

/// What a dossier is exported as.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    Pdf,
    Xlsx,
    Retype,
    Json,
}

/// Whose field is signed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SignField {
    Signer,
    Agency,
}

/// A day of the form `YYYY-MM-DD`.
fn date(text: &str) -> Result<NaiveDate, String> {
    backend::parse_date(text).ok_or_else(|| say::bad_date(text))
}
