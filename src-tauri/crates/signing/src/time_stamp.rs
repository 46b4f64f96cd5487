//! Time stamps of an authority (RFC 3161): which time, over what, by whom.

use chrono::{DateTime, NaiveDate, Utc};
use der::asn1::{ObjectIdentifier, OctetString};
use der::{AnyRef, Reader, SliceReader, Tag, Tagged};
use x509_cert::spki::AlgorithmIdentifierOwned;

use crate::algorithm::Hash;
use crate::cms_message::{CmsFault, Message};

/// `id-ct-TSTInfo`.
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// A time stamp that was read.
pub(crate) struct TimeStamp {
    pub(crate) message: Message,
    /// The time that the authority states.
    pub(crate) at: DateTime<Utc>,
    content: Vec<u8>,
    hash: AlgorithmIdentifierOwned,
    digest: Vec<u8>,
}

impl TimeStamp {
    /// Reads a time stamp that zeros may follow.
    pub(crate) fn read(padded: &[u8]) -> Result<Self, CmsFault> {
        let mut message = Message::read(padded)?;
        let content = message.content.take().filter(|_| message.content_type == TIME_STAMP);
        let content = content.ok_or(CmsFault::Unreadable)?;
        let (hash, digest, at) = info(&content)?;
        let at = at.ok_or(CmsFault::Unreadable)?;
        Ok(Self { message, at, content, hash, digest })
    }

    /// Verifies it against what it was made over.
    pub(crate) fn verify(&self, stamped: &[&[u8]]) -> Result<(), CmsFault> {
        let hash = Hash::of_oid(self.hash.oid)?;
        if self.digest != hash.digest(stamped) {
            return Err(CmsFault::ContentChanged);
        }
        // The authority names its certificate (RFC 3161, 2.4.2).
        self.message.verify(&[&self.content], true)?;
        Ok(hash.check_strength()?)
    }
}

type Info = (AlgorithmIdentifierOwned, Vec<u8>, Option<DateTime<Utc>>);

/// What `TSTInfo` says, as far as it is used.
fn info(content: &[u8]) -> der::Result<Info> {
    SliceReader::new(content)?.sequence(|reader| {
        reader.decode::<AnyRef<'_>>()?;
        reader.decode::<ObjectIdentifier>()?;
        let (hash, digest) = reader.sequence(|reader| {
            Ok((reader.decode()?, reader.decode::<OctetString>()?.into_bytes()))
        })?;
        reader.decode::<AnyRef<'_>>()?;
        let time: AnyRef<'_> = reader.decode()?;
        while !reader.is_finished() {
            reader.tlv_bytes()?;
        }
        let is_time = time.tag() == Tag::GeneralizedTime;
        Ok((hash, digest, is_time.then(|| moment(time.value())).flatten()))
    })
}

/// A moment in UTC (RFC 3161, 2.4.2): `20240205093012Z`, or with a fraction of the second, which is
/// left aside.
fn moment(text: &[u8]) -> Option<DateTime<Utc>> {
    let (figures, rest) = text.split_at_checked(14)?;
    let fraction = rest.strip_suffix(b"Z")?;
    let is_fraction = match fraction.split_first() {
        None => true,
        Some((mark, figures)) => {
            b".,".contains(mark) && !figures.is_empty() && figures.iter().all(u8::is_ascii_digit)
        }
    };
    if !is_fraction || !figures.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let part = |from: usize, to: usize| -> Option<u32> {
        std::str::from_utf8(figures.get(from..to)?).ok()?.parse().ok()
    };
    let date = NaiveDate::from_ymd_opt(part(0, 4)?.try_into().ok()?, part(4, 6)?, part(6, 8)?)?;
    Some(date.and_hms_opt(part(8, 10)?, part(10, 12)?, part(12, 14)?)?.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_and_without_fractions() {
        let second = moment(b"20240205093012Z").unwrap();
        assert_eq!(second.to_rfc3339(), "2024-02-05T09:30:12+00:00");
        assert_eq!(moment(b"20240205093012.25Z"), Some(second));
        for text in [
            &b""[..],
            b"20240205093012",
            b"20240205093012.Z",
            b"20240205093012+0700",
            b"20240230093012Z",
            b"+0240205093012Z",
        ] {
            assert_eq!(moment(text), None, "{text:?}");
        }
    }
}
