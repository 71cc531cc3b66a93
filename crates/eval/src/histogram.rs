//! Counts any number of similarities in a fixed amount of memory.

use crate::templates;

/// How often each similarity occurred, to 1 part in 2^17 of the range.
#[derive(Clone, Debug)]
pub struct Histogram {
    low: f64,
    width: f64,
    counts: Vec<u64>,
}

/// For cosines a bin is 1.5e-5 wide: less than thresholds move from one data set to another.
const BINS: usize = 1 << 17;

impl Histogram {
    /// An empty one for similarities between these two.
    pub fn new([low, high]: [f64; 2]) -> Self {
        Self { low, width: (high - low) / BINS as f64, counts: vec![0; BINS] }
    }

    /// Counts one more. A comparison that could not be made, because a photo has no face, is none.
    pub fn add(&mut self, similarity: f32) {
        if similarity == templates::NONE {
            return;
        }
        let bin = ((f64::from(similarity) - self.low) / self.width).max(0.0) as usize;
        self.counts[bin.min(BINS - 1)] += 1;
    }

    /// Counts all that another one of the same range counted.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.counts.iter_mut().zip(&other.counts).for_each(|(ours, theirs)| *ours += theirs);
        self
    }

    /// How wide a bin is.
    pub fn bin(&self) -> f64 {
        self.width
    }

    /// How many were counted.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many are as large as `threshold` or larger; rather too many, by those of the bin that
    /// it lies in, than too few.
    pub fn reaching(&self, threshold: f64) -> u64 {
        // The border of a bin may miss it by the last bit.
        let first = ((threshold - self.low) / self.width + 1e-6).floor().clamp(0.0, BINS as f64);
        self.counts[first as usize..].iter().sum()
    }

    /// The least border of a bin that no more than `most` reach.
    pub fn border(&self, most: u64) -> f64 {
        let mut reaching = 0;
        let mut bin = BINS;
        while bin > 0 && reaching + self.counts[bin - 1] <= most {
            bin -= 1;
            reaching += self.counts[bin];
        }
        self.low + bin as f64 * self.width
    }

    /// The borders that fewer and fewer reach, with how many do, from the lowest: one for each
    /// bin that is not empty.
    pub fn steps(&self) -> impl Iterator<Item = (f64, u64)> {
        let mut reaching = self.total();
        self.counts.iter().enumerate().filter(|(_, count)| **count > 0).map(move |(bin, count)| {
            let step = (self.low + bin as f64 * self.width, reaching);
            reaching -= count;
            step
        })
    }

    /// The shares of `count` equal parts of the range: their middles, and what of all is in each.
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
        values.iter().for_each(|it| histogram.add(*it));
        histogram
    }

    #[test]
    fn no_more_than_asked_for_reach_a_border_and_one_more_the_next_lower() {
        let histogram = histogram(&[0.1, 0.2, 0.3, 0.4, f32::NEG_INFINITY]);
        for (most, largest) in [(0, 0.4), (1, 0.3), (3, 0.1)] {
            let border = histogram.border(most);
            assert_eq!(histogram.reaching(border), most);
            assert!((border - largest).abs() < 2e-5 && border > largest, "{border}");
        }
        assert_eq!(histogram.border(4), -1.0);
        assert_eq!(histogram.total(), 4);
    }

    #[test]
    fn two_histograms_count_like_one() {
        let both = histogram(&[0.1, -1.0]).with(&histogram(&[1.0, 0.1]));
        assert_eq!((both.total(), both.reaching(-1.0), both.reaching(0.5)), (4, 4, 1));
        assert_eq!(both.steps().map(|(_, count)| count).collect::<Vec<_>>(), [4, 3, 1]);
        let shares: f64 = both.shares(64).iter().map(|(_, share)| share).sum();
        assert!((shares - 1.0).abs() < 1e-12);
    }
}
