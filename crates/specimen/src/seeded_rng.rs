//! A seeded random number generator, so that specimens are reproducible.

use std::ops::Range;

use rand_pcg::{
    Pcg32,
    rand_core::{Rng, SeedableRng},
};

/// A generator whose numbers depend only on its seed.
pub struct SeededRng(Pcg32);

impl SeededRng {
    /// The generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self(Pcg32::seed_from_u64(seed))
    }

    /// A number from `range`, uniformly distributed.
    pub fn uniform(&mut self, range: Range<f64>) -> f64 {
        let share = f64::from(self.0.next_u32()) / 2f64.powi(32);
        range.start + share * (range.end - range.start)
    }

    /// A whole number below `end`, which must not be 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.next_u32() as usize % end
    }

    /// A number of an approximate normal distribution with mean 0 and standard deviation 1: a sum of four.
    pub fn normal(&mut self) -> f64 {
        (0..4).map(|_| self.uniform(-0.866..0.866)).sum()
    }

    /// One of `choices`, which must not be empty.
    pub fn choose<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}
