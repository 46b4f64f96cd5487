//! The nearest position that wins, among far too many to try each.

/// The smallest distance from 1 to `reach` that wins.
///
/// `turns` are the distances where a rule changes its course or a limit lies, in any order. On a
/// turn and between two of them points only rise or only fall and an entry is valid throughout or
/// nowhere, so that there the winning distances are a beginning or an end.
pub(super) fn nearest(
    mut turns: Vec<i128>,
    reach: i128,
    wins: impl Fn(i128) -> bool,
) -> Option<i128> {
    turns.retain(|turn| (1..=reach).contains(turn));
    turns.sort_unstable();
    turns.dedup();
    let mut near = 1;
    for turn in turns {
        let found = first_between(near, turn - 1, &wins);
        if found.is_some() {
            return found;
        }
        if wins(turn) {
            return Some(turn);
        }
        near = turn + 1;
    }
    first_between(near, reach, &wins)
}

/// The first distance that wins where those that do are a beginning or an end.
fn first_between(near: i128, far: i128, wins: &impl Fn(i128) -> bool) -> Option<i128> {
    if near > far {
        return None;
    }
    if wins(near) {
        return Some(near);
    }
    if !wins(far) {
        return None;
    }
    let (mut loses, mut wins_at) = (near, far);
    while wins_at - loses > 1 {
        let middle = loses + (wins_at - loses) / 2;
        if wins(middle) { wins_at = middle } else { loses = middle }
    }
    Some(wins_at)
}
