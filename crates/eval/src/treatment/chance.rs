//! Chance that anyone can repeat.

use std::ops::Range;

use rand_pcg::{
    Pcg32,
    rand_core::{Rng, SeedableRng},
};

/// Numbers that depend on a seed alone. PCG's outputs are the same on every machine and in every
/// version, so a published error rate can be recomputed.
pub(super) struct Chance(Pcg32);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(Pcg32::seed_from_u64(seed))
    }

    /// Other chance, the same for the same number.
    pub(super) fn other(&mut self, number: u64) -> Self {
        Self::new((u64::from(self.0.next_u32()) << 32).wrapping_add(number))
    }

    /// A number from `range`, each as likely as any other.
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
        let mut chance = Chance::new(1);
        let drawn: Vec<_> = (0..3).map(|_| chance.within(0.0..1000.0).round()).collect();
        assert_eq!(drawn, [202.0, 491.0, 792.0], "published rates depend on these");
    }

    #[test]
    fn numbers_fill_the_range_and_stay_within() {
        let mut chance = Chance::new(2);
        let drawn: Vec<_> = (0..1000).map(|_| chance.within(-2.0..3.0)).collect();
        assert!(drawn.iter().all(|it| (-2.0..3.0).contains(it)));
        let part = |from: f64| drawn.iter().filter(|it| (from..from + 1.0).contains(*it)).count();
        assert!([-2.0, -1.0, 0.0, 1.0, 2.0].map(part).iter().all(|it| (150..250).contains(it)));
    }
}
