//! The screens' questions, asked of a real data file with the sample dossier.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use backend::{Clock, Office, PackageOrder, Person, Purpose, Received};
use tempfile::TempDir;
use views::screens::{evidence, history, home, packages, review, scoring, signing, table};
use views::{
    DocumentForm, DossierState, Entry, FindingPlace, ItemStatus, MergeStanding, NewDossierForm,
    PackageAction, SetRef, SubmissionChannel, SubmissionForm, TableView, UnitKind, Workspace,
};

/// An office with the sample dossier; the folder goes with it.
fn office() -> (TempDir, Office, String) {
    let folder = tempfile::tempdir().unwrap();
    let by = Person { name: "Lan".to_owned(), post: String::new() };
    let path = folder.path().join("cchc.db");
    let mut office = Office::create(&path, by, Clock::System).unwrap();
    let sample = office.sample().unwrap();
    (folder, office, sample)
}

fn codes(table: &TableView) -> Vec<String> {
    let items = table.rows.iter().filter(|row| row.entry.is_some());
    items.map(|row| row.code.clone()).collect()
}

fn node<'a>(workspace: &'a Workspace, code: &str) -> &'a views::ItemNode {
    let criteria = workspace.areas.iter().flat_map(|area| &area.criteria);
    let mut items = criteria.flat_map(|criterion| &criterion.items);
    items.find(|item| item.code == code).unwrap()
}

#[test]
fn live_points_are_those_that_saving_gives_for_every_item() {
    let (_folder, office, sample) = office();
    let codes = codes(&table::table(&office, &sample).unwrap());
    assert!(codes.len() > 40);
    for code in codes {
        let item = scoring::item(&office, &sample, &code).unwrap();
        let live = scoring::preview(&office.dossier(&sample).unwrap(), &code, &item.entry).unwrap();
        assert_eq!(live, item.result, "{code}");
    }
}

#[test]
fn entry_is_saved_shown_and_undone_in_words() {
    let (_folder, mut office, sample) = office();
    let before = scoring::workspace(&office, &sample).unwrap();
    let table = table::table(&office, &sample).unwrap();
    let scored = |row: &&views::TableRow| {
        row.entry.is_some() && row.status == ItemStatus::Scored && row.lines.len() == 2
    };
    let code = table.rows.iter().find(scored).unwrap().code.clone();
    let nothing = Entry {
        inputs: [].into(),
        parts: [].into(),
        ..scoring::item(&office, &sample, &code).unwrap().entry
    };
    let nothing = Entry { explanation: String::new(), not_applicable: false, ..nothing };

    let cleared = scoring::set_answer(&mut office, &sample, &code, &nothing).unwrap();
    assert_eq!(node(&cleared, &code).status, ItemStatus::Empty);
    assert_eq!(cleared.totals.done, before.totals.done - 1);
    assert!(cleared.undo.as_ref().unwrap().contains(&code));

    let back = scoring::undo(&mut office, &sample).unwrap();
    assert_eq!(back.areas, before.areas);
    assert!(back.redo.as_ref().unwrap().contains(&code));
}

#[test]
fn figures_that_are_none_are_kept_and_named_at_their_field() {
    let (_folder, office, sample) = office();
    let table = table::table(&office, &sample).unwrap();
    let number = |line: &views::TableLine| {
        matches!(line.field.kind, views::FieldKind::Integer) && line.part.is_none()
    };
    let row = table.rows.iter().find(|row| row.lines.iter().any(number)).unwrap();
    let key = &row.lines.iter().find(|line| number(line)).unwrap().field.key;
    let mut entry = row.entry.clone().unwrap();
    entry.inputs.insert(key.clone(), "mười".to_owned());
    let result = scoring::preview(&office.dossier(&sample).unwrap(), &row.code, &entry).unwrap();
    assert_eq!(result.status, ItemStatus::Invalid);
    assert!(result.faults.contains_key(key), "{:?}", result.faults);
    assert_eq!(result.points, None);
}

/// The set of this kind and year among those that come with the program.
fn set(office: &Office, kind: &UnitKind, year: i32) -> SetRef {
    let sets = home::criteria_sets(office).unwrap();
    let set = sets.into_iter().find(|set| set.kind == *kind && set.year == year).unwrap();
    SetRef { id: set.id, version: set.version }
}

/// A dossier of the sample's unit and year with the sample's answers, as a clerk has one.
fn real_dossier(office: &mut Office, sample: &str) -> String {
    let set = set(office, &UnitKind::Commune, 2024);
    let form = home::new_dossier_form(office, set, Some(sample), None).unwrap();
    home::new_dossier(office, form).unwrap().id
}

#[test]
fn new_year_proposes_the_units_last_dossier_and_tells_what_was_left() {
    let (_folder, mut office, sample) = office();
    let last = real_dossier(&mut office, &sample);
    let set = set(&office, &UnitKind::Commune, 2026);
    let form = home::new_dossier_form(&office, set, None, None).unwrap();
    assert_eq!(form.carry_from.as_ref(), Some(&last));
    assert_eq!(form.profile.name, "UBND xã Đức Liễu");

    let answers = office.dossier(&last).unwrap().answers.clone();
    let made = home::new_dossier(&mut office, form).unwrap();
    let all = answers.sub_criteria.len() + answers.bonus.len() + answers.penalty.len();
    assert_eq!(made.carried as usize + made.left.len(), all);
    let workspace = scoring::workspace(&office, &made.id).unwrap();
    assert_eq!(workspace.year, 2026);
}

#[test]
fn figures_of_last_year_block_the_sign_off_until_each_is_confirmed() {
    let (_folder, mut office, sample) = office();
    let dossier = real_dossier(&mut office, &sample);
    let unconfirmed = |office: &Office| {
        let found = review::review(office, &dossier).unwrap().blockers.into_iter();
        found.filter(|one| one.text.contains("chưa xác nhận")).collect::<Vec<_>>()
    };
    let found = unconfirmed(&office);
    assert_eq!(found.len(), office.dossier(&dossier).unwrap().carried.len());
    let FindingPlace::Item(code) = &found[0].place else { panic!("{found:?}") };
    let item = scoring::item(&office, &dossier, code).unwrap();
    assert!(item.carried);
    assert!(!item.result.warnings.contains(&found[0].text), "the item's own note says it already");
    let refused = signing::sign_off(&mut office, &dossier, "", "").unwrap_err();
    assert_eq!(refused.code, "not-ready");
    assert!(refused.faults.iter().any(|fault| fault.contains(&found[0].text)), "{refused:?}");

    scoring::confirm_carried(&mut office, &dossier, code).unwrap();
    assert_eq!(unconfirmed(&office), found[1..]);
}

#[test]
fn made_up_figures_and_persons_of_the_sample_are_never_proposed() {
    let (_folder, office, _sample) = office();
    let set = set(&office, &UnitKind::Commune, 2026);
    let form = home::new_dossier_form(&office, set, None, None).unwrap();
    assert_eq!(form.carry_from, None);
    assert_eq!((form.profile.name.as_str(), form.profile.signer_name.as_str()), ("", ""));
}

#[test]
fn dossier_of_another_kind_of_unit_is_refused_before_anything_is_made() {
    let (folder, mut office, sample) = office();
    let set = set(&office, &UnitKind::Department, 2024);
    let form = home::new_dossier_form(&office, set, Some(&sample), None).unwrap();
    assert_eq!(form.carry_from, None);

    let form = NewDossierForm { carry_from: Some(sample), ..form };
    let refused = home::new_dossier(&mut office, form).unwrap_err();
    assert_eq!(refused.code, "other-unit-kind");
    assert_eq!(home::home(&office, folder.path()).unwrap().dossiers.len(), 1);
}

#[test]
fn list_and_last_year_follow_every_change_and_its_undoing() {
    let (folder, mut office, sample) = office();
    let last = real_dossier(&mut office, &sample);
    let set = set(&office, &UnitKind::Commune, 2026);
    let form = home::new_dossier_form(&office, set, None, None).unwrap();
    let now = home::new_dossier(&mut office, form).unwrap().id;
    let line = |office: &Office| {
        let mut lines = home::home(office, folder.path()).unwrap().dossiers.into_iter();
        lines.find(|line| line.id == now).unwrap()
    };
    let before = line(&office);
    assert_eq!(office.earlier(&now).unwrap().map(|one| one.id.clone()), Some(last.clone()));

    let mut profile = signing::report_form(&office, &now).unwrap().profile;
    profile.name = "UBND xã khác".to_owned();
    signing::set_profile(&mut office, &now, profile).unwrap();
    assert_eq!(line(&office).unit, "UBND xã khác");
    assert!(office.earlier(&now).unwrap().is_none());

    scoring::undo(&mut office, &now).unwrap();
    assert_eq!(line(&office).unit, before.unit);
    assert_eq!(office.earlier(&now).unwrap().map(|one| one.id.clone()), Some(last));
}

#[test]
fn points_of_an_item_are_of_what_its_excluded_parts_leave() {
    let (_folder, mut office, _sample) = office();
    let set = set(&office, &UnitKind::Commune, 2026);
    let form = home::new_dossier_form(&office, set, None, None).unwrap();
    let id = home::new_dossier(&mut office, form).unwrap().id;
    // 3, 4 and 2 points; of the last two parts the one is excluded, the other gives its points.
    let code = "C.2.a";
    let mut entry = scoring::item(&office, &id, code).unwrap().entry;
    entry.parts.get_mut("quyChe").unwrap().inputs = [("co".to_owned(), "true".to_owned())].into();
    for part in ["soHoa", "saiLech"] {
        entry.parts.get_mut(part).unwrap().not_applicable = true;
    }
    let workspace = scoring::set_answer(&mut office, &id, code, &entry).unwrap();
    let node = node(&workspace, code);
    assert_eq!((node.points.as_deref(), node.max.as_str()), (Some("5"), "5"));
    assert_eq!(node.lost, None);
}

#[test]
fn every_date_of_a_round_that_is_none_is_named() {
    let (_folder, mut office, sample) = office();
    let mut form = signing::round_form(&office, &sample).unwrap();
    assert!(form.deadlines.len() >= 2);
    for field in &mut form.deadlines {
        field.date = "32/13/2024".to_owned();
    }
    let dates = form.deadlines.len();
    let refused = signing::set_round(&mut office, &sample, form).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.faults.len()), ("round", dates));
}

#[test]
fn round_comes_back_as_it_was_typed() {
    let (_folder, mut office, sample) = office();
    let mut form = signing::round_form(&office, &sample).unwrap();
    form.deadlines[0].date = "5.12.2024".to_owned();
    signing::set_round(&mut office, &sample, form.clone()).unwrap();
    form.deadlines[0].date = "05/12/2024".to_owned();
    assert_eq!(signing::round_form(&office, &sample).unwrap(), form);
}

#[test]
fn document_with_a_wrong_date_is_refused_and_not_added() {
    let (_folder, mut office, sample) = office();
    let before = evidence::register(&office, &sample).unwrap().documents.len();
    let subject = "Báo cáo".to_owned();
    let document =
        DocumentForm { date: "31/02/2024".to_owned(), subject, ..DocumentForm::default() };
    let refused = evidence::add(&mut office, &sample, document.clone(), None).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.faults.len()), ("document", 1));
    assert_eq!(evidence::register(&office, &sample).unwrap().documents.len(), before);

    let document = DocumentForm { date: "29/2/2024".to_owned(), ..document };
    evidence::add(&mut office, &sample, document, None).unwrap();
    let dates: Vec<_> = evidence::register(&office, &sample)
        .unwrap()
        .documents
        .into_iter()
        .map(|one| one.date)
        .collect();
    assert!(dates.contains(&"29/02/2024".to_owned()));
}

#[test]
fn what_blocks_a_sign_off_leads_to_its_place_and_a_signed_dossier_is_locked() {
    let (_folder, mut office, sample) = office();
    let mut profile = signing::report_form(&office, &sample).unwrap().profile;
    let signer = std::mem::take(&mut profile.signer_name);
    signing::set_profile(&mut office, &sample, profile.clone()).unwrap();
    let found = review::review(&office, &sample).unwrap().blockers;
    assert_eq!(found.iter().map(|one| &one.place).collect::<Vec<_>>(), [&FindingPlace::Profile]);
    let refused = signing::sign_off(&mut office, &sample, "", "").unwrap_err();
    assert_eq!((refused.code.as_str(), refused.faults.len()), ("not-ready", 1));

    profile.signer_name = signer;
    signing::set_profile(&mut office, &sample, profile).unwrap();
    signing::sign_off(&mut office, &sample, "", "").unwrap();
    let code = &codes(&table::table(&office, &sample).unwrap())[0];
    let entry = scoring::item(&office, &sample, code).unwrap().entry;
    let locked = scoring::set_answer(&mut office, &sample, code, &entry).unwrap_err();
    assert_eq!(locked.code, "signed-off");

    signing::set_number(&mut office, &sample, "281", "09/12/2024").unwrap();
    let form = signing::report_form(&office, &sample).unwrap();
    assert_eq!((form.number.as_str(), form.date.as_str()), ("281", "09/12/2024"));
    assert_eq!(
        signing::set_number(&mut office, &sample, "281", "").unwrap_err().code,
        "empty-text"
    );
    signing::reopen(&mut office, &sample, "Sửa số liệu").unwrap();
    assert_eq!(signing::report_form(&office, &sample).unwrap().reopened.len(), 1);
}

#[test]
fn history_leads_back_to_an_earlier_answer_until_the_dossier_is_locked() {
    let (_folder, mut office, sample) = office();
    let code = "1.1.2";
    let before = scoring::item(&office, &sample, code).unwrap().entry;
    let other = Entry { explanation: "Khác".to_owned(), ..before.clone() };
    scoring::set_answer(&mut office, &sample, code, &other).unwrap();
    let asked =
        |office: &Office| history::history(office, &sample, Some(code.to_owned()), None).unwrap();
    let view = asked(&office);
    assert!(view.intact && view.versions.is_empty());
    let newest = &view.entries[0];
    assert!(newest.restorable && newest.code.as_deref() == Some(code), "{newest:?}");
    assert_eq!(newest.differences[0].to, "Khác");
    history::restore_answer(&mut office, &sample, newest.seq).unwrap();
    assert_eq!(scoring::item(&office, &sample, code).unwrap().entry, before);

    signing::sign_off(&mut office, &sample, "", "").unwrap();
    let view = asked(&office);
    assert_eq!(view.versions.len(), 1);
    assert!(view.entries.iter().all(|entry| !entry.restorable));
    let refused = history::restore_answer(&mut office, &sample, newest.seq).unwrap_err();
    assert_eq!(refused.code, "signed-off");
    let same = history::compare(&office, &sample, Some(1), None).unwrap();
    assert!(same.parts.is_empty(), "{same:?}");

    let whole = history::history(&office, &sample, None, None).unwrap();
    assert!(whole.older);
    let last = whole.entries.last().unwrap().seq;
    let older = history::history(&office, &sample, None, Some(last)).unwrap();
    assert_eq!(older.entries[0].seq, last - 1);
}

#[test]
fn submission_is_recorded_with_everything_that_is_wrong_named() {
    let (folder, mut office, sample) = office();
    let form = |date: &str| SubmissionForm {
        date: date.into(),
        channel: SubmissionChannel::Email,
        number: "281/BC-UBND".into(),
        receipt: String::new(),
    };
    let opened = signing::sign_off(&mut office, &sample, "", "").unwrap();
    assert!(!opened.open && opened.due.is_some());
    let refused = signing::submit(&mut office, &sample, form("10/12/2024")).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.faults.len()), ("not-ready", 2));
    signing::set_number(&mut office, &sample, "281", "04/12/2024").unwrap();
    let shown = signing::report_form(&office, &sample).unwrap().submission;
    assert!(shown.may_submit && !shown.may_withdraw && shown.submitted.is_none());
    assert_eq!((shown.number.as_str(), shown.channels.len()), ("281/BC-UBND", 6));
    for (typed, code) in [(" ", "empty-text"), ("31/02/2024", "bad-date")] {
        assert_eq!(signing::submit(&mut office, &sample, form(typed)).unwrap_err().code, code);
    }

    // The sample names days of December.
    let refused = signing::submit(&mut office, &sample, form("04/12/2024")).unwrap_err();
    assert_eq!(refused.faults.len(), 2);
    assert!(refused.faults[0].starts_with("1.6.1: "), "{:?}", refused.faults);

    let submitted = signing::submit(&mut office, &sample, form("9/12/2024")).unwrap();
    assert_eq!((submitted.state, submitted.due.is_none()), (DossierState::Submitted, true));
    let line = &home::home(&office, folder.path()).unwrap().dossiers[0];
    assert!(line.due.is_none() && !line.open);
    let shown = signing::report_form(&office, &sample).unwrap().submission;
    assert!(!shown.may_submit && shown.may_withdraw && shown.may_give_back);
    assert!(shown.submitted.unwrap().contains("09/12/2024"));

    let returned = signing::give_back(&mut office, &sample, "Thiếu phụ lục").unwrap();
    assert!(returned.open && returned.due.is_some());
    let shown = signing::report_form(&office, &sample).unwrap();
    assert_eq!(shown.submission.passages.len(), 2);
    assert!(shown.submission.passages[1].text.ends_with("Thiếu phụ lục"));
    assert_eq!(shown.reopened[0].reason, "Thiếu phụ lục");
    signing::sign_off(&mut office, &sample, "282", "04/12/2024").unwrap();
    signing::submit(&mut office, &sample, form("09/12/2024")).unwrap();
    let withdrawn = signing::withdraw(&mut office, &sample, "Gửi nhầm").unwrap();
    assert_eq!(withdrawn.state, DossierState::SignedOff);
}

#[test]
fn dossier_that_was_set_aside_leaves_the_list_and_comes_back() {
    let (folder, mut office, sample) = office();
    office.set_aside(&sample).unwrap();
    let screen = home::home(&office, folder.path()).unwrap();
    assert!(screen.dossiers.is_empty());
    assert_eq!(screen.set_aside[0].id, sample);
    assert!(screen.latest.is_none());
    assert_eq!(office.sample().unwrap(), sample);
    assert_eq!(home::home(&office, folder.path()).unwrap().dossiers[0].id, sample);
}

/// A package of a dossier, opened.
fn sent(office: &Office, dossier: &str, purpose: Purpose, folder: &TempDir) -> Received {
    let order = PackageOrder { purpose, with_files: true };
    let plan = office.plan_package(dossier, &order).unwrap();
    let mut go_on = |_| std::ops::ControlFlow::Continue(());
    let written = office.export_package(&plan, (folder.path(), None), &mut go_on).unwrap();
    Received::open(&written.paths[0], &mut go_on).unwrap()
}

/// Enters an explanation for an item.
fn explain(office: &mut Office, dossier: &str, code: &str, text: &str) {
    let entry = scoring::item(office, dossier, code).unwrap().entry;
    let entry = Entry { explanation: text.to_owned(), ..entry };
    scoring::set_answer(office, dossier, code, &entry).unwrap();
}

#[test]
fn package_is_told_before_it_is_taken_and_once_more_changes_nothing() {
    let (folder, mut here, sample) = office();
    let (_elsewhere, mut there, _) = office();
    let dossier = real_dossier(&mut here, &sample);
    let mut received = sent(&here, &dossier, Purpose::Dossier, &folder);

    let new = packages::arrived(&there, &received).unwrap();
    assert_eq!((new.action, new.changes.len()), (PackageAction::Take, 0));
    assert!(new.facts.iter().any(|fact| fact.text == "UBND xã Đức Liễu"), "{:?}", new.facts);
    let taken = packages::take_in(&mut there, &mut received, false).unwrap();
    assert_eq!(taken.dossier, dossier);
    let areas = |office: &Office| scoring::workspace(office, &dossier).unwrap().areas;
    assert_eq!(areas(&there), areas(&here));
    assert_eq!(packages::arrived(&there, &received).unwrap().action, PackageAction::Nothing);

    explain(&mut here, &dossier, "1.1.1", "Ghi thêm");
    let ahead = sent(&here, &dossier, Purpose::Dossier, &folder);
    let ahead = packages::arrived(&there, &ahead).unwrap();
    // The answer, and that it is no longer one carried over from last year.
    assert_eq!((ahead.action, ahead.changes.len()), (PackageAction::Take, 2));
    assert!(ahead.changes[1].what.contains("1.1.1"), "{:?}", ahead.changes);
}

#[test]
fn part_is_shown_as_one_and_merged_as_chosen() {
    let (folder, mut giver, sample) = office();
    let (_elsewhere, mut officer, _) = office();
    let dossier = real_dossier(&mut giver, &sample);
    assert_eq!(scoring::workspace(&giver, &dossier).unwrap().handed, None);
    let codes = ["1.1", "1.3.1"].map(str::to_owned).to_vec();
    let purpose = Purpose::HandOut { to: "Minh".to_owned(), codes };
    let mut handed = sent(&giver, &dossier, purpose, &folder);
    packages::take_in(&mut officer, &mut handed, false).unwrap();
    let part = scoring::workspace(&officer, &dossier).unwrap().handed.unwrap();
    assert_eq!(
        (part.person.as_str(), &part.groups[..]),
        ("Minh", &["1.1", "1.3.1"].map(str::to_owned)[..])
    );
    assert!(part.codes.contains(&"1.1.2".to_owned()), "{:?}", part.codes);

    for (code, text) in [("1.1.1", "Của Minh"), ("1.1.2", "Chỉ Minh")] {
        explain(&mut officer, &dossier, code, text);
    }
    explain(&mut giver, &dossier, "1.1.1", "Của Lan");
    let mut filled = sent(&officer, &dossier, Purpose::FilledPart, &folder);
    let shown = packages::arrived(&giver, &filled).unwrap();
    assert_eq!((shown.action, shown.meaning), (PackageAction::Merge, None));
    let conflict = |line: &&views::MergeView| line.standing == MergeStanding::Conflict;
    let conflicts: Vec<String> =
        shown.merge.iter().filter(conflict).map(|line| line.subject.clone()).collect();
    assert_eq!(conflicts, ["answer/subCriterion/1.1.1"]);

    packages::merge(&mut giver, &mut filled, &conflicts).unwrap();
    let explanation = |office: &Office, code: &str| {
        scoring::item(office, &dossier, code).unwrap().entry.explanation
    };
    assert_eq!(explanation(&giver, "1.1.1"), "Của Minh");
    assert_eq!(explanation(&giver, "1.1.2"), "Chỉ Minh");
    scoring::undo(&mut giver, &dossier).unwrap();
    assert_eq!(explanation(&giver, "1.1.1"), "Của Lan");
}
