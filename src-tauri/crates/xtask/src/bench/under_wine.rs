//! The program for Windows beside this machine's.

use super::{Row, medians, row};
use crate::Failure;
use crate::process::{par_index, root, text};
use crate::windows::UnderWine;

/// Times the scoring of the sample in fresh processes, here and under wine, and wine's own start.
pub(super) fn scoring() -> Result<Vec<Row>, Failure> {
    let wine = UnderWine::ready()?;
    let assets = root().join("assets");
    let criteria = assets.join("criteria").join("commune-2024.json");
    let answers = assets.join("sample").join("answers-xa-duc-lieu.json");
    let score = ["score", "--criteria", text(&criteria)?, "--answers", text(&answers)?];
    let here = par_index();
    let [here, start, windows] = medians([
        (text(&here)?, &score),
        (text(&wine.nothing)?, &[]),
        (text(&wine.program)?, &score),
    ])?;
    Ok(vec![
        row("score, fresh process, median: Linux", here),
        row(
            "the same for Windows under wine, less wine's own start",
            windows.saturating_sub(start),
        ),
        row("wine's own start", start),
    ])
}
