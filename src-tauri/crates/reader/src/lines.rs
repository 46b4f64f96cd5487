//! Letters on a page put together to words and lines.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use preview::Letter;

/// All in sizes of the letters. A gap from which on two letters belong to two words:
const WORD_GAP: f64 = 0.15;
/// to two columns:
const COLUMN_GAP: f64 = 1.2;
/// How far a letter may stand above or below its line, as a raised figure does.
const LINE_SLACK: f64 = 0.45;
/// How close the same letter drawn anew is the same letter, as imitated bold type draws it.
const SAME_PLACE: f64 = 0.12;

/// Degrees within which two directions of writing are the same.
const SAME_DIRECTION: f64 = 5.0;
const WHOLE_TURN: f64 = 360.0;

/// The text of a page: lines from top to bottom, words with a space and columns with a tab
/// between them. Text that was turned, such as a mark across the page, follows the upright one.
pub(crate) fn text(letters: &[Letter]) -> String {
    let mut directions: BTreeMap<i64, Vec<Placed>> = BTreeMap::new();
    let mut along = (1.0, 0.0);
    for letter in letters {
        // A mark that is drawn over its letter moves nothing along.
        if (letter.along_x, letter.along_y) != (0.0, 0.0) {
            along = (letter.along_x, letter.along_y);
        }
        let (direction, placed) = Placed::new(letter, along);
        directions.entry(direction).or_default().push(placed);
    }
    let mut text = String::new();
    for placed in directions.into_values() {
        for line in lines(placed) {
            write_line(&mut text, line);
        }
    }
    text
}

/// A letter on the page turned so that it stands upright.
#[derive(Clone, Copy)]
struct Placed<'a> {
    text: &'a str,
    x: f64,
    y: f64,
    end: f64,
    size: f64,
}

#[allow(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "places on a page, not points of a score; a direction is a small number"
)]
impl<'a> Placed<'a> {
    /// The direction of writing, 0 for the usual one, and the letter as it stands then.
    fn new(letter: &'a Letter, (along_x, along_y): (f64, f64)) -> (i64, Self) {
        let degrees = along_y.atan2(along_x).to_degrees();
        let direction = (degrees / SAME_DIRECTION).round() * SAME_DIRECTION;
        let (sine, cosine) = direction.to_radians().sin_cos();
        let x = letter.x * cosine + letter.y * sine;
        let y = letter.y * cosine - letter.x * sine;
        let end = x + letter.along_x.hypot(letter.along_y);
        let placed = Self { text: &letter.text, x, y, end, size: letter.size.max(1.0) };
        (direction.rem_euclid(WHOLE_TURN) as i64, placed)
    }

    fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

fn order(one: f64, other: f64) -> Ordering {
    one.partial_cmp(&other).unwrap_or(Ordering::Equal)
}

/// Letters of about the same height, from top to bottom, each line from left to right.
#[allow(clippy::float_arithmetic, reason = "places on a page, not points of a score")]
fn lines(mut letters: Vec<Placed>) -> Vec<Vec<Placed>> {
    // Both sorts keep the order of drawing: a mark is drawn after its letter, at the same place.
    letters.sort_by(|one, other| order(one.y, other.y));
    let mut lines: Vec<Vec<Placed>> = Vec::new();
    for letter in letters {
        let line = lines.last_mut().filter(|line| {
            line.first()
                .is_some_and(|first| letter.y - first.y <= LINE_SLACK * letter.size.max(first.size))
        });
        match line {
            Some(line) => line.push(letter),
            None => lines.push(vec![letter]),
        }
    }
    for line in &mut lines {
        line.sort_by(|one, other| order(one.x, other.x));
    }
    lines
}

#[allow(clippy::float_arithmetic, reason = "places on a page, not points of a score")]
fn write_line(text: &mut String, line: Vec<Placed>) {
    let begin = text.len();
    let mut before: Option<Placed> = None;
    let mut is_after_blank = false;
    for letter in line {
        if letter.is_blank() {
            is_after_blank = true;
            continue;
        }
        if let Some(before) = before {
            let size = before.size.min(letter.size);
            let is_same = before.text == letter.text
                && before.end > before.x
                && (letter.x - before.x).abs() < SAME_PLACE * size
                && (letter.y - before.y).abs() < SAME_PLACE * size;
            if is_same {
                continue;
            }
            let gap = letter.x - before.end;
            if gap > COLUMN_GAP * size {
                text.push('\t');
            } else if is_after_blank || gap > WORD_GAP * size {
                text.push(' ');
            }
        }
        text.push_str(letter.text);
        before = Some(letter);
        is_after_blank = false;
    }
    if text.len() > begin {
        text.push('\n');
    }
}
