//! Error rates of a set of comparisons.

mod interval;

use std::collections::BTreeMap;

use face::spec::Metric;
use serde::Serialize;

pub use interval::interval;

use crate::{histogram::Histogram, templates};

/// Similarities of comparisons: those of one person one by one, those of two people counted.
#[derive(Clone, Debug)]
pub struct Scores {
    /// Of one person, the least first.
    genuine: Vec<f32>,
    /// Of two people.
    pub impostors: Histogram,
}

/// The false non-match rate at one false match rate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The share of comparisons of one person that miss the threshold, 0 to 1.
    pub fnmr: f64,
    /// The lower end of the 95 % interval of `fnmr`.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// From where on two faces are one person: a cosine, or a distance that is not exceeded.
    pub threshold: f64,
    /// The share of comparisons of two people that reach it: at most the rate that was asked for.
    pub fmr: f64,
    /// Whether there are impostors enough for this rate: at least one may match.
    pub resolved: bool,
}

/// The false match rates that are reported, by their names.
pub const RATES: [(&str, f64); 4] =
    [("1e-2", 1e-2), ("1e-3", 1e-3), ("1e-4", 1e-4), ("1e-5", 1e-5)];

/// A point for each of [`RATES`].
pub type Points = BTreeMap<&'static str, Point>;

impl Scores {
    /// Takes similarities of one person, in any order, and of two people.
    pub fn new(mut genuine: Vec<f32>, impostors: Histogram) -> Self {
        genuine.sort_by(f32::total_cmp);
        Self { genuine, impostors }
    }

    /// Of one person, the least first.
    pub fn genuine(&self) -> &[f32] {
        &self.genuine
    }

    /// How many comparisons of one person miss a similarity.
    pub fn missing(&self, similarity: f64) -> usize {
        self.genuine.partition_point(|score| f64::from(*score) < similarity)
    }

    /// The share of comparisons of one person that miss a similarity.
    pub fn fnmr(&self, similarity: f64) -> f64 {
        self.missing(similarity) as f64 / self.genuine.len().max(1) as f64
    }

    /// The share of comparisons of two people that reach a similarity.
    pub fn fmr(&self, similarity: f64) -> f64 {
        self.impostors.reaching(similarity) as f64 / self.impostors.total().max(1) as f64
    }

    /// The least similarity of four decimals, as thresholds are written, that at most this share
    /// of the comparisons of two people reaches.
    pub fn similarity_at(&self, fmr: f64) -> f64 {
        // A rate times a count may miss a whole number by the last bit.
        let border = self.impostors.border((fmr * self.impostors.total() as f64 + 1e-9) as u64);
        // The bin that a written number lies in is counted whole, so it is left behind as well.
        let above = border + self.impostors.bin();
        (above * 1e4).ceil() / 1e4
    }

    /// Whether there are comparisons of two people enough for a rate: at least one may match.
    pub fn resolves(&self, fmr: f64) -> bool {
        fmr * self.impostors.total() as f64 >= 1.0 - 1e-9
    }

    /// The false non-match rate at a false match rate.
    pub fn at(&self, fmr: f64, metric: Metric) -> Point {
        let similarity = self.similarity_at(fmr);
        let (low, high) = interval(self.missing(similarity) as u64, self.genuine.len() as u64);
        Point {
            fnmr: self.fnmr(similarity),
            low,
            high,
            threshold: templates::threshold(similarity, metric),
            fmr: self.fmr(similarity),
            resolved: self.resolves(fmr),
        }
    }

    /// The false non-match rate at each of [`RATES`].
    pub fn points(&self, metric: Metric) -> Points {
        RATES.into_iter().map(|(name, fmr)| (name, self.at(fmr, metric))).collect()
    }

    /// The equal error rate: where as many of one person miss as of two people reach, 0 to 1.
    pub fn eer(&self) -> f64 {
        let total = self.impostors.total().max(1) as f64;
        let mut best = (f64::INFINITY, 1.0);
        for (similarity, reaching) in self.impostors.steps() {
            let (fmr, fnmr) = (reaching as f64 / total, self.fnmr(similarity));
            if (fmr - fnmr).abs() < best.0 {
                best = ((fmr - fnmr).abs(), f64::midpoint(fmr, fnmr));
            }
        }
        // Above the highest impostor no one matches wrongly.
        let fnmr = self.fnmr(self.impostors.border(0));
        if fnmr < best.0 { fnmr / 2.0 } else { best.1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(genuine: &[f32], impostors: &[f32]) -> Scores {
        let mut histogram = Histogram::new([-1.0, 1.0]);
        impostors.iter().for_each(|score| histogram.add(*score));
        Scores::new(genuine.to_vec(), histogram)
    }

    #[test]
    fn a_threshold_lets_no_more_through_than_was_asked_for() {
        let impostors: Vec<f32> = (0..1000).map(|it| it as f32 / 2000.0).collect();
        let scores = scores(&[0.3, 0.496, 0.6, 0.9], &impostors);
        let point = scores.at(1e-2, Metric::Cosine);
        assert_eq!((point.fmr, point.fnmr, point.resolved), (0.01, 0.25, true));
        assert!((0.4945..0.4947).contains(&point.threshold), "{point:?}");
        let point = scores.at(1e-4, Metric::Cosine);
        assert_eq!((point.fmr, point.fnmr, point.resolved), (0.0, 0.5, false));
    }

    #[test]
    fn a_face_that_was_not_found_is_missed_at_every_threshold_and_makes_no_match_rarer() {
        let scores = scores(&[templates::NONE, 0.9], &[templates::NONE, 0.1]);
        assert_eq!((scores.fnmr(-1.0), scores.fmr(-1.0)), (0.5, 1.0));
    }

    #[test]
    fn the_equal_error_rate_is_where_both_errors_are_as_frequent() {
        let eer = |genuine: &[f32], impostors: &[f32]| scores(genuine, impostors).eer();
        assert_eq!(eer(&[0.5, 0.6, 0.7, 0.8], &[0.1, 0.2, 0.3, 0.4]), 0.0);
        assert_eq!(eer(&[0.3, 0.6, 0.7, 0.8], &[0.1, 0.2, 0.4, 0.5]), 0.25);
        assert_eq!(eer(&[0.1, 0.2], &[0.8, 0.9]), 1.0);
    }
}
