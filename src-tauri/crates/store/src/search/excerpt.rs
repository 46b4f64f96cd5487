//! A few words around what was found.

use super::{Query, Spelling};
use crate::reading::{Word, words};

/// Words before what was found, and in all.
const BEFORE: usize = 8;
const IN_ALL: usize = 30;

/// A few words around what was found: parts of a text in turn, beginning with one that was not
/// looked for and may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Parts at even positions were not looked for, those at odd ones were.
    pub parts: Vec<String>,
}

impl Excerpt {
    /// The excerpt of a page on which a query was found.
    pub(super) fn of(page: &str, query: &Query) -> Self {
        let all = words(page);
        let first = place(&all, query);
        let from = first.saturating_sub(BEFORE);
        let shown = all.get(from..).unwrap_or_default();
        let shown = &shown[..shown.len().min(IN_ALL)];
        let (Some(start), Some(end)) = (shown.first(), shown.last()) else {
            return Self::default();
        };
        let mut parts = vec![String::new()];
        if from > 0 {
            parts[0].push('…');
        }
        let mut at = start.start;
        for word in
            shown.iter().filter(|word| query.words.iter().any(|sought| begins(word, sought)))
        {
            append(&mut parts, page.get(at..word.start));
            parts.push(one_line(page.get(word.start..word.end)));
            parts.push(String::new());
            at = word.end;
        }
        append(&mut parts, page.get(at..end.end));
        if from + shown.len() < all.len() {
            append(&mut parts, Some("…"));
        }
        Self { parts }
    }
}

/// Where the words stand one after another, exactly before folded; else where the first one stands.
fn place(all: &[Word], query: &Query) -> usize {
    let many = query.words.len();
    let at = |spelling| {
        all.windows(many).position(|window| {
            window
                .iter()
                .zip(&query.words)
                .all(|(word, sought)| word.spelled(spelling).starts_with(sought.spelled(spelling)))
        })
    };
    at(Spelling::Exact)
        .or_else(|| at(Spelling::Folded))
        .or_else(|| all.iter().position(|word| query.words.iter().any(|one| begins(word, one))))
        .unwrap_or_default()
}

fn begins(word: &Word, sought: &Word) -> bool {
    word.folded.starts_with(&sought.folded)
}

fn append(parts: &mut [String], text: Option<&str>) {
    if let Some(last) = parts.last_mut() {
        last.push_str(&one_line(text));
    }
}

/// A text without line ends and runs of blanks.
fn one_line(text: Option<&str>) -> String {
    let mut line = String::new();
    let mut blank = false;
    for letter in text.unwrap_or_default().chars() {
        if letter.is_whitespace() || letter.is_control() {
            blank = true;
        } else {
            if std::mem::take(&mut blank) {
                line.push(' ');
            }
            line.push(letter);
        }
    }
    if blank {
        line.push(' ');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::Excerpt;
    use crate::search::Query;

    #[test]
    fn words_one_after_another_come_before_the_first_of_them() {
        let page = "Năm nay có hội thảo.\nTổ chức hội nghị\n đối thoại với người dân.";
        let excerpt = Excerpt::of(page, &Query::of("hoi nghi doi"));
        let shown = excerpt.parts.concat();
        assert_eq!(shown, "Năm nay có hội thảo. Tổ chức hội nghị đối thoại với người dân");
        let hits: Vec<&String> = excerpt.parts.iter().skip(1).step_by(2).collect();
        assert_eq!(hits, ["hội", "hội", "nghị", "đối"]);
    }

    #[test]
    fn what_is_left_out_is_marked() {
        let page = format!("{}đích {}", "a ".repeat(100), "b ".repeat(100));
        let shown = Excerpt::of(&page, &Query::of("đích")).parts.concat();
        assert!(shown.starts_with("…a a") && shown.ends_with('…'), "{shown}");
        assert!(shown.contains("đích"));
    }
}
