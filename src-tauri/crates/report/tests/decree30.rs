//! The checker finds nothing on what layout makes, and each fault that is put in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod fixture;

use fixture::hostile;
use report::decree30::{Violation, check};
use report::face::Face;
use report::layout::{Code, Document, Item, Part, Role, Rule, Run, Shape, lay_out};
use report::length::Length;
use report::model::Status;

const FAR: Length = Length::mm(4);

#[test]
fn layout_meets_every_demand_whatever_the_report_says() {
    for (name, report) in hostile::all() {
        let document = lay_out(&report);
        let found = check(&document);
        assert!(found.is_empty(), "{name}: {:#?}", &found[..found.len().min(5)]);
    }
}

/// The sample with some change, and what the checker finds then.
fn found(tamper: impl FnOnce(&mut Document)) -> Vec<Violation> {
    let mut document = lay_out(&fixture::sample());
    tamper(&mut document);
    check(&document)
}

fn item(document: &mut Document, is_it: impl Fn(&Item) -> bool) -> &mut Item {
    document.pages.iter_mut().flat_map(|page| &mut page.items).find(|item| is_it(item)).unwrap()
}

fn run(document: &mut Document, is_it: impl Fn(Role, &Run) -> bool) -> &mut Run {
    let found = item(document, |item| match &item.shape {
        Shape::Text(run) => is_it(item.role, run),
        _ => false,
    });
    match &mut found.shape {
        Shape::Text(run) => run,
        _ => unreachable!(),
    }
}

fn line(document: &mut Document, role: Role) -> &mut Run {
    run(document, |other, _| other == role)
}

fn rule(document: &mut Document, role: Role) -> &mut Rule {
    match &mut item(document, |item| item.role == role).shape {
        Shape::Rule(drawn) => drawn,
        _ => unreachable!(),
    }
}

/// The lines of the body in reading order, for changes to one.
fn body_line(document: &mut Document, line: usize, of: usize) -> &mut Run {
    run(document, |role, _| matches!(role, Role::Body(at) if (at.line, at.of) == (line, of)))
}

fn remove(document: &mut Document, role: Role) {
    for page in &mut document.pages {
        page.items.retain(|item| item.role != role);
    }
}

/// Moves everything with these roles to the next page.
fn move_on(document: &mut Document, from: usize, is_it: impl Fn(Role) -> bool) {
    let items = std::mem::take(&mut document.pages[from].items);
    let (moved, kept): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| is_it(item.role));
    document.pages[from].items = kept;
    document.pages[from + 1].items.splice(0..0, moved);
}

/// Asserts that a change makes the checker find the first violation, and none but those listed
/// (which the change entails).
macro_rules! assert_found {
    ($tamper:expr, $wanted:pat_param $(| $entailed:pat_param)* $(if $guard:expr)?) => {
        let found = found($tamper);
        let is_wanted = |one: &&Violation| matches!(one, $wanted $(if $guard)?);
        let is_entailed = |_one: &Violation| false $(|| matches!(_one, $entailed))*;
        assert!(found.iter().any(|one| is_wanted(&one)), "{found:#?}");
        assert!(found.iter().all(|one| is_wanted(&one) || is_entailed(one)), "{found:#?}");
    };
}

#[test]
fn paper_and_margins() {
    assert_found!(|d| d.pages[0].height = Length::mm(298), Violation::PageSize { page: 1, .. });
    assert_found!(
        |d| d.pages[1].frame.left = Length::mm(29),
        Violation::Margins { page: 2, .. }
            | Violation::Indent { .. }
            | Violation::PageNumber { page: 2 }
    );
    assert_found!(
        |d| rule(d, Role::Grid).across = Length::mm(200),
        Violation::LeavesPage { role: Role::Grid, .. }
    );
    assert_found!(
        |d| d.pages[3].frame.top = Length::mm(20),
        Violation::Margins { page: 4, .. } | Violation::AnnexHeading(_)
    );
}

#[test]
fn type_faces_sizes_and_normal_form() {
    assert_found!(
        |d| line(d, Role::Motto).font.face = Face::Regular,
        Violation::Face { role: Role::Motto, .. }
    );
    assert_found!(
        |d| line(d, Role::Subject).font.size = Length::points(15),
        Violation::Size { role: Role::Subject, .. }
    );
    assert_found!(
        |d| body_line(d, 1, 2).font.size = Length::points(12),
        Violation::Size { .. } | Violation::LineSpacing { .. }
    );
    assert_found!(
        |d| line(d, Role::SignerName).text = "Tra\u{302}n".to_owned(),
        Violation::NotNormalised { role: Role::SignerName, .. }
    );
}

#[test]
fn words_of_the_first_page() {
    for role in [Role::State, Role::Motto, Role::Kind] {
        assert_found!(|d| line(d, role).text.push('!'), Violation::Wording(other) if *other == role);
    }
    assert_found!(
        |d| line(d, Role::IssuingBody).text = "Ủy ban nhân dân".to_owned(),
        Violation::Wording(Role::IssuingBody)
    );
    assert_found!(
        |d| remove(d, Role::Number),
        Violation::Missing(Role::Number) | Violation::NumberLine
    );
    assert_found!(
        |d| line(d, Role::Number).text = "Số: 5/BC-UBND".to_owned(),
        Violation::NumberLine
    );
    assert_found!(
        |d| line(d, Role::PlaceAndDate).text = "Đức Liễu, ngày 5 tháng 2 năm 2024".to_owned(),
        Violation::DateLine
    );
}

#[test]
fn places_on_the_first_page() {
    for (role, left) in [
        (Role::State, Role::SuperiorBody),
        (Role::Motto, Role::IssuingBody),
        (Role::PlaceAndDate, Role::Number),
    ] {
        assert_found!(
            |d| line(d, role).baseline += Length::points(1),
            Violation::Baseline { left: other, .. } if *other == left
        );
    }
    assert_found!(
        |d| line(d, Role::IssuingBody).width = Length::mm(80),
        Violation::OtherColumn(Role::IssuingBody)
            | Violation::NotCentred { .. }
            | Violation::Overlap { .. }
            | Violation::Unbalanced(Role::IssuingBody)
            | Violation::Rule { .. }
    );
    assert_found!(|d| line(d, Role::Kind).x += FAR, Violation::NotCentred { .. });
    assert_found!(
        |d| {
            let subject = line(d, Role::Subject);
            let mut rest = subject.clone();
            subject.text = subject.text.split_once(' ').unwrap().0.to_owned();
            subject.width = subject.font.width(&subject.text);
            subject.x = rest.centre() - subject.width / 2;
            rest.text = rest.text.split_once(' ').unwrap().1.to_owned();
            rest.baseline += Length::points(1) / 10;
            let at =
                d.pages[0].items.iter().position(|item| item.role == Role::SubjectRule).unwrap();
            d.pages[0].items.insert(at, Item { role: Role::Subject, shape: Shape::Text(rest) });
        },
        Violation::Unbalanced(Role::Subject) | Violation::Overlap { .. }
    );
}

#[test]
fn rules_of_the_first_page() {
    for role in [Role::IssuingRule, Role::MottoRule, Role::SubjectRule] {
        assert_found!(
            |d| rule(d, role).across = Length::mm(12),
            Violation::Rule { role: other, .. } if *other == role
        );
        assert_found!(|d| remove(d, role), Violation::Missing(other) if *other == role);
    }
}

#[test]
fn paragraphs() {
    assert_found!(
        |d| body_line(d, 0, 2).x += Length::mm(1),
        Violation::Indent { .. } | Violation::NotJustified { .. } | Violation::LeavesPage { .. }
    );
    assert_found!(
        |d| body_line(d, 0, 2).width = Length::mm(100),
        Violation::NotJustified { line: 0, .. }
    );
    assert_found!(
        |d| body_line(d, 1, 2).baseline += Length::points(7),
        Violation::LineSpacing { line: 1, .. }
            | Violation::ParagraphSpacing { .. }
            | Violation::Overlap { .. }
    );
    assert_found!(
        |d| {
            let last = body_line(d, 1, 2);
            last.baseline += Length::points(3);
        },
        Violation::ParagraphSpacing { .. }
    );
    assert_found!(
        |d| {
            let last = run(d, |_, run| run.text.ends_with("./."));
            last.text = last.text.replace("./.", ".");
        },
        Violation::Ending
    );
}

#[test]
fn page_breaks_in_the_body() {
    let is_last_line = |role| matches!(role, Role::Body(at) if at.line + 1 == at.of && at.of > 2);
    let last_paragraph = |d: &Document| {
        let lines = d.pages[0].items.iter().filter_map(|item| match item.role {
            Role::Body(at) if at.line + 1 == at.of && at.of > 2 => Some(at.paragraph),
            _ => None,
        });
        lines.max().unwrap()
    };
    let of = |paragraph, role| matches!(role, Role::Body(at) if at.paragraph == paragraph);
    let later = |paragraph, role| matches!(role, Role::Body(at) if at.paragraph > paragraph);
    assert_found!(
        |d| {
            let paragraph = last_paragraph(d);
            move_on(d, 0, |role| {
                later(paragraph, role) || of(paragraph, role) && is_last_line(role)
            });
        },
        Violation::Widow(_)
            | Violation::Overlap { .. }
            | Violation::ParagraphSpacing { .. }
            | Violation::LineSpacing { .. }
    );
    assert_found!(
        |d| {
            let paragraph = last_paragraph(d);
            let is_first = |role| matches!(role, Role::Body(at) if at.line == 0);
            move_on(d, 0, |role| later(paragraph, role) || of(paragraph, role) && !is_first(role));
        },
        Violation::Orphan(_) | Violation::Overlap { .. } | Violation::ParagraphSpacing { .. }
    );
    assert_found!(
        |d| {
            let paragraph = last_paragraph(d);
            move_on(d, 0, |role| later(paragraph - 1, role));
        },
        Violation::HeadingAlone(_) | Violation::Overlap { .. } | Violation::ParagraphSpacing { .. }
    );
}

#[test]
fn page_numbers() {
    assert_found!(|d| line(d, Role::PageNumber).x += FAR, Violation::PageNumber { page: 2 });
    assert_found!(
        |d| line(d, Role::PageNumber).text = "7".to_owned(),
        Violation::PageNumber { page: 2 }
    );
    assert_found!(
        |d| line(d, Role::PageNumber).baseline = Length::mm(22),
        Violation::PageNumber { page: 2 }
    );
    assert_found!(
        |d| move_on(d, 2, |role| role == Role::PageNumber),
        Violation::PageNumber { page: 3 }
            | Violation::NumberOnFirstPage { part: Part::AnnexOne, .. }
    );
}

#[test]
fn foot() {
    let last = Part::Report;
    let page = |d: &Document| d.pages.iter().rposition(|page| page.part == last).unwrap();
    assert_found!(
        |d| line(d, Role::SignerName).baseline = line(d, Role::Post).baseline + Length::mm(30),
        Violation::SignatureRoom(_)
    );
    assert_found!(
        |d| line(d, Role::Recipient(0)).text = "Phòng Nội vụ;".to_owned(),
        Violation::Recipients
    );
    assert_found!(
        |d| line(d, Role::RecipientsHead).text = "Kính gửi:".to_owned(),
        Violation::Recipients
    );
    assert_found!(
        |d| line(d, Role::Authority).x += FAR,
        Violation::NotCentred { role: Role::Authority, .. }
    );
    assert_found!(
        |d| line(d, Role::Post).text = "Chủ tịch".to_owned(),
        Violation::Wording(Role::Post)
    );
    assert_found!(|d| remove(d, Role::SignerName), Violation::Missing(Role::SignerName));
    assert_found!(
        |d| {
            let page = page(d);
            let number = d.pages[page].number;
            let mut next = d.pages[page].clone();
            next.number = number + 1;
            next.items.retain(|item| matches!(item.role, Role::PageNumber | Role::SignerName));
            d.pages[page].items.retain(|item| item.role != Role::SignerName);
            d.pages.insert(page + 1, next);
            run(d, |role, run| role == Role::PageNumber && run.text == number.to_string()).text =
                number.to_string();
            let text = (number + 1).to_string();
            let Some(Item { shape: Shape::Text(run), .. }) =
                d.pages[page + 1].items.iter_mut().find(|item| item.role == Role::PageNumber)
            else {
                unreachable!()
            };
            run.text = text;
        },
        Violation::FootTorn
            | Violation::CheckCodePresent { .. }
            | Violation::CheckCodeMissing { .. }
    );
    assert_found!(
        |d| {
            let page = page(d);
            d.pages[page].items.retain(|item| !matches!(item.role, Role::Body(_)));
        },
        Violation::FootAlone(0) | Violation::Ending
    );
}

#[test]
fn annexes() {
    assert_found!(
        |d| line(d, Role::AnnexLabel).text = "Phụ lục".to_owned(),
        Violation::AnnexHeading(Part::AnnexOne)
    );
    assert_found!(|d| line(d, Role::AnnexTitle).x += FAR, Violation::AnnexHeading(Part::AnnexOne));
    assert_found!(
        |d| {
            let named = run(d, |role, run| {
                matches!(role, Role::Body(_)) && run.text.contains("Phụ lục II")
            });
            named.text = named.text.replace("Phụ lục II", "Phụ lục I");
        },
        Violation::AnnexNotNamed(Part::AnnexTwo)
    );
    assert_found!(
        |d| {
            let named = run(d, |role, run| {
                matches!(role, Role::Body(_)) && run.text.contains("Phụ lục I;")
            });
            named.text = named.text.replace("Phụ lục I;", "Phụ lục II");
        },
        Violation::AnnexNotNamed(Part::AnnexOne)
    );
    assert_found!(|d| remove(d, Role::PreparerRoom), Violation::Preparer);
}

#[test]
fn tables() {
    let is_cell = |role: Role| matches!(role, Role::Cell(_) | Role::Figure(_));
    assert_found!(
        |d| {
            d.pages[4].items.retain(|item| !matches!(item.role, Role::Head(_)));
        },
        Violation::TableHead { page: 5 }
    );
    assert_found!(
        |d| run(d, |role, _| is_cell(role)).x += Length::mm(60),
        Violation::LeavesCell { .. } | Violation::Overlap { .. }
    );
    assert_found!(
        |d| run(d, |role, _| matches!(role, Role::Figure(_))).x =
            run(d, |role, _| matches!(role, Role::Figure(_))).x - Length::mm(1),
        Violation::Figure { .. }
    );
    assert_found!(
        |d| run(d, |role, run| matches!(role, Role::Figure(_)) && run.text == "17,00").text =
            "17.00".to_owned(),
        Violation::Figure { .. }
    );
    assert_found!(
        |d| {
            let page = d.pages.iter_mut().find(|page| page.part == Part::AnnexOne).unwrap();
            let figure =
                page.items.iter_mut().find_map(|item| match (&item.role, &mut item.shape) {
                    (Role::Figure(_), Shape::Text(run)) => Some(run),
                    _ => None,
                });
            figure.unwrap().text = "17,0".to_owned();
        },
        Violation::Figure { .. }
    );
    assert_found!(
        |d| {
            let last = d.pages[3].items.iter().filter_map(|item| match item.role {
                Role::Cell(key) => Some(key.row),
                _ => None,
            });
            let last = last.max().unwrap();
            let of_last = |role| matches!(role, Role::Cell(key) | Role::Figure(key) if key.row == last && key.column > 3);
            let areas: Vec<Item> = d.pages[3]
                .items
                .iter()
                .filter(|item| of_last(item.role) && matches!(item.shape, Shape::Area(_)))
                .cloned()
                .collect();
            d.pages[4].items.extend(areas);
        },
        Violation::RowTorn { part: Part::AnnexOne, .. }
    );
}

#[test]
fn marks_of_drafts() {
    assert_found!(
        |d| d.status = Status::Draft,
        Violation::DraftMarkMissing { .. } | Violation::CheckCodePresent { .. }
    );
    let mut draft = lay_out(&hostile::draft());
    draft.status = Status::SignedOff;
    let pages = draft.pages.len();
    let mut found = check(&draft);
    found.retain(|one| !matches!(one, Violation::CheckCodeMissing { .. }));
    assert_eq!(found.len(), pages);
    assert!(found.iter().all(|one| matches!(one, Violation::DraftMarkPresent { .. })));
    let mut above = lay_out(&hostile::draft());
    above.pages[2].items.rotate_left(1);
    assert_eq!(check(&above), [Violation::DraftMarkMissing { page: 3 }]);
}

fn code(document: &mut Document) -> &mut Code {
    match &mut item(document, |item| item.role == Role::CheckCode).shape {
        Shape::Code(code) => code,
        _ => unreachable!(),
    }
}

#[test]
fn code_of_dossier_and_hash() {
    let [report, all] = lay_out(&fixture::sample()).last_pages()[..] else { panic!("two pages") };
    let page = report + 1;
    for (index, part) in [(report, Part::Report), (all, Part::AnnexTwo)] {
        for role in [Role::CheckCode, Role::CheckWords] {
            assert_found!(
                |d| d.pages[index].items.retain(|item| item.role != role),
                Violation::CheckCodeMissing { page } if *page == index + 1
            );
        }
        let document = lay_out(&fixture::sample());
        assert_eq!(document.pages[index].part, part);
        assert!(document.pages[index + 1..].iter().all(|page| page.part != part));
    }
    assert_found!(
        |d| {
            let copied = item(d, |item| item.role == Role::CheckCode).clone();
            d.pages[0].items.push(copied);
        },
        Violation::CheckCodePresent { page: 1 }
    );
    // Too near to the edge, too small, in the text's room.
    let millimetre = Length::mm(1);
    for tamper in [
        (|code, by| code.top += by) as fn(&mut Code, Length),
        |code, by| code.left += by * 11,
        |code, by| code.module = by / 5,
    ] {
        assert_found!(
            |d| tamper(code(d), millimetre),
            Violation::CheckCodePlace { page: at } if *at == page
        );
    }
    assert_found!(|d| code(d).top = code(d).top - Length::mm(15), Violation::CheckCodePlace { .. });
    assert_found!(
        |d| code(d).left = code(d).left - Length::mm(2),
        Violation::Overlap { role: Role::CheckWords, .. }
            | Violation::Overlap { role: Role::CheckCode, .. }
    );
    assert_found!(
        |d| line(d, Role::CheckWords).baseline = Length::mm(270),
        Violation::CheckCodePlace { .. } | Violation::Overlap { .. }
    );
    assert_found!(
        |d| line(d, Role::CheckWords).font.size = Length::points(9),
        Violation::Size { role: Role::CheckWords, .. }
    );
    assert_found!(
        |d| {
            let frame = code(d).quiet();
            let rule = Rule {
                x: frame.left,
                y: frame.top + millimetre,
                across: millimetre,
                down: Length::ZERO,
                thickness: Length::points(1),
            };
            d.pages[page - 1].items.push(Item { role: Role::Grid, shape: Shape::Rule(rule) });
        },
        Violation::Overlap { role: Role::Grid, .. }
            | Violation::LeavesPage { role: Role::Grid, .. }
    );
}
