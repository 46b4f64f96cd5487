//! `cargo xtask bench`.
use crate::Failure;
pub(crate) fn bench() -> Result<(), Failure> {
    Ok(())
}
