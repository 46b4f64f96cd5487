//! Which file goes where, and what the index says of it.

use std::path::Path;

use report::model::EvidenceFile;
use report::xlsx::{EvidenceIndex, IndexFile, IndexRow};
use store::{Dossier, Evidence, Place};
use words::evidence_export as say;

use super::names::{Names, name, telling, units};

/// Most units of a path, below the 260 at which programs on Windows give up.
const LONGEST_PATH: usize = 240;
/// Most units of a folder's name.
const LONGEST_FOLDER: usize = 60;
/// Most and least units of a file's name, as the path leaves room.
const FILE_NAME: (usize, usize) = (40, 100);
/// Room for a number behind the folder's name, and for what parts the names of a path.
const NUMBER_AND_SEPARATORS: usize = 8;
const WORKBOOK: &str = "xlsx";

/// What an export consists of.
#[derive(Debug)]
pub(super) struct Plan {
    /// The name of the folder, as long as it is free.
    pub(super) name: String,
    /// Every file.
    pub(super) copies: Vec<Planned>,
    /// The index.
    pub(super) index: EvidenceIndex,
    /// Its name.
    pub(super) index_name: String,
    /// Documents without a file.
    pub(super) without_file: usize,
}

/// A file to write.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Planned {
    /// The document.
    pub(super) evidence: String,
    /// The folder within the export.
    pub(super) folder: String,
    /// The file's name there.
    pub(super) name: String,
    /// The SHA-256 of its content, in hex.
    pub(super) sha256: String,
}

/// What goes where, for an export into `folder`.
pub(super) fn plan(dossier: &Dossier, folder: &Path) -> Plan {
    let set = &dossier.set.set;
    let unit = &dossier.profile.name;
    let rest = units(&say::folder("", set.year)).min(LONGEST_FOLDER);
    let root = say::folder(name(unit, "", 1, LONGEST_FOLDER - rest), set.year);
    let above = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let above = units(&above.to_string_lossy()) + units(&root) + NUMBER_AND_SEPARATORS;
    let mut folders = Names::default();
    let index_name = folders.take((say::index(), WORKBOOK), LONGEST_FOLDER);
    let mut planner = Planner { folders, above, copies: Vec::new(), rows: Vec::new() };

    let bonus = set.bonus.iter().flat_map(|bonus| &bonus.items);
    let penalty = set.penalty.iter().flat_map(|penalty| &penalty.items);
    let items = set.sub_criteria().map(|item| (&item.code, &item.title));
    let items = items.chain(bonus.map(|item| (&item.code, &item.title)));
    for (code, title) in items.chain(penalty.map(|item| (&item.code, &item.title))) {
        let cited = dossier.evidence.iter().flat_map(|evidence| {
            let here = evidence.citations.iter().filter(|citation| citation.code == *code);
            here.map(move |citation| (evidence, citation.place.clone()))
        });
        planner.group(code.as_str(), title, &format!("{code} {title}"), cited);
    }
    let uncited = dossier.evidence.iter().filter(|one| one.citations.is_empty());
    let uncited = uncited.map(|evidence| (evidence, Place::default()));
    planner.group("", say::folder_uncited(), say::folder_uncited(), uncited);

    let without_file = dossier.evidence.iter().filter(|one| one.file.is_none()).count();
    let index = EvidenceIndex { unit: unit.clone(), year: set.year, rows: planner.rows };
    Plan { name: root, copies: planner.copies, index, index_name, without_file }
}

struct Planner {
    /// The names within the export's folder.
    folders: Names,
    /// Units of the path above these.
    above: usize,
    copies: Vec<Planned>,
    rows: Vec<IndexRow>,
}

impl Planner {
    /// The documents of one code, or those of none: a row each, and a folder for their files if
    /// there are any.
    fn group<'a>(
        &mut self,
        code: &str,
        item: &str,
        folder: &str,
        documents: impl Iterator<Item = (&'a Evidence, Place)>,
    ) {
        let mut made = None;
        let mut names = Names::default();
        for (evidence, place) in documents {
            let file = evidence.file.as_ref().map(|file| {
                let folder = made
                    .get_or_insert_with(|| self.folders.take((folder, ""), LONGEST_FOLDER))
                    .clone();
                let room = LONGEST_PATH.saturating_sub(self.above + units(&folder));
                let (stem, ending) = telling(&evidence.document, file);
                let name = names.take((&stem, ending), room.clamp(FILE_NAME.0, FILE_NAME.1));
                let (bytes, sha256) = (file.bytes, file.sha256.clone());
                let evidence = evidence.id.clone();
                self.copies.push(Planned {
                    evidence,
                    folder: folder.clone(),
                    name: name.clone(),
                    sha256: sha256.clone(),
                });
                IndexFile { folder, file: EvidenceFile { name, bytes, sha256 } }
            });
            let document = &evidence.document;
            self.rows.push(IndexRow {
                code: code.to_owned(),
                item: item.to_owned(),
                number: document.number.clone(),
                date: document.date,
                issuer: document.issuer.clone(),
                subject: document.subject.clone(),
                section: place.section,
                page: place.page,
                note: place.note,
                file,
            });
        }
    }
}
