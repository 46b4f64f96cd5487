//! Commands on backups of the data file.

use std::path::{Path, PathBuf};

use backend::{BackedUp, Backup, Clock, Error, Office, Person, Result, wording};
use serde_json::{Value, json};
use words::cli as say;

use crate::args::{BackupCommand, BackupFolder};
use crate::output::{DONE, REFUSED, Reply};

pub(super) fn run(file: &Path, by: Person, command: BackupCommand) -> Result<Reply> {
    match command {
        BackupCommand::Now { folder } => {
            let office = Office::open(file, by, Clock::System)?;
            let reply = now(&office, &place(&folder, file))?;
            office.close()?;
            Ok(reply)
        }
        BackupCommand::List { folder } => Ok(list(file, &place(&folder, file))),
        BackupCommand::Verify { backup, folder } => {
            let folder = place(&folder, file);
            let backup = match backup {
                Some(named) => found(&folder, &named),
                None => newest(file, &folder)?,
            };
            verify(&backup)
        }
        BackupCommand::Restore { backup, folder, replace } => {
            restore(file, &found(&place(&folder, file), &backup), replace)
        }
    }
}

/// Exits as refused where the data file is damaged: then nothing sound was replaced.
fn now(office: &Office, folder: &Path) -> Result<Reply> {
    let done = office.back_up(folder)?;
    let (mut lines, path, damages) = match &done.data_file {
        BackedUp::UpToDate => {
            // No copy was made that would have been proved.
            let damaged = office.damaged_dossiers()?.into_iter();
            let told: Vec<String> = damaged.flat_map(|(_, error)| error.faults).collect();
            let mut lines = vec![say::backup_up_to_date().to_owned()];
            if !told.is_empty() {
                lines.push(say::check_damaged(told.len()));
                lines.extend(told.iter().map(say::fault));
            }
            (lines, None, told)
        }
        BackedUp::Made(path) => (vec![say::backup_made(path.display())], Some(path), Vec::new()),
        BackedUp::Doubtful { path, damage } => {
            let told: Vec<String> = damage.iter().map(|one| office.damage_in_words(one)).collect();
            let mut lines = vec![say::backup_doubtful(told.len(), path.display())];
            lines.extend(told.iter().map(say::fault));
            (lines, Some(path), told)
        }
    };
    if done.lost > 0 {
        lines.push(say::backup_lost(done.lost));
    }
    if let Some(error) = &done.failed {
        lines.push(error.message.clone());
    }
    let json = json!({
        "path": path.map(|path| path.display().to_string()),
        "sound": damages.is_empty(),
        "damages": damages,
        "contentsLost": done.lost,
    });
    let is_done = damages.is_empty() && done.lost == 0 && done.failed.is_none();
    Ok(Reply { text: lines.join("\n"), json, exit: if is_done { DONE } else { REFUSED } })
}

fn list(file: &Path, folder: &Path) -> Reply {
    let now = backend::now();
    let backups = backend::backups_of(folder, file);
    let mut lines: Vec<String> = backups
        .iter()
        .map(|backup| {
            let note = if backup.doubtful {
                say::backup_note_doubtful()
            } else if backup.is_ahead(now) {
                say::backup_note_ahead()
            } else {
                ""
            };
            let moment = wording::local(backup.at.to_utc());
            say::backup_line(name(&backup.path), moment, wording::size(backup.bytes), note)
        })
        .collect();
    if lines.is_empty() {
        lines.push(say::no_backups(folder.display()));
    }
    let document = |backup: &Backup| {
        json!({
            "name": name(&backup.path),
            "path": backup.path.display().to_string(),
            "at": backup.at.to_rfc3339(),
            "number": backup.number,
            "bytes": backup.bytes,
            "doubtful": backup.doubtful,
            "ahead": backup.is_ahead(now),
        })
    };
    let documents: Vec<Value> = backups.iter().map(document).collect();
    let json = json!({"folder": folder.display().to_string(), "backups": documents});
    Reply::done(lines.join("\n"), json)
}

/// Exits as refused where not everything could be restored from the backup.
fn verify(backup: &Path) -> Result<Reply> {
    let found = backend::verify_backup(backup)?;
    let name = name(backup);
    let damages = backend::damages(&found.damage);
    let json = json!({
        "backup": name,
        "sound": found.is_sound(),
        "dossiers": found.dossiers,
        "contents": found.contents,
        "damages": damages,
        "missing": found.missing,
    });
    if found.is_sound() {
        return Ok(Reply::done(say::backup_sound(name, found.dossiers, found.contents), json));
    }
    let mut lines = vec![say::backup_bad(name)];
    lines.extend(damages.iter().map(say::fault));
    lines.extend(found.missing.iter().map(|sha256| say::fault(say::backup_missing(sha256))));
    Ok(Reply { text: lines.join("\n"), json, exit: REFUSED })
}

/// Exits as refused where contents are missing; everything else is restored then.
fn restore(file: &Path, backup: &Path, replace: bool) -> Result<Reply> {
    let name = name(backup);
    if !replace && file.exists() {
        let folder = backup.parent().unwrap_or(Path::new(""));
        let known = backend::backups(folder).into_iter().find(|one| one.path == backup);
        let moment = known.map_or_else(|| name.clone(), |one| wording::local(one.at.to_utc()));
        let message = say::restore_needs_replace(name, file.display(), moment);
        return Err(Error::refused("not-confirmed", message));
    }
    let restored = backend::restore(backup, file)?;
    let mut lines = vec![say::backup_restored(name, file.display())];
    lines.extend(restored.kept.as_ref().map(|kept| say::backup_kept(kept.display())));
    if !restored.missing.is_empty() {
        lines.push(say::backup_contents_missing(restored.missing.len()));
        lines.extend(restored.missing.iter().map(say::fault));
    }
    let json = json!({
        "restored": file.display().to_string(),
        "kept": restored.kept.as_ref().map(|kept| kept.display().to_string()),
        "missing": restored.missing,
    });
    let exit = if restored.missing.is_empty() { DONE } else { REFUSED };
    Ok(Reply { text: lines.join("\n"), json, exit })
}

fn place(folder: &BackupFolder, file: &Path) -> PathBuf {
    folder.folder.clone().unwrap_or_else(|| backend::backup_folder(file))
}

/// A backup by its name in the folder, or by its path.
fn found(folder: &Path, named: &Path) -> PathBuf {
    let in_folder = folder.join(named);
    if in_folder.is_file() { in_folder } else { named.to_owned() }
}

/// The sound backup that was made last.
fn newest(file: &Path, folder: &Path) -> Result<PathBuf> {
    let sound = backend::backups_of(folder, file).into_iter().find(|backup| !backup.doubtful);
    let none = || Error::refused("no-backup", say::no_backups(folder.display()));
    sound.map(|backup| backup.path).ok_or_else(none)
}

fn name(backup: &Path) -> String {
    backup.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
