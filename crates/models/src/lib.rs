//! The schema of `models/models.toml`: the networks, their parameters, and their measured calibration.
//!
//! Reading order: the false match rates ([`Fmr`]), how embeddings are compared ([`Metric`]), the measured
//! thresholds ([`Calibration`], [`SamePhotograph`]) and the part of them that people are told
//! ([`CalibrationSummary`]), the networks ([`Models`]), their input and their sources.
//!
//! The types parse from TOML and from JSON alike. Whatever parses is consistent: a wrong value is a
//! parse error. The crate runs no network: crate `face` does.

mod error;
mod fmr;
mod metric;
mod same_photograph;
mod calibration;
mod summary;
mod input;
mod source;
mod recogniser;
mod network;

pub use calibration::{
    Calibration, ComparedFrames, DOCUMENT_FRAMES, MAX_FRAMES, OperatingPoint, Thresholds,
};
pub use error::ModelsError;
pub use fmr::Fmr;
pub use input::Input;
pub use metric::Metric;
pub use network::{Detector, Model, Models, Region, Role};
pub use recogniser::{Landmarks, Mirroring, Recogniser, Side};
pub use same_photograph::{ErrorRate, PhotographLimit, PictureSource, SamePhotograph};
pub use source::{NpmFile, Sha256, Source, WebFile};
pub use summary::{CalibrationSummary, Fnmr, FnmrByFrames};
