//! Packages that were damaged, or made to do harm.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod small;

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use exchange::{Fault, Package, PartName, Sha256, bounds};
use proptest::prelude::*;
use small::{Item, archive, evidence, fault, open, replaced, sample};

#[test]
fn a_flipped_byte_is_seen_or_changes_nothing_that_is_read() {
    let sample = sample();
    let bytes = sample.package();
    let mut unseen = 0;
    for at in 0..bytes.len() {
        for mask in [0x01, 0x80, 0xff] {
            let mut flipped = bytes.clone();
            flipped[at] ^= mask;
            match sample.is_in(&flipped) {
                Ok(is_same) => {
                    assert!(is_same, "byte {at}");
                    unseen += 1;
                }
                Err(Fault::Io(error)) => panic!("byte {at}: {error}"),
                Err(_) => {}
            }
        }
    }
    // Versions, times and attributes, which nobody reads.
    assert!(unseen < bytes.len() / 2, "{unseen} of {}", bytes.len());
}

#[test]
fn a_package_that_is_cut_short_is_incomplete() {
    let bytes = sample().package();
    for length in 1..bytes.len() {
        let found = fault(&bytes[..length]);
        assert!(matches!(found, Fault::Incomplete), "{length}: {found:?}");
    }
    assert!(matches!(fault(b""), Fault::NotPackage));
}

#[test]
fn a_package_within_a_package_does_not_stand_in_for_it() {
    let inner = sample().package();
    let mut outer = sample();
    outer.manifest.parts.push(small::part(evidence(&inner), &inner));
    outer.contents.insert(evidence(&inner), inner.clone());
    let bytes = outer.package();
    assert!(outer.is_in(&bytes).unwrap());
    let end = bytes.windows(inner.len()).position(|it| it == inner).unwrap() + inner.len();
    assert!(matches!(fault(&bytes[..end]), Fault::Damaged));
}

#[test]
fn other_files_are_no_packages() {
    let sample = sample();
    let mut entries = sample.entries();
    entries.rotate_left(1);
    for bytes in [
        archive(&entries),
        archive(&[Item::packed("[Content_Types].xml", b"<x/>")]),
        archive(&[Item::packed("manifest.json", br#"{"manifest_version":3}"#)]),
        archive(&[Item::packed("manifest.json", b"PAR")]),
        archive(&[]),
        [b"MZ", &sample.package()[..]].concat(),
        b"PAR-VOLUME/1 ".to_vec(),
        sample.with_manifest("par-package/1", "par-report/1"),
        sample.with_manifest("par-package/1", "par-package/"),
        sample.with_manifest("par-package/1", "par-package/1a"),
    ] {
        let found = fault(&bytes);
        assert!(matches!(found, Fault::NotPackage), "{found:?}");
    }
}

#[test]
fn what_follows_a_package_is_not_read() {
    let bytes = [&sample().package()[..], b"\r\n"].concat();
    assert!(matches!(fault(&bytes), Fault::Incomplete));
}

#[test]
fn a_later_format_is_named_whatever_else_it_has() {
    let sample = sample();
    let bytes = sample
        .with_manifest(r#""format":"par-package/1""#, r#""format":"par-package/2","volumes":[1]"#);
    assert!(matches!(fault(&bytes), Fault::Newer { format } if format == "par-package/2"));
}

#[test]
fn what_a_manifest_must_not_say_is_told() {
    let sample = sample();
    let hash = sample.manifest.dossier.sha256.to_string();
    let path = |name: &str| (r#""name":"journal.json""#.to_owned(), format!(r#""name":"{name}""#));
    let changes = [
        (r#""year""#.to_owned(), r#""extra":0,"year""#.to_owned()),
        (r#""year":2026"#.to_owned(), r#""year":"2026""#.to_owned()),
        (r#""year":2026"#.to_owned(), r#""year":2026,"year":2026"#.to_owned()),
        (r#""year":2026"#.to_owned(), r#""year":99999999999"#.to_owned()),
        (r#""kind":"dossier""#.to_owned(), r#""kind":"folder""#.to_owned()),
        (r#""bytes":2"#.to_owned(), r#""bytes":-2"#.to_owned()),
        (hash.clone(), hash.to_uppercase()),
        (hash.clone(), hash[1..].to_owned()),
        path("../x"),
        path("evidence/../../x"),
        path("/journal.json"),
        path(r"..\\x"),
        path(r"journal.json\u0000"),
    ];
    for (old, new) in changes {
        let found = fault(&sample.with_manifest(&old, &new));
        assert!(matches!(found, Fault::Manifest { .. }), "{new}: {found:?}");
    }
    let found =
        fault(&sample.with_manifest("\"name\":\"journal.json\"", "\"name\":\"report/7.pdf\""));
    assert!(matches!(found, Fault::MissingPart { part: PartName::Journal }), "{found:?}");
}

#[test]
fn entries_that_the_manifest_does_not_name_are_refused() {
    let sample = sample();
    let more = "evidence/".to_owned() + &Sha256::of(b"x").to_string();
    for name in ["../x", "evidence/../../x", "/etc/x", r"..\x", "x\0y", "sign-off/2.json", &more] {
        let mut entries = sample.entries();
        entries.push(Item::stored(name, b"x"));
        let found = fault(&archive(&entries));
        assert!(matches!(found, Fault::UnknownPart { .. }), "{name:?}: {found:?}");
        let mut entries = sample.entries();
        entries[2].name = name.to_owned();
        let found = fault(&archive(&entries));
        assert!(matches!(found, Fault::UnknownPart { .. }), "{name:?}: {found:?}");
    }
}

#[test]
fn a_part_that_is_missing_is_named() {
    let sample = sample();
    for index in 1..sample.entries().len() {
        let mut entries = sample.entries();
        let name = entries.remove(index).name;
        let found = fault(&archive(&entries));
        let Fault::MissingPart { part } = found else { panic!("{name}: {found:?}") };
        assert_eq!(part.to_string(), name);
    }
}

#[test]
fn a_name_twice_and_another_order_are_damage() {
    let sample = sample();
    let mut entries = sample.entries();
    entries.push(Item::packed("journal.jsom", &entries[2].content));
    let twice = replaced(&archive(&entries), b"journal.jsom", b"journal.json");
    assert!(matches!(fault(&twice), Fault::Damaged));
    let mut entries = sample.entries();
    entries.swap(2, 3);
    assert!(matches!(fault(&archive(&entries)), Fault::Damaged));
}

#[test]
fn a_part_of_another_size_content_or_packing_is_damaged() {
    let sample = sample();
    let count = sample.entries().len();
    let changes: [fn(&mut Item); 4] = [
        |it| it.content.push(b' '),
        |it| it.content.truncate(it.content.len() - 1),
        |it| it.content[0] ^= 1,
        |it| it.is_packed ^= true,
    ];
    for change in changes {
        for index in 1..count {
            let mut entries = sample.entries();
            change(&mut entries[index]);
            let found = fault(&archive(&entries));
            let Fault::DamagedPart { part } = found else { panic!("{index}: {found:?}") };
            assert_eq!(part.to_string(), entries[index].name);
        }
    }
}

#[test]
fn evidence_under_the_hash_of_another_is_refused() {
    let sample = sample();
    let name = sample.manifest.parts[5].name.to_string();
    let other = evidence(b"other").to_string();
    let found = fault(&sample.with_manifest(&name, &other));
    assert!(matches!(found, Fault::Manifest { .. }), "{found:?}");
}

#[test]
fn an_encrypted_entry_is_told_as_such() {
    let sample = sample();
    let bytes = sample.package();
    for at in directory(&bytes) {
        let mut bytes = bytes.clone();
        bytes[at + 8] |= 1;
        assert!(matches!(fault(&bytes), Fault::Encrypted));
    }
}

#[test]
fn bytes_that_count_for_two_parts_are_refused() {
    let sample = sample();
    let bytes = sample.package();
    let places = directory(&bytes);
    for pair in places.windows(2) {
        let mut bytes = bytes.clone();
        bytes.copy_within(pair[0] + 42..pair[0] + 46, pair[1] + 42);
        let found = fault(&bytes);
        assert!(matches!(found, Fault::Damaged), "{found:?}");
    }
}

/// Where the entries of an archive's directory begin.
fn directory(bytes: &[u8]) -> Vec<usize> {
    let all = bytes.windows(4).enumerate();
    all.filter(|(_, it)| *it == b"PK\x01\x02").map(|(at, _)| at).collect()
}

#[test]
fn a_part_that_unfolds_to_more_than_is_said_is_stopped() {
    let sample = sample();
    let mut entries = sample.entries();
    // Blanks that fit into some thirty kilobytes, announced as the 21 bytes of the journal.
    let blanks: u32 = 33_333_333;
    entries[2].content = vec![b' '; blanks as usize];
    let bomb = archive(&entries);
    assert!(matches!(fault(&bomb), Fault::DamagedPart { part: PartName::Journal }));
    let size = u32::try_from(sample.manifest.parts[1].bytes).unwrap().to_le_bytes();
    let bomb = replaced(&bomb, &blanks.to_le_bytes(), &size);
    let mut package = open(&bomb).unwrap();
    let mut copied = Vec::new();
    let found = package.copy(&PartName::Journal, &mut copied).unwrap_err();
    assert!(matches!(found, Fault::DamagedPart { part: PartName::Journal }), "{found:?}");
    assert!(copied.len() as u64 <= sample.manifest.parts[1].bytes);
}

#[test]
fn a_manifest_that_is_too_large_is_not_unfolded() {
    let sample = sample();
    let mut entries = sample.entries();
    entries[0].content.resize(usize::try_from(bounds::MANIFEST).unwrap() + 1, b' ');
    assert!(matches!(fault(&archive(&entries)), Fault::TooLarge));
}

/// Counts what is read of some bytes.
struct Counted<'a> {
    bytes: Cursor<&'a [u8]>,
    read: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        self.read += count as u64;
        Ok(count)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// The fault of opening a file, and how many bytes were read until then.
fn at_once(bytes: &[u8]) -> (Fault, u64) {
    let mut counted = Counted { bytes: Cursor::new(bytes), read: 0 };
    let found = Package::open(&mut counted).map(|_| ()).unwrap_err();
    (found, counted.read)
}

/// An archive of so many entries, which says that it has `said`, in a directory of `size`.
fn crowd(entries: u64, said: u64, size: Option<u64>, is_large: bool) -> Vec<u8> {
    let mut bytes = archive(&[Item::packed("manifest.json", b"{}")]);
    bytes.truncate(directory(&bytes)[0]);
    let start = bytes.len() as u64;
    let mut entry = [0; 47];
    entry[..4].copy_from_slice(b"PK\x01\x02");
    entry[28] = 1;
    entry[46] = b'x';
    (0..entries).for_each(|_| bytes.extend_from_slice(&entry));
    let size = size.unwrap_or(entries * 47);
    let place = bytes.len() as u64;
    if is_large {
        bytes.extend_from_slice(b"PK\x06\x06");
        bytes.extend_from_slice(&44_u64.to_le_bytes());
        bytes.extend_from_slice(&[0; 12]);
        for number in [said, said, size, start] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(b"PK\x06\x07\0\0\0\0");
        bytes.extend_from_slice(&place.to_le_bytes());
        bytes.extend_from_slice(&1_u32.to_le_bytes());
    }
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    let said = if is_large { u16::MAX } else { u16::try_from(said).unwrap() };
    bytes.extend_from_slice(&said.to_le_bytes());
    bytes.extend_from_slice(&said.to_le_bytes());
    for number in [size, start] {
        let number = if is_large { u32::MAX } else { u32::try_from(number).unwrap() };
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&[0; 2]);
    bytes
}

#[test]
fn a_million_entries_are_refused_before_they_are_read() {
    const LITTLE: u64 = 64 << 10;
    let million = 1_000_000;
    let whole = crowd(million, million, None, true);
    let (found, read) = at_once(&whole);
    assert!(matches!(found, Fault::TooLarge) && read < LITTLE, "{found:?} after {read}");
    for (said, size) in
        [(2, None), (2, Some(94)), (u64::MAX, Some(94)), (0, None), (3, Some(u64::MAX))]
    {
        let (found, read) = at_once(&crowd(million, said, size, true));
        let is_refused = matches!(found, Fault::TooLarge | Fault::Damaged);
        assert!(is_refused && read < LITTLE, "{said}: {found:?} after {read}");
    }
    for said in [0, 1] {
        let (found, read) = at_once(&crowd(20_000, said, None, false));
        let is_refused = matches!(found, Fault::TooLarge | Fault::Damaged);
        assert!(is_refused && read < 2 * LITTLE, "{said}: {found:?} after {read}");
    }
    // Within the bound: as many as it says without a manifest, and more than it says.
    for (entries, said) in [(20_000, 20_000), (10, 2), (10, 9)] {
        let (found, _) = at_once(&crowd(entries, said, None, false));
        assert!(matches!(found, Fault::Damaged), "{said}: {found:?}");
    }
}

#[test]
fn ends_with_large_numbers_are_read_as_those_with_small_ones() {
    let sample = sample();
    let bytes = sample.package();
    let end = bytes.len() - 22;
    let number = |at: usize| {
        u64::from(u32::from_le_bytes(bytes[end + at..end + at + 4].try_into().unwrap()))
    };
    let entries = sample.entries().len() as u64;
    let mut large = bytes[..end].to_vec();
    large.extend_from_slice(b"PK\x06\x06\x2c\0\0\0\0\0\0\0\x2d\x03\x2d\0\0\0\0\0\0\0\0\0");
    for number in [entries, entries, number(12), number(16)] {
        large.extend_from_slice(&number.to_le_bytes());
    }
    large.extend_from_slice(b"PK\x06\x07\0\0\0\0");
    large.extend_from_slice(&(end as u64).to_le_bytes());
    large.extend_from_slice(b"\x01\0\0\0PK\x05\x06\0\0\0\0");
    large.extend_from_slice(&[0xff; 12]);
    large.extend_from_slice(&[0; 2]);
    assert!(sample.is_in(&large).unwrap());
    for at in end..large.len() {
        let mut flipped = large.clone();
        flipped[at] ^= 0xff;
        assert!(sample.is_in(&flipped).unwrap_or(true), "byte {}", at - end);
    }
}

proptest! {
    #[test]
    fn random_bytes_are_no_package(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(open(&bytes).is_err());
        // With both ends, so that more of it is looked at.
        let package = sample().package();
        let whole = [&package[..43], &bytes[..], &package[package.len() - 22..]].concat();
        prop_assert!(open(&whole).is_err());
    }

    #[test]
    fn no_change_of_a_package_passes(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        moved in any::<prop::sample::Index>(),
        length in 0_usize..60,
    ) {
        let sample = sample();
        let mut bytes = sample.package();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(sample.is_in(&bytes).unwrap_or(true));
        let from = cut.index(bytes.len());
        let taken: Vec<u8> = bytes.drain(from..bytes.len().min(from + length)).collect();
        prop_assert!(sample.is_in(&bytes).unwrap_or(true));
        let to = moved.index(bytes.len());
        bytes.splice(to..to, taken);
        prop_assert!(sample.is_in(&bytes).unwrap_or(true));
    }
}
