//! The faces of the document's type family and their metrics.

use std::io::Read;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;

use crate::length::Length;

/// A face of Tinos, which has the metrics of Times New Roman and covers Vietnamese (Decree
/// 30/2020/NĐ-CP, Annex I, I.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold upright.
    Bold,
    /// Italic.
    Italic,
    /// Bold italic.
    BoldItalic,
}

/// A face at a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Font {
    /// The face.
    pub face: Face,
    /// The size, the length of one em.
    pub size: Length,
}

/// A glyph: its number in the font file and its advance in thousandths of an em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) advance: u16,
}

impl Face {
    /// All faces.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];

    /// The `PostScript` name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "Tinos-Regular",
            Self::Bold => "Tinos-Bold",
            Self::Italic => "Tinos-Italic",
            Self::BoldItalic => "Tinos-BoldItalic",
        }
    }

    /// Whether it is bold.
    pub const fn is_bold(self) -> bool {
        matches!(self, Self::Bold | Self::BoldItalic)
    }

    /// Whether it is slanted.
    pub const fn is_italic(self) -> bool {
        matches!(self, Self::Italic | Self::BoldItalic)
    }

    /// At so many tenths of a point.
    pub const fn tenths(self, tenths: i64) -> Font {
        Font { face: self, size: Length::thousandths(tenths * 100) }
    }

    /// At so many points.
    pub const fn at(self, points: i64) -> Font {
        self.tenths(points * 10)
    }

    /// The font file, unpacked on first use.
    pub(crate) fn program(self) -> &'static [u8] {
        static PROGRAMS: [OnceLock<Vec<u8>>; 4] = [const { OnceLock::new() }; 4];
        PROGRAMS[self as usize].get_or_init(|| {
            let mut font = Vec::new();
            // The build has packed it: where that cannot be unpacked, there is no font, as before.
            let _ = DeflateDecoder::new(self.packed()).read_to_end(&mut font);
            font
        })
    }

    /// The font file as it is in the program.
    const fn packed(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!(concat!(env!("OUT_DIR"), "/Tinos-Regular.deflate")),
            Self::Bold => include_bytes!(concat!(env!("OUT_DIR"), "/Tinos-Bold.deflate")),
            Self::Italic => include_bytes!(concat!(env!("OUT_DIR"), "/Tinos-Italic.deflate")),
            Self::BoldItalic => {
                include_bytes!(concat!(env!("OUT_DIR"), "/Tinos-BoldItalic.deflate"))
            }
        }
    }

    /// The metrics, read on first use.
    pub(crate) fn metrics(self) -> &'static Metrics {
        static METRICS: [OnceLock<Metrics>; 4] = [const { OnceLock::new() }; 4];
        METRICS[self as usize].get_or_init(|| Metrics::read(self))
    }

    /// The glyph of a character, if the face has one.
    pub(crate) fn glyph(self, character: char) -> Option<Glyph> {
        self.metrics().glyph(character)
    }
}

impl Font {
    /// The width of a text on one line.
    pub fn width(self, text: &str) -> Length {
        self.of_em(self.face.metrics().advance(text))
    }

    /// A width given in thousandths of an em.
    pub(crate) fn of_em(self, thousandths: i64) -> Length {
        self.size * thousandths / 1000
    }

    /// How far the letters of a line reach above its baseline.
    pub fn ascent(self) -> Length {
        self.of_em(self.face.metrics().ascent)
    }

    /// How far the letters of a line reach below its baseline.
    pub fn descent(self) -> Length {
        self.of_em(self.face.metrics().descent)
    }

    /// The distance of baselines at single line spacing, as word processors understand it: the
    /// face's ascent, descent and line gap.
    pub fn single_spacing(self) -> Length {
        let metrics = self.face.metrics();
        self.of_em(metrics.ascent + metrics.descent + metrics.line_gap)
    }
}

/// What layout and embedding need to know of a face, in thousandths of an em.
pub(crate) struct Metrics {
    parsed: Option<ttf_parser::Face<'static>>,
    /// Glyphs of [`COMMON`], so that the character map is searched once only.
    common: Vec<Option<Glyph>>,
    pub(crate) ascent: i64,
    pub(crate) descent: i64,
    pub(crate) line_gap: i64,
    /// The box that holds every glyph.
    pub(crate) extent: Extent,
}

/// Edges of a box around the origin of glyphs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Extent {
    pub(crate) left: i64,
    pub(crate) bottom: i64,
    pub(crate) right: i64,
    pub(crate) top: i64,
}

/// The blocks that Vietnamese text lives in: Latin, Latin Extended Additional, punctuation.
const COMMON: [(u32, u32); 3] = [(0x20, 0x250), (0x1E00, 0x1F00), (0x2010, 0x2040)];

impl Metrics {
    /// The font files are part of the program; should one be unreadable, each character counts
    /// as missing, which the tests would show.
    fn read(face: Face) -> Self {
        let parsed = ttf_parser::Face::parse(face.program(), 0).ok();
        let mut metrics = Self {
            parsed,
            common: Vec::new(),
            ascent: 0,
            descent: 0,
            line_gap: 0,
            extent: Extent::default(),
        };
        if let Some(parsed) = &metrics.parsed {
            let edge = |units| in_em(parsed, i64::from(units));
            let all = parsed.global_bounding_box();
            metrics.extent = Extent {
                left: edge(all.x_min),
                bottom: edge(all.y_min),
                right: edge(all.x_max),
                top: edge(all.y_max),
            };
            metrics.ascent = edge(parsed.ascender());
            metrics.descent = -edge(parsed.descender());
            metrics.line_gap = edge(parsed.line_gap());
        }
        let blocks = COMMON.iter().flat_map(|&(first, end)| first..end);
        metrics.common =
            blocks.map(|code| char::from_u32(code).and_then(|c| metrics.search(c))).collect();
        metrics
    }

    fn glyph(&self, character: char) -> Option<Glyph> {
        let code = u32::from(character);
        let mut start = 0;
        for (first, end) in COMMON {
            if (first..end).contains(&code) {
                return self.common.get((start + code - first) as usize).copied().flatten();
            }
            start += end - first;
        }
        self.search(character)
    }

    fn search(&self, character: char) -> Option<Glyph> {
        let parsed = self.parsed.as_ref()?;
        let id = parsed.glyph_index(character)?;
        let advance = in_em(parsed, i64::from(parsed.glyph_hor_advance(id)?));
        Some(Glyph { id: id.0, advance: u16::try_from(advance).ok()? })
    }

    /// The advance of a text in thousandths of an em; missing characters have none.
    pub(crate) fn advance(&self, text: &str) -> i64 {
        text.chars().filter_map(|c| self.glyph(c)).map(|glyph| i64::from(glyph.advance)).sum()
    }
}

/// Font units as whole thousandths of an em, rounded down: the widths that a PDF file states, by
/// which a viewer moves on.
fn in_em(face: &ttf_parser::Face<'_>, units: i64) -> i64 {
    units * 1000 / i64::from(face.units_per_em()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_face_has_every_vietnamese_letter_and_the_box() {
        let letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩị\
                       óòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ0123456789.,;:!?()/%+-–—“”‘’…\u{a0}\u{25a1}≥≤";
        for face in Face::ALL {
            for letter in letters.chars().flat_map(|c| c.to_uppercase().chain([c])) {
                assert!(face.glyph(letter).is_some(), "{face:?} {letter}");
            }
        }
    }

    #[test]
    fn widths_are_those_of_times_new_roman() {
        assert_eq!(Face::Regular.at(10).width("0"), Length::points(5));
        assert_eq!(Face::Regular.at(10).width(" "), Length::thousandths(2500));
        assert_eq!(Face::Bold.at(10).width("M"), Length::thousandths(9430));
        assert_eq!(Face::Regular.at(10).single_spacing(), Length::thousandths(11_490));
    }
}
