//! What is typed once more into a province's web form: the set's items in its order, each text as
//! it is to be typed.

use report::xlsx::TextList;
use scoring::{
    Answer, Area, Code, Decimal, Input, Method, Outcome, Score, ScoredBy, Status, SubCriterion,
    score,
};
use store::Dossier;
use words::retype as say;

use crate::wording;

/// A dossier as it is typed into a web form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retype {
    /// The unit's name.
    pub unit: String,
    /// The year that is assessed.
    pub year: i32,
    /// The items in the set's order, bonus and penalty items last.
    pub rows: Vec<RetypeRow>,
}

/// An item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetypeRow {
    /// Code of its area; empty for bonus and penalty items.
    pub area: String,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// The unit's own points with the set's decimals; empty where there are none to be typed.
    pub points: String,
    /// What must be known of the points; empty for an item that is settled.
    pub note: String,
    /// What was entered, as typed, in the order of the inputs.
    pub figures: Vec<RetypeFigure>,
    /// Documents cited.
    pub citations: Vec<RetypeCitation>,
}

/// A value that was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetypeFigure {
    /// What it is.
    pub label: String,
    /// The value.
    pub value: String,
    /// Unit of measure; empty where it has none.
    pub unit: String,
}

/// A document cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetypeCitation {
    /// Number and symbol.
    pub number: String,
    /// The document's date, dd/MM/yyyy.
    pub date: String,
    /// What it is about.
    pub subject: String,
    /// Section.
    pub section: String,
    /// Page or pages.
    pub page: String,
}

/// A dossier as it is typed into a web form.
pub(crate) fn retype(dossier: &Dossier) -> Retype {
    let set = &dossier.set.set;
    let scored = score(set, &dossier.answers);
    let table = Table { dossier, scored: &scored };
    let areas = set.areas.iter().zip(&scored.areas).flat_map(|(area, scored)| {
        let items = area.sub_criteria().zip(scored.sub_criteria());
        items.map(move |(item, scored)| table.sub_criterion(area, item, &scored.outcome))
    });
    let rows = areas.chain(table.bonus()).chain(table.penalty()).collect();
    Retype { unit: dossier.profile.name.clone(), year: set.year, rows }
}

/// The same as a list: a line for each figure and document, the code in each of them.
pub(crate) fn list(retype: &Retype) -> TextList {
    TextList {
        title: say::title(&retype.unit, retype.year),
        unit: retype.unit.clone(),
        sheet: say::sheet(),
        columns: vec![
            (say::column_code(), 9),
            (say::column_item(), 40),
            (say::column_points(), 10),
            (say::column_note(), 22),
            (say::column_label(), 36),
            (say::column_value(), 14),
            (say::column_unit(), 12),
            (say::column_number(), 18),
            (say::column_date(), 12),
            (say::column_subject(), 46),
            (say::column_section(), 18),
            (say::column_page(), 9),
        ],
        rows: retype.rows.iter().flat_map(lines).collect(),
    }
}

fn lines(row: &RetypeRow) -> Vec<Vec<String>> {
    let count = row.figures.len().max(row.citations.len()).max(1);
    let line = |at: usize| {
        let once = |text: &String| if at == 0 { text.clone() } else { String::new() };
        let figure = row.figures.get(at).cloned();
        let figure = figure.map_or_else(Default::default, |one| [one.label, one.value, one.unit]);
        let cited = row.citations.get(at).cloned().unwrap_or_default();
        let head = [row.code.clone(), once(&row.title), once(&row.points), once(&row.note)];
        let cited = [cited.number, cited.date, cited.subject, cited.section, cited.page];
        head.into_iter().chain(figure).chain(cited).collect()
    };
    (0..count).map(line).collect()
}

/// A dossier with its score.
#[derive(Clone, Copy)]
struct Table<'a> {
    dossier: &'a Dossier,
    scored: &'a Score,
}

impl Table<'_> {
    fn sub_criterion(self, area: &Area, item: &SubCriterion, outcome: &Outcome) -> RetypeRow {
        let row = RetypeRow {
            area: area.code.to_string(),
            citations: self.citations(&item.code),
            ..row(&item.code, &item.title)
        };
        match item.scored_by {
            ScoredBy::Survey => RetypeRow { note: words::dossier::survey().to_owned(), ..row },
            ScoredBy::Appraisal => {
                RetypeRow { note: words::dossier::appraisal().to_owned(), ..row }
            }
            ScoredBy::Unit => {
                let nothing = Answer::default();
                let answer = self.dossier.answers.sub_criteria.get(&item.code).unwrap_or(&nothing);
                RetypeRow {
                    points: self.points(outcome),
                    note: note(outcome).to_owned(),
                    figures: figures(&item.method, answer),
                    ..row
                }
            }
        }
    }

    fn bonus(self) -> impl Iterator<Item = RetypeRow> {
        let items = self.dossier.set.set.bonus.iter().flat_map(|bonus| &bonus.items);
        items.zip(&self.scored.bonus).map(move |(item, scored)| {
            let answer = self.dossier.answers.bonus.get(&item.code);
            RetypeRow {
                points: self.points(&scored.outcome),
                note: note(&scored.outcome).to_owned(),
                figures: answer.map(|one| values(&item.rule.inputs, one)).unwrap_or_default(),
                citations: self.citations(&item.code),
                ..row(&item.code, &item.title)
            }
        })
    }

    fn penalty(self) -> impl Iterator<Item = RetypeRow> {
        let items = self.dossier.set.set.penalty.iter().flat_map(|penalty| &penalty.items);
        items.zip(&self.scored.penalty).map(move |(item, scored)| {
            let input = item.input(words::views::penalty_cases());
            let answer = self.dossier.answers.penalty.get(&item.code);
            let figures = answer.map(|one| values(&[input], one)).unwrap_or_default();
            let valid = figures.is_empty() || scored.cases.is_some();
            RetypeRow {
                points: self.figure(scored.points),
                note: if valid { "" } else { say::note_invalid() }.to_owned(),
                figures,
                citations: self.citations(&item.code),
                ..row(&item.code, &item.title)
            }
        })
    }

    /// Points as they are typed; none where the item leaves the maximum.
    fn points(self, outcome: &Outcome) -> String {
        if outcome.status() == Status::Excluded {
            return String::new();
        }
        self.figure(outcome.points)
    }

    fn figure(self, points: Decimal) -> String {
        words::decimal(&points.to_fixed(self.dossier.set.set.rounding.points))
    }

    fn citations(self, code: &Code) -> Vec<RetypeCitation> {
        let cited = self.dossier.evidence.iter().flat_map(|evidence| {
            let here = evidence.citations.iter().filter(|citation| citation.code == *code);
            here.map(|citation| RetypeCitation {
                number: evidence.document.number.clone(),
                date: evidence.document.date.map(wording::day).unwrap_or_default(),
                subject: evidence.document.subject.clone(),
                section: citation.place.section.clone(),
                page: citation.place.page.clone(),
            })
        });
        cited.collect()
    }
}

fn row(code: &Code, title: &str) -> RetypeRow {
    RetypeRow { code: code.to_string(), title: title.to_owned(), ..RetypeRow::default() }
}

fn note(outcome: &Outcome) -> &'static str {
    match outcome.status() {
        Status::Scored | Status::NotApplicable => "",
        Status::Incomplete => say::note_incomplete(),
        Status::Invalid => say::note_invalid(),
        Status::Excluded => say::note_excluded(),
    }
}

/// The figures that count: where "không phát sinh" is claimed, that claim alone.
fn figures(method: &Method, answer: &Answer) -> Vec<RetypeFigure> {
    match method {
        _ if answer.not_applicable => vec![claim()],
        Method::Single(rule) => values(&rule.inputs, answer),
        Method::Sum(parts) => {
            let answered =
                parts.iter().filter_map(|part| Some((part, answer.parts.get(&part.key)?)));
            let figures = answered.flat_map(|(part, answer)| {
                let own = if answer.not_applicable {
                    vec![claim()]
                } else {
                    values(&part.rule.inputs, answer)
                };
                own.into_iter().map(|one| {
                    let label = say::part_label(&part.title, one.label);
                    RetypeFigure { label, ..one }
                })
            });
            figures.collect()
        }
    }
}

fn claim() -> RetypeFigure {
    let value = words::common::yes().to_owned();
    RetypeFigure { label: say::claim().to_owned(), value, unit: String::new() }
}

/// The values that were entered, one an input.
fn values(inputs: &[Input], answer: &Answer) -> Vec<RetypeFigure> {
    let entered = inputs.iter().filter_map(|input| {
        let value = wording::entered(input, answer.inputs.get(&input.key)?);
        let unit = input.unit.clone().unwrap_or_default();
        Some(RetypeFigure { label: input.name().to_owned(), value, unit })
    });
    entered.collect()
}
