//! A histogram of similarities with constant memory.

use crate::templates;

/// Counts of similarities in 2^17 bins.
#[derive(Clone, Debug)]
pub struct Histogram {
    low: f64,
    width: f64,
    counts: Vec<u64>,
}

/// Bins of a cosine are 1.5e-5 wide, less than thresholds differ between data sets.
const BINS: usize = 1 << 17;

impl Histogram {
    /// An empty histogram for similarities in this range.
    pub fn new([low, high]: [f64; 2]) -> Self {
        Self { low, width: (high - low) / BINS as f64, counts: vec![0; BINS] }
    }

    /// Counts a similarity. Comparisons with a photo without a face do not count.
    pub fn add(&mut self, similarity: f32) {
        if similarity == templates::NONE {
            return;
        }
        let bin = ((f64::from(similarity) - self.low) / self.width).max(0.0) as usize;
        self.counts[bin.min(BINS - 1)] += 1;
    }

    /// Adds the counts of another histogram with the same range.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.counts.iter_mut().zip(&other.counts).for_each(|(own, other)| *own += other);
        self
    }

    /// The width of a bin.
    pub fn bin_width(&self) -> f64 {
        self.width
    }

    /// The total count.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The number of similarities that reach `threshold`, including all of its bin: an upper bound.
    pub fn count_reaching(&self, threshold: f64) -> u64 {
        // A tolerance for thresholds that equal the lower edge of a bin except for rounding.
        let first = ((threshold - self.low) / self.width + 1e-6).floor().clamp(0.0, BINS as f64);
        self.counts[first as usize..].iter().sum()
    }

    /// The lowest bin edge that at most `max_count` similarities reach.
    pub fn edge_reached_by(&self, max_count: u64) -> f64 {
        let mut reaching = 0;
        let mut bin = BINS;
        while bin > 0 && reaching + self.counts[bin - 1] <= max_count {
            bin -= 1;
            reaching += self.counts[bin];
        }
        self.low + bin as f64 * self.width
    }

    /// The lower edges of all bins that are not empty, in ascending order, with the number of
    /// similarities that reach them.
    pub fn steps(&self) -> impl Iterator<Item = (f64, u64)> {
        let mut reaching = self.total();
        self.counts.iter().enumerate().filter(|(_, count)| **count > 0).map(move |(bin, count)| {
            let step = (self.low + bin as f64 * self.width, reaching);
            reaching -= count;
            step
        })
    }

    /// The histogram reduced to `count` bins: the centre of each and its share of the total.
    pub fn shares(&self, count: usize) -> Vec<(f64, f64)> {
        let size = BINS / count;
        let total = self.total().max(1) as f64;
        let part = |(at, part): (usize, &[u64])| {
            let middle =
                self.low + (at * size) as f64 * self.width + size as f64 * self.width / 2.0;
            (middle, part.iter().sum::<u64>() as f64 / total)
        };
        self.counts.chunks(size).enumerate().map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(values: &[f32]) -> Histogram {
        let mut histogram = Histogram::new([-1.0, 1.0]);
        values.iter().for_each(|value| histogram.add(*value));
        histogram
    }

    #[test]
    fn at_most_the_given_number_reach_an_edge() {
        let histogram = histogram(&[0.1, 0.2, 0.3, 0.4, f32::NEG_INFINITY]);
        for (most, largest) in [(0, 0.4), (1, 0.3), (3, 0.1)] {
            let edge = histogram.edge_reached_by(most);
            assert_eq!(histogram.count_reaching(edge), most);
            assert!((edge - largest).abs() < 2e-5 && edge > largest, "{edge}");
        }
        assert_eq!(histogram.edge_reached_by(4), -1.0);
        assert_eq!(histogram.total(), 4);
    }

    #[test]
    fn two_histograms_count_like_one() {
        let both = histogram(&[0.1, -1.0]).with(&histogram(&[1.0, 0.1]));
        assert_eq!((both.total(), both.count_reaching(-1.0), both.count_reaching(0.5)), (4, 4, 1));
        assert_eq!(both.steps().map(|(_, count)| count).collect::<Vec<_>>(), [4, 3, 1]);
        let shares: f64 = both.shares(64).iter().map(|(_, share)| share).sum();
        assert!((shares - 1.0).abs() < 1e-12);
    }
}
