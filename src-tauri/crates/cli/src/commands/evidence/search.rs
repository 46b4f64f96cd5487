//! The search over documents and what their files say.

use backend::{Found, Inspector, Office, Result, wording};
use serde_json::{Value, json};
use words::cli as say;

use crate::output::Reply;

/// The documents that say these words; files that nobody has read yet are read first.
pub(super) fn search(office: &mut Office, dossier: &str, words: &str) -> Result<Reply> {
    let id = office.resolve(dossier)?;
    office.read_all(&Inspector::new()?)?;
    let found = office.search(&id, words)?;
    let dossier = office.dossier(&id)?;
    let mut lines = Vec::new();
    for one in &found {
        if let Some(document) = dossier.evidence.iter().find(|other| other.id == one.evidence) {
            lines.push(say::evidence_line(&one.evidence, wording::document(&document.document)));
        }
        lines.extend(
            one.pages
                .iter()
                .map(|page| say::evidence_page_line(page.page, page.excerpt.parts.concat())),
        );
        if one.more_pages {
            lines.push(say::evidence_more_pages().to_owned());
        }
    }
    if lines.is_empty() {
        lines.push(say::nothing_found(words));
    }
    let json = json!({"found": found.iter().map(as_json).collect::<Vec<Value>>()});
    Ok(Reply::done(lines.join("\n"), json))
}

fn as_json(found: &Found) -> Value {
    let page = |page: &backend::PageFound| {
        let excerpt = &page.excerpt.parts;
        json!({"page": page.page, "excerpt": excerpt.concat(), "parts": excerpt})
    };
    json!({
        "document": found.evidence,
        "exact": found.exact,
        "inRegister": found.in_register,
        "pages": found.pages.iter().map(page).collect::<Vec<Value>>(),
        "morePages": found.more_pages,
    })
}
