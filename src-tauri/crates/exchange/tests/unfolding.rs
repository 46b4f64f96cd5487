//! Many parts are written and found, and nothing unfolds beyond its bounds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod small;

use std::io::Read;

use exchange::{Fault, Package, Part, PartName, Sha256, bounds, write};
use small::{archive, fault, open, part, sample};

#[test]
fn a_text_that_unfolds_too_far_is_refused_before_it_is_unfolded() {
    let mut sample = sample();
    let blanks = vec![b' '; usize::try_from(bounds::UNFOLDED).unwrap() + 1];
    let content = part(PartName::Content, &blanks);
    sample.manifest.dossier.sha256 = content.sha256;
    sample.manifest.parts[2] = content;
    sample.contents.insert(PartName::Content, blanks);
    assert!(matches!(fault(&sample.package()), Fault::TooLarge));
}

/// The journal is as long as it is: of it, nothing is held.
#[test]
fn a_journal_of_more_than_any_held_part_is_read_to_its_end() {
    const BYTES: u64 = bounds::SMALL_PART + (8 << 20);
    let mut sample = sample();
    let piece = vec![b' '; 1 << 20];
    let whole = vec![b' '; usize::try_from(BYTES).unwrap()];
    let sha256 = Sha256::of(&whole);
    drop(whole);
    sample.manifest.parts[1] = Part { name: PartName::Journal, bytes: BYTES, sha256 };
    let mut file = tempfile::tempfile().unwrap();
    write(&mut file, &sample.manifest, |part, to| match part.name {
        PartName::Journal => (0..BYTES >> 20).try_for_each(|_| to.write_all(&piece)),
        name => to.write_all(&sample.contents[&name]),
    })
    .unwrap();
    let mut package = Package::open(file).unwrap();
    assert!(matches!(package.bytes(&PartName::Journal), Err(Fault::TooLarge)));
    let mut read = package.reader(&PartName::Journal).unwrap();
    assert_eq!(std::io::copy(&mut read, &mut std::io::sink()).unwrap(), BYTES);
}

#[test]
fn a_part_that_is_read_in_pieces_is_proved_at_its_end() {
    let sample = sample();
    let mut entries = sample.entries();
    let last = entries[2].content.last_mut().unwrap();
    *last = b' ';
    let altered = archive(&entries);
    let mut package = open(&altered).unwrap();
    let mut text = String::new();
    let read = package.reader(&PartName::Journal).unwrap().read_to_string(&mut text);
    assert_eq!(read.unwrap_err().kind(), std::io::ErrorKind::InvalidData);
}
