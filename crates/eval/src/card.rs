//! The card of a model and its thresholds. Both are measured, never written by hand.

mod manifest;
mod markdown;
mod measurement;
mod pages;
mod rounding;
mod same_photograph;
mod toml_values;
mod writer;

pub use measurement::Card;
pub use writer::write_limits;
