//! A worker whose process does what it should, and one whose process does not.

use std::process::{Command, Stdio};
use std::time::Duration;

use reader::{Active, Fault, Opener, Outcome, Worker, active, blocks, picture, read};

use crate::{LONG, good_worker, samples, worker};

pub(crate) const TESTS: &[(&str, fn())] = &[
    ("a_worker_answers_as_the_reader_does", answers),
    ("a_process_that_goes_wrong_is_replaced", replaced),
    ("a_program_that_is_not_there_says_nothing_about_the_content", missing),
    ("a_process_ends_when_nobody_can_ask_any_more", ends),
    ("what_was_read_in_time_stands", partial),
    ("sizes_of_pages_come_in_points", sizes),
    ("what_the_program_asks_itself_is_answered_or_refused", examined),
];

fn answers() {
    let mut worker = good_worker();
    let counted = samples::zip_of(&[("word/document2.xml", b"<p><t>Nam</t></p>")]);
    assert_eq!(worker.read(counted.clone()).unwrap().texts[0].text.trim(), "Nam");
    for content in [samples::pdf(&["Mot", "Hai"]), samples::docx("Ba"), b"Bon".to_vec(), counted] {
        assert_eq!(worker.read(content.clone()), Ok(read(content.clone())));
        assert_eq!(worker.blocks(content.clone(), 1), blocks(&content, 1));
        assert_eq!(worker.picture(content.clone(), 1, 60), picture(content.clone(), 1, 60));
        assert_eq!(worker.picture(content.clone(), 9, 60), picture(content.clone(), 9, 60));
        let opened = active(&content, Opener::Any);
        assert_eq!(worker.active(content, Opener::Any), Ok(opened));
    }
}

/// A question to a worker.
type Ask = fn(&mut Worker, Vec<u8>) -> Result<(), Fault>;

fn replaced() {
    let content = samples::pdf(&["Mot"]);
    let asks: [Ask; 4] = [
        |worker, content| match worker.read(content)?.outcome {
            Outcome::Read => Ok(()),
            Outcome::Unfinished => Err(Fault::Unfinished),
            other => panic!("{other:?}"),
        },
        |worker, content| worker.picture(content, 1, 60).map(|_| ()),
        |worker, _| worker.blocks(b"Bon".to_vec(), 1).map(|_| ()),
        // What nobody could look into is never called harmless.
        |worker, _| match worker.active(b"Bon".to_vec(), Opener::Any)? {
            None => Ok(()),
            Some(Active::Unexamined) => Err(Fault::Unfinished),
            other => panic!("{other:?}"),
        },
    ];
    for mode in ["hang", "abort", "babble"] {
        for ask in asks {
            let folder = tempfile::tempdir().unwrap();
            let state = folder.path().join("started");
            let time = if mode == "hang" { Duration::from_millis(300) } else { LONG };
            let mut worker = worker(mode, Some(&state), time);
            // More than a pipe holds: writing to what hangs must not hang either.
            let mut large = content.clone();
            large.resize(1 << 20, b' ');
            assert_eq!(ask(&mut worker, large), Err(Fault::Unfinished), "{mode}");
            let mut worker = worker.with_times(LONG, LONG);
            assert_eq!(ask(&mut worker, content.clone()), Ok(()), "{mode}");
            assert_eq!(ask(&mut worker, content.clone()), Ok(()), "{mode}");
        }
    }
}

fn missing() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::new(folder.path().join("nothing"), Vec::new());
    assert_eq!(worker.read(b"text".to_vec()), Err(Fault::NoProcess));
    assert_eq!(worker.blocks(b"text".to_vec(), 1), Err(Fault::NoProcess));
    assert_eq!(worker.picture(b"text".to_vec(), 1, 9), Err(Fault::NoProcess));
    assert_eq!(worker.active(b"text".to_vec(), Opener::Any), Err(Fault::NoProcess));
}

fn ends() {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("child:serve").stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

fn partial() {
    let mut worker = good_worker().with_times(Duration::from_secs(3), LONG);
    let reading = worker.read(samples::pdf_that_never_ends("Mot")).unwrap();
    assert_eq!(reading.outcome, Outcome::TooLarge);
    assert_eq!(reading.texts.len(), 1);
    assert!(reading.texts[0].text.contains("Mot"));
}

fn sizes() {
    let mut worker = good_worker();
    let size = reader::PageSize { width: 200, height: 200 };
    assert_eq!(worker.sizes(samples::pdf(&["Mot", "Hai"])), Ok(vec![size, size]));
    assert_eq!(worker.sizes(b"%PDF-1.7 nothing".to_vec()), Err(Fault::Damaged));
}

fn examined() {
    let mut worker = good_worker();
    let contents: [&[u8]; 3] = [b"one", b"", b"three"];
    let answer: Result<(String, Vec<usize>), Fault> = worker.examine(&"what", &contents);
    assert_eq!(answer, Ok(("what".to_owned(), vec![3, 0, 5])));
    for (question, fault) in
        [("refuse", Fault::Damaged), ("nonsense", Fault::Unfinished), ("die", Fault::Unfinished)]
    {
        let answer: Result<(String, Vec<usize>), Fault> = worker.examine(&question, &contents);
        assert_eq!(answer, Err(fault), "{question}");
    }
    let mut hasty = good_worker().with_times(Duration::from_millis(300), LONG);
    assert_eq!(hasty.examine::<String>(&"wait", &contents), Err(Fault::Unfinished));
    let answer: Result<(String, Vec<usize>), Fault> = worker.examine(&"again", &[]);
    assert_eq!(answer, Ok(("again".to_owned(), Vec::new())));
}
