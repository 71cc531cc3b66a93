//! How often a recogniser is wrong, as it was measured.

use serde::Deserialize;

use super::protocol::TargetFmr;

/// What `cargo xtask eval --write-card` measured with a recogniser, from `models/models.toml`.
/// The table there says more; this is what people are told.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Calibration {
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
    thresholds: Vec<Thresholds>,
}

/// What was measured at one false match rate.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Thresholds {
    fmr: TargetFmr,
    /// One document photo against the mean of 1, 2 and 3 live embeddings. The kiosk takes 3.
    frames: [Fnmr; 3],
}

/// A false non-match rate: how many of the comparisons of one person find no match.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Fnmr {
    /// As it was counted, 0 to 1.
    #[serde(rename = "fnmr")]
    rate: f64,
    /// The lower end of its 95 % interval.
    low: f64,
    /// The upper end.
    high: f64,
}

/// What was measured at the false match rate that a site asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// With what, and when.
    pub calibration: Calibration,
    /// The false match rate.
    pub target: TargetFmr,
    /// What it costs.
    pub fnmr: Fnmr,
}

/// The smallest thing that is counted, so that no rate that a file writes in decimals is rounded
/// to the next whole number by its last bit.
const DUST: f64 = 1e-6;

impl Calibration {
    /// What was measured at this false match rate, with three live frames: what the
    /// kiosk takes where the machine is quick enough.
    pub fn at(&self, target: TargetFmr) -> Option<Measured> {
        let [_, _, fnmr] = self.thresholds.iter().find(|threshold| threshold.fmr == target)?.frames;
        Some(Measured { calibration: self.clone(), target, fnmr })
    }

    /// Whether the photos are those of Labeled Faces in the Wild, or some of them: taken by the
    /// press, and no passport photo among them.
    pub fn is_of_news_photos(&self) -> bool {
        self.data == "lfw" || self.data.starts_with("lfw-")
    }
}

impl Fnmr {
    /// Of 1,000 comparisons: rounded up, and never none, which no number of photos can show.
    pub fn of_thousand(self) -> u32 {
        up(self.rate * 1e3).max(1)
    }

    /// Of 10,000 comparisons: the count, and the lower and the upper end of its interval, each
    /// rounded away from the count.
    pub fn of_ten_thousand(self) -> [u32; 3] {
        let low = (self.low * 1e4 + DUST).floor() as u32;
        [(self.rate * 1e4).round() as u32, low, up(self.high * 1e4)]
    }
}

fn up(count: f64) -> u32 {
    (count - DUST).ceil() as u32
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
        let calibration: Calibration = serde_json::from_str(&table).unwrap();
        let at = |target| calibration.at(target).map(|measured| measured.fnmr.of_thousand());
        assert_eq!(at(TargetFmr::OneInThousand), Some(100));
        assert_eq!(at(TargetFmr::OneInTenThousand), Some(400));
        assert_eq!(at(TargetFmr::OneInHundredThousand), None);
    }

    #[test]
    fn only_photos_of_lfw_are_said_to_be_from_the_news() {
        let of = |data: &str| Calibration {
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
