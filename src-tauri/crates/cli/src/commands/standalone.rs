//! Commands that need no data file.

use std::path::Path;
use std::process::ExitCode;

use backend::{Result, headless, wording};
use serde_json::json;
use words::{cli as say, demo as say_demo};

use crate::output::{self, Reply};

/// Prints the result document alone; a refusal leaves standard output empty.
pub(super) fn score(criteria: &Path, answers: &Path) -> ExitCode {
    match headless::score_files(criteria, answers) {
        Ok(document) => output::print(&format!("{document:#}"), output::DONE),
        Err(error) => output::complain(&error),
    }
}

/// Says what a valid set holds.
pub(super) fn validate(path: &Path) -> Result<Reply> {
    let set = headless::validate_file(path)?;
    let items = set.sub_criteria().count();
    let points = wording::number(set.max_points);
    let valid = say::valid_set(&set.title, &set.id, &set.version, set.areas.len(), items, points);
    let source = say::sample_set(&set.provenance.statement);
    let json = json!({
        "id": set.id,
        "version": set.version,
        "title": set.title,
        "year": set.year,
        "areas": set.areas.len(),
        "subCriteria": items,
        "maxPoints": set.max_points.to_json(),
        "official": set.provenance.official,
    });
    Ok(Reply::done(format!("{valid}\n{source}"), json))
}

/// Runs the sample from an empty data file to the signed-off report.
pub(super) fn demo(out: &Path) -> Result<Reply> {
    let demo = backend::demo(out)?;
    let mut lines = vec![
        say_demo::done().to_owned(),
        say_demo::data_file(demo.data_file.display(), demo.dossier),
        say::signed_off(&demo.sha256),
    ];
    for file in &demo.exported {
        let size = super::data_file::kilobytes(file.bytes);
        lines.push(say_demo::file(file.path.display(), file.items, file.documents, size));
    }
    let packages = || demo.package.paths.iter().map(|path| path.display().to_string());
    let size = demo.package.bytes.div_ceil(1024);
    lines.extend(packages().map(|path| say_demo::package(path, size)));
    if !demo.warnings.is_empty() {
        lines.push(say_demo::warnings(demo.warnings.len()));
        lines.extend(demo.warnings.iter().map(say::fault));
    }
    let exported = demo.exported.iter().map(|file| file.path.display().to_string());
    let files: Vec<_> = exported.chain(packages()).collect();
    let json = json!({
        "dataFile": demo.data_file.display().to_string(),
        "dossier": demo.dossier,
        "sha256": demo.sha256,
        "files": files,
        "warnings": demo.warnings,
    });
    Ok(Reply::done(lines.join("\n"), json))
}
