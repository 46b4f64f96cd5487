//! Packages of dossiers out of the data file and into it.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use exchange::{
    EvidenceScope, FORMAT, HandOut, Kind, Manifest, Part, PartName, SetReference, Sha256, Unit,
};
use scoring::{Code, CriteriaSet};
use store::{
    Arrival, Dossier, HandedPart, MergeItem, Merged, Outgoing, Reception, Recount, Standing,
    Subject, Taken, Transfer, TransferContent, TransferSource,
};
use words::package as say;

use super::Office;
use crate::error::{Error, Result};
use crate::history::{Difference, HistoryLine, Teller};
use crate::package::{
    ENDING, Given, PackageOrder, PackagePlan, PackageWritten, Purpose, Received, Watch,
};
use crate::wording;

/// A change that an officer made, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeLine {
    /// What was changed: the name by which it is chosen.
    pub subject: Subject,
    /// The same in words.
    pub what: String,
    /// What it said when the part was handed out, and what the officer made of it.
    pub theirs: Vec<Difference>,
    /// What it said then, and what stands here.
    pub ours: Vec<Difference>,
    /// Who entered it, and when.
    pub who: String,
    /// How it stands to what is here.
    pub standing: Standing,
}

/// How a package is taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakeIn {
    /// Whether the dossier is this data file's own, to be worked on whatever its state.
    pub is_own: bool,
    /// Of a part that is handed out once more, where the handed value is wanted though another was entered
    /// here.
    pub theirs: BTreeSet<Subject>,
}

impl Office {
    /// What a package of a dossier will hold.
    ///
    /// # Errors
    /// If there is no such dossier, or the order does not fit it.
    pub fn plan_package(&self, dossier: &str, order: &PackageOrder) -> Result<PackagePlan> {
        let content = self.dossier(dossier)?;
        let outgoing = self.store.transfer(dossier)?;
        let part = self.part_ordered(&content, &order.purpose)?;
        let all = self.store.contents_of(dossier)?;
        let goes =
            |one: &&TransferContent| one.is_here && (order.with_files || one.report.is_some());
        let files: Vec<&TransferContent> = all.iter().filter(goes).collect();
        let evidence = || files.iter().filter(|one| one.report.is_none());
        let named: BTreeSet<&str> = evidence().map(|one| one.sha256.as_str()).collect();
        let travels = |file: &store::Attachment| named.contains(file.sha256.as_str());
        let has_file = |one: &&store::Evidence| one.file.as_ref().is_some_and(travels);
        let with_file = content.evidence.iter().filter(has_file).count();
        Ok(PackagePlan {
            name: self.package_name(dossier, &order.purpose, part.as_ref())?,
            files: evidence().count(),
            bytes: evidence().map(|one| one.bytes).sum(),
            only_cited: content.evidence.len() - with_file,
            manifest: self.manifest(&content, order, part, (&outgoing, &files))?,
            outgoing,
        })
    }

    /// Writes the journal or a content of a planned package.
    ///
    /// # Errors
    /// If it is not in the data file, damaged, or cannot be written.
    pub fn give(&self, given: Given<'_>, to: &mut dyn Write) -> Result<()> {
        match given {
            Given::Journal(journal) => self.store.write_journal(journal, to)?,
            Given::Content(sha256) => self.store.read_content(sha256, to)?,
        }
        Ok(())
    }

    /// The whole package at once.
    ///
    /// # Errors
    /// As [`Self::plan_package`] and [`PackagePlan::write`].
    pub fn export_package(
        &self,
        plan: &PackagePlan,
        (out, volume): (&Path, Option<u64>),
        watch: Watch<'_>,
    ) -> Result<PackageWritten> {
        plan.write(out, volume, &mut |given, to| self.give(given, to), watch)
    }

    /// What a package means for this data file.
    ///
    /// # Errors
    /// If it holds what no program wrote.
    pub fn arrival(&self, received: &Received) -> Result<Arrival> {
        let contents = &mut *received.contents.borrow_mut();
        Ok(self.store.arrival(contents, received.part().as_ref())?)
    }

    /// What would be done to a dossier that a package carries on, in words.
    ///
    /// # Errors
    /// If the dossier is not here, or an entry is none that a program wrote.
    pub fn arriving(&self, received: &Received, arrival: &Arrival) -> Result<Vec<HistoryLine>> {
        let entries = match arrival {
            Arrival::Ahead(entries) | Arrival::Resubmitted { entries, .. } => entries,
            Arrival::New
            | Arrival::Same
            | Arrival::HandedAgain
            | Arrival::Behind
            | Arrival::Diverged(_) => return Ok(Vec::new()),
        };
        let dossier = self.dossier(&received.manifest().dossier.id)?;
        let teller = Teller::new(&self.store, &dossier);
        entries.iter().map(|entry| teller.tell(entry.clone())).collect()
    }

    /// How many files of a package would come to the dossier that is here and lacks them.
    ///
    /// # Errors
    /// If the dossier is not here.
    pub fn files_due(&self, received: &Received, arrival: &Arrival) -> Result<usize> {
        if matches!(arrival, Arrival::New | Arrival::Diverged(_)) {
            return Ok(0);
        }
        let here = self.store.contents_of(&received.manifest().dossier.id)?;
        Ok(here.iter().filter(|one| !one.is_here && received.holds(&one.sha256)).count())
    }

    /// Whether it is to be asked whose dossier it is: it would be received as another unit's, which only
    /// its unit changes.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn asks_whose(&self, received: &Received, arrival: &Arrival) -> Result<bool> {
        let is_open = received.dossier().state.is_open();
        Ok(match arrival {
            Arrival::New => !is_open && received.part().is_none(),
            Arrival::Ahead(_) => !is_open && self.store.came_open(&received.dossier().id)?,
            Arrival::Resubmitted { .. }
            | Arrival::Same
            | Arrival::HandedAgain
            | Arrival::Behind
            | Arrival::Diverged(_) => false,
        })
    }

    /// Takes a dossier, or a part to fill in, into this data file: all of it or nothing; the same
    /// again changes nothing.
    ///
    /// # Errors
    /// If what is here went its own way since, or the package holds what no program wrote or a part
    /// that was filled in.
    pub fn take_in(&mut self, received: &mut Received, choice: &TakeIn) -> Result<Taken> {
        if received.is_filled_part() {
            return Err(Error::refused("filled-part", say::is_filled_part()));
        }
        let (bytes, part) = (received.files().1, received.part());
        self.reading.forget_order();
        let id = received.dossier().id.clone();
        let (store, stamp) = self.change(&id);
        let reception = Reception {
            handed: part.as_ref(),
            is_own: choice.is_own,
            theirs: &choice.theirs,
            stamp: &stamp,
        };
        let Received { transfer, contents, .. } = received;
        Ok(store.take_in(transfer, (contents.get_mut(), bytes), &reception)?)
    }

    /// Takes a dossier in without any content, and gives what it is then.
    pub(crate) fn rehearse(
        &mut self,
        transfer: &Transfer,
        source: &mut dyn TransferSource,
    ) -> Result<Dossier> {
        let (theirs, stamp) = (BTreeSet::new(), self.stamp());
        let reception = Reception { handed: None, is_own: true, theirs: &theirs, stamp: &stamp };
        self.store.take_in(transfer, (source, 0), &reception)?;
        match &self.store.dossier_ids()?[..] {
            [id] => Ok(self.store.dossier(id)?),
            _ => Err(Error::refused("package", say::not_written("rehearsal"))),
        }
    }

    /// What taking a filled part over would change, in words; of a part that is handed out once more, what
    /// would become of what was entered here.
    ///
    /// # Errors
    /// If it was not handed out from here, or holds what no program wrote.
    pub fn merge_preview(&self, received: &Received) -> Result<Vec<MergeLine>> {
        let contents = &mut *received.contents.borrow_mut();
        let items = match received.part() {
            Some(part) if received.is_filled_part() => self.store.merge_preview(contents, &part)?,
            Some(part) => self.store.again_preview(&received.transfer, contents, &part)?,
            None => return Err(Error::refused("no-filled-part", say::no_filled_part())),
        };
        let dossier = self.dossier(&received.manifest().dossier.id)?;
        let teller = Teller::new(&self.store, &dossier);
        items.into_iter().map(|item| merge_line(&teller, item)).collect()
    }

    /// Takes a filled part over: what nobody else changed, and of conflicts the named ones.
    ///
    /// # Errors
    /// As [`Self::merge_preview`]; if the dossier is signed off.
    pub fn merge(&mut self, received: &mut Received, theirs: &BTreeSet<Subject>) -> Result<Merged> {
        let part = filled(received)?;
        let (id, bytes) = (received.dossier().id.clone(), received.files().1);
        let (store, stamp) = self.change(&id);
        Ok(store.merge((received.contents.get_mut(), bytes), &part, theirs, &stamp)?)
    }

    /// Dossiers of which the rules of today count the standing sign-off otherwise than it says.
    pub fn recounts(&self) -> Vec<(String, Recount)> {
        let mut recounts = Vec::new();
        // A list that cannot be read is told as damaged.
        for id in self.store.dossier_ids().unwrap_or_default() {
            // One that cannot be read, or was altered, is told as damaged.
            if let Ok(Some(recount)) = self.store.recount(&id) {
                recounts.push((id, recount));
            }
        }
        recounts
    }

    /// The part of a dossier that this data file was handed; none where the dossier is its own.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn handed_part(&self, dossier: &str) -> Result<Option<HandedPart>> {
        Ok(self.store.handed_part(dossier)?)
    }

    fn part_ordered(&self, dossier: &Dossier, purpose: &Purpose) -> Result<Option<HandedPart>> {
        match purpose {
            Purpose::Dossier => match self.store.handed_part(&dossier.id)? {
                Some(_) => Err(store::Error::PartOnly.into()),
                None => Ok(None),
            },
            Purpose::HandOut { to, codes } => {
                if to.trim().is_empty() {
                    return Err(Error::refused("no-officer", say::no_officer()));
                }
                let codes = within(&dossier.set.set, codes)?;
                Ok(Some(self.store.part_of(&dossier.id, to, &codes)?))
            }
            Purpose::FilledPart => match self.store.handed_part(&dossier.id)? {
                Some(part) => Ok(Some(part)),
                None => Err(Error::refused("no-part", say::no_part())),
            },
        }
    }

    fn manifest(
        &self,
        dossier: &Dossier,
        order: &PackageOrder,
        part: Option<HandedPart>,
        (outgoing, files): (&Outgoing, &[&TransferContent]),
    ) -> Result<Manifest> {
        let set = &dossier.set.set;
        Ok(Manifest {
            format: FORMAT.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            kind: match order.purpose {
                Purpose::Dossier => Kind::Dossier,
                Purpose::HandOut { .. } => Kind::HandOut,
                Purpose::FilledPart => Kind::FilledPart,
            },
            created_at: self.clock.now().to_rfc3339(),
            criteria_set: SetReference {
                id: set.id.clone(),
                version: set.version.clone(),
                sha256: Sha256::of(outgoing.transfer.criteria_set.as_bytes()),
            },
            unit: Unit {
                kind: dossier.profile.kind.word().to_owned(),
                name: dossier.profile.name.clone(),
            },
            year: set.year,
            dossier: exchange::Dossier {
                id: dossier.id.clone(),
                state: dossier.state.name().to_owned(),
                sha256: Sha256::of(outgoing.transfer.content.as_bytes()),
            },
            evidence: if order.with_files { EvidenceScope::All } else { EvidenceScope::References },
            hand_out: part.map(hand_out).transpose()?,
            parts: parts(outgoing, files)?,
        })
    }

    fn package_name(
        &self,
        dossier: &str,
        purpose: &Purpose,
        part: Option<&HandedPart>,
    ) -> Result<String> {
        let report = report::file_name(&self.report(dossier)?);
        let stem = Path::new(&report).file_stem().unwrap_or_default().to_string_lossy();
        let person = part.map(|part| part.person.as_str()).unwrap_or_default();
        let stem = match purpose {
            Purpose::Dossier => stem.into_owned(),
            Purpose::HandOut { .. } => say::part_name(stem, person),
            Purpose::FilledPart => say::filled_name(stem, person),
        };
        Ok(crate::files::usable_name(&format!("{stem}.{ENDING}")))
    }
}

fn hand_out(part: HandedPart) -> Result<HandOut> {
    Ok(HandOut {
        to: part.person,
        codes: part.codes.iter().map(Code::to_string).collect(),
        base_seq: part.base_seq,
        base_hash: hash(&part.base_hash)?,
    })
}

fn hash(hex: &str) -> Result<Sha256> {
    Sha256::from_hex(hex).ok_or_else(|| Error::refused("package", say::not_written(hex)))
}

/// The parts of a package in their order.
fn parts(outgoing: &Outgoing, files: &[&TransferContent]) -> Result<Vec<Part>> {
    let text = |name, text: &str| Part {
        name,
        bytes: text.len() as u64,
        sha256: Sha256::of(text.as_bytes()),
    };
    let Outgoing { transfer, journal } = outgoing;
    let mut parts = vec![
        text(PartName::CriteriaSet, &transfer.criteria_set),
        Part { name: PartName::Journal, bytes: journal.bytes, sha256: hash(&journal.sha256)? },
        text(PartName::Content, &transfer.content),
    ];
    for (ordinal, position) in (1..).zip(0..transfer.sign_offs.len()) {
        let content = transfer.sign_offs.get(position);
        let content =
            content.map_err(|error| Error::refused("package", say::not_written(error)))?;
        parts.push(text(PartName::SignOff(ordinal), &content.unwrap_or_default()));
    }
    for file in files {
        let sha256 = hash(&file.sha256)?;
        let name = file.report.map_or(PartName::Evidence(sha256), PartName::Report);
        parts.push(Part { name, bytes: file.bytes, sha256 });
    }
    Ok(parts)
}

/// The items that areas, criteria and items name.
fn within(set: &CriteriaSet, named: &[String]) -> Result<Vec<Code>> {
    let mut codes: Vec<Code> = Vec::new();
    for name in named.iter().map(|name| name.trim()) {
        let found = items(set, name);
        if found.is_empty() {
            return Err(Error::refused("unknown-code", say::unknown_part(name)));
        }
        codes.extend(found.into_iter().filter(|code| !codes.contains(code)).collect::<Vec<_>>());
    }
    if codes.is_empty() { Err(Error::refused("no-codes", say::no_codes())) } else { Ok(codes) }
}

/// The items of the area or criterion of this code, or the item itself.
fn items(set: &CriteriaSet, name: &str) -> Vec<Code> {
    for area in &set.areas {
        if area.code.as_str() == name {
            return area.sub_criteria().map(|item| item.code.clone()).collect();
        }
        if let Some(criterion) = area.criteria.iter().find(|one| one.code.as_str() == name) {
            return criterion.sub_criteria.iter().map(|item| item.code.clone()).collect();
        }
    }
    let code = Code::new(name);
    let known = set.sub_criterion(&code).is_some()
        || set.bonus_item(&code).is_some()
        || set.penalty_item(&code).is_some();
    if known { vec![code] } else { Vec::new() }
}

/// The part that a package gives back.
fn filled(received: &Received) -> Result<HandedPart> {
    match received.part() {
        Some(part) if received.is_filled_part() => Ok(part),
        _ => Err(Error::refused("no-filled-part", say::no_filled_part())),
    }
}

fn merge_line(teller: &Teller<'_>, item: MergeItem) -> Result<MergeLine> {
    let MergeItem { subject, base, ours, theirs, by, at, standing } = item;
    let differs =
        |other: Option<&store::Value>| teller.differences(&subject, (base.as_ref(), other));
    Ok(MergeLine {
        what: teller.name(&subject, theirs.as_ref().or(base.as_ref()))?,
        theirs: differs(theirs.as_ref())?,
        ours: differs(ours.as_ref())?,
        who: say::who(wording::person(&by), wording::local(at)),
        subject,
        standing,
    })
}
