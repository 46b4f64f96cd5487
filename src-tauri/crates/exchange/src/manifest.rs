//! The manifest: what a package is and which parts it has. Its JSON is `manifest.json`.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{Fault, Part, PartName, Sha256, bounds};

/// The format that is written and read.
pub const FORMAT: &str = "par-package/1";
/// The name of the manifest's entry, the first of the archive.
pub(crate) const ENTRY: &str = "manifest.json";

/// What a package is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// The version of the program that wrote it.
    pub program: String,
    /// What it carries.
    pub kind: Kind,
    /// When it was made, as RFC 3339.
    pub created_at: String,
    /// The criteria set of the dossier.
    pub criteria_set: SetReference,
    /// The unit that assesses itself.
    pub unit: Unit,
    /// The year that is assessed.
    pub year: i32,
    /// The dossier.
    pub dossier: Dossier,
    /// Whether the contents of evidence are in it.
    pub evidence: EvidenceScope,
    /// Whom it was handed to; exactly if [`Self::kind`] is no whole dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_out: Option<HandOut>,
    /// The parts, in the order in which they follow.
    pub parts: Vec<Part>,
}

/// What a package carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A whole dossier.
    Dossier,
    /// A dossier of which an officer is to fill a part.
    HandOut,
    /// That part, given back.
    FilledPart,
}

/// Which contents of evidence a package has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EvidenceScope {
    /// All of them.
    All,
    /// None: documents refer to them by hash.
    References,
}

/// A criteria set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetReference {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The hash of its text, which is the part [`PartName::CriteriaSet`].
    pub sha256: Sha256,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unit {
    /// Its kind, as criteria sets name it.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// A dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dossier {
    /// Its id.
    pub id: String,
    /// Its state.
    pub state: String,
    /// The hash of its canonical content, which is the part [`PartName::Content`].
    pub sha256: Sha256,
}

/// A part of a dossier in an officer's hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandOut {
    /// The officer's name.
    pub to: String,
    /// The items that the officer fills in.
    pub codes: Vec<String>,
    /// The position in the journal at which it was handed out.
    pub base_seq: i64,
    /// The journal's hash at that position.
    pub base_hash: Sha256,
}

impl Manifest {
    /// Reads and checks `manifest.json`.
    ///
    /// # Errors
    /// [`Fault::NotPackage`] for another format, [`Fault::Newer`], [`Fault::TooLarge`],
    /// [`Fault::Manifest`].
    pub fn parse(json: &[u8]) -> Result<Self, Fault> {
        #[derive(Deserialize)]
        struct AnyFormat {
            format: String,
        }

        if json.len() as u64 > bounds::MANIFEST {
            return Err(Fault::TooLarge);
        }
        let AnyFormat { format } = serde_json::from_slice(json).map_err(|_| Fault::NotPackage)?;
        if format != FORMAT {
            return Err(other_format(format));
        }
        let manifest: Self = serde_json::from_slice(json).map_err(Fault::manifest)?;
        manifest.check()?;
        Ok(manifest)
    }

    /// Checks the manifest and writes it as `manifest.json`.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub fn to_json(&self) -> Result<Vec<u8>, Fault> {
        self.check()?;
        let json = serde_json::to_vec(self).map_err(Fault::manifest)?;
        if json.len() as u64 > bounds::MANIFEST {
            return Err(Fault::TooLarge);
        }
        Ok(json)
    }

    /// Whether the manifest agrees with itself and the bounds.
    ///
    /// # Errors
    /// [`Fault::Manifest`] with the first thing that is wrong, [`Fault::MissingPart`],
    /// [`Fault::TooLarge`].
    pub fn check(&self) -> Result<(), Fault> {
        if self.format != FORMAT {
            return Err(Fault::manifest("format"));
        }
        self.check_texts()?;
        if !is_moment(&self.created_at) {
            return Err(Fault::manifest("createdAt"));
        }
        if !(1..=9999).contains(&self.year) {
            return Err(Fault::manifest("year"));
        }
        if self.hand_out.is_some() == (self.kind == Kind::Dossier) {
            return Err(Fault::manifest("handOut"));
        }
        if let Some(hand_out) = &self.hand_out {
            hand_out.check()?;
        }
        self.check_parts()
    }

    /// A part by its name.
    pub fn part(&self, name: &PartName) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == *name)
    }

    /// Bytes of all parts together.
    pub fn bytes(&self) -> u64 {
        self.parts.iter().fold(0, |sum: u64, part| sum.saturating_add(part.bytes))
    }

    fn check_texts(&self) -> Result<(), Fault> {
        check_text("program", &self.program)?;
        check_text("criteriaSet.id", &self.criteria_set.id)?;
        check_text("criteriaSet.version", &self.criteria_set.version)?;
        check_text("unit.kind", &self.unit.kind)?;
        check_text("unit.name", &self.unit.name)?;
        check_text("dossier.id", &self.dossier.id)?;
        check_text("dossier.state", &self.dossier.state)
    }

    fn check_parts(&self) -> Result<(), Fault> {
        if self.parts.len() > bounds::PARTS {
            return Err(Fault::TooLarge);
        }
        let mut names = HashSet::new();
        let mut small: u64 = 0;
        for Part { name, bytes, sha256 } in &self.parts {
            if !names.insert(name) {
                return Err(Fault::manifest(format_args!("{name} twice")));
            }
            if *bytes > name.most_bytes() {
                return Err(Fault::TooLarge);
            }
            let hash = match name {
                PartName::CriteriaSet => self.criteria_set.sha256,
                PartName::Content => self.dossier.sha256,
                PartName::Evidence(_) if self.evidence == EvidenceScope::References => {
                    return Err(Fault::manifest(format_args!("{name} beside references")));
                }
                PartName::Evidence(hash) => *hash,
                PartName::Journal | PartName::SignOff(_) | PartName::Report(_) => *sha256,
            };
            if hash != *sha256 {
                return Err(Fault::manifest(format_args!("sha256 of {name}")));
            }
            if !matches!(name, PartName::Evidence(_) | PartName::Journal) {
                small = small.saturating_add(*bytes);
            }
        }
        if small > bounds::SMALL_PARTS || self.bytes() > bounds::WHOLE {
            return Err(Fault::TooLarge);
        }
        match PartName::REQUIRED.into_iter().find(|name| !names.contains(name)) {
            Some(part) => Err(Fault::MissingPart { part }),
            None => Ok(()),
        }
    }
}

impl HandOut {
    fn check(&self) -> Result<(), Fault> {
        check_text("handOut.to", &self.to)?;
        if self.codes.is_empty() || self.codes.len() > bounds::CODES {
            return Err(Fault::manifest("handOut.codes"));
        }
        for code in &self.codes {
            check_text("handOut.codes", code)?;
        }
        if self.base_seq < 0 {
            return Err(Fault::manifest("handOut.baseSeq"));
        }
        Ok(())
    }
}

/// What is said of a package whose format is not [`FORMAT`].
fn other_format(format: String) -> Fault {
    let number = format.strip_prefix("par-package/").unwrap_or_default();
    let is_number = (1..=9).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    if is_number { Fault::Newer { format } } else { Fault::NotPackage }
}

fn check_text(field: &str, text: &str) -> Result<(), Fault> {
    let is_text = !text.trim().is_empty()
        && text.chars().count() <= bounds::TEXT
        && !text.chars().any(char::is_control);
    if is_text { Ok(()) } else { Err(Fault::manifest(field)) }
}

/// Whether a text has the shape of an RFC 3339 moment; its day need not exist.
fn is_moment(text: &str) -> bool {
    let shape: String =
        text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    let Some(rest) = shape.strip_prefix("0000-00-00T00:00:00") else { return false };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) if fraction.starts_with('0') => fraction.trim_start_matches('0'),
        Some(_) => return false,
        None => rest,
    };
    text.len() <= 40 && matches!(zone, "Z" | "+00:00" | "-00:00")
}
