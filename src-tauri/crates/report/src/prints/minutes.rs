//! Minutes of the scoring meeting (Decree 30/2020/NĐ-CP, Annex III, form 1.11).

use super::model::{ContestedItem, Minutes};
use super::signatures::{Signer, signatures};
use super::{blanks, heading};
use crate::content::summary;
use crate::content::table::{Align, Entry, Line, Table};
use crate::face::{Face, Font};
use crate::layout::body::{ABOVE_TABLE, Body, INDENT};
use crate::layout::flow::Flow;
use crate::layout::foot::recipients_alone;
use crate::layout::{BodyKind, Frame, Page, Part, Sheet, portrait, table};
use crate::phrases::{figure, without_stop};

/// Widths of the contested items' columns in millimetres, 165 in all.
const WIDTHS: [i64; 5] = [14, 44, 21, 56, 30];
const TENTHS: i64 = 120;
const PLAIN: Font = Face::Regular.tenths(TENTHS);

/// Lays the minutes out.
pub(super) fn pages(minutes: &Minutes) -> Vec<Page> {
    let frame = portrait();
    let subject = &minutes.subject;
    let mut flow = Flow::default();
    let number = words::report::number(words::report::number_blank(), &minutes.symbol);
    heading::top(&mut flow, subject, Some(number), frame);
    let title = words::prints::minutes_subject(subject.year);
    heading::kind(&mut flow, words::prints::minutes_kind(), &title, frame);
    let mut sheet = Writer { body: Body::new(&mut flow, frame), frame, minutes };
    sheet.opening();
    sheet.results();
    sheet.contested();
    sheet.conclusions();
    let signer = |role, hint, name| Signer { role, hint, name };
    let signers = [
        signer(words::prints::secretary(), words::prints::sign_hint(), ""),
        signer(words::prints::chair(), words::prints::chair_hint(), ""),
    ];
    signatures(&mut flow, signers, frame);
    recipients_alone(&mut flow, &minutes.foot, frame);
    Sheet::PORTRAIT.pages(Part::Print, &flow)
}

struct Writer<'a, 'b> {
    body: Body<'b>,
    frame: Frame,
    minutes: &'a Minutes,
}

impl Writer<'_, '_> {
    /// Time, place and who is there, to be written in.
    fn opening(&mut self) {
        self.text(words::prints::begin());
        self.labelled(words::prints::place());
        self.text(words::prints::attendees());
        self.dots(4);
        self.labelled(words::prints::chaired_by());
        self.labelled(words::prints::minuted_by());
        let issuing = self.minutes.subject.issuing_body.as_deref().unwrap_or_default();
        let year = self.minutes.subject.year;
        let set = without_stop(&self.minutes.subject.criteria_set_title);
        self.text(&words::prints::agenda(year, issuing, set));
    }

    fn results(&mut self) {
        let minutes = self.minutes;
        self.heading(words::prints::section_results());
        self.text(words::prints::results());
        let areas = summary::table(&minutes.summary, minutes.total);
        table::put(self.body.flow, 0, &areas, self.frame.left, ABOVE_TABLE);
        self.body.joined = true;
        self.text(&minutes.summary.provenance);
        let decimals = minutes.summary.points_decimals;
        let own = minutes.summary.self_total;
        let (points, maximum) = (figure(own.points, decimals), figure(own.maximum, decimals));
        match &minutes.summary.self_percent {
            Some(percent) => self.text(&words::prints::total_percent(points, maximum, percent)),
            None => self.text(&words::prints::total(points, maximum)),
        }
    }

    fn contested(&mut self) {
        let minutes = self.minutes;
        self.heading(words::prints::section_contested());
        if minutes.contested.is_empty() {
            self.text(words::prints::nothing_contested());
        } else {
            self.text(words::prints::contested());
            let items = contested_table(minutes);
            table::put(self.body.flow, 1, &items, self.frame.left, ABOVE_TABLE);
        }
        self.text(words::prints::other_opinions());
        self.dots(4);
    }

    fn conclusions(&mut self) {
        self.heading(words::prints::section_conclusions());
        self.text(words::prints::conclusion());
        self.dots(4);
        self.text(words::prints::vote());
        self.text(words::prints::end());
    }

    fn text(&mut self, text: &str) {
        self.body.text(BodyKind::Text, text);
    }

    fn heading(&mut self, text: &str) {
        self.body.text(BodyKind::Section, text);
    }

    /// A label with dots to the end of its line.
    fn labelled(&mut self, label: &str) {
        let width = self.body.column.width - INDENT;
        self.text(&blanks::dotted(label, "", BodyKind::Text.font(), width));
    }

    fn dots(&mut self, count: usize) {
        blanks::lines(self.body.flow, self.body.column, BodyKind::Text.font(), count);
    }
}

fn contested_table(minutes: &Minutes) -> Table<'_> {
    let decimals = minutes.summary.points_decimals;
    let lines = minutes.contested.iter().map(|item| contested_line(item, decimals)).collect();
    let head = vec![
        words::report::column_code(),
        words::prints::column_item(),
        words::prints::column_share(),
        words::prints::column_matter(),
        words::prints::column_agreed(),
    ];
    Table { widths: &WIDTHS, tenths: TENTHS, head, lines }
}

fn contested_line(item: &ContestedItem, decimals: u32) -> Line<'_> {
    let (points, maximum) =
        (figure(item.share.points, decimals), figure(item.share.maximum, decimals));
    let line = Line::new(vec![
        Entry::new(&item.code, PLAIN, Align::Left),
        Entry::new(&item.title, PLAIN, Align::Left),
        Entry::new(words::report::share(points, maximum), PLAIN, Align::Centre),
        Entry::list([&item.matter, &item.explanation], PLAIN),
        Entry::new("", PLAIN, Align::Left),
    ]);
    line.at_least(2)
}
