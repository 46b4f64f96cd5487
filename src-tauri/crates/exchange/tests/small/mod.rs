//! A small package, and archives that are none.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{Cursor, Write};

use exchange::{
    Dossier, EvidenceScope, FORMAT, Fault, Kind, Manifest, Package, Part, PartName, SetReference,
    Sha256, Unit, write,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A manifest and the parts that it names.
#[derive(Clone)]
pub struct Sample {
    pub manifest: Manifest,
    pub contents: BTreeMap<PartName, Vec<u8>>,
}

pub fn evidence(content: &[u8]) -> PartName {
    PartName::Evidence(Sha256::of(content))
}

pub fn part(name: PartName, content: &[u8]) -> Part {
    Part { name, bytes: content.len() as u64, sha256: Sha256::of(content) }
}

/// A dossier with evidence and a signed report.
pub fn sample() -> Sample {
    let set = br#"{"schema":"par-criteria/1","id":"commune"}"#.to_vec();
    let content = r#"{"answers":{"1.1":"Đức Liễu"}}"#.repeat(9).into_bytes();
    let (first, second) = (b"%PDF-1.7 a decision".to_vec(), vec![0; 700]);
    let contents: Vec<(PartName, Vec<u8>)> = vec![
        (PartName::CriteriaSet, set.clone()),
        (PartName::Journal, br#"[{"seq":1},{"seq":2}]"#.to_vec()),
        (PartName::Content, content.clone()),
        (PartName::SignOff(1), b"{}".to_vec()),
        (PartName::Report(1), b"%PDF-1.7 a report".to_vec()),
        (evidence(&first), first),
        (evidence(&second), second),
    ];
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        program: "0.1.0".to_owned(),
        kind: Kind::Dossier,
        created_at: "2026-08-14T09:30:00+07:00".to_owned(),
        criteria_set: SetReference {
            id: "commune-2026".to_owned(),
            version: "1".to_owned(),
            sha256: Sha256::of(&set),
        },
        unit: Unit { kind: "commune".to_owned(), name: "UBND xã Đức Liễu".to_owned() },
        year: 2026,
        dossier: Dossier {
            id: "0198a7c2".to_owned(),
            state: "signed-off".to_owned(),
            sha256: Sha256::of(&content),
        },
        evidence: EvidenceScope::All,
        hand_out: None,
        parts: contents.iter().map(|(name, content)| part(*name, content)).collect(),
    };
    Sample { manifest, contents: contents.into_iter().collect() }
}

impl Sample {
    /// Writes the package.
    pub fn package(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(Cursor::new(&mut bytes), &self.manifest, |part, to| {
            to.write_all(&self.contents[&part.name]).unwrap();
            Ok::<(), Infallible>(())
        })
        .unwrap();
        bytes
    }

    /// Its entries as they stand in the archive.
    pub fn entries(&self) -> Vec<Item> {
        let manifest = Item::packed("manifest.json", &serde_json::to_vec(&self.manifest).unwrap());
        let parts = self.manifest.parts.iter().map(|part| {
            let is_packed = !matches!(part.name, PartName::Report(_) | PartName::Evidence(_));
            Item { is_packed, ..Item::stored(&part.name.to_string(), &self.contents[&part.name]) }
        });
        std::iter::once(manifest).chain(parts).collect()
    }

    /// The package with a manifest of which something was replaced.
    pub fn with_manifest(&self, old: &str, new: &str) -> Vec<u8> {
        let mut entries = self.entries();
        let manifest = String::from_utf8(entries[0].content.clone()).unwrap();
        assert!(manifest.contains(old), "{old}");
        entries[0].content = manifest.replacen(old, new, 1).into_bytes();
        archive(&entries)
    }

    /// Whether a package has exactly this manifest and these parts, when it opens and is proved.
    pub fn is_in(&self, bytes: &[u8]) -> Result<bool, Fault> {
        let mut package = open(bytes)?;
        package.verify()?;
        let mut is_same = *package.manifest() == self.manifest;
        for (name, content) in &self.contents {
            let mut copied = Vec::new();
            package.copy(name, &mut copied)?;
            is_same &= copied == *content && package.bytes(name)? == *content;
        }
        Ok(is_same)
    }
}

pub fn open(bytes: &[u8]) -> Result<Package<Cursor<&[u8]>>, Fault> {
    Package::open(Cursor::new(bytes))
}

/// The fault that opening and proving a file ends with.
pub fn fault(bytes: &[u8]) -> Fault {
    open(bytes).and_then(|mut package| package.verify()).unwrap_err()
}

/// An entry of an archive.
#[derive(Clone)]
pub struct Item {
    pub name: String,
    pub content: Vec<u8>,
    pub is_packed: bool,
}

impl Item {
    pub fn packed(name: &str, content: &[u8]) -> Self {
        Self { name: name.to_owned(), content: content.to_vec(), is_packed: true }
    }

    pub fn stored(name: &str, content: &[u8]) -> Self {
        Self { is_packed: false, ..Self::packed(name, content) }
    }
}

/// An archive of these entries, whatever they are.
pub fn archive(entries: &[Item]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for Item { name, content, is_packed } in entries {
        let method =
            if *is_packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Replaces every occurrence of some bytes by others of the same length.
pub fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut bytes = bytes.to_vec();
    let mut found = 0;
    for at in 0..=bytes.len() - old.len() {
        if bytes[at..].starts_with(old) {
            bytes[at..at + old.len()].copy_from_slice(new);
            found += 1;
        }
    }
    assert!(found > 0);
    bytes
}
