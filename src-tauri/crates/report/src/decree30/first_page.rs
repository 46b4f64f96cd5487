//! The heading of the first page.

use super::Violation;
use super::view::{PageView, joined, same, widest, within};
use crate::layout::{Document, Part, Role, Run};

pub(super) fn check(document: &Document, found: &mut Vec<Violation>) {
    let Some(view) = PageView::of_part(document, Part::Report).next() else {
        found.push(Violation::Missing(Role::State));
        return;
    };
    let first = FirstPage { view };
    for role in [
        Role::IssuingBody,
        Role::State,
        Role::Motto,
        Role::Number,
        Role::PlaceAndDate,
        Role::Kind,
        Role::Subject,
    ] {
        if view.lines(role).is_empty() {
            found.push(Violation::Missing(role));
        }
    }
    first.wording(found);
    first.baselines(found);
    first.columns(found);
    first.rules(found);
    first.number_and_date(found);
}

struct FirstPage<'a> {
    view: PageView<'a>,
}

impl FirstPage<'_> {
    fn text(&self, role: Role) -> String {
        joined(&self.view.lines(role))
    }

    fn wording(&self, found: &mut Vec<Violation>) {
        let expected = [
            (Role::State, words::report::state()),
            (Role::Motto, words::report::motto()),
            (Role::Kind, words::report::kind()),
        ];
        for (role, words) in expected {
            let text = self.text(role);
            if !text.is_empty() && text != words {
                found.push(Violation::Wording(role));
            }
        }
        for role in [Role::SuperiorBody, Role::IssuingBody] {
            let text = self.text(role);
            if text != text.to_uppercase() {
                found.push(Violation::Wording(role));
            }
        }
    }

    /// Each row of the two columns begins on one baseline.
    fn baselines(&self, found: &mut Vec<Violation>) {
        let rows: &[(Role, Role)] = if self.view.lines(Role::SuperiorBody).is_empty() {
            &[(Role::IssuingBody, Role::State), (Role::Number, Role::PlaceAndDate)]
        } else {
            &[
                (Role::SuperiorBody, Role::State),
                (Role::IssuingBody, Role::Motto),
                (Role::Number, Role::PlaceAndDate),
            ]
        };
        for &(left, right) in rows {
            let baseline = |role| self.view.lines(role).first().map(|run| run.baseline);
            if let (Some(one), Some(other)) = (baseline(left), baseline(right))
                && !same(one, other)
            {
                found.push(Violation::Baseline { left, right });
            }
        }
    }

    /// Nothing on the left reaches what stands on the right; lines are balanced and share their
    /// centre.
    fn columns(&self, found: &mut Vec<Violation>) {
        let left = [Role::SuperiorBody, Role::IssuingBody, Role::Number];
        let right = [Role::State, Role::Motto, Role::PlaceAndDate];
        let runs = |roles: [Role; 3]| roles.map(|role| self.view.lines(role)).concat();
        let border = runs(right).iter().map(|run| run.x).min();
        for role in left {
            if self.view.lines(role).iter().any(|run| Some(run.right()) >= border) {
                found.push(Violation::OtherColumn(role));
            }
        }
        for roles in [left, right, [Role::Kind, Role::Subject, Role::Kind]] {
            let centre = runs(roles).first().map(|run| run.centre());
            for role in roles {
                let lines = self.view.lines(role);
                if lines.iter().any(|run| !centre.is_some_and(|at| same(at, run.centre()))) {
                    found.push(Violation::NotCentred { page: self.view.position, role });
                }
                if !balanced(&lines) {
                    found.push(Violation::Unbalanced(role));
                }
            }
        }
    }

    fn rules(&self, found: &mut Vec<Violation>) {
        self.rule(Role::IssuingRule, Role::IssuingBody, found);
        self.rule(Role::MottoRule, Role::Motto, found);
        self.rule(Role::SubjectRule, Role::Subject, found);
    }

    fn rule(&self, role: Role, above: Role, found: &mut Vec<Violation>) {
        let lines = self.view.lines(above);
        let (Some(drawn), Some(last)) = (self.view.rule(role), lines.last()) else {
            found.push(Violation::Missing(role));
            return;
        };
        let text = widest(&lines);
        let length = drawn.across;
        let long_enough = if role == Role::MottoRule {
            same(length, text)
        } else {
            within(length, text / 3, text / 2)
        };
        let centred = same(drawn.x + length / 2, last.centre());
        let below = drawn.y > last.baseline && drawn.y < last.baseline + last.font.size;
        if !(long_enough && centred && below) {
            found.push(Violation::Rule { role, length, text });
        }
    }

    fn number_and_date(&self, found: &mut Vec<Violation>) {
        let number = self.text(Role::Number);
        let marked = words::report::number("\u{0}", "\u{0}");
        let mut fixed = marked.split('\u{0}');
        let before = fixed.next().unwrap_or_default();
        let value = number.strip_prefix(before).and_then(|rest| rest.split_once('/'));
        let kept =
            value.is_some_and(|(value, symbol)| !symbol.is_empty() && value.chars().count() >= 2);
        if !kept {
            found.push(Violation::NumberLine);
        }
        if !is_date_line(&self.text(Role::PlaceAndDate)) {
            found.push(Violation::DateLine);
        }
    }
}

/// Whether a line is a place and a date, days and months 1 and 2 with leading zeros, or blank.
fn is_date_line(line: &str) -> bool {
    let Some((place, date)) = line.rsplit_once(", ") else {
        return false;
    };
    let blank = words::report::date_blank().replace('\u{a0}', " ");
    let figures: Vec<&str> = date.split(|c: char| !c.is_ascii_digit()).collect();
    let figures: Vec<&str> = figures.into_iter().filter(|figure| !figure.is_empty()).collect();
    let written = match figures.as_slice() {
        [day, month, year] => {
            let two = day.len() == 2 && (month.len() == 2 || month > &"2");
            let number = |figure: &str| figure.parse::<u32>().unwrap_or_default();
            let words = words::common::date_in_words(day, month, year);
            two && words == date && (1..=31).contains(&number(day)) && number(month) <= 12
        }
        _ => false,
    };
    !place.is_empty() && (written || date == blank)
}

/// Whether the words would not fit, in as many lines, into two thirds of the widest line. (Some
/// words are never parted, so that the best division may be a little uneven.)
fn balanced(lines: &[&Run]) -> bool {
    let limit = widest(lines) * 2 / 3;
    let Some(font) = lines.first().map(|run| run.font) else {
        return true;
    };
    let text = joined(lines);
    let mut needed = 1;
    let mut line = String::new();
    for word in text.split(' ') {
        if font.width(word) > limit {
            return true;
        }
        if !line.is_empty() && font.width(&format!("{line} {word}")) > limit {
            needed += 1;
            line.clear();
        }
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    needed > lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_need_their_leading_zeros() {
        assert!(is_date_line("Đức Liễu, ngày 05 tháng 02 năm 2024"));
        assert!(is_date_line("Đức Liễu, ngày 15 tháng 10 năm 2024"));
        assert!(!is_date_line("Đức Liễu, ngày 5 tháng 02 năm 2024"));
        assert!(!is_date_line("Đức Liễu, ngày 05 tháng 2 năm 2024"));
        assert!(!is_date_line("ngày 05 tháng 02 năm 2024"));
    }
}
