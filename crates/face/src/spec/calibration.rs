//! From where on two faces are one person, and how often that is wrong: measured, not chosen.

use serde::Deserialize;

use super::{MAX_FRAMES, Metric, SamePhotograph};

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
    pub photos: usize,
    /// How many people are in them.
    pub people: usize,
    /// One for each false match rate.
    pub thresholds: Vec<Thresholds>,
    /// From where on two pictures are the same photograph.
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

/// How many of the comparisons of two different people may match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Fmr {
    /// One in a thousand.
    #[serde(rename = "1e-3")]
    OneInThousand,
    /// One in ten thousand.
    #[default]
    #[serde(rename = "1e-4")]
    OneInTenThousand,
    /// One in a hundred thousand.
    #[serde(rename = "1e-5")]
    OneInHundredThousand,
}

impl Calibration {
    /// The thresholds at `fmr`, if it was measured.
    pub fn at(&self, fmr: Fmr) -> Option<&Thresholds> {
        self.thresholds.iter().find(|it| it.fmr == fmr)
    }

    /// Whether every threshold can be reached by some pair and missed by another.
    pub(super) fn is_possible(&self, metric: Metric) -> bool {
        let mut points = self.thresholds.iter().flat_map(|it| &it.frames);
        let is_same_possible =
            self.same_photograph.as_ref().is_none_or(|it| it.is_possible(metric));
        is_same_possible
            && points.all(|point| {
                metric.allows(point.threshold) && (point.low..=point.high).contains(&point.fnmr)
            })
    }
}

impl Fmr {
    /// All, the most lenient first.
    pub const ALL: [Self; 3] =
        [Self::OneInThousand, Self::OneInTenThousand, Self::OneInHundredThousand];

    /// The rate, 0 to 1.
    pub fn rate(self) -> f64 {
        match self {
            Self::OneInThousand => 1e-3,
            Self::OneInTenThousand => 1e-4,
            Self::OneInHundredThousand => 1e-5,
        }
    }
}
