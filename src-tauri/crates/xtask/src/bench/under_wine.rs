//! The program for Windows beside this machine's.

use super::{Row, median, row};
use crate::Failure;
use crate::process::{par_index, root};
use crate::windows::UnderWine;

/// Times the scoring of the sample in fresh processes, here and under wine, and wine's own start.
pub(super) fn scoring() -> Result<Vec<Row>, Failure> {
    let wine = UnderWine::ready()?;
    let text = |path: std::path::PathBuf| path.into_os_string().into_string();
    let unusable = |_| "a path is not Unicode".to_owned();
    let asset = |name: &str| text(root().join("assets").join(name)).map_err(unusable);
    let criteria = asset("criteria/commune-2024.json")?;
    let answers = asset("sample/answers-xa-duc-lieu.json")?;
    let score = ["score", "--criteria", &criteria, "--answers", &answers];
    let here = median(&text(par_index()).map_err(unusable)?, &score)?;
    let nothing = text(wine.nothing).map_err(unusable)?;
    // The first start wakes wine's server, which then serves them all.
    median(&nothing, &[])?;
    let start = median(&nothing, &[])?;
    let windows = median(&text(wine.program).map_err(unusable)?, &score)?;
    Ok(vec![
        row("score, fresh process, median: Linux", here),
        row(
            "the same for Windows under wine, less wine's own start",
            windows.saturating_sub(start),
        ),
        row("wine's own start", start),
    ])
}
