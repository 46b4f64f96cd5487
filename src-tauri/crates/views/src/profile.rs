//! The unit's profile as a form.

use store::{Kind, Profile, Signer};

use crate::shape::shapes;

shapes! {
    /// The unit's profile (`par-profile/1`), every field a text that may still be empty.
    pub struct ProfileForm {
        /// The unit's name: "UBND xã Đức Liễu".
        pub name: String,
        /// Commune or department.
        pub kind: UnitKind,
        /// The superior body; empty where the heading names none.
        pub superior_body: String,
        /// The issuing body.
        pub issuing_body: String,
        /// Who receives the report.
        pub receiving_office: String,
        /// The place of issue.
        pub place: String,
        /// What follows the number and a slash: "BC-UBND".
        pub symbol: String,
        /// Lines of authority above the signer's post: "TM. ỦY BAN NHÂN DÂN".
        pub authority: Vec<String>,
        /// The signer's post.
        pub signer_post: String,
        /// The signer's name.
        pub signer_name: String,
        /// Who drew the report up.
        pub prepared_by: String,
        /// Recipients, one a line.
        pub recipients: Vec<String>,
        /// The line of the file copy.
        pub file_copy: String,
    }

    /// The kind of unit.
    pub enum UnitKind {
        /// A commune, ward or township.
        Commune,
        /// A department or office.
        Department,
    }
}

impl From<scoring::UnitKind> for UnitKind {
    fn from(kind: scoring::UnitKind) -> Self {
        match kind {
            scoring::UnitKind::Commune => Self::Commune,
            scoring::UnitKind::Department => Self::Department,
        }
    }
}

impl From<UnitKind> for Kind {
    fn from(kind: UnitKind) -> Self {
        match kind {
            UnitKind::Commune => Self::Commune,
            UnitKind::Department => Self::Department,
        }
    }
}

impl From<&Profile> for ProfileForm {
    fn from(profile: &Profile) -> Self {
        Self {
            name: profile.name.clone(),
            kind: match profile.kind {
                Kind::Commune => UnitKind::Commune,
                Kind::Department => UnitKind::Department,
            },
            superior_body: profile.superior_body.clone().unwrap_or_default(),
            issuing_body: profile.issuing_body.clone(),
            receiving_office: profile.receiving_office.clone(),
            place: profile.place.clone(),
            symbol: profile.symbol.clone(),
            authority: profile.signer.authority.clone(),
            signer_post: profile.signer.post.clone(),
            signer_name: profile.signer.name.clone(),
            prepared_by: profile.prepared_by.clone(),
            recipients: profile.recipients.clone(),
            file_copy: profile.file_copy.clone(),
        }
    }
}

impl From<ProfileForm> for Profile {
    fn from(form: ProfileForm) -> Self {
        Self {
            schema: "par-profile/1".to_owned(),
            name: form.name,
            kind: form.kind.into(),
            superior_body: Some(form.superior_body).filter(|text| !text.trim().is_empty()),
            issuing_body: form.issuing_body,
            receiving_office: form.receiving_office,
            place: form.place,
            symbol: form.symbol,
            signer: Signer {
                authority: filled(form.authority),
                post: form.signer_post,
                name: form.signer_name,
            },
            prepared_by: form.prepared_by,
            recipients: filled(form.recipients),
            file_copy: form.file_copy,
        }
    }
}

/// The lines that hold something.
pub(crate) fn filled(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().filter(|line| !line.trim().is_empty()).collect()
}
