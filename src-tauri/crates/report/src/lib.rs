//! report
pub mod model;
