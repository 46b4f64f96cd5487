//! Report data, sign-off and export.

use backend::plans;
use backend::wording::{self, day};
use chrono::NaiveDate;
use store::{
    Channel, Dossier, FinishedReport, OfficeNote, Op, Passage, ReportKind, ReportTexts, SignedOff,
};
use words::views as say;

use crate::profile::{ProfileForm, filled};
use crate::shape::shapes;
use crate::text;

shapes! {
    /// What a report needs besides the answers.
    pub struct ReportForm {
        /// The unit's profile.
        pub profile: ProfileForm,
        /// The report's own paragraphs.
        pub texts: TextsForm,
        /// The report's number; empty until the registry gives one.
        pub number: String,
        /// The report's date, dd/MM/yyyy; empty until it is signed.
        pub date: String,
        /// The sign-off that stands.
        pub signed_off: Option<SignOffView>,
        /// Earlier sign-offs with the reason of their reopening, oldest first.
        pub reopened: Vec<ReopenedView>,
        /// How the dossier is handed in.
        pub submission: SubmissionView,
        /// Whether the report bears a digital signature, so that number and date stay.
        pub digitally_signed: bool,
        /// Blockers of a sign-off, counted.
        pub blockers: u32,
        /// Warnings, counted.
        pub warnings: u32,
        /// The day today, dd/MM/yyyy.
        pub today: String,
    }

    /// How a dossier is handed in, and what came of it.
    pub struct SubmissionView {
        /// Whether it can be reopened and its number entered.
        pub may_reopen: bool,
        /// Whether its submission, or the receipt of it, can be recorded.
        pub may_submit: bool,
        /// Whether the submission can be taken back.
        pub may_withdraw: bool,
        /// Whether the receiving office can give it back.
        pub may_give_back: bool,
        /// The submission that stands, in words.
        pub submitted: Option<String>,
        /// Dates that the sign-off took as planned, in words.
        pub plans: Vec<String>,
        /// What was recorded since the first sign-off, oldest first.
        pub passages: Vec<PassageView>,
        /// The channels to choose from.
        pub channels: Vec<ChannelView>,
        /// The number under which it would be handed in: "281/BC-UBND"; empty without a number.
        pub number: String,
    }

    /// A step of a dossier's way after a sign-off.
    pub struct PassageView {
        /// When it was recorded.
        pub at: String,
        /// By whom.
        pub by: String,
        /// What it was, with what it records.
        pub text: String,
    }

    /// A channel through which a dossier is handed in.
    pub struct ChannelView {
        /// Which.
        pub id: SubmissionChannel,
        /// Its name.
        pub label: String,
    }

    /// How a dossier is handed in.
    #[derive(Copy)]
    pub enum SubmissionChannel {
        /// Brought by hand.
        InPerson,
        /// By post.
        Post,
        /// Through the network on which offices exchange documents.
        DocumentExchange,
        /// By e-mail.
        Email,
        /// Entered in the province's own software.
        ProvincialSoftware,
        /// Otherwise.
        Other,
    }

    /// A submission as it is entered.
    pub struct SubmissionForm {
        /// The day, dd/MM/yyyy.
        pub date: String,
        /// The channel.
        pub channel: SubmissionChannel,
        /// Number and symbol of the document.
        pub number: String,
        /// What confirms the receipt; may be empty.
        pub receipt: String,
    }

    /// The report's own paragraphs.
    pub struct TextsForm {
        /// Legal bases, one a paragraph.
        pub bases: Vec<String>,
        /// The opening sentence.
        pub opening: String,
        /// How the self-scoring was carried out.
        pub implementation: Vec<String>,
        /// Difficulties.
        pub difficulties: Vec<String>,
        /// Proposals.
        pub proposals: Vec<String>,
    }

    /// A sign-off.
    pub struct SignOffView {
        /// When: "09/12/2024 08:30".
        pub at: String,
        /// By whom.
        pub by: String,
        /// SHA-256 of the content, in hexadecimal.
        pub sha256: String,
    }

    /// A sign-off that was taken back.
    pub struct ReopenedView {
        /// The sign-off.
        pub sign_off: SignOffView,
        /// When it was reopened.
        pub at: String,
        /// Why.
        pub reason: String,
    }

    /// A document that can be shown and printed.
    pub enum DocumentKind {
        /// The report with both annexes.
        Report,
        /// An empty form of the set.
        EmptyForm,
        /// A sheet of each officer's items.
        OfficerSheets,
        /// Minutes of the scoring meeting.
        Minutes,
    }

    /// A document's pages, ready to be shown.
    pub struct Preview {
        /// What the file would be called.
        pub file_name: String,
        /// Pages: width and height in points.
        pub pages: Vec<PageSize>,
        /// Changes when the content does.
        pub revision: u32,
    }

    /// A page's size in whole points.
    pub struct PageSize {
        /// Width.
        pub width: u32,
        /// Height.
        pub height: u32,
    }

    /// A form of file.
    pub enum ExportFormat {
        /// PDF.
        Pdf,
        /// Excel workbook.
        Xlsx,
        /// Word document, for circulation before signing.
        Docx,
        /// What is typed into a province's web form, as a workbook.
        Retype,
        /// The content for machines.
        Json,
    }

    /// A file that was written and read back.
    pub struct ExportedView {
        /// Its path.
        pub path: String,
        /// Its name.
        pub name: String,
        /// What is in it, in words.
        pub summary: String,
    }
}

impl ReportForm {
    /// What the report of a dossier needs besides the answers, as it stands on this day, with the
    /// report that is kept; blockers and warnings are counted by the review.
    pub fn new(
        dossier: &Dossier,
        finished: Option<&FinishedReport>,
        (blockers, warnings): (usize, usize),
        today: NaiveDate,
    ) -> Self {
        let registry = dossier.signed_off().map(|sign_off| &sign_off.registry);
        let reopened = dossier.sign_offs.iter().filter_map(|sign_off| {
            let reopened = sign_off.reopened.as_ref()?;
            Some(ReopenedView {
                sign_off: SignOffView::new(sign_off),
                at: wording::local(reopened.at),
                reason: reopened.reason.clone(),
            })
        });
        Self {
            profile: ProfileForm::from(&dossier.profile),
            texts: TextsForm::from(&dossier.report_texts),
            number: registry.and_then(|registry| registry.number.clone()).unwrap_or_default(),
            date: registry.and_then(|registry| registry.date).map(day).unwrap_or_default(),
            signed_off: dossier.signed_off().map(SignOffView::new),
            reopened: reopened.collect(),
            submission: SubmissionView::new(dossier),
            digitally_signed: finished.is_some_and(|report| report.kind == ReportKind::Signed),
            blockers: text::count(blockers),
            warnings: text::count(warnings),
            today: day(today),
        }
    }
}

impl SubmissionView {
    fn new(dossier: &Dossier) -> Self {
        let set = &dossier.set.set;
        let number = dossier.signed_off().and_then(|signed| signed.registry.number.as_deref());
        let channels = SubmissionChannel::ALL.into_iter();
        let notes = dossier.received.iter().flat_map(|received| &received.notes);
        let passages: Vec<Passage> =
            dossier.passages.iter().cloned().chain(notes.map(OfficeNote::passage)).collect();
        Self {
            may_reopen: dossier.allows(Op::Reopen),
            may_submit: dossier.allows(Op::Submit),
            may_withdraw: dossier.allows(Op::Withdraw),
            may_give_back: dossier.allows(Op::GiveBack),
            submitted: dossier.submitted().map(wording::submission),
            plans: plans(dossier).iter().map(|plan| wording::plan(set, plan)).collect(),
            passages: passages.iter().map(PassageView::new).collect(),
            channels: channels
                .map(|id| ChannelView { id, label: wording::channel(id.into()).to_owned() })
                .collect(),
            number: number
                .map(|number| say::document_number(number, &dossier.profile.symbol))
                .unwrap_or_default(),
        }
    }
}

impl PassageView {
    fn new(passage: &Passage) -> Self {
        Self {
            at: wording::local(passage.at),
            by: wording::person(&passage.by),
            text: wording::passage(passage),
        }
    }
}

impl SubmissionChannel {
    const ALL: [Self; 6] = [
        Self::DocumentExchange,
        Self::ProvincialSoftware,
        Self::InPerson,
        Self::Post,
        Self::Email,
        Self::Other,
    ];
}

impl From<SubmissionChannel> for Channel {
    fn from(channel: SubmissionChannel) -> Self {
        match channel {
            SubmissionChannel::InPerson => Self::InPerson,
            SubmissionChannel::Post => Self::Post,
            SubmissionChannel::DocumentExchange => Self::DocumentExchange,
            SubmissionChannel::Email => Self::Email,
            SubmissionChannel::ProvincialSoftware => Self::ProvincialSoftware,
            SubmissionChannel::Other => Self::Other,
        }
    }
}

impl SignOffView {
    fn new(sign_off: &SignedOff) -> Self {
        Self {
            at: wording::local(sign_off.at),
            by: wording::person(&sign_off.by),
            sha256: sign_off.sha256.clone(),
        }
    }
}

impl From<&ReportTexts> for TextsForm {
    fn from(texts: &ReportTexts) -> Self {
        Self {
            bases: texts.bases.clone(),
            opening: texts.opening.clone(),
            implementation: texts.implementation.clone(),
            difficulties: texts.difficulties.clone(),
            proposals: texts.proposals.clone(),
        }
    }
}

impl From<TextsForm> for ReportTexts {
    fn from(form: TextsForm) -> Self {
        Self {
            bases: filled(form.bases),
            opening: form.opening,
            implementation: filled(form.implementation),
            difficulties: filled(form.difficulties),
            proposals: filled(form.proposals),
        }
    }
}

impl From<DocumentKind> for backend::DocumentKind {
    fn from(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::Report => Self::Report,
            DocumentKind::EmptyForm => Self::EmptyForm,
            DocumentKind::OfficerSheets => Self::OfficerSheets,
            DocumentKind::Minutes => Self::Minutes,
        }
    }
}

impl From<ExportFormat> for backend::Format {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Pdf => Self::Pdf,
            ExportFormat::Xlsx => Self::Xlsx,
            ExportFormat::Docx => Self::Docx,
            ExportFormat::Retype => Self::Retype,
            ExportFormat::Json => Self::Json,
        }
    }
}
