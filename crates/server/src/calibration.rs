//! How often a recogniser is wrong, as it was measured.

use serde::Deserialize;

/// What `cargo xtask eval --write-card` measured with a recogniser: its table in
/// `models/models.toml`, which may say more than the desk shows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Calibration {
    /// The name of the data set.
    pub(crate) data: String,
    /// The day of the measurement, as 2026-11-22.
    pub(crate) date: String,
    /// Names the sources of the pipeline that was measured: eight hexadecimal digits.
    pub(crate) build: String,
    /// How many photos the data set has.
    pub(crate) photos: u64,
    /// How many people are in them.
    pub(crate) people: u64,
    /// One for each false match rate.
    pub(crate) thresholds: Vec<Thresholds>,
}

/// What was measured at one false match rate.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Thresholds {
    /// The false match rate.
    pub(crate) fmr: Fmr,
    /// One document photo against the mean of 1, 2 and 3 live embeddings.
    frames: [Fnmr; 3],
}

/// How many of the comparisons of two different people may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) enum Fmr {
    #[serde(rename = "1e-3")]
    Thousandth,
    #[serde(rename = "1e-4")]
    TenThousandth,
    #[serde(rename = "1e-5")]
    HundredThousandth,
}

/// How many of the comparisons of one person find no match.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(crate) struct Fnmr {
    /// As it was counted, 0 to 1.
    #[serde(rename = "fnmr")]
    rate: f64,
    /// The lower end of its 95 % interval.
    low: f64,
    /// The upper end.
    high: f64,
}

/// Smaller than anything that is counted, so that no rate that a file writes in decimals is
/// rounded to the next whole number by its last bit.
const DUST: f64 = 1e-6;

impl Calibration {
    /// Whether the photos are those of Labeled Faces in the Wild, or some of them.
    pub(crate) fn is_of_lfw(&self) -> bool {
        self.data == "lfw" || self.data.starts_with("lfw-")
    }
}

impl Thresholds {
    /// With three live frames: what the kiosk takes where the machine is quick enough.
    pub(crate) fn fnmr(&self) -> Fnmr {
        let [_, _, three] = self.frames;
        three
    }
}

impl Fmr {
    /// Of how many comparisons one may match.
    pub(crate) fn one_in(self) -> u64 {
        match self {
            Self::Thousandth => 1_000,
            Self::TenThousandth => 10_000,
            Self::HundredThousandth => 100_000,
        }
    }
}

impl Fnmr {
    /// Of 10,000 comparisons: the count, and the lower and the upper end of its interval, each
    /// rounded away from the count.
    pub(crate) fn of_ten_thousand(self) -> [u64; 3] {
        let low = (self.low * 1e4 + DUST).floor();
        let high = (self.high * 1e4 - DUST).ceil();
        [(self.rate * 1e4).round(), low, high].map(|count| count as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_no_narrower_than_the_one_that_was_computed() {
        let told = |rate, low, high| Fnmr { rate, low, high }.of_ten_thousand();
        assert_eq!(told(0.0098, 0.00721, 0.01319), [98, 72, 132]);
        assert_eq!(told(0.0007, 0.0003, 0.0029), [7, 3, 29]);
        assert_eq!(told(0.0, 0.0, 0.00201), [0, 0, 21]);
    }
}
