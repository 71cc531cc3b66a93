//! The part of a calibration that people are told: error rates without thresholds.

use serde::{Deserialize, Serialize};

use crate::{
    calibration::{Calibration, MAX_FRAMES},
    fmr::Fmr,
};

/// The measurements of one recogniser, as page and desk show them. Other fields of the file are
/// ignored, so that it may be a whole [`Calibration`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrationSummary {
    /// The name of the data set.
    pub data: String,
    /// The day of the measurement, as 2026-11-22.
    pub date: String,
    /// Names the sources of the pipeline that was measured: eight hexadecimal digits.
    pub build: String,
    /// How many photos the data set has.
    pub photos: u32,
    /// How many people are in them.
    pub people: u32,
    /// One for each false match rate.
    pub thresholds: Vec<FnmrByFrames>,
}

/// The false non-match rates at one false match rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FnmrByFrames {
    /// The false match rate.
    pub fmr: Fmr,
    /// One document photo against the mean of 1, 2, ... [`MAX_FRAMES`] live embeddings.
    frames: [Fnmr; MAX_FRAMES],
}

/// A false non-match rate: how many of the comparisons of one person find no match.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fnmr {
    /// As it was counted, 0 to 1.
    #[serde(rename = "fnmr")]
    rate: f64,
    /// The lower end of its 95 % interval.
    low: f64,
    /// The upper end.
    high: f64,
}

/// Smaller than any share of a finite number of comparisons: it keeps the last bit of a decimal rate
/// from rounding a count to the next whole number.
const ROUNDING_TOLERANCE: f64 = 1e-6;

impl CalibrationSummary {
    /// The false non-match rate at `target` with three live frames, which a fast machine uses. `None`
    /// if this rate was not measured.
    pub fn fnmr_at(&self, target: Fmr) -> Option<Fnmr> {
        self.thresholds.iter().find(|row| row.fmr == target).map(FnmrByFrames::with_all_frames)
    }

    /// Whether the photos are those of Labeled Faces in the Wild, or some of them: press photos, without
    /// a passport photo.
    pub fn is_of_news_photos(&self) -> bool {
        self.data == "lfw" || self.data.starts_with("lfw-")
    }
}

impl FnmrByFrames {
    /// The rate with [`MAX_FRAMES`] live frames.
    pub fn with_all_frames(&self) -> Fnmr {
        let [_, _, three] = self.frames;
        three
    }
}

impl Fnmr {
    /// Of 1,000 comparisons: rounded up, and never zero, which no number of photos can show.
    pub fn of_thousand(self) -> u32 {
        round_up(self.rate * 1e3).max(1)
    }

    /// Of 10,000 comparisons: the count, and the lower and the upper end of its interval, each
    /// rounded away from the count.
    pub fn of_ten_thousand(self) -> [u32; 3] {
        let low = (self.low * 1e4 + ROUNDING_TOLERANCE).floor() as u32;
        [(self.rate * 1e4).round() as u32, low, round_up(self.high * 1e4)]
    }
}

fn round_up(count: f64) -> u32 {
    (count - ROUNDING_TOLERANCE).ceil() as u32
}

impl From<&Calibration> for CalibrationSummary {
    fn from(calibration: &Calibration) -> Self {
        let Calibration { data, date, build, photos, people, thresholds, same_photograph: _ } =
            calibration;
        let rows = thresholds.iter().map(|thresholds| FnmrByFrames {
            fmr: thresholds.fmr,
            frames: thresholds.frames.map(|point| Fnmr {
                rate: point.fnmr,
                low: point.low,
                high: point.high,
            }),
        });
        Self {
            data: data.clone(),
            date: date.clone(),
            build: build.clone(),
            photos: *photos,
            people: *people,
            thresholds: rows.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fnmr(rate: f64, low: f64, high: f64) -> Fnmr {
        Fnmr { rate, low, high }
    }

    #[test]
    fn travellers_are_told_of_no_fewer_misses_than_were_counted() {
        for (rate, expected) in
            [(0.0, 1), (0.0004, 1), (0.007, 7), (0.0071, 8), (0.0098, 10), (0.085, 85), (1.0, 1000)]
        {
            assert_eq!(fnmr(rate, 0.0, 1.0).of_thousand(), expected, "{rate}");
        }
    }

    #[test]
    fn the_interval_that_staff_see_is_no_narrower_than_the_one_that_was_computed() {
        assert_eq!(fnmr(0.0098, 0.00721, 0.01319).of_ten_thousand(), [98, 72, 132]);
        assert_eq!(fnmr(0.0007, 0.0003, 0.0029).of_ten_thousand(), [7, 3, 29]);
        assert_eq!(fnmr(0.0, 0.0, 0.00201).of_ten_thousand(), [0, 0, 21]);
    }

    #[test]
    fn three_frames_count_at_the_rate_that_the_site_asks_for_and_no_other_stands_in() {
        let point = |fnmr: f64| {
            format!(
                r#"{{"threshold":0.4,"fnmr":{fnmr},"low":0,"high":1,"genuine":9,"impostors":9}}"#
            )
        };
        let row = |fmr: &str, [one, two, three]: [f64; 3]| {
            let frames = [point(one), point(two), point(three)].join(",");
            format!(r#"{{"fmr":"{fmr}","frames":[{frames}]}}"#)
        };
        let rows = [row("1e-3", [0.3, 0.2, 0.1]), row("1e-4", [0.6, 0.5, 0.4])].join(",");
        let table = format!(
            r#"{{"data":"lfw-dev","date":"2026-11-22","build":"1a2b3c4d","photos":3811,
            "people":2086,"thresholds":[{rows}]}}"#
        );
        let full: Calibration = serde_json::from_str(&table).unwrap();
        let summary: CalibrationSummary = serde_json::from_str(&table).unwrap();
        assert_eq!(CalibrationSummary::from(&full), summary);
        let at = |target| summary.fnmr_at(target).map(Fnmr::of_thousand);
        assert_eq!(at(Fmr::OneInThousand), Some(100));
        assert_eq!(at(Fmr::OneInTenThousand), Some(400));
        assert_eq!(at(Fmr::OneInHundredThousand), None);
    }

    #[test]
    fn a_summary_has_no_thresholds() {
        let frames = [fnmr(0.1, 0.0, 0.2); MAX_FRAMES];
        let json =
            serde_json::to_string(&FnmrByFrames { fmr: Fmr::OneInThousand, frames }).unwrap();
        assert!(json.contains(r#"{"fnmr":0.1,"low":0.0,"high":0.2}"#), "{json}");
    }

    #[test]
    fn only_photos_of_lfw_are_said_to_be_from_the_news() {
        let of = |data: &str| CalibrationSummary {
            data: data.into(),
            date: "2026-11-22".into(),
            build: "1a2b3c4d".into(),
            photos: 2,
            people: 2,
            thresholds: Vec::new(),
        };
        for (data, expected) in [("lfw", true), ("lfw-dev", true), ("lfwa+", false), ("own", false)]
        {
            assert_eq!(of(data).is_of_news_photos(), expected, "{data}");
        }
    }
}
