//! The card of a model and its thresholds. Both are measured, never written by hand.

mod manifest;
mod markdown;
mod measurement;
mod rounding;
mod same_photograph;
mod writer;

pub use measurement::Card;
pub use writer::write_limits;
