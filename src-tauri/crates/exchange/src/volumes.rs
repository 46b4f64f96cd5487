//! A package in volumes, because e-mail takes no large files.
//!
//! The bytes of the whole package are cut. Each volume is one header of fixed length and its slice.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use crate::sha256::Hasher;
use crate::{Fault, Sha256, bounds};

/// Bytes that are read at a time.
const PIECE: usize = 256 << 10;

/// What a volume says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The hash of the whole package: what its volumes have in common.
    pub package: Sha256,
    /// Which volume it is, from 1.
    pub ordinal: u32,
    /// How many there are.
    pub count: u32,
    /// Where its slice begins in the package, in bytes.
    pub offset: u64,
    /// Bytes of its slice.
    pub bytes: u64,
    /// The hash of its slice, by which a damaged volume is known among the others.
    pub sha256: Sha256,
}

impl Header {
    /// Bytes of a header.
    pub const BYTES: u64 = 192;

    /// Reads a header; nothing where there is none, or a damaged one.
    pub fn read(reader: &mut impl Read) -> Option<Self> {
        let mut text = String::new();
        reader.take(Self::BYTES).read_to_string(&mut text).ok()?;
        let mut fields = text.split(' ').skip(1);
        let package = Sha256::from_hex(fields.next()?)?;
        let (ordinal, count) = fields.next()?.split_once('/')?;
        let header = Self {
            package,
            ordinal: ordinal.parse().ok()?,
            count: count.parse().ok()?,
            offset: fields.next()?.parse().ok()?,
            bytes: fields.next()?.parse().ok()?,
            sha256: Sha256::from_hex(fields.next()?)?,
        };
        let is_possible = (1..=header.count).contains(&header.ordinal)
            && header.count <= bounds::VOLUMES
            && header.bytes > 0;
        // There is one way to write it, so that nothing in it can be damaged unseen.
        (is_possible && header.text() == text).then_some(header)
    }

    /// The header as it is written.
    fn text(&self) -> String {
        let Self { package, ordinal, count, offset, bytes, sha256 } = self;
        let fields = format!(
            "PAR-VOLUME/1 {package} {ordinal:04}/{count:04} {offset:015} {bytes:013} {sha256}"
        );
        let check = Sha256::of(fields.as_bytes()).to_string();
        format!("{fields} {}\n", check.get(..8).unwrap_or_default())
    }
}

/// How a package is cut into volumes of at most that many bytes, the header included. It is read once.
///
/// # Errors
/// [`Fault::NotPackage`] for an empty file, [`Fault::VolumeTooSmall`], [`Fault::Io`].
pub fn plan(whole: &mut (impl Read + Seek), bytes_per_volume: u64) -> Result<Vec<Header>, Fault> {
    let length = whole.seek(SeekFrom::End(0))?;
    if length == 0 {
        return Err(Fault::NotPackage);
    }
    let most = u64::from(bounds::VOLUMES);
    let smallest = (length.div_ceil(most) + Header::BYTES).max(bounds::SMALLEST_VOLUME);
    if bytes_per_volume < smallest {
        return Err(Fault::VolumeTooSmall { smallest });
    }
    let slice = bytes_per_volume - Header::BYTES;
    let too_many = |_| Fault::VolumeTooSmall { smallest };
    let count = u32::try_from(length.div_ceil(slice)).map_err(too_many)?;
    whole.rewind()?;
    let mut package = Hasher::default();
    let mut slices = Vec::new();
    for ordinal in 1..=count {
        let offset = u64::from(ordinal - 1) * slice;
        let bytes = slice.min(length - offset);
        let sha256 = pass(whole, bytes, &mut |piece| {
            package.update(piece);
            Ok(())
        })?;
        slices.push((ordinal, offset, bytes, sha256));
    }
    let package = package.finish();
    let header = |(ordinal, offset, bytes, sha256)| Header {
        package,
        ordinal,
        count,
        offset,
        bytes,
        sha256,
    };
    Ok(slices.into_iter().map(header).collect())
}

/// Writes one planned volume.
///
/// # Errors
/// [`Fault::VolumeDamaged`] when the package has changed since it was planned, [`Fault::Io`].
pub fn write_volume(
    whole: &mut (impl Read + Seek),
    header: &Header,
    to: &mut dyn Write,
) -> Result<(), Fault> {
    to.write_all(header.text().as_bytes())?;
    whole.seek(SeekFrom::Start(header.offset))?;
    let sha256 = pass(whole, header.bytes, &mut |piece| Ok(to.write_all(piece)?))?;
    to.flush()?;
    if sha256 != header.sha256 {
        return Err(Fault::VolumeDamaged { ordinals: vec![header.ordinal] });
    }
    Ok(())
}

/// Cuts a package into volumes of at most that many bytes, the header included. `make` is given the
/// ordinal from 1 and the count, and makes the file of that volume.
///
/// # Errors
/// Those of [`plan`] and [`write_volume`].
pub fn split<W: Write>(
    whole: &mut (impl Read + Seek),
    bytes_per_volume: u64,
    mut make: impl FnMut(u32, u32) -> io::Result<W>,
) -> Result<Vec<Header>, Fault> {
    let headers = plan(whole, bytes_per_volume)?;
    for header in &headers {
        write_volume(whole, header, &mut make(header.ordinal, header.count)?)?;
    }
    Ok(headers)
}

/// The volumes of one package, read as the package itself.
#[derive(Debug)]
pub struct Joined<R> {
    /// In their order, without gaps.
    volumes: Vec<(Header, R)>,
    position: u64,
}

impl<R: Read + Seek> Joined<R> {
    /// Puts volumes together, given in any order. One that is given twice counts once. Whether their
    /// bytes are undamaged is known by [`Self::check`], and by the proofs of the package itself.
    ///
    /// # Errors
    /// [`Fault::NotVolume`], [`Fault::VolumesMixed`], [`Fault::VolumeMissing`],
    /// [`Fault::VolumeDamaged`] for those that are cut short, [`Fault::Io`].
    pub fn open(volumes: impl IntoIterator<Item = R>) -> Result<Self, Fault> {
        let (count, given) = sort(volumes)?;
        let missing: Vec<u32> = (1..=count).filter(|one| !given.contains_key(one)).collect();
        if !missing.is_empty() {
            return Err(Fault::VolumeMissing { ordinals: missing });
        }
        let cut = given.values().filter(|volume| !volume.is_whole);
        let cut: Vec<u32> = cut.map(|volume| volume.header.ordinal).collect();
        if !cut.is_empty() {
            return Err(Fault::VolumeDamaged { ordinals: cut });
        }
        let volumes: Vec<(Header, R)> =
            given.into_values().map(|volume| (volume.header, volume.reader)).collect();
        let mut end = 0;
        for (header, _) in &volumes {
            if header.offset != end {
                return Err(Fault::VolumesMixed);
            }
            end += header.bytes;
        }
        Ok(Self { volumes, position: 0 })
    }

    /// Reads every volume and tells which ones are damaged. `progress` is told the bytes that are
    /// done, of [`Self::length`], and may say stop.
    ///
    /// # Errors
    /// [`Fault::VolumeDamaged`] with all of them, [`Fault::Stopped`], [`Fault::Io`].
    pub fn check(&mut self, progress: &mut dyn FnMut(u64) -> ControlFlow<()>) -> Result<(), Fault> {
        let mut done = 0;
        let mut damaged = Vec::new();
        for (header, reader) in &mut self.volumes {
            reader.seek(SeekFrom::Start(Header::BYTES))?;
            let sha256 = pass(reader, header.bytes, &mut |piece| {
                done += piece.len() as u64;
                if progress(done).is_break() { Err(Fault::Stopped) } else { Ok(()) }
            })?;
            if sha256 != header.sha256 {
                damaged.push(header.ordinal);
            }
        }
        if damaged.is_empty() { Ok(()) } else { Err(Fault::VolumeDamaged { ordinals: damaged }) }
    }

    /// Bytes of the package.
    pub fn length(&self) -> u64 {
        self.volumes.last().map_or(0, |(header, _)| header.offset + header.bytes)
    }
}

/// A volume that was given.
struct Volume<R> {
    header: Header,
    reader: R,
    /// Whether it has all bytes that it announces.
    is_whole: bool,
}

/// The count of volumes of a package, and those that were given, by ordinal.
fn sort<R: Read + Seek>(
    volumes: impl IntoIterator<Item = R>,
) -> Result<(u32, BTreeMap<u32, Volume<R>>), Fault> {
    let mut given: BTreeMap<u32, Volume<R>> = BTreeMap::new();
    let mut common = None;
    for (index, mut reader) in volumes.into_iter().enumerate() {
        let length = reader.seek(SeekFrom::End(0))?;
        reader.rewind()?;
        let header = Header::read(&mut reader).ok_or(Fault::NotVolume { index })?;
        let own = (header.package, header.count);
        if *common.get_or_insert(own) != own {
            return Err(Fault::VolumesMixed);
        }
        let ordinal = header.ordinal;
        let is_whole = length.saturating_sub(Header::BYTES) >= header.bytes;
        if given.get(&ordinal).is_none_or(|other| !other.is_whole) {
            given.insert(ordinal, Volume { header, reader, is_whole });
        }
    }
    let (_, count) = common.ok_or(Fault::NotPackage)?;
    Ok((count, given))
}

impl<R: Read + Seek> Read for Joined<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let position = self.position;
        let next = self.volumes.partition_point(|(header, _)| header.offset <= position);
        let volume = next.checked_sub(1).and_then(|index| self.volumes.get_mut(index));
        let Some((header, reader)) = volume else { return Ok(0) };
        let within = position - header.offset;
        let left = header.bytes.saturating_sub(within);
        let count = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if count == 0 {
            return Ok(0);
        }
        reader.seek(SeekFrom::Start(Header::BYTES + within))?;
        let count = reader.read(buffer.get_mut(..count).unwrap_or_default())?;
        if count == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.position += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Joined<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(distance) => self.length().checked_add_signed(distance),
            SeekFrom::Current(distance) => self.position.checked_add_signed(distance),
        };
        self.position = position.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

/// Passes exactly that many bytes on in pieces and gives their hash.
fn pass(
    reader: &mut impl Read,
    bytes: u64,
    take: &mut dyn FnMut(&[u8]) -> Result<(), Fault>,
) -> Result<Sha256, Fault> {
    let mut hash = Hasher::default();
    let mut left = bytes;
    let mut buffer = vec![0; PIECE];
    while left > 0 {
        let most = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
        let piece = buffer.get_mut(..most).unwrap_or_default();
        reader.read_exact(piece)?;
        hash.update(piece);
        take(piece)?;
        left -= piece.len() as u64;
    }
    Ok(hash.finish())
}
