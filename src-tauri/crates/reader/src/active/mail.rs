//! Messages and web archives: parts with heads, most of them in base64.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Active, Opener, text, within};

/// Reads base64 as mail programs do: its end need not be filled up.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);
/// Lines in which a head names what the content is.
const HEAD_LINES: usize = 200;
/// Letters of a line of base64 that is more than a word.
const SHORTEST: usize = 40;

/// Whether letters begin with the head of a message.
pub(super) fn is_mail(letters: &str) -> bool {
    letters.lines().take(HEAD_LINES).take_while(|line| !line.trim().is_empty()).any(|line| {
        let line = line.to_ascii_lowercase();
        line.starts_with("mime-version:") || line.starts_with("content-type:")
    })
}

/// What a message, or a file that is attached to it, would do.
pub(super) fn active(letters: &str, depth: u8) -> Option<Active> {
    let mut part = String::new();
    for line in letters.lines().chain([""]) {
        let line = line.trim();
        let is_base64 =
            line.bytes().all(|one| one.is_ascii_alphanumeric() || b"+/=".contains(&one));
        // The last line of a part may be short, the others are not.
        if is_base64 && !line.is_empty() && (!part.is_empty() || line.len() >= SHORTEST) {
            part.push_str(line);
            continue;
        }
        if let Some(found) = attached(&std::mem::take(&mut part), depth) {
            return Some(found);
        }
    }
    text::active(letters, Opener::Any)
}

fn attached(part: &str, depth: u8) -> Option<Active> {
    // Of a part that breaks off, what stands before its last group is looked into.
    let groups = part.len() - part.len() % 4;
    let content = BASE64.decode(part).or_else(|_| BASE64.decode(part.get(..groups).unwrap_or("")));
    within(&content.ok()?, Opener::Any, depth)
}
