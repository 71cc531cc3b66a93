//! Token buckets: one for each key, in bounded memory.
//!
//! Our own code, because an attacker chooses the keys: the usual libraries (`governor`) keep a
//! bucket for each of them, and cannot put a token back after a right password.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use domain::Rate;

/// A bucket for each of up to `most` keys. All further keys share one bucket.
pub(super) struct TokenBuckets<Key> {
    rate: Rate,
    most: usize,
    state: Mutex<State<Key>>,
}

struct State<Key> {
    /// When each bucket will be full again. Full buckets need not be stored.
    full_at: HashMap<Key, Instant>,
    /// When the shared bucket will be full again.
    rest: Instant,
    /// When full buckets were last removed.
    swept: Instant,
}

/// The interval between sweeps, because a sweep over many buckets takes long.
const SWEEP: Duration = Duration::from_secs(1);

impl<Key: Eq + Hash> TokenBuckets<Key> {
    /// All buckets are full.
    pub(super) fn new(rate: Rate, most: usize) -> Self {
        let now = Instant::now();
        let state = State { full_at: HashMap::new(), rest: now, swept: now };
        Self { rate, most, state: Mutex::new(state) }
    }

    /// Takes one token from the bucket of `key`. False if it is empty.
    pub(super) fn take(&self, key: Key, now: Instant) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { full_at, rest, swept } = &mut *state;
        if full_at.len() >= self.most && now.duration_since(*swept) >= SWEEP {
            full_at.retain(|_, at| *at > now);
            *swept = now;
        }
        let bucket = if full_at.len() < self.most || full_at.contains_key(&key) {
            full_at.entry(key).or_insert(now)
        } else {
            rest
        };
        let full = (*bucket).max(now) + self.rate.every;
        let holds = full.duration_since(now) <= self.rate.time_to_fill();
        if holds {
            *bucket = full;
        }
        holds
    }

    /// Puts one token back into the bucket of `key`, if it has its own.
    pub(super) fn put_back(&self, key: &Key) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(full) = state.full_at.get_mut(key) {
            *full -= self.rate.every;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(buckets: &TokenBuckets<u32>, key: u32, now: Instant) -> usize {
        (0..100).filter(|_| buckets.take(key, now)).count()
    }

    #[test]
    fn a_bucket_empties_and_fills_with_time() {
        let buckets = TokenBuckets::new(Rate::per_second(2, 10), 10);
        let now = Instant::now();
        assert_eq!(taken(&buckets, 1, now), 10);
        assert_eq!(taken(&buckets, 1, now + Duration::from_secs(2)), 4);
        assert_eq!(taken(&buckets, 2, now), 10, "another has a bucket of its own");
        assert_eq!(taken(&buckets, 1, now + Duration::from_secs(3600)), 10);
    }

    #[test]
    fn what_is_put_back_can_be_taken_again() {
        let buckets = TokenBuckets::new(Rate::within(Duration::from_secs(60), 1), 10);
        let now = Instant::now();
        for _ in 0..10 {
            assert!(buckets.take(1, now));
            buckets.put_back(&1);
        }
        assert_eq!(taken(&buckets, 1, now), 1);
        assert_eq!(taken(&buckets, 1, now + Duration::from_secs(59)), 0);
        assert_eq!(taken(&buckets, 1, now + Duration::from_secs(60)), 1);
    }

    #[test]
    fn any_number_of_askers_takes_bounded_memory() {
        let buckets = TokenBuckets::new(Rate::per_second(1, 5), 100);
        let now = Instant::now();
        let taken: usize = (0..10_000).filter(|&key| buckets.take(key, now)).count();
        assert_eq!(taken, 100 + 5, "those beyond the bound share one bucket");
        assert!(buckets.take(7, now), "and take nothing from those who came before");
        assert_eq!(buckets.state.lock().unwrap().full_at.len(), 100);
        assert!(buckets.take(20_000, now + Duration::from_secs(10)));
        assert_eq!(buckets.state.lock().unwrap().full_at.len(), 1, "full ones are forgotten");
    }
}
