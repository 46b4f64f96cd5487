//! The names of backups: the data file's, the moment, the number in the order of making.

use chrono::{DateTime, FixedOffset};

/// How the moment is written: "-2024-12-05-093000+0700".
const MOMENT: &str = "-%Y-%m-%d-%H%M%S%z";
const MOMENT_LENGTH: usize = "-2024-12-05-093000+0700".len();
const EXTENSION: &str = ".db";
/// Marks a copy of a data file that was damaged already.
const DOUBTFUL: &str = "-doubtful";

/// What the name of a backup says: "cchc-2024-12-05-093000+0700-17.db".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The data file's name without its extension.
    pub(super) stem: String,
    /// When it was made, by the computer's clock.
    pub(super) at: DateTime<FixedOffset>,
    /// Its number in the order of making, from 1; 0 for one of an earlier version, which has none.
    pub(super) number: u64,
    /// Whether the data file was damaged already.
    pub(super) doubtful: bool,
}

impl Name {
    /// Reads a file's name; none for another file.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let name = name.strip_suffix(EXTENSION)?;
        let (name, doubtful) = match name.strip_suffix(DOUBTFUL) {
            Some(name) => (name, true),
            None => (name, false),
        };
        let numbered = name.rsplit_once('-').and_then(|(front, number)| {
            let (stem, at) = moment(front)?;
            Some((stem, at, number.parse().ok()?))
        });
        let (stem, at, number) = match numbered {
            Some(numbered) => numbered,
            None => moment(name).map(|(stem, at)| (stem, at, 0))?,
        };
        Some(Self { stem: stem.to_owned(), at, number, doubtful })
    }

    /// The file's name.
    pub(super) fn file(&self) -> String {
        let Self { stem, at, number, doubtful } = self;
        let doubtful = if *doubtful { DOUBTFUL } else { "" };
        format!("{stem}{}-{number}{doubtful}{EXTENSION}", at.format(MOMENT))
    }
}

/// The data file's stem and the moment at the end of a name.
fn moment(name: &str) -> Option<(&str, DateTime<FixedOffset>)> {
    let (stem, moment) = name.split_at_checked(name.len().checked_sub(MOMENT_LENGTH)?)?;
    Some((stem, DateTime::parse_from_str(moment, MOMENT).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_is_read_as_it_was_written() {
        let at = DateTime::parse_from_rfc3339("2024-12-05T09:30:00+07:00").unwrap();
        for (stem, number, doubtful, file) in [
            ("cchc", 17, false, "cchc-2024-12-05-093000+0700-17.db"),
            ("sổ-1", 1, true, "sổ-1-2024-12-05-093000+0700-1-doubtful.db"),
        ] {
            let name = Name { stem: stem.to_owned(), at, number, doubtful };
            assert_eq!(name.file(), file);
            assert_eq!(Name::parse(file), Some(name));
        }
    }

    #[test]
    fn names_of_earlier_versions_have_no_number() {
        let name = Name::parse("cchc-2024-12-05-093000+0700.db").unwrap();
        assert_eq!((name.stem.as_str(), name.number, name.doubtful), ("cchc", 0, false));
        let west = Name::parse("cchc-2024-12-05-093000-0700.db").unwrap();
        assert_eq!((west.at.to_rfc3339().as_str(), west.number), ("2024-12-05T09:30:00-07:00", 0));
    }

    #[test]
    fn other_files_are_no_backups() {
        for other in ["cchc.db", "cchc-2024-12-05.db", "cchc-2024-12-05-093000+0700-17.txt", ".db"]
        {
            assert_eq!(Name::parse(other), None, "{other}");
        }
    }
}
