//! `docs/states.md` is printed from the tables of the states.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use store::{Changeable, Condition, Party, Recorded, State, TRANSITIONS};

const HEAD: &str = "\
# States of a dossier

Printed from `TRANSITIONS` and `State::changeable` in `store/src/lifecycle/table.rs`; written anew by
`UPDATE_STATES=1 cargo test -p store --test states_page`. The triggers of the data file refuse the same
to plain SQL.

";

const fn party(party: Party) -> &'static str {
    match party {
        Party::Unit => "unit",
        Party::ReceivingOffice => "receiving office",
    }
}

const fn condition(condition: Condition) -> &'static str {
    match condition {
        Condition::Complete => "the review lists no blocker",
        Condition::ReportDate => {
            "the report's date, where given, is between 1 January of the year that is assessed and \
             twelve months from today"
        }
        Condition::Registered => "the registry's number and date are entered",
        Condition::SubmissionDate => {
            "the day of submission is neither before the report's date nor after today"
        }
        Condition::DocumentNumber => "the document is named under which it is handed in",
        Condition::PlansReached => "no answer names a date after the day of submission",
        Condition::Reason => "a written reason",
        Condition::Explanation => "a written explanation",
    }
}

const fn recorded(recorded: Recorded) -> &'static str {
    match recorded {
        Recorded::Content => "the content, frozen with its SHA-256",
        Recorded::ReopeningReason => "the reason, with which the sign-off ends",
        Recorded::Reason => "the reason; the sign-off stands",
        Recorded::Submission => "day, channel, document number and receipt",
        Recorded::Explanation => "the explanation",
        Recorded::Nothing => "only the moment and the author",
    }
}

const fn changeable(changeable: Changeable) -> &'static str {
    match changeable {
        Changeable::Content => "answers, evidence, round, profile, paragraphs of the report",
        Changeable::Registry => "the registry's number and date",
        Changeable::Nothing => "nothing",
    }
}

const RECEIVED: &str = "
Of a dossier that was received from another unit the transitions of its unit come with the unit's packages
alone. This file records `submit` (the receipt, also of what the unit already calls handed in), `give_back`,
`begin_appraisal`, `explain`, `appraise_again` and `finish` beside it, as notes on the sign-off that stands;
the same must hold for them. The state that is shown is the further one of both, and `returned` once it
was given back.
";

fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("| from | to | operation | who | what must hold | what is recorded |\n");
    page.push_str("|---|---|---|---|---|---|\n");
    for one in &TRANSITIONS {
        let needs: Vec<&str> = one.needs.iter().copied().map(condition).collect();
        let needs = if needs.is_empty() { "–".to_owned() } else { needs.join("; ") };
        let (from, to, op) = (one.from.name(), one.to.name(), one.op.name());
        let (by, records) = (party(one.by), recorded(one.records));
        writeln!(page, "| `{from}` | `{to}` | `{op}` | {by} | {needs} | {records} |").unwrap();
    }
    page.push_str(
        "\nEvery transition also records its moment and author, and no undo passes it.\n",
    );
    page.push_str("\n| state | what may change in it |\n|---|---|\n");
    for state in State::ALL {
        writeln!(page, "| `{}` | {} |", state.name(), changeable(state.changeable())).unwrap();
    }
    page.push_str(RECEIVED);
    page.push_str(
        "\nA dossier can be set aside and brought back in every state; what was set aside refuses \
         everything\nelse.\n",
    );
    page
}

#[test]
fn page_is_that_of_the_tables() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/states.md");
    if env::var_os("UPDATE_STATES").is_some() {
        fs::write(path, page()).unwrap();
        return;
    }
    let stale = "stale, write it with UPDATE_STATES=1";
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), page(), "{stale}");
}
