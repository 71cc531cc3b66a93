//! From where on two pictures are the same photograph, and how often that is wrong: measured, not
//! chosen.

use serde::Deserialize;

use crate::metric::Metric;

/// From where on a live frame and the document's picture are taken to be the same photograph, or
/// pictures of the same session. [`Calibration`](crate::Calibration) has the data set.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SamePhotograph {
    /// The day of the measurement, as 2026-11-22.
    pub date: String,
    /// Names the pipeline that was measured: the first eight hexadecimal digits of the hash of
    /// its sources.
    pub build: String,
    /// The limit where the document's picture is an image file.
    pub file: PhotographLimit,
    /// The limit where this camera took the document's picture moments before.
    pub camera: PhotographLimit,
}

/// One limit and the measurements at it.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotographLimit {
    /// A cosine from which on, or a distance up to which, two pictures are the same photograph.
    pub limit: f64,
    /// False alarms: different photographs of one person that are taken for the same one.
    pub false_alarms: ErrorRate,
    /// Misses: single frames of a recapture of the same photograph that are not detected.
    pub misses: ErrorRate,
    /// Attempts of which none of three frames is noticed.
    pub misses_of_three: ErrorRate,
}

/// A rate that was counted.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorRate {
    /// The share of the trials that went wrong, 0 to 1.
    pub rate: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many trials there were.
    pub trials: u64,
}

/// How the document's picture came in: its limit depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureSource {
    /// As an image file. The live frames come from another camera, on another day.
    File,
    /// From this camera, moments before the live frames.
    Camera,
}

impl SamePhotograph {
    /// The limit for a document's picture from `source`.
    pub fn limit(&self, source: PictureSource) -> &PhotographLimit {
        match source {
            PictureSource::File => &self.file,
            PictureSource::Camera => &self.camera,
        }
    }

    /// Whether each limit can be reached by some pair and missed by another.
    pub(crate) fn is_possible(&self, metric: Metric) -> bool {
        [&self.file, &self.camera].into_iter().all(|limit| {
            let rates = [limit.false_alarms, limit.misses, limit.misses_of_three];
            metric.allows(limit.limit) && rates.iter().all(ErrorRate::is_possible)
        })
    }
}

impl ErrorRate {
    fn is_possible(&self) -> bool {
        0.0 <= self.low && (self.low..=self.high).contains(&self.rate) && self.high <= 1.0
    }
}
