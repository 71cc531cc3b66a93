//! Measures the error rates of the pipeline on a collection of labelled photos.
//!
//! Crate `face` processes the photos natively on all cores, and pairs are compared as in the kiosk.
//! The results are error rates, thresholds and a model card. Terms are those of ISO/IEC 19795-1:
//!
//! * FMR: the share of comparisons of two different people that match.
//! * FNMR: the share of comparisons of one person that do not.
//! * FTE: the share of photos from which no template can be made.
//!
//! Photos without a face are included: their genuine comparisons are misses at every threshold, and
//! their impostor comparisons do not count. Where several frames are averaged they are left out, as
//! in the kiosk. Missing or corrupt photos and invalid rows are reported, counted, and left out of the
//! rates.

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
pub mod documents;
pub mod study;
pub mod frames;
pub mod plane;
pub mod lookalikes;
pub mod component;
pub mod discard;
pub mod same_photograph;
pub mod report;
pub mod plot;
pub mod charts;
pub mod card;
pub mod mrz;

pub use error::Error;
