//! The unit's profile: its names, its signer, its recipients (Decree 30/2020/NĐ-CP, Annex I).

use scoring::{ReadError, UnitKind};
use serde::{Deserialize, Serialize};

use crate::form::{self, Form, optional, required};
use crate::normal_form::{nfc, nfc_all};

/// The schema that is read and written.
const SCHEMA: &str = "par-profile/1";

const FORM: Form = Form::Object(&[
    required("schema", Form::Schema(SCHEMA)),
    required("name", Form::Text),
    required("kind", Form::Word(&["commune", "department"])),
    optional("superiorBody", Form::Text),
    required("issuingBody", Form::Text),
    required("receivingOffice", Form::Text),
    required("place", Form::Text),
    required("symbol", Form::Text),
    required(
        "signer",
        Form::Object(&[
            required("authority", Form::List(&Form::Text)),
            required("post", Form::Text),
            required("name", Form::Text),
        ]),
    ),
    required("preparedBy", Form::Text),
    required("recipients", Form::List(&Form::Text)),
    required("fileCopy", Form::Text),
]);

/// What a report says about the unit that makes it (`par-profile/1`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Profile {
    /// Always `par-profile/1`.
    pub schema: String,
    /// The unit's name: "UBND xã Đức Liễu".
    pub name: String,
    /// Commune or department.
    pub kind: Kind,
    /// The superior body, if the heading names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superior_body: Option<String>,
    /// The issuing body.
    pub issuing_body: String,
    /// Who receives the report.
    pub receiving_office: String,
    /// The place of issue.
    pub place: String,
    /// What follows the number and a slash: "BC-UBND".
    pub symbol: String,
    /// Who signs.
    pub signer: Signer,
    /// Who drew the report up.
    pub prepared_by: String,
    /// Recipients, one a line.
    pub recipients: Vec<String>,
    /// The line of the file copy: "Lưu: VT, VP".
    pub file_copy: String,
}

/// The kind of unit, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A commune, ward or township.
    Commune,
    /// A department or office.
    Department,
}

/// The signature block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signer {
    /// Lines of authority: "TM. ỦY BAN NHÂN DÂN"; may be none.
    pub authority: Vec<String>,
    /// Post: "CHỦ TỊCH".
    pub post: String,
    /// Name.
    pub name: String,
}

impl From<Kind> for UnitKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Commune => Self::Commune,
            Kind::Department => Self::Department,
        }
    }
}

impl Kind {
    /// The word of the file format.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Department => "department",
        }
    }
}

impl Profile {
    /// Reads a document of schema `par-profile/1`.
    ///
    /// # Errors
    /// [`ReadError`] with every fault of form.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        form::read(bytes, &FORM)
    }

    /// The fields that must be filled before a sign-off and are not, by their names in the file.
    pub fn empty_fields(&self) -> Vec<&'static str> {
        let texts = [
            ("name", &self.name),
            ("issuingBody", &self.issuing_body),
            ("receivingOffice", &self.receiving_office),
            ("place", &self.place),
            ("symbol", &self.symbol),
            ("signer.post", &self.signer.post),
            ("signer.name", &self.signer.name),
            ("preparedBy", &self.prepared_by),
            ("fileCopy", &self.file_copy),
        ];
        let blank = |text: &str| text.trim().is_empty();
        let mut empty: Vec<_> =
            texts.into_iter().filter(|(_, text)| blank(text)).map(|(field, _)| field).collect();
        if self.recipients.iter().all(|recipient| blank(recipient)) {
            empty.push("recipients");
        }
        empty
    }

    /// The same with every text in NFC.
    pub(crate) fn normalised(&self) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            name: nfc(&self.name),
            kind: self.kind,
            superior_body: self.superior_body.as_deref().map(nfc),
            issuing_body: nfc(&self.issuing_body),
            receiving_office: nfc(&self.receiving_office),
            place: nfc(&self.place),
            symbol: nfc(&self.symbol),
            signer: Signer {
                authority: nfc_all(&self.signer.authority),
                post: nfc(&self.signer.post),
                name: nfc(&self.signer.name),
            },
            prepared_by: nfc(&self.prepared_by),
            recipients: nfc_all(&self.recipients),
            file_copy: nfc(&self.file_copy),
        }
    }
}
