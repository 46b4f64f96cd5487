//! The review before a sign-off.

use backend::Office;

use super::Reply;
use crate::review::ReviewView;
use crate::scored::Scored;

/// What stands in the way, what deserves a look, where points are lost; last year's beside it.
///
/// # Errors
/// If there is no such dossier.
pub fn review(office: &Office, dossier: &str) -> Reply<ReviewView> {
    let reviewed = office.review(dossier)?;
    let earlier = office.earlier(dossier)?;
    Ok(ReviewView::new(&reviewed, earlier.as_deref().map(Scored::new).as_ref()))
}
