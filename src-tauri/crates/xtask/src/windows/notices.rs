//! The licences of everything that is delivered along: most of them ask that their text goes with every
//! copy.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use super::components::{Component, Components};
use super::delivery;
use crate::Failure;

/// How many lines may be the head of a licence.
const HEAD: usize = 8;
/// What stands at the top of the list.
const TITLE: &str = include_str!("../../../../../assets/windows/notices.txt");

/// What a licence says, whoever gives it.
#[derive(Default)]
struct Licence {
    text: String,
    /// The components that come with it, and their authors' lines of copyright.
    givers: BTreeMap<String, Vec<String>>,
}

/// All components, then each licence once, with those that come with it.
pub(super) fn text(components: &Components) -> Result<String, Failure> {
    // By its words alone, since many differ in their lines and spaces.
    let mut licences: BTreeMap<String, Licence> = BTreeMap::new();
    let mut all = TITLE.to_owned();
    for component in components.values() {
        let spdx = component.license.as_deref().unwrap_or("-");
        let _ = writeln!(all, "{} · {spdx}", named(component));
        for path in &component.texts {
            let bytes = fs::read(path).map_err(|error| delivery::failed(path, &error))?;
            let (authors, text) = parted(&String::from_utf8_lossy(&bytes));
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let licence = licences.entry(words).or_default();
            licence.givers.entry(named(component)).or_default().extend(authors);
            licence.text = text;
        }
    }
    for licence in licences.values() {
        let _ = write!(all, "\n{}\n", "=".repeat(80));
        for (giver, authors) in &licence.givers {
            let _ = writeln!(all, "{giver}");
            for author in authors {
                let _ = writeln!(all, "    {author}");
            }
        }
        let _ = write!(all, "{}\n\n{}\n", "-".repeat(80), licence.text);
    }
    Ok(all)
}

fn named(component: &Component) -> String {
    format!("{} {}", component.name, component.version)
}

/// The lines at the head of a licence that say whose work it is, and the rest of it.
fn parted(licence: &str) -> (Vec<String>, String) {
    let mut lines: Vec<&str> = licence.lines().collect();
    let first = lines.iter().take(HEAD).position(|line| is_author(line)).unwrap_or(lines.len());
    let count = lines[first..].iter().take_while(|line| is_author(line)).count();
    let authors = lines.drain(first..first + count).map(|line| line.trim().to_owned()).collect();
    (authors, lines.join("\n").trim_matches('\n').to_owned())
}

fn is_author(line: &str) -> bool {
    let line = line.trim_start().to_lowercase();
    let whose = line.strip_prefix("copyright").map_or(line.as_str(), str::trim_start);
    let is_dated =
        whose.len() < line.len() && whose.starts_with(|first: char| first.is_ascii_digit());
    is_dated || whose.starts_with("(c) ") || whose.starts_with('©')
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Component, Components, TITLE, parted, text};

    #[test]
    fn whose_work_it_is_is_told_from_what_the_licence_says() {
        let (authors, text) =
            parted("\nMIT License\n\n  Copyright (c) 2015 A\n(C) 2016 B\n\nPermission\n");
        assert_eq!(authors, ["Copyright (c) 2015 A", "(C) 2016 B"]);
        assert_eq!(text, "MIT License\n\n\nPermission");
        // Nothing else is taken out of a licence, whatever its lines begin with.
        for whole in [
            "a perpetual, irrevocable\n      copyright license to reproduce",
            "must reproduce the above\ncopyright notice, this list of conditions",
            "Copyright [yyyy] [name of copyright owner]",
        ] {
            assert_eq!(parted(whole), (Vec::new(), whole.to_owned()));
        }
        let far = format!("{}Copyright 2015 A", "line\n".repeat(20));
        assert_eq!(parted(&far), (Vec::new(), far.clone()));
    }

    #[test]
    fn a_licence_is_printed_once_with_all_who_give_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| -> PathBuf {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let component = |name: &str, texts: Vec<PathBuf>| Component {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: Some("MIT".to_owned()),
            texts,
        };
        let components = Components::from([
            ("a".to_owned(), component("a", vec![file("A", "Copyright 2020 A\nDo  as you like.")])),
            ("b".to_owned(), component("b", vec![file("B", "Copyright © B\nDo as\nyou like.\n")])),
            ("c".to_owned(), component("c", Vec::new())),
        ]);
        let text = text(&components).unwrap();
        let text = text.strip_prefix(TITLE).unwrap();
        assert!(text.starts_with("a 1.0.0 · MIT\nb 1.0.0 · MIT\nc 1.0.0 · MIT\n\n====="), "{text}");
        assert!(
            text.contains("a 1.0.0\n    Copyright 2020 A\nb 1.0.0\n    Copyright © B\n-----"),
            "{text}"
        );
        assert_eq!(text.matches("like.").count(), 1, "{text}");
    }
}
