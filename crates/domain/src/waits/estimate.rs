//! Computes median and 90th percentile of the waits.

use std::{
    collections::BTreeMap,
    ops::Bound::{Excluded, Unbounded},
};

use wire::{Lane, Wait, Waits};

/// A count of travellers of one site and lane with the same wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The site.
    pub site: String,
    /// The lane.
    pub lane: Lane,
    /// Whether their wait is over.
    pub is_over: bool,
    /// In whole seconds, rounded down.
    pub seconds: u32,
    /// How many travellers there are.
    pub travellers: u32,
}

/// With fewer travellers there is no figure: it would say little and could identify a person.
const FEWEST: u32 = 5;

/// Both lanes of a site.
#[derive(Debug, Default)]
pub struct Lanes {
    face: Counts,
    officer: Counts,
}

/// How many travellers waited how many seconds.
#[derive(Debug, Default)]
struct Counts {
    over: BTreeMap<u32, u32>,
    /// The waits of travellers who still wait, so far.
    waiting: BTreeMap<u32, u32>,
}

impl Lanes {
    /// Counts these travellers.
    pub fn add(&mut self, tally: &Tally) {
        let counts = match tally.lane {
            Lane::Face => &mut self.face,
            Lane::Officer => &mut self.officer,
        };
        let counts = if tally.is_over { &mut counts.over } else { &mut counts.waiting };
        *counts.entry(tally.seconds).or_default() += tally.travellers;
    }

    /// How many wait for an officer now.
    pub fn waiting(&self) -> u32 {
        self.officer.waiting.values().sum()
    }

    /// The figures of both lanes.
    pub fn waits(self) -> Waits {
        Waits { face: self.face.wait(), officer: self.officer.wait() }
    }
}

impl Counts {
    /// A traveller who still waits counts once their wait exceeds the 90th percentile of the
    /// finished waits, so that a blocked lane shows although no wait ends. Without any finished
    /// wait there is no figure, because officers may not use the desk at all.
    fn wait(mut self) -> Option<Wait> {
        let usual = percentile(&self.over, 90)?;
        for (seconds, travellers) in self.waiting.range((Excluded(usual), Unbounded)) {
            *self.over.entry(*seconds).or_default() += travellers;
        }
        let travellers = self.over.values().sum();
        if travellers < FEWEST {
            return None;
        }
        Some(Wait {
            median_seconds: percentile(&self.over, 50)?,
            p90_seconds: percentile(&self.over, 90)?,
            travellers,
        })
    }
}

/// The nearest rank: the shortest wait that at least so many of a hundred did not exceed.
fn percentile(counts: &BTreeMap<u32, u32>, percent: u64) -> Option<u32> {
    let all: u64 = counts.values().copied().map(u64::from).sum();
    let rank = (all * percent).div_ceil(100);
    let mut passed = 0;
    counts.iter().find_map(|(seconds, travellers)| {
        passed += u64::from(*travellers);
        (passed >= rank).then_some(*seconds)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(over: &[u32], waiting: &[u32]) -> Option<[u32; 3]> {
        let mut lanes = Lanes::default();
        for (is_over, all) in [(true, over), (false, waiting)] {
            for seconds in all {
                let (site, lane) = (String::new(), Lane::Officer);
                lanes.add(&Tally { site, lane, is_over, seconds: *seconds, travellers: 1 });
            }
        }
        let wait = lanes.waits().officer?;
        Some([wait.median_seconds, wait.p90_seconds, wait.travellers])
    }

    #[test]
    fn the_median_and_the_ninetieth_percentile_are_waits_of_real_travellers() {
        assert_eq!(wait(&[5, 1, 4, 2, 3], &[]), Some([3, 5, 5]));
        assert_eq!(wait(&[1, 2, 3, 4, 5, 6], &[]), Some([3, 6, 6]));
        assert_eq!(wait(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], &[]), Some([5, 9, 10]));
        assert_eq!(wait(&[7; 100], &[]), Some([7, 7, 100]));
    }

    #[test]
    fn fewer_than_five_say_nothing() {
        assert_eq!(wait(&[1, 2, 3, 4], &[]), None);
        assert_eq!(wait(&[], &[]), None);
    }

    #[test]
    fn who_waits_longer_than_nine_of_ten_did_counts_at_once() {
        assert_eq!(wait(&[60; 9], &[60, 3, 61]), Some([60, 60, 10]));
        assert_eq!(wait(&[60; 9], &[600; 9]), Some([60, 600, 18]));
        assert_eq!(wait(&[60; 9], &[600; 10]), Some([600, 600, 19]));
    }

    #[test]
    fn a_desk_without_finished_waits_has_no_figures() {
        assert_eq!(wait(&[], &[600; 50]), None);
    }
}
