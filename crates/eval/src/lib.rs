//! Measures how often the pipeline is wrong, so that anyone can recompute it.
//!
//! A collection of labelled photos goes through crate `face` itself, native and on all cores;
//! every pair is compared as the kiosk compares; what comes out are error rates, the thresholds
//! that belong to them, and the model's card. Words are those of ISO/IEC 19795-1:
//!
//! * FMR: the share of comparisons of two different people that match.
//! * FNMR: the share of comparisons of one person that do not.
//! * FTE: the share of photos from which no template can be made.
//!
//! A photo without a face counts: its comparisons with the same person are missed at every
//! threshold, and those with others do not make false matches look rarer. Where several frames are
//! averaged it is left out, as the kiosk leaves it out. Photos that are missing or broken, and rows that make no sense, are named and
//! counted, and left out of the rates.

mod error;
pub mod options;
pub mod problem;
pub mod collection;
pub mod treatment;
pub mod networks;
mod cache;
mod progress;
pub mod extract;
pub mod templates;
pub mod histogram;
pub mod rates;
pub mod folds;
pub mod study;
pub mod frames;
pub mod lookalikes;
pub mod component;
pub mod discard;
pub mod same_photograph;
pub mod report;
pub mod plot;
pub mod charts;
pub mod card;

pub use error::Error;
