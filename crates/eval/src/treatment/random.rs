//! Reproducible random numbers.

use std::ops::Range;

use rand_pcg::{
    Pcg32,
    rand_core::{Rng, SeedableRng},
};

/// A random generator with a fixed seed. PCG gives the same numbers on every machine and in every
/// version, so published error rates can be recomputed.
#[derive(Clone)]
pub(super) struct Random(Pcg32);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(Pcg32::seed_from_u64(seed))
    }

    /// Another generator, which depends on this one and on `number`.
    pub(super) fn other(&mut self, number: u64) -> Self {
        Self::new((u64::from(self.0.next_u32()) << 32).wrapping_add(number))
    }

    /// A uniformly distributed number from `range`.
    pub(super) fn within(&mut self, range: Range<f64>) -> f64 {
        let share = f64::from(self.0.next_u32()) / 2f64.powi(32);
        range.start + share * (range.end - range.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_gives_the_same_numbers() {
        let mut random = Random::new(1);
        let drawn: Vec<_> = (0..3).map(|_| random.within(0.0..1000.0).round()).collect();
        assert_eq!(drawn, [202.0, 491.0, 792.0], "published rates depend on these");
    }

    #[test]
    fn numbers_fill_the_range_and_stay_within() {
        let mut random = Random::new(2);
        let drawn: Vec<_> = (0..1000).map(|_| random.within(-2.0..3.0)).collect();
        assert!(drawn.iter().all(|number| (-2.0..3.0).contains(number)));
        let part =
            |from: f64| drawn.iter().filter(|number| (from..from + 1.0).contains(*number)).count();
        assert!(
            [-2.0, -1.0, 0.0, 1.0, 2.0].map(part).iter().all(|count| (150..250).contains(count))
        );
    }
}
