//! Writing and reading packages that are as they should be, and what a writer may not do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod small;

use std::convert::Infallible;
use std::io::{self, Cursor, Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use exchange::{
    EvidenceScope, Fault, HandOut, Kind, Manifest, PartName, Sha256, WriteError, bounds, write,
};
use small::{Sample, evidence, open, part, sample};

fn hand_out() -> HandOut {
    HandOut {
        to: "Nguyễn Thị Hạnh".to_owned(),
        codes: vec!["1.1.1".to_owned(), "3.2".to_owned()],
        base_seq: 41,
        base_hash: Sha256::of(b"journal"),
    }
}

#[test]
fn what_was_written_is_read() {
    let sample = sample();
    assert!(sample.is_in(&sample.package()).unwrap());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(sample().package(), sample().package());
}

#[test]
fn other_programs_see_the_manifest_first_and_no_time() {
    let sample = sample();
    let mut archive = zip::ZipArchive::new(Cursor::new(sample.package())).unwrap();
    let names: Vec<String> = sample.manifest.parts.iter().map(|it| it.name.to_string()).collect();
    let found: Vec<String> =
        archive.file_names_raw().map(|name| String::from_utf8(name.to_vec()).unwrap()).collect();
    assert_eq!(found[0], "manifest.json");
    assert_eq!(found[1..], names);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).unwrap();
        let is_packed = entry.compression() == zip::CompressionMethod::Deflated;
        assert_eq!(is_packed, entry.name().unwrap().ends_with(".json"));
        assert_eq!(entry.last_modified(), Some(zip::DateTime::default()));
    }
}

#[test]
fn a_part_handed_out_and_given_back_names_the_officer() {
    for kind in [Kind::HandOut, Kind::FilledPart] {
        let mut sample = sample();
        sample.manifest.kind = kind;
        sample.manifest.hand_out = Some(hand_out());
        assert!(sample.is_in(&sample.package()).unwrap());
    }
}

#[test]
fn progress_counts_to_the_sum_and_may_stop() {
    let sample = sample();
    let bytes = sample.package();
    let mut package = open(&bytes).unwrap();
    let mut told = Vec::new();
    package
        .verify_with(&mut |done| {
            told.push(done);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert!(told.is_sorted());
    assert_eq!(told.last(), Some(&sample.manifest.bytes()));
    let stopped = package.verify_with(&mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(Fault::Stopped)));
}

#[test]
fn a_part_that_the_package_lacks_is_named() {
    let bytes = sample().package();
    let mut package = open(&bytes).unwrap();
    let missing = PartName::SignOff(2);
    assert!(matches!(package.bytes(&missing), Err(Fault::MissingPart { part }) if part == missing));
}

/// A file that takes nothing.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Full {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Ok(0)
    }
}

#[test]
fn a_file_that_takes_no_more_is_a_fault_of_the_system() {
    let bytes = sample().package();
    let copied = open(&bytes).unwrap().copy(&PartName::Content, &mut Full);
    let Err(Fault::Io(error)) = copied else { panic!("{copied:?}") };
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    let written = write(Full, &sample().manifest, |_, to| to.write_all(b""));
    let Err(WriteError::Io(error)) = written else { panic!("{written:?}") };
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}

/// Writes a sample whose caller gives other contents.
fn written(
    sample: &Sample,
    given: &[(PartName, &[u8])],
) -> (Vec<u8>, Result<(), WriteError<io::Error>>) {
    let mut bytes = Vec::new();
    let result = write(Cursor::new(&mut bytes), &sample.manifest, |part, to| {
        let other = given.iter().find(|(name, _)| *name == part.name);
        to.write_all(other.map_or(&sample.contents[&part.name], |(_, content)| *content))
    });
    (bytes, result)
}

#[test]
fn a_part_that_is_not_as_announced_is_not_written() {
    let sample = sample();
    let journal = &sample.contents[&PartName::Journal];
    let longer = [&journal[..], b" "].concat();
    let other = vec![b' '; journal.len()];
    for content in [&journal[1..], &longer[..], &other[..], b""] {
        let (bytes, result) = written(&sample, &[(PartName::Journal, content)]);
        let Err(WriteError::Differs { part: PartName::Journal }) = result else {
            panic!("{result:?}")
        };
        assert!(matches!(open(&bytes), Err(Fault::Incomplete)), "what was torn looks whole");
    }
}

#[test]
fn why_the_caller_could_not_give_a_part_is_told() {
    let result = write(Cursor::new(Vec::new()), &sample().manifest, |_, _| Err("gone"));
    let Err(WriteError::Content { part, source }) = result else { panic!("{result:?}") };
    assert_eq!((part, source), (PartName::CriteriaSet, "gone"));
}

/// What is wrong with a sample's manifest after a change.
fn refused(change: impl FnOnce(&mut Manifest)) -> String {
    let mut manifest = sample().manifest;
    change(&mut manifest);
    let result = write(Cursor::new(Vec::new()), &manifest, |_, _| Ok::<(), Infallible>(()));
    let Err(WriteError::Manifest(fault)) = result else { panic!("{result:?}") };
    fault.to_string()
}

#[test]
fn a_manifest_that_disagrees_with_itself_is_refused() {
    type Change = fn(&mut Manifest);
    let changes: &[(&str, Change)] = &[
        ("format", |it| it.format = "par-package/2".to_owned()),
        ("program", |it| it.program = String::new()),
        ("unit.name", |it| it.unit.name = "x".repeat(bounds::TEXT + 1)),
        ("dossier.id", |it| it.dossier.id = "a\nb".to_owned()),
        ("createdAt", |it| it.created_at = "2026-08-14".to_owned()),
        ("createdAt", |it| it.created_at = "2026-08-14T09:30:00".to_owned()),
        ("createdAt", |it| it.created_at = "2026-08-14T09:30:00.Z".to_owned()),
        ("year", |it| it.year = 0),
        ("handOut", |it| it.kind = Kind::HandOut),
        ("handOut", |it| it.hand_out = Some(hand_out())),
        ("handOut.codes", |it| {
            it.kind = Kind::HandOut;
            it.hand_out = Some(HandOut { codes: Vec::new(), ..hand_out() });
        }),
        ("handOut.baseSeq", |it| {
            it.kind = Kind::FilledPart;
            it.hand_out = Some(HandOut { base_seq: -1, ..hand_out() });
        }),
        ("journal.json twice", |it| it.parts.push(it.parts[1].clone())),
        ("sha256 of content.json", |it| it.dossier.sha256 = Sha256::of(b"")),
        ("sha256 of criteria-set.json", |it| it.criteria_set.sha256 = Sha256::of(b"")),
        ("sha256 of evidence/", |it| it.parts[5].sha256 = Sha256::of(b"")),
        ("beside references", |it| it.evidence = EvidenceScope::References),
        ("lacks the part journal.json", |it| {
            it.parts.retain(|part| part.name != PartName::Journal);
        }),
        ("too large", |it| it.parts[5].bytes = bounds::EVIDENCE + 1),
        ("too large", |it| it.parts[1].bytes = bounds::JOURNAL + 1),
        ("too large", |it| it.parts[2].bytes = bounds::SMALL_PART + 1),
        ("too large", |it| {
            it.parts.extend((2..19).map(|number| {
                let large = part(PartName::SignOff(number), b"");
                exchange::Part { bytes: bounds::SMALL_PART, ..large }
            }));
        }),
        ("too large", |it| {
            it.parts.extend((0..2_049_u32).map(|number| {
                let large = part(evidence(&number.to_be_bytes()), &number.to_be_bytes());
                exchange::Part { bytes: bounds::EVIDENCE, ..large }
            }));
        }),
        ("too large", |it| {
            let number = 2..=u32::try_from(bounds::PARTS).unwrap();
            it.parts.extend(number.map(|number| part(PartName::Report(number), b"")));
        }),
    ];
    for (number, (expected, change)) in changes.iter().enumerate() {
        let told = refused(change);
        assert!(told.contains(expected), "{number}: {told:?}");
    }
}

#[test]
fn a_package_may_have_the_most_parts() {
    let mut sample = sample();
    let more = u32::try_from(bounds::PARTS - sample.manifest.parts.len()).unwrap();
    for number in 0..more {
        let content = number.to_be_bytes();
        sample.manifest.parts.push(part(evidence(&content), &content));
        sample.contents.insert(evidence(&content), content.to_vec());
    }
    let bytes = sample.package();
    let mut package = open(&bytes).unwrap();
    package.verify().unwrap();
    let last = (more - 1).to_be_bytes();
    let name = package.content(&Sha256::of(&last)).unwrap();
    assert_eq!(package.bytes(&name).unwrap(), last);
}

#[test]
fn names_are_read_in_one_way_only() {
    let hash = "0123456789abcdef".repeat(4);
    let good = ["criteria-set.json", "journal.json", "content.json", "sign-off/0.json"];
    let good = good.map(str::to_owned).into_iter().chain([
        "sign-off/4294967295.json".to_owned(),
        "report/17.pdf".to_owned(),
        format!("evidence/{hash}"),
    ]);
    for name in good {
        assert_eq!(PartName::parse(&name).unwrap().to_string(), name);
    }
    let bad = [
        "",
        "/",
        "manifest.json",
        "Journal.json",
        "journal.json ",
        "sign-off/01.json",
        "sign-off/+1.json",
        "sign-off/-1.json",
        "sign-off/4294967296.json",
        "sign-off/.json",
        "sign-off/1.pdf",
        "report/1.json",
        "report//1.pdf",
        "../journal.json",
        "/journal.json",
        "./journal.json",
        "journal.json\0",
        "evidence/../../x",
        "evidence\\x",
        "C:\\journal.json",
        "evidence/",
    ];
    for name in bad {
        assert_eq!(PartName::parse(name), None, "{name:?}");
    }
    for name in [hash.to_uppercase(), format!("{hash}0"), hash[1..].to_owned(), "é".repeat(32)] {
        assert_eq!(PartName::parse(&format!("evidence/{name}")), None, "{name:?}");
    }
}
