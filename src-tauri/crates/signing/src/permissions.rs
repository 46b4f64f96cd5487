//! What a signature allows to be done to the file after it (ISO 32000-1, 12.8.2).

use lopdf::{Dictionary, Object};

use crate::file::{File, SignatureField};

/// What may be done after a signature, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Nothing but proofs of signatures and time stamps.
    Nothing,
    /// Further signatures.
    Signatures,
    /// Form fields may be filled in as well.
    Forms,
}

/// Which fields nobody may fill in or sign after a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lock {
    All,
    Only(Vec<String>),
    AllBut(Vec<String>),
}

/// What a signature and its field demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Permissions {
    level: Level,
    locks: Vec<Lock>,
}

impl Permissions {
    /// What a document allows that nobody has signed: signatures in its fields.
    pub(crate) const fn unsigned() -> Self {
        Self { level: Level::Signatures, locks: Vec::new() }
    }

    /// What a signature demands, as its revision says.
    pub(crate) fn of(signed: &File, field: &SignatureField, signature: &Dictionary) -> Self {
        let mut levels: Vec<Level> = certifications(signed);
        let mut locks = Vec::new();
        for (method, parameters) in transforms(signed, signature) {
            match method {
                b"DocMDP" => levels.push(level(signed, parameters).unwrap_or(Level::Forms)),
                b"FieldMDP" => locks.push(Lock::read(signed, parameters)),
                _ => {}
            }
        }
        let lock = signed.dictionary(field.id).and_then(|field| signed.entry(field, b"Lock"));
        if let Some(lock) = lock {
            let lock = lock.as_dict().ok();
            levels.extend(level(signed, lock));
            locks.push(Lock::read(signed, lock));
        }
        // Without a word of the signer nothing but further signatures may come.
        Self { level: levels.into_iter().min().unwrap_or(Level::Signatures), locks }
    }

    /// Whether a field may be signed later.
    pub(crate) fn allows_signature(&self, field: &str) -> bool {
        self.level >= Level::Signatures && !self.is_locked(field)
    }

    /// Whether a form field may be filled in later.
    pub(crate) fn allows_input(&self, field: &str) -> bool {
        self.level >= Level::Forms && !self.is_locked(field)
    }

    fn is_locked(&self, field: &str) -> bool {
        self.locks.iter().any(|lock| lock.holds(field))
    }
}

impl Lock {
    /// A lock; one that cannot be understood locks everything.
    fn read(file: &File, parameters: Option<&Dictionary>) -> Self {
        let names = || -> Option<Vec<String>> {
            let fields = file.entry(parameters?, b"Fields")?.as_array().ok()?;
            let name = |name: &Object| lopdf::decode_text_string(file.resolved(name)?).ok();
            fields.iter().map(name).collect()
        };
        let action = parameters.and_then(|one| file.entry(one, b"Action")?.as_name().ok());
        match (action, names()) {
            (Some(b"Include"), Some(names)) => Self::Only(names),
            (Some(b"Exclude"), Some(names)) => Self::AllBut(names),
            _ => Self::All,
        }
    }

    fn holds(&self, field: &str) -> bool {
        let is_named = |names: &[String]| names.iter().any(|name| is_within(field, name));
        match self {
            Self::All => true,
            Self::Only(names) => is_named(names),
            Self::AllBut(names) => !is_named(names),
        }
    }
}

/// Whether a field is another one, or stands below it.
fn is_within(field: &str, above: &str) -> bool {
    let rest = field.strip_prefix(above);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What the signatures of a revision allow that certify the document.
fn certifications(file: &File) -> Vec<Level> {
    let fields = file.signature_fields();
    let signatures = fields.iter().filter_map(|field| file.signature(field.id));
    let transforms = signatures.flat_map(|signature| transforms(file, signature));
    let certifying = transforms.filter(|(method, _)| *method == b"DocMDP");
    certifying.map(|(_, parameters)| level(file, parameters).unwrap_or(Level::Forms)).collect()
}

/// The transforms that a signature names, each with its parameters.
fn transforms<'a>(
    file: &'a File,
    signature: &'a Dictionary,
) -> Vec<(&'a [u8], Option<&'a Dictionary>)> {
    let references = file.entry(signature, b"Reference").and_then(|all| all.as_array().ok());
    let transform = |reference: &'a Object| {
        let reference = file.resolved(reference)?.as_dict().ok()?;
        let method = file.entry(reference, b"TransformMethod")?.as_name().ok()?;
        let parameters =
            file.entry(reference, b"TransformParams").and_then(|one| one.as_dict().ok());
        Some((method, parameters))
    };
    references.into_iter().flatten().filter_map(transform).collect()
}

/// What parameters allow; none where they say nothing of it.
fn level(file: &File, parameters: Option<&Dictionary>) -> Option<Level> {
    let figure = file.entry(parameters?, b"P")?;
    Some(match figure.as_i64() {
        // Annotations, which 3 allows besides, may cover what was signed.
        Ok(2 | 3) => Level::Forms,
        _ => Level::Nothing,
    })
}
