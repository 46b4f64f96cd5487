use super::*;

fn program(folder: &Path) -> Program {
    Program::new(Folder::at(folder.to_owned()), Vec::new())
}

fn code(view: &StartView) -> &str {
    match &view.condition {
        Condition::Ready => "ready",
        Condition::First => "first",
        Condition::Trouble(failure) => &failure.code,
    }
}

#[test]
fn first_start_makes_nothing_until_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(folder.path());
    assert_eq!(code(&program.start()), "first");
    assert!(!program.folder.data_file().exists());
    let refused = program.office(|_| Ok(())).unwrap_err();
    assert_eq!(refused.code, "no-data-file");
}

#[test]
fn folder_that_cannot_be_written_is_told_before_anything_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let program = program(&file.join("folder"));
    assert_eq!(code(&program.start()), "folder-missing");
}

#[test]
fn data_file_that_was_known_and_is_gone_is_told_and_not_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let first = program(folder.path());
    first.create(None).unwrap();
    first.close();
    std::fs::remove_file(first.folder.data_file()).unwrap();

    let second = program(folder.path());
    let view = second.start();
    assert_eq!(code(&view), "missing-file");
    assert!(!second.folder.data_file().exists());
}

#[test]
fn folder_that_was_moved_takes_its_data_file_along() {
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (folder.path().join("E"), folder.path().join("F"));
    let first = program(&before);
    first.create(None).unwrap();
    first.close();
    std::fs::rename(&before, &after).unwrap();

    let second = program(&after);
    let view = second.start();
    assert_eq!(code(&view), "ready");
    assert!(Path::new(&view.data_file).starts_with(&after));
}

#[test]
fn lost_data_file_comes_back_from_its_backup() {
    let folder = tempfile::tempdir().unwrap();
    let first = program(folder.path());
    let sample = first.sample().unwrap();
    first.back_up().unwrap();
    first.close();
    std::fs::remove_file(first.folder.data_file()).unwrap();
    // Even where the settings are lost too, this is no first start.
    std::fs::remove_file(first.folder.settings()).unwrap();

    let second = program(folder.path());
    assert_eq!(code(&second.start()), "missing-file");
    let backups = second.backups();
    let view = second.restore(&backups[0].id).unwrap();
    assert_eq!(code(&view), "ready");
    assert_eq!(second.office(|office| Ok(office.dossiers()?)).unwrap()[0].id, sample);
    assert_eq!(second.restore("../cchc.db").unwrap_err().code, "no-backup");
}

#[test]
fn file_that_somebody_else_has_open_is_trouble_until_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let first = program(folder.path());
    first.create(None).unwrap();
    let second = program(folder.path());
    assert_eq!(code(&second.start()), "locked");
    let copy = opened::folder_for(&first.folder.opened(), "e1").unwrap();
    let installer = first.folder.updates();
    std::fs::create_dir(&installer).unwrap();
    std::fs::write(installer.join("setup.exe"), "").unwrap();
    second.clear_earlier();
    second.close();
    assert!(copy.exists() && installer.join("setup.exe").exists());
    first.clear_earlier();
    assert!(!copy.exists() && !installer.join("setup.exe").exists());
    first.close();
    assert_eq!(code(&second.start()), "ready");
}

#[test]
fn other_data_file_that_cannot_be_opened_leaves_the_open_one() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(folder.path());
    program.create(None).unwrap();
    let foreign = folder.path().join("foreign.db");
    std::fs::write(&foreign, "no database").unwrap();
    assert_eq!(program.open(&foreign).unwrap_err().code, "not-a-data-file");
    assert!(program.office(|office| Ok(office.dossiers()?)).unwrap().is_empty());
    assert_eq!(code(&program.open(&program.folder.data_file()).unwrap()), "ready");
}

#[test]
fn other_data_file_that_cannot_be_kept_for_the_next_start_leaves_the_open_one() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(folder.path());
    let before = program.create(None).unwrap();
    let other = folder.path().join("other.db");
    backend::Office::create(&other, program.person(), Clock::System).unwrap().close().unwrap();
    // A folder of that name keeps the settings from being written.
    let settings = program.folder.settings();
    std::fs::remove_file(&settings).unwrap();
    std::fs::create_dir(&settings).unwrap();
    assert!(program.open(&other).is_err());
    assert_eq!(program.start().data_file, before.data_file);

    std::fs::remove_dir(&settings).unwrap();
    program.save_settings(Settings::default()).unwrap();
    program.close();
    let next = Program::new(Folder::at(folder.path().to_owned()), Vec::new());
    assert_eq!(next.start().data_file, before.data_file);
}

#[test]
fn settings_that_cannot_be_read_now_forget_no_data_file() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let other = elsewhere.path().join("other.db");
    let first = program(folder.path());
    first.create(None).unwrap();
    backend::Office::create(&other, first.person(), Clock::System).unwrap().close().unwrap();
    first.open(&other).unwrap();
    first.close();
    // A folder in its place is refused on every system, as a file that another program holds.
    let (settings, held) = (first.folder.settings(), folder.path().join("held.json"));
    std::fs::rename(&settings, &held).unwrap();
    std::fs::create_dir(&settings).unwrap();

    let second = program(folder.path());
    let view = second.start();
    assert_eq!(code(&view), "is-folder");
    assert!(second.backups().is_empty());
    for refused in [
        second.create(None).unwrap_err(),
        second.restore("any").unwrap_err(),
        second.save_settings(Settings::default()).unwrap_err(),
        second.open(&first.folder.data_file()).unwrap_err(),
    ] {
        assert_eq!(refused.code, "is-folder");
    }
    assert!(settings.is_dir());

    std::fs::remove_dir(&settings).unwrap();
    std::fs::rename(&held, &settings).unwrap();
    let view = second.start();
    assert_eq!(code(&view), "ready");
    assert_eq!(view.data_file, other.display().to_string());
    assert!(view.warnings.is_empty());
}

#[test]
fn settings_that_say_nothing_lose_no_data_file() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let other = elsewhere.path().join("other.db");
    let first = program(folder.path());
    first.create(None).unwrap();
    backend::Office::create(&other, first.person(), Clock::System).unwrap().close().unwrap();
    first.open(&other).unwrap();
    first.close();
    let settings = first.folder.settings();
    let content = std::fs::read(&settings).unwrap();
    std::fs::write(&settings, &content[..content.len() / 2]).unwrap();

    let second = program(folder.path());
    let view = second.start();
    assert_eq!(code(&view), "ready");
    assert_eq!(view.data_file, other.display().to_string());
    assert_eq!(view.warnings.len(), 1);
}

#[test]
fn points_of_the_dossier_that_is_shown_wait_for_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(folder.path());
    let sample = program.sample().unwrap();
    program.showing(&sample, |office| views::screens::scoring::workspace(office, &sample)).unwrap();
    let (busy, is_busy) = std::sync::mpsc::channel();
    let (done, is_done) = std::sync::mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let program = &program;
        let work = scope.spawn(move || {
            program.office(|_| {
                busy.send(()).unwrap();
                // Long enough for an answer that does not wait for this work.
                Ok(is_done.recv_timeout(Duration::from_mins(1)).is_ok())
            })
        });
        is_busy.recv().unwrap();
        // The data file is let go only after this has been answered.
        let read = program.dossier(&sample).unwrap();
        assert_eq!(read.id, sample);
        done.send(()).unwrap();
        assert!(work.join().unwrap().unwrap(), "the points waited for the work");
    });
}

#[test]
fn what_nobody_asked_for_is_no_activity_of_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(folder.path());
    program.create(None).unwrap();
    let before = *locked(&program.asked);
    crate::backup::free_unused(&program);
    program.back_up().unwrap();
    assert_eq!(*locked(&program.asked), before);
    program.office(|_| Ok(())).unwrap();
    assert!(*locked(&program.asked) > before);
}
