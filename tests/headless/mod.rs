//! Runs `par-index` as a person or script would.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A set with the unit, round and answers that belong to it, by the names of their sample files.
pub const SAMPLES: [(&str, &str, &str); 3] = [
    ("commune-2024", "xa-duc-lieu", "round-2024"),
    ("department-2024", "phong-tu-phap", "round-2024"),
    ("ward-2026-alternative", "phuong-mau", "round-2026"),
];

/// Names another program that is tried in its place.
const PROGRAM: &str = "PAR_INDEX_PROGRAM";

pub fn asset(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets").join(name)
}

/// The program, or what stands for it: the one for Windows under wine.
pub fn program() -> Command {
    Command::new(
        std::env::var_os(PROGRAM).unwrap_or_else(|| env!("CARGO_BIN_EXE_par-index").into()),
    )
}

/// A path that the program printed, as it is called here: on Windows the last name may be parted
/// from the folder by a backslash.
pub fn printed(path: &Value) -> PathBuf {
    path.as_str().unwrap().replace('\\', "/").into()
}

/// What a run printed, and its exit code.
#[derive(Debug)]
pub struct Run {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: Output) -> Self {
        let run = Self {
            exit: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!run.err.contains("panicked"), "{run:?}");
        run
    }

    #[track_caller]
    pub fn exits(self, exit: i32) -> Self {
        assert_eq!(self.exit, exit, "{self:?}");
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

pub fn run<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Run {
    Run::of(program().args(arguments).output().unwrap())
}

/// Runs a command that reads these lines from standard input.
pub fn with_input(command: &mut Command, lines: &str) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that refuses before it reads is no failure here.
    let _ = stdin.write_all(lines.as_bytes());
    drop(stdin);
    Run::of(child.wait_with_output().unwrap())
}

/// A data file in a folder of its own, perhaps with a dossier.
pub struct Office {
    pub folder: TempDir,
    pub dossier: String,
}

impl Office {
    pub fn empty() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap(), dossier: String::new() };
        office.run(&["init"]).exits(0);
        office
    }

    /// With a dossier of a sample, without answers.
    pub fn with_dossier((criteria, unit, round): (&str, &str, &str)) -> Self {
        let office = Self::empty();
        let files = [
            asset(&format!("criteria/{criteria}.json")),
            asset(&format!("sample/profile-{unit}.json")),
            asset(&format!("sample/{round}.json")),
        ]
        .map(|path| path.display().to_string());
        let [criteria, profile, round] = &files;
        let new =
            ["dossier", "new", "--criteria", criteria, "--profile", profile, "--round", round];
        let dossier = office.run(&new).exits(0).out.trim().to_owned();
        Self { dossier, ..office }
    }

    /// With all answers and evidence.
    pub fn filled(sample: (&str, &str, &str)) -> Self {
        let office = Self::with_dossier(sample);
        let file =
            |kind: &str| asset(&format!("sample/{kind}-{}.json", sample.1)).display().to_string();
        office.run(&["answers", "set", &office.dossier, &file("answers")]).exits(0);
        office.run(&["evidence", "import", &office.dossier, &file("evidence")]).exits(0);
        office
    }

    pub fn data_file(&self) -> PathBuf {
        self.folder.path().join("cchc.db")
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        let by = ["--by", "Nguyễn Văn Mẫu, Công chức"];
        Run::of(
            program()
                .arg("--file")
                .arg(self.data_file())
                .args(arguments)
                .args(by)
                .output()
                .unwrap(),
        )
    }

    /// Writes a file beside the data file and gives its path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// Sets answers to the commune sample from JSON text.
    pub fn set(&self, answers: &str) -> Run {
        let text = format!(
            r#"{{"schema":"par-answers/1","criteriaSet":"bu-dang-commune-2024","answers":{answers}}}"#
        );
        let path = self.write("answers.json", text);
        self.run(&["answers", "set", &self.dossier, &path])
    }

    /// The content of the dossier as the program knows it.
    pub fn content(&self) -> Value {
        let path = self.folder.path().join("content.json");
        self.run(&["export", "json", &self.dossier, "--out", path.to_str().unwrap()]).exits(0);
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }

    /// The text of the exported PDF, white space removed.
    pub fn pdf_text(&self) -> String {
        let path = self.folder.path().join("report.pdf");
        self.run(&["export", "pdf", &self.dossier, "--out", path.to_str().unwrap()]).exits(0);
        pdf_text(&path)
    }
}

/// The text of a PDF, white space removed.
pub fn pdf_text(path: &Path) -> String {
    let output = Command::new("pdftotext").arg("-raw").arg(path).arg("-").output().unwrap();
    assert!(output.status.success(), "{output:?}");
    bare(&String::from_utf8(output.stdout).unwrap())
}

/// A text without white space, since lines break anywhere.
pub fn bare(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

/// Starts the program on a data file, and waits until it has it open or is done: under wine that may
/// take longer than everything that follows.
pub fn at_work(command: &mut Command, data_file: &Path) -> Child {
    let mut note = data_file.as_os_str().to_owned();
    note.push(".lock");
    // Of an earlier one that was killed.
    let _ = std::fs::remove_file(&note);
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.arg("--file").arg(data_file).spawn().unwrap();
    while !Path::new(&note).exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child
}

/// A small disk of its own, unmounted when dropped.
pub struct SmallDisk(pub PathBuf);

impl SmallDisk {
    pub fn mounted(kilobytes: u32) -> Self {
        let folder = tempfile::tempdir().unwrap().keep();
        let size = format!("size={kilobytes}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&folder);
        assert!(mount.status().unwrap().success(), "a tmpfs is needed for this test");
        Self(folder)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(&self.0).status());
        drop(std::fs::remove_dir(&self.0));
    }
}
