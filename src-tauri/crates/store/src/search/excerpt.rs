//! A few words around what was found.

use super::Query;
use crate::reading::{Spelling, begins, words};

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
        let all: Vec<(usize, usize)> = words(page).collect();
        let first = place(page, &all, query);
        let from = first.saturating_sub(BEFORE);
        let shown = all.get(from..).unwrap_or_default();
        let shown = &shown[..shown.len().min(IN_ALL)];
        let (Some((begin, _)), Some((_, finish))) = (shown.first(), shown.last()) else {
            return Self::default();
        };
        let sought = query.spelled(Spelling::Folded);
        let mut parts = vec![String::new()];
        if from > 0 {
            parts[0].push('…');
        }
        let mut at = *begin;
        for (start, end) in shown {
            let word = page.get(*start..*end).unwrap_or_default();
            if sought.iter().any(|sought| begins(word, sought, Spelling::Folded)) {
                append(&mut parts, page.get(at..*start));
                parts.push(one_line(Some(word)));
                parts.push(String::new());
                at = *end;
            }
        }
        append(&mut parts, page.get(at..*finish));
        if from + shown.len() < all.len() {
            append(&mut parts, Some("…"));
        }
        Self { parts }
    }
}

/// Where the words stand one after another, exactly before folded; else where the first one stands.
fn place(page: &str, all: &[(usize, usize)], query: &Query) -> usize {
    let is = |(start, end): (usize, usize), sought: &str, spelling| {
        begins(page.get(start..end).unwrap_or_default(), sought, spelling)
    };
    let together = |spelling| {
        let sought = query.spelled(spelling);
        all.windows(sought.len()).position(|window| {
            window.iter().zip(&sought).all(|(word, sought)| is(*word, sought, spelling))
        })
    };
    let any = || {
        let sought = query.spelled(Spelling::Folded);
        all.iter().position(|word| sought.iter().any(|one| is(*word, one, Spelling::Folded)))
    };
    together(Spelling::Exact)
        .or_else(|| together(Spelling::Folded))
        .or_else(any)
        .unwrap_or_default()
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
