//! The messages between the page and the vision worker.
//!
//! A message is an array: a [`Request`] or a [`Report`], then objects that cannot be serialised, such as
//! a stream. Every report is one value of a closed vocabulary: it has no room for a picture or a score.
//! [`fits_page`] is a rule that both sides share.

mod camera_turn;
mod request;
mod report;
mod resolution;

pub use camera_turn::CameraTurn;
pub use report::{AfterPage, ChipLevel, FORGOTTEN, Hint, Report, WorkerAnswer};
pub use request::{DocumentRule, FORGET, Request};
pub use resolution::{MIN_EYES, fits_page};
