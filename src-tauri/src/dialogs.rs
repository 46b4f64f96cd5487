//! Asking for a path: the one place where the system's dialogs are opened.

use std::path::{Path, PathBuf};

use tauri::AppHandle;
use words::shell as say;

/// What is asked for.
pub(crate) enum Ask<'a> {
    /// A data file to open.
    DataFile,
    /// A criteria set to read.
    CriteriaSet,
    /// A package of a dossier.
    Package,
    /// A file of evidence.
    File,
    /// A file of one kind: what it is asked for, the kind's name and its endings.
    FileOf { title: &'a str, kind: &'a str, endings: &'a [&'a str] },
    /// A folder, by what it is asked for.
    Folder(&'a str),
    /// Where to save a file: its proposed name, and the folder of the last time.
    Save { name: &'a str, folder: Option<PathBuf> },
}

/// The path that the person chooses; none where the dialog was closed.
pub(crate) fn ask(app: &AppHandle, question: &Ask<'_>) -> Option<PathBuf> {
    let answer = answer(app, question)?;
    match question {
        Ask::Save { name, .. } => Some(with_ending(answer, name)),
        Ask::DataFile
        | Ask::CriteriaSet
        | Ask::Package
        | Ask::File
        | Ask::FileOf { .. }
        | Ask::Folder(_) => Some(answer),
    }
}

/// Not every system adds the ending that was proposed. What stands behind a dot in a name need be
/// no ending, as in "2024.12".
fn with_ending(path: PathBuf, name: &str) -> PathBuf {
    let Some(ending) = Path::new(name).extension() else {
        return path;
    };
    if path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending)) {
        return path;
    }
    let mut whole = path.into_os_string();
    whole.push(".");
    whole.push(ending);
    whole.into()
}

#[cfg(not(feature = "scripted-dialogs"))]
fn answer(app: &AppHandle, question: &Ask<'_>) -> Option<PathBuf> {
    use tauri_plugin_dialog::DialogExt;

    let dialog = app.dialog().file();
    let answer = match question {
        Ask::DataFile => dialog
            .set_title(say::ask_data_file())
            .add_filter(say::kind_data_file(), &["db"])
            .blocking_pick_file(),
        Ask::CriteriaSet => dialog
            .set_title(say::ask_criteria_set())
            .add_filter(say::kind_criteria_set(), &["json"])
            .blocking_pick_file(),
        Ask::Package => dialog
            .set_title(say::ask_package())
            .add_filter(say::kind_package(), &[backend::PACKAGE_ENDING])
            .blocking_pick_file(),
        Ask::File => dialog.set_title(say::ask_file()).blocking_pick_file(),
        Ask::FileOf { title, kind, endings } => {
            dialog.set_title(*title).add_filter(*kind, endings).blocking_pick_file()
        }
        Ask::Folder(title) => dialog.set_title(*title).blocking_pick_folder(),
        Ask::Save { name, folder } => {
            let mut dialog = dialog.set_title(say::ask_save()).set_file_name(*name);
            if let Some((kind, ending)) = kind(name) {
                dialog = dialog.add_filter(kind, &[ending]);
            }
            match folder {
                Some(folder) => dialog.set_directory(folder).blocking_save_file(),
                None => dialog.blocking_save_file(),
            }
        }
    };
    answer?.into_path().ok()
}

/// The files that the person chooses; none where the dialog was closed.
#[cfg(not(feature = "scripted-dialogs"))]
pub(crate) fn ask_files(app: &AppHandle) -> Vec<PathBuf> {
    use tauri_plugin_dialog::DialogExt;

    let dialog = app.dialog().file().set_title(say::ask_files());
    let chosen = dialog.blocking_pick_files().unwrap_or_default();
    chosen.into_iter().filter_map(|path| path.into_path().ok()).collect()
}

/// The kind of file that a name stands for, with its ending.
#[cfg(not(feature = "scripted-dialogs"))]
fn kind(name: &str) -> Option<(&'static str, &str)> {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str())?;
    let kind = match ending {
        "xlsx" => say::kind_xlsx(),
        "docx" => say::kind_docx(),
        "json" => say::kind_json(),
        "pdf" => say::kind_pdf(),
        backend::PACKAGE_ENDING => say::kind_package(),
        _ => return None,
    };
    Some((kind, ending))
}

/// The next line of a file, which is taken from it, since tests cannot drive the system's dialogs;
/// a path that is not absolute lies in the folder of the last time.
#[cfg(feature = "scripted-dialogs")]
fn answer(_: &AppHandle, question: &Ask<'_>) -> Option<PathBuf> {
    let first = scripted()?;
    let (title, folder) = match question {
        Ask::DataFile => (say::ask_data_file(), None),
        Ask::CriteriaSet => (say::ask_criteria_set(), None),
        Ask::Package => (say::ask_package(), None),
        Ask::File => (say::ask_file(), None),
        Ask::FileOf { title, kind, endings } => {
            log::debug!("{kind}: {}", endings.join(", "));
            (*title, None)
        }
        Ask::Folder(title) => (*title, None),
        Ask::Save { folder, .. } => (say::ask_save(), folder.as_deref()),
    };
    log::info!("{title}: {first}");
    let path = Some(first.trim()).filter(|path| !path.is_empty())?;
    Some(folder.unwrap_or(Path::new("")).join(path))
}

/// The same with paths parted by tabs.
#[cfg(feature = "scripted-dialogs")]
pub(crate) fn ask_files(_: &AppHandle) -> Vec<PathBuf> {
    let line = scripted().unwrap_or_default();
    line.split('\t').map(str::trim).filter(|path| !path.is_empty()).map(PathBuf::from).collect()
}

#[cfg(feature = "scripted-dialogs")]
fn scripted() -> Option<String> {
    let file = std::env::var_os("PAR_INDEX_DIALOG_ANSWERS")?;
    let answers = std::fs::read_to_string(&file).ok()?;
    let (first, rest) = answers.split_once('\n').unwrap_or((&answers, ""));
    if let Err(error) = std::fs::write(&file, rest) {
        log::error!("the dialog's answer stays: {error}");
    }
    Some(first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_file_has_the_ending_of_what_it_is() {
        for (chosen, saved) in [
            ("a.pdf", "a.pdf"),
            ("a.PDF", "a.PDF"),
            ("a", "a.pdf"),
            ("Báo cáo 12.2024", "Báo cáo 12.2024.pdf"),
            ("a.docx", "a.docx.pdf"),
        ] {
            assert_eq!(with_ending(chosen.into(), "bao-cao.pdf"), Path::new(saved), "{chosen}");
        }
    }
}
