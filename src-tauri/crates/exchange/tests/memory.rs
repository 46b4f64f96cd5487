//! Evidence passes through and is never held: the whole test gets no more memory than this.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod small;

use std::io::{self, Seek, Write};
use std::ops::ControlFlow;

use cap::Cap;
use exchange::{Joined, Package, Part, PartName, Sha256, split, write};
use sha2::Digest;
use small::sample;

#[global_allocator]
static MEMORY: Cap<std::alloc::System> = Cap::new(std::alloc::System, 8 << 20);

const MEGABYTES: u64 = 48;

/// Writes the evidence, a megabyte at a time.
fn evidence(to: &mut dyn Write) -> io::Result<()> {
    let piece = vec![7; 1 << 20];
    (0..MEGABYTES).try_for_each(|_| to.write_all(&piece))
}

#[test]
fn memory_does_not_grow_with_evidence() {
    let mut hash = sha2::Sha256::new();
    (0..MEGABYTES).for_each(|_| hash.update(vec![7; 1 << 20]));
    let sha256 = Sha256::from(<[u8; 32]>::from(hash.finalize()));
    let name = PartName::Evidence(sha256);
    let mut sample = sample();
    sample.manifest.parts.push(Part { name, bytes: MEGABYTES << 20, sha256 });

    let mut file = tempfile::tempfile().unwrap();
    write(&mut file, &sample.manifest, |part, to| match sample.contents.get(&part.name) {
        Some(content) => to.write_all(content),
        None => evidence(to),
    })
    .unwrap();
    file.rewind().unwrap();
    let mut volumes = Vec::new();
    split(&mut file, 20 << 20, |_, _| {
        let volume = tempfile::tempfile()?;
        volumes.push(volume.try_clone()?);
        Ok(volume)
    })
    .unwrap();
    assert_eq!(volumes.len(), 3);

    let mut package = Package::open(file).unwrap();
    package.verify().unwrap();
    package.copy(&name, &mut io::sink()).unwrap();
    let mut joined = Joined::open(volumes).unwrap();
    joined.check(&mut |_| ControlFlow::Continue(())).unwrap();
    Package::open(joined).unwrap().verify().unwrap();
}
