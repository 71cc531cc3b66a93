//! The measured thresholds of a recogniser, and its error rates at them.

use serde::Deserialize;

use crate::{fmr::Fmr, metric::Metric, same_photograph::SamePhotograph};

/// How many live frames a comparison may rest on.
pub const MAX_FRAMES: usize = 3;

/// The measurements of one recogniser, as written by `gangway-eval --write-card`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// The name of the data set.
    pub data: String,
    /// The day of the measurement, as 2026-11-22.
    pub date: String,
    /// Names the pipeline that was measured: the first eight hexadecimal digits of the hash of
    /// its sources.
    pub build: String,
    /// How many photos the data set has.
    pub photos: u32,
    /// How many people are in them.
    pub people: u32,
    /// One for each false match rate.
    pub thresholds: Vec<Thresholds>,
    /// The limits from which two pictures count as the same photograph.
    pub same_photograph: Option<SamePhotograph>,
}

/// The thresholds at one false match rate.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// The false match rate.
    pub fmr: Fmr,
    /// One document photo against the mean of 1, 2, ... [`MAX_FRAMES`] live embeddings.
    pub frames: [OperatingPoint; MAX_FRAMES],
}

/// One threshold and the measurements at it.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatingPoint {
    /// A cosine that must be reached, or a distance that must not be exceeded.
    pub threshold: f64,
    /// The share of comparisons of one person that miss it, 0 to 1.
    pub fnmr: f64,
    /// The lower end of the 95 % interval of [`fnmr`](Self::fnmr).
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many comparisons of one person were made.
    pub genuine: u64,
    /// How many comparisons of two people the threshold was chosen on.
    pub impostors: u64,
}

impl Calibration {
    /// The thresholds at `fmr`, if it was measured.
    pub fn at(&self, fmr: Fmr) -> Option<&Thresholds> {
        self.thresholds.iter().find(|row| row.fmr == fmr)
    }

    /// Whether every threshold can be reached by some pair and missed by another.
    pub(crate) fn is_possible(&self, metric: Metric) -> bool {
        let mut points = self.thresholds.iter().flat_map(|row| &row.frames);
        let is_same_possible =
            self.same_photograph.as_ref().is_none_or(|limits| limits.is_possible(metric));
        is_same_possible
            && points.all(|point| {
                metric.allows(point.threshold) && (point.low..=point.high).contains(&point.fnmr)
            })
    }
}
