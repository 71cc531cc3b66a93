//! Error rates of a set of comparisons.

mod interval;

use std::collections::BTreeMap;

use models::Metric;
use serde::Serialize;

pub use interval::interval;

use crate::{histogram::Histogram, templates};

/// The similarities of all comparisons: genuine ones as a list, impostors as a histogram.
#[derive(Clone, Debug)]
pub struct Scores {
    /// Genuine similarities, in ascending order.
    genuine: Vec<f32>,
    /// Impostor similarities.
    pub impostors: Histogram,
}

/// The false non-match rate at one false match rate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RatePoint {
    /// The share of genuine comparisons below the threshold, 0 to 1.
    pub fnmr: f64,
    /// The lower end of the 95 % interval of `fnmr`.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The threshold: a minimum cosine, or a maximum distance.
    pub threshold: f64,
    /// The share of impostor comparisons that reach it: at most the requested rate.
    pub fmr: f64,
    /// Whether there are enough impostors for this rate: at least one may match.
    pub resolved: bool,
}

/// The false match rates that are reported, by their names.
pub const RATES: [(&str, f64); 4] =
    [("1e-2", 1e-2), ("1e-3", 1e-3), ("1e-4", 1e-4), ("1e-5", 1e-5)];

/// A point for each of [`RATES`].
pub type RatePoints = BTreeMap<&'static str, RatePoint>;

impl Scores {
    /// Takes genuine similarities in any order, and impostor similarities.
    pub fn new(mut genuine: Vec<f32>, impostors: Histogram) -> Self {
        genuine.sort_by(f32::total_cmp);
        Self { genuine, impostors }
    }

    /// The genuine similarities, in ascending order.
    pub fn genuine(&self) -> &[f32] {
        &self.genuine
    }

    /// The number of genuine comparisons below a similarity.
    pub fn misses(&self, similarity: f64) -> usize {
        self.genuine.partition_point(|score| f64::from(*score) < similarity)
    }

    /// The share of genuine comparisons below a similarity.
    pub fn fnmr(&self, similarity: f64) -> f64 {
        self.misses(similarity) as f64 / self.genuine.len().max(1) as f64
    }

    /// The share of impostor comparisons that reach a similarity.
    pub fn fmr(&self, similarity: f64) -> f64 {
        self.impostors.count_reaching(similarity) as f64 / self.impostors.total().max(1) as f64
    }

    /// The lowest similarity with four decimals, as thresholds are written, that at most this share of
    /// the impostor comparisons reaches.
    pub fn similarity_at(&self, fmr: f64) -> f64 {
        // A tolerance for rounding in the product of rate and count.
        let edge =
            self.impostors.edge_reached_by((fmr * self.impostors.total() as f64 + 1e-9) as u64);
        // `count_reaching` counts the whole bin of a threshold, so the threshold lies one bin higher.
        let above = edge + self.impostors.bin_width();
        (above * 1e4).ceil() / 1e4
    }

    /// Whether there are enough impostor comparisons for a rate: at least one may match.
    pub fn resolves(&self, fmr: f64) -> bool {
        fmr * self.impostors.total() as f64 >= 1.0 - 1e-9
    }

    /// The false non-match rate at a false match rate.
    pub fn at(&self, fmr: f64, metric: Metric) -> RatePoint {
        self.point(self.similarity_at(fmr), fmr, metric)
    }

    /// Both error rates at a similarity that was chosen for the false match rate `fmr`.
    pub fn point(&self, similarity: f64, fmr: f64, metric: Metric) -> RatePoint {
        let (low, high) = interval(self.misses(similarity) as u64, self.genuine.len() as u64);
        RatePoint {
            fnmr: self.fnmr(similarity),
            low,
            high,
            threshold: templates::threshold(similarity, metric),
            fmr: self.fmr(similarity),
            resolved: self.resolves(fmr),
        }
    }

    /// The false non-match rate at each of [`RATES`].
    pub fn points(&self, metric: Metric) -> RatePoints {
        RATES.into_iter().map(|(name, fmr)| (name, self.at(fmr, metric))).collect()
    }

    /// The equal error rate, at which FNMR and FMR are equal, 0 to 1.
    pub fn eer(&self) -> f64 {
        let total = self.impostors.total().max(1) as f64;
        let mut best = (f64::INFINITY, 1.0);
        for (similarity, reaching) in self.impostors.steps() {
            let (fmr, fnmr) = (reaching as f64 / total, self.fnmr(similarity));
            if (fmr - fnmr).abs() < best.0 {
                best = ((fmr - fnmr).abs(), f64::midpoint(fmr, fnmr));
            }
        }
        // Above the highest impostor there are no false matches.
        let fnmr = self.fnmr(self.impostors.edge_reached_by(0));
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
    fn a_threshold_does_not_exceed_the_requested_rate() {
        let impostors: Vec<f32> = (0..1000).map(|step| step as f32 / 2000.0).collect();
        let scores = scores(&[0.3, 0.496, 0.6, 0.9], &impostors);
        let point = scores.at(1e-2, Metric::Cosine);
        assert_eq!((point.fmr, point.fnmr, point.resolved), (0.01, 0.25, true));
        assert!((0.4945..0.4947).contains(&point.threshold), "{point:?}");
        let point = scores.at(1e-4, Metric::Cosine);
        assert_eq!((point.fmr, point.fnmr, point.resolved), (0.0, 0.5, false));
    }

    #[test]
    fn a_photo_without_a_face_is_a_miss_at_every_threshold_and_no_impostor() {
        let scores = scores(&[templates::NONE, 0.9], &[templates::NONE, 0.1]);
        assert_eq!((scores.fnmr(-1.0), scores.fmr(-1.0)), (0.5, 1.0));
    }

    #[test]
    fn at_the_equal_error_rate_both_errors_are_equally_frequent() {
        let eer = |genuine: &[f32], impostors: &[f32]| scores(genuine, impostors).eer();
        assert_eq!(eer(&[0.5, 0.6, 0.7, 0.8], &[0.1, 0.2, 0.3, 0.4]), 0.0);
        assert_eq!(eer(&[0.3, 0.6, 0.7, 0.8], &[0.1, 0.2, 0.4, 0.5]), 0.25);
        assert_eq!(eer(&[0.1, 0.2], &[0.8, 0.9]), 1.0);
    }
}
