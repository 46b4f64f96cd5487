//! Volumes: cutting a package and putting it together again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod small;

use std::cell::RefCell;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use exchange::{Fault, Header, Joined, Package, Sha256, bounds, plan, split};
use proptest::prelude::*;
use small::{evidence, part, sample};

const SMALLEST: u64 = bounds::SMALLEST_VOLUME;

/// A package of some three and a half megabytes; its evidence is told apart by a seed.
fn package(seed: u32) -> Vec<u8> {
    let mut sample = sample();
    let mut state = seed;
    let content: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(3_500_000)
    .collect();
    sample.manifest.parts.push(part(evidence(&content), &content));
    sample.contents.insert(evidence(&content), content);
    sample.package()
}

/// A volume among those that are being made.
struct Volume<'a> {
    all: &'a RefCell<Vec<Vec<u8>>>,
    ordinal: u32,
}

impl Write for Volume<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.all.borrow_mut()[self.ordinal as usize - 1].write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The volumes of a package, in their order.
fn volumes(whole: &[u8], bytes_per_volume: u64) -> Vec<Vec<u8>> {
    let all = RefCell::new(Vec::new());
    let headers = split(&mut Cursor::new(whole), bytes_per_volume, |ordinal, _| {
        all.borrow_mut().push(Vec::new());
        Ok(Volume { all: &all, ordinal })
    })
    .unwrap();
    let all = all.into_inner();
    assert_eq!(headers.len(), all.len());
    all
}

fn joined(volumes: &[Vec<u8>]) -> Result<Joined<Cursor<&[u8]>>, Fault> {
    Joined::open(volumes.iter().map(|volume| Cursor::new(&volume[..])))
}

fn checked(volumes: &[Vec<u8>]) -> Result<(), Fault> {
    joined(volumes)?.check(&mut |_| ControlFlow::Continue(()))
}

#[test]
fn volumes_in_any_order_are_the_package() {
    let whole = package(1);
    let mut volumes = volumes(&whole, SMALLEST);
    assert_eq!(volumes.len(), 4);
    assert!(volumes.iter().all(|volume| volume.len() as u64 <= SMALLEST));
    for _ in 0..volumes.len() {
        volumes.rotate_left(1);
        let mut joined = joined(&volumes).unwrap();
        assert_eq!(joined.length(), whole.len() as u64);
        let mut read = Vec::new();
        joined.read_to_end(&mut read).unwrap();
        assert!(read == whole);
        checked(&volumes).unwrap();
    }
    volumes.swap(0, 2);
    Package::open(joined(&volumes).unwrap()).unwrap().verify().unwrap();
}

#[test]
fn a_package_that_fits_is_one_volume() {
    let whole = package(1);
    let most = volumes(&whole, whole.len() as u64 + Header::BYTES);
    assert_eq!(most.len(), 1);
    assert_eq!(volumes(&whole, whole.len() as u64 + Header::BYTES - 1).len(), 2);
    Package::open(joined(&most).unwrap()).unwrap().verify().unwrap();
}

#[test]
fn a_header_tells_what_the_volume_is() {
    let whole = package(1);
    let volumes = volumes(&whole, SMALLEST);
    let slice = SMALLEST - Header::BYTES;
    for (ordinal, volume) in (1..).zip(&volumes) {
        let header = Header::read(&mut &volume[..]).unwrap();
        let content = &volume[usize::try_from(Header::BYTES).unwrap()..];
        let expected = Header {
            package: Sha256::of(&whole),
            ordinal,
            count: 4,
            offset: u64::from(ordinal - 1) * slice,
            bytes: content.len() as u64,
            sha256: Sha256::of(content),
        };
        assert_eq!(header, expected);
        assert!(volume.starts_with(b"PAR-VOLUME/1 ") && volume[191] == b'\n');
    }
    assert_eq!(plan(&mut Cursor::new(&whole), SMALLEST).unwrap().len(), 4);
}

#[test]
fn missing_volumes_are_named() {
    let all = volumes(&package(1), SMALLEST);
    let some = [all[3].clone(), all[1].clone()];
    let found = joined(&some).unwrap_err();
    assert!(
        matches!(&found, Fault::VolumeMissing { ordinals } if *ordinals == [1, 3]),
        "{found:?}"
    );
    assert!(matches!(joined(&[]), Err(Fault::NotPackage)));
}

#[test]
fn a_volume_given_twice_counts_once() {
    let mut all = volumes(&package(1), SMALLEST);
    let mut cut = all[2].clone();
    cut.pop();
    all.insert(0, cut.clone());
    all.push(cut);
    checked(&all).unwrap();
}

#[test]
fn volumes_of_different_packages_or_sizes_do_not_belong_together() {
    let (one, other) = (volumes(&package(1), SMALLEST), volumes(&package(2), SMALLEST));
    let mixed = [one[0].clone(), one[1].clone(), other[2].clone(), one[3].clone()];
    assert!(matches!(joined(&mixed), Err(Fault::VolumesMixed)));
    // The same count, cut elsewhere.
    let larger = volumes(&package(1), SMALLEST + 10_000);
    assert_eq!(larger.len(), one.len());
    let mixed = [one[0].clone(), one[1].clone(), larger[2].clone(), one[3].clone()];
    assert!(matches!(joined(&mixed), Err(Fault::VolumesMixed)));
}

#[test]
fn a_volume_cut_short_or_damaged_is_named() {
    let all = volumes(&package(1), SMALLEST);
    let mut cut = all.clone();
    cut[1].pop();
    cut[3].truncate(500);
    let found = joined(&cut).unwrap_err();
    assert!(
        matches!(&found, Fault::VolumeDamaged { ordinals } if *ordinals == [2, 4]),
        "{found:?}"
    );
    let mut damaged = all.clone();
    damaged[0][70_000] ^= 1;
    damaged[2][900_000] ^= 1;
    let found = checked(&damaged).unwrap_err();
    assert!(
        matches!(&found, Fault::VolumeDamaged { ordinals } if *ordinals == [1, 3]),
        "{found:?}"
    );
    let proved = Package::open(joined(&damaged).unwrap()).and_then(|mut it| it.verify());
    assert!(matches!(proved, Err(Fault::DamagedPart { .. })));
    // What follows a slice is not part of it.
    let mut longer = all;
    longer[1].extend_from_slice(b"\r\n");
    checked(&longer).unwrap();
}

#[test]
fn checking_may_stop() {
    let all = volumes(&package(1), SMALLEST);
    let found = joined(&all).unwrap().check(&mut |_| ControlFlow::Break(()));
    assert!(matches!(found, Err(Fault::Stopped)));
}

#[test]
fn a_damaged_header_is_none() {
    let all = volumes(&package(1), SMALLEST);
    let header = usize::try_from(Header::BYTES).unwrap();
    for at in 0..header {
        for mask in [1, 0x10, 0xff] {
            let mut damaged = all[1][..header].to_vec();
            damaged[at] ^= mask;
            assert_eq!(Header::read(&mut &damaged[..]), None, "byte {at}");
        }
        assert_eq!(Header::read(&mut &all[1][..at]), None, "{at} bytes");
    }
    let mut damaged = all;
    damaged[1][80] ^= 1;
    assert!(matches!(joined(&damaged), Err(Fault::NotVolume { index: 1 })));
}

#[test]
fn impossible_headers_are_none() {
    let hash = Sha256::of(b"");
    for numbers in [
        "0000/0004 000000000000000 0000000000001",
        "0005/0004 000000000000000 0000000000001",
        "0001/0000 000000000000000 0000000000001",
        "0001/0004 000000000000000 0000000000000",
    ] {
        let fields = format!("PAR-VOLUME/1 {hash} {numbers} {hash}");
        let check = Sha256::of(fields.as_bytes()).to_string();
        let header = format!("{fields} {}\n", &check[..8]);
        assert_eq!(header.len() as u64, Header::BYTES);
        assert_eq!(Header::read(&mut header.as_bytes()), None, "{numbers}");
    }
}

/// A file of twenty gigabytes, of which nothing may be read.
struct Large;

impl Read for Large {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        panic!("read")
    }
}

impl Seek for Large {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Ok(20_000_000_000)
    }
}

#[test]
fn volumes_too_small_are_refused_with_the_smallest_size() {
    let make = |_, _| -> io::Result<Vec<u8>> { panic!("a volume was made") };
    let found = split(&mut Cursor::new(b"PK"), SMALLEST - 1, make).unwrap_err();
    assert!(matches!(found, Fault::VolumeTooSmall { smallest } if smallest == SMALLEST));
    let found = split(&mut Cursor::new(b""), SMALLEST, make).unwrap_err();
    assert!(matches!(found, Fault::NotPackage));
    let found = plan(&mut Large, SMALLEST).unwrap_err();
    assert!(
        matches!(found, Fault::VolumeTooSmall { smallest } if smallest == 2_000_393),
        "{found:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn reading_anywhere_gives_the_bytes_of_the_whole(
        places in prop::collection::vec((0_usize..2_600_000, 0_usize..1_500_000), 1..6),
    ) {
        let whole: Vec<u8> = (0..2_500_000_u32).map(|at| at.to_be_bytes()[2]).collect();
        let volumes = volumes(&whole, SMALLEST);
        let mut joined = joined(&volumes).unwrap();
        for (at, length) in places {
            joined.seek(SeekFrom::Start(at as u64)).unwrap();
            let mut read = Vec::new();
            (&mut joined).take(length as u64).read_to_end(&mut read).unwrap();
            let start = at.min(whole.len());
            prop_assert!(read == whole[start..whole.len().min(start + length)]);
        }
    }

    #[test]
    fn random_bytes_are_no_volume(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(Header::read(&mut &bytes[..]), None);
    }
}
