//! The side that asks.

use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Answer, PageSize, Request, frame};
use crate::blocks::Part;
use crate::reading::{Facts, Found, FoundPart};
use crate::{Active, Fault, Kind, Opener, Outcome, Reading, bounds};

/// Answers that wait for being taken.
const WAITING: usize = 16;

/// A process that reads, started when it is first asked and anew whenever it has died or was too
/// slow. It ends with the worker.
#[derive(Debug)]
pub struct Worker {
    program: PathBuf,
    arguments: Vec<OsString>,
    reading_time: Duration,
    showing_time: Duration,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    /// Missing while an answer is waited for.
    pipes: Option<Pipes>,
}

#[derive(Debug)]
struct Pipes {
    input: BufWriter<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// What comes from the thread that talks to the process.
enum Message {
    Answer(Answer, Vec<u8>),
    /// The last answer was sent.
    End(Pipes),
}

/// How an ask without an answer ended.
enum Failure {
    NotStarted,
    Died,
    TooSlow,
}

impl Worker {
    /// A worker whose process is this program, which is to call [`serve`](crate::serve) on its
    /// standard input and output when it is started with these arguments.
    pub fn new(program: PathBuf, arguments: Vec<OsString>) -> Self {
        Self {
            program,
            arguments,
            reading_time: bounds::READING_TIME,
            showing_time: bounds::SHOWING_TIME,
            running: None,
        }
    }

    /// The same with other times, for reading a document and for showing a part of it.
    #[must_use]
    pub fn with_times(self, reading_time: Duration, showing_time: Duration) -> Self {
        Self { reading_time, showing_time, ..self }
    }

    /// Reads a content. When the time is over, what was read by then is the answer, as
    /// [`Outcome::TooLarge`]; nothing by then, or a process that died, is [`Outcome::Unfinished`].
    ///
    /// # Errors
    /// [`Fault::NoProcess`]: nothing is known about the content.
    pub fn read(&mut self, content: Vec<u8>) -> Result<Reading, Fault> {
        let kind = Kind::of(&content);
        let mut found = Found::default();
        let facts = match self.ask(Request::Read, content, self.reading_time, &mut found) {
            Ok((Answer::Read(facts), _)) => facts,
            Err(Failure::NotStarted) => return Err(Fault::NoProcess),
            Err(Failure::TooSlow) if !found.texts.is_empty() => {
                Facts::unread(kind, Outcome::TooLarge)
            }
            Ok(_) | Err(Failure::TooSlow | Failure::Died) => {
                Facts::unread(kind, Outcome::Unfinished)
            }
        };
        Ok(facts.with(found))
    }

    /// As [`blocks`](crate::blocks).
    ///
    /// # Errors
    /// As there, and [`Fault::NoProcess`]. A process that died or was too slow is
    /// [`Fault::Unfinished`].
    pub fn blocks(&mut self, content: Vec<u8>, page: u32) -> Result<Part, Fault> {
        match self.ask(Request::Blocks { page }, content, self.showing_time, &mut Found::default())
        {
            Ok((Answer::Blocks(part), _)) => Ok(part),
            other => Err(fault(&other)),
        }
    }

    /// As [`picture`](crate::picture).
    ///
    /// # Errors
    /// As there, and [`Fault::NoProcess`]. A process that died or was too slow is
    /// [`Fault::Unfinished`].
    pub fn picture(&mut self, content: Vec<u8>, page: u32, width: u16) -> Result<Vec<u8>, Fault> {
        let request = Request::Picture { page, width };
        match self.ask(request, content, self.showing_time, &mut Found::default()) {
            Ok((Answer::Picture, png)) => Ok(png),
            other => Err(fault(&other)),
        }
    }

    /// As [`active`](crate::active). A content that the process dies of, or that takes it too long, is
    /// [`Active::Unexamined`].
    ///
    /// # Errors
    /// [`Fault::NoProcess`]: nothing is known about the content.
    pub fn active(&mut self, content: Vec<u8>, opener: Opener) -> Result<Option<Active>, Fault> {
        let request = Request::Active { opener };
        match self.ask(request, content, self.showing_time, &mut Found::default()) {
            Ok((Answer::Active(found), _)) => Ok(found),
            Err(Failure::NotStarted) => Err(Fault::NoProcess),
            Ok(_) | Err(Failure::Died | Failure::TooSlow) => Ok(Some(Active::Unexamined)),
        }
    }

    /// The sizes of a PDF document's pages, in order.
    ///
    /// # Errors
    /// What reading ends with, and [`Fault::NoProcess`]. A process that died or was too slow is
    /// [`Fault::Unfinished`].
    pub fn sizes(&mut self, content: Vec<u8>) -> Result<Vec<PageSize>, Fault> {
        match self.ask(Request::Sizes, content, self.showing_time, &mut Found::default()) {
            Ok((Answer::Sizes(sizes), _)) => Ok(sizes),
            other => Err(fault(&other)),
        }
    }

    /// Asks a question of the program's own about contents, and waits as long as for a reading.
    ///
    /// # Errors
    /// What the program answers with, and [`Fault::NoProcess`]. A process that died, was too slow or
    /// answered something else is [`Fault::Unfinished`].
    pub fn examine<A: DeserializeOwned>(
        &mut self,
        question: &impl Serialize,
        contents: &[&[u8]],
    ) -> Result<A, Fault> {
        let question = serde_json::to_value(question).map_err(|_| Fault::Damaged)?;
        let lengths = contents.iter().map(|content| content.len()).collect();
        let request = Request::Examine { question, lengths };
        match self.ask(request, contents.concat(), self.reading_time, &mut Found::default()) {
            Ok((Answer::Examined(answer), _)) => {
                serde_json::from_value(answer).map_err(|_| Fault::Unfinished)
            }
            other => Err(fault(&other)),
        }
    }

    /// Asks and waits no longer than the time; what is read is put to `found` as it comes. Whatever
    /// goes wrong, the process is ended.
    fn ask(
        &mut self,
        request: Request,
        content: Vec<u8>,
        time: Duration,
        found: &mut Found,
    ) -> Result<(Answer, Vec<u8>), Failure> {
        let pipes = self.pipes().map_err(|_| Failure::NotStarted)?;
        let (sender, receiver) = sync_channel(WAITING);
        // A thread of its own, as neither writing to a process that hangs nor reading from it
        // ever returns. It ends when the process is ended.
        thread::spawn(move || talk(pipes, &request, &content, &sender));
        let answered = answer(&receiver, Instant::now() + time, found);
        match answered {
            Ok((pipes, answer)) => {
                if let Some(running) = &mut self.running {
                    running.pipes = Some(pipes);
                }
                Ok(answer)
            }
            Err(failure) => {
                self.running = None;
                Err(failure)
            }
        }
    }

    /// The way to a process that runs.
    fn pipes(&mut self) -> io::Result<Pipes> {
        if let Some(running) = &mut self.running
            && running.child.try_wait()?.is_none()
            && let Some(pipes) = running.pipes.take()
        {
            return Ok(pipes);
        }
        self.running = None;
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        in_the_background(&mut command);
        let mut child = command.spawn()?;
        let pipes = match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => {
                Ok(Pipes { input: BufWriter::new(input), output: BufReader::new(output) })
            }
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        };
        self.running = Some(Running { child, pipes: None });
        pipes
    }
}

impl Drop for Running {
    /// Ends the process and waits for its end, so that nothing of it is left. Neither fails but
    /// for a process that has ended already.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// No console window flashes up, and whoever types comes first.
#[cfg(windows)]
fn in_the_background(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    const BELOW_NORMAL_PRIORITY_CLASS: u32 = 0x4000;
    command.creation_flags(CREATE_NO_WINDOW | BELOW_NORMAL_PRIORITY_CLASS);
}

#[cfg(not(windows))]
fn in_the_background(_: &mut Command) {}

/// Passes a request on and sends back what is answered. What fails here is seen there by the end
/// of the messages.
fn talk(mut pipes: Pipes, request: &Request, content: &[u8], sender: &SyncSender<Message>) {
    if frame::write(&mut pipes.input, request, content).is_err() {
        return;
    }
    while let Ok(Some((answer, body))) = frame::read(&mut pipes.output) {
        let is_last = !matches!(answer, Answer::Part(_));
        if sender.send(Message::Answer(answer, body)).is_err() {
            return;
        }
        if is_last {
            // Nobody waits any more: then the process was ended, too.
            let _ = sender.send(Message::End(pipes));
            return;
        }
    }
}

fn answer(
    receiver: &Receiver<Message>,
    end: Instant,
    found: &mut Found,
) -> Result<(Pipes, (Answer, Vec<u8>)), Failure> {
    let mut last = None;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match receiver.recv_timeout(left) {
            Ok(Message::Answer(Answer::Part(part), _)) if is_taken(found, &part) => {
                found.take(part);
            }
            // More than a reader ever passes on comes from none.
            Ok(Message::Answer(Answer::Part(_), _)) | Err(RecvTimeoutError::Disconnected) => {
                return Err(Failure::Died);
            }
            Ok(Message::Answer(answer, body)) => last = Some((answer, body)),
            Ok(Message::End(pipes)) => return last.ok_or(Failure::Died).map(|last| (pipes, last)),
            Err(RecvTimeoutError::Timeout) => return Err(Failure::TooSlow),
        }
    }
}

/// Whether a reader may pass this on after what it has passed on.
fn is_taken(found: &Found, part: &FoundPart) -> bool {
    let most = usize::try_from(bounds::PAGES).unwrap_or(usize::MAX);
    match part {
        FoundPart::Page(_) => found.texts.len() < most,
        FoundPart::Margins(_) => found.margins.is_empty(),
    }
}

fn fault(answered: &Result<(Answer, Vec<u8>), Failure>) -> Fault {
    match answered {
        Ok((Answer::Fault(fault), _)) => *fault,
        Err(Failure::NotStarted) => Fault::NoProcess,
        Ok(_) | Err(Failure::Died | Failure::TooSlow) => Fault::Unfinished,
    }
}
