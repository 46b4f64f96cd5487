//! Sheets, margins, page numbers and the mark of a draft (Decree 30/2020/NĐ-CP, Annex I, I.3 and
//! II.10).

use super::measure::twips;
use super::paragraph::{properties, run};
use super::xml::{NAMESPACES, escaped, part};
use crate::face::{Face, Font};
use crate::layout::Frame;
use crate::length::Length;
use crate::model::Status;

const NUMBER: Font = Face::Regular.at(13);
const MARK: Font = Face::Bold.at(13);
/// How far below the sheet's upper edge the header's line stands.
const HEADER: Length = Length::mm(10);

/// A sheet of A4, upright or turned.
#[derive(Clone, Copy)]
pub(super) enum Sheet {
    Portrait,
    Landscape,
}

impl Sheet {
    pub(super) const ALL: [Self; 2] = [Self::Portrait, Self::Landscape];

    /// The room within the margins, as in the PDF.
    const fn frame(self) -> Frame {
        match self {
            Self::Portrait => crate::layout::portrait(),
            Self::Landscape => crate::layout::landscape(),
        }
    }

    /// The properties of a section on this sheet: its pages are numbered from 1.
    pub(super) fn section(self) -> String {
        let (across, down, turned) = match self {
            Self::Portrait => (Length::mm(210), Length::mm(297), ""),
            Self::Landscape => (Length::mm(297), Length::mm(210), r#" w:orient="landscape""#),
        };
        let frame = self.frame();
        let [first, others] = self.headers();
        format!(
            concat!(
                r#"<w:sectPr><w:headerReference w:type="default" r:id="{others}"/>"#,
                r#"<w:headerReference w:type="first" r:id="{first}"/>"#,
                r#"<w:pgSz w:w="{width}" w:h="{height}"{turned}/>"#,
                r#"<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" "#,
                r#"w:header="{header}" w:footer="{header}" w:gutter="0"/>"#,
                r#"<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#,
            ),
            first = first,
            others = others,
            width = twips(across),
            height = twips(down),
            turned = turned,
            top = twips(frame.top),
            right = twips(across - frame.right),
            bottom = twips(down - frame.bottom),
            left = twips(frame.left),
            header = twips(HEADER),
        )
    }

    /// The names of the headers of a first page and of the others.
    pub(super) const fn headers(self) -> [&'static str; 2] {
        match self {
            Self::Portrait => ["header1", "header2"],
            Self::Landscape => ["header3", "header4"],
        }
    }

    /// The headers: the first page bears no number.
    pub(super) fn header_parts(self, status: Status) -> [String; 2] {
        let number = format!(
            r#"<w:fldSimple w:instr=" PAGE "><w:r>{}<w:t>2</w:t></w:r></w:fldSimple>"#,
            properties(NUMBER)
        );
        [self.header("", status), self.header(&number, status)]
    }

    fn header(self, number: &str, status: Status) -> String {
        let room = self.frame().width();
        let mark = match status {
            Status::Draft => {
                let corner = run(words::report::draft(), MARK);
                format!("{TAB}{corner}{}", self.draft_mark())
            }
            Status::SignedOff => String::new(),
        };
        part(&format!(
            concat!(
                r#"<w:hdr {names}><w:p><w:pPr><w:tabs><w:tab w:val="center" w:pos="{middle}"/>"#,
                r#"<w:tab w:val="right" w:pos="{end}"/></w:tabs></w:pPr>{tab}{number}{mark}"#,
                r#"</w:p></w:hdr>"#,
            ),
            names = NAMESPACES,
            middle = twips(room / 2),
            end = twips(room),
            tab = TAB,
            number = number,
            mark = mark,
        ))
    }

    /// The mark across the page, behind the text: a word along a slanting path, as word processors
    /// put it themselves.
    fn draft_mark(self) -> String {
        // Turned clockwise, so that the word rises along the sheet's diagonal.
        let turn = match self {
            Self::Portrait => 305,
            Self::Landscape => 325,
        };
        format!(
            concat!(
                r##"<w:r><w:pict>{shape}<v:shape id="Draft" type="#_x0000_t136" "##,
                r#"style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:108pt;"#,
                r#"rotation:{turn};z-index:-251658752;mso-position-horizontal:center;"#,
                r#"mso-position-horizontal-relative:page;mso-position-vertical:center;"#,
                r##"mso-position-vertical-relative:page" o:allowincell="f" fillcolor="#e5e5e5" "##,
                r#"stroked="f"><v:textpath style="font-family:&quot;Times New Roman&quot;;"#,
                r#"font-size:1pt;font-weight:bold" string="{word}"/></v:shape></w:pict></w:r>"#,
            ),
            shape = WORD_SHAPE,
            turn = turn,
            word = escaped(words::report::draft()),
        )
    }
}

const TAB: &str = "<w:r><w:tab/></w:r>";

/// The shape that carries a word along a path: number 136 of the format's own shapes (ECMA-376,
/// part 4, VML).
const WORD_SHAPE: &str = concat!(
    r##"<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" "##,
    r#"path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>"#,
    r#"<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>"#,
    r#"<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>"#,
    r#"<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>"#,
    r#"<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>"#,
    r#"<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" "#,
    r#"o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>"#,
    r#"<v:textpath on="t" fitshape="t"/></v:shapetype>"#,
);
