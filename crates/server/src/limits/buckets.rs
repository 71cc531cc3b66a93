//! Token buckets: one for each who asks, in bounded memory.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How often someone may ask.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    /// For ever.
    pub(crate) per_second: u32,
    /// At once, after a pause.
    pub(crate) burst: u32,
}

/// A bucket for each key, `most` at most. Those who come beyond that share one.
pub(crate) struct Buckets<Key> {
    rate: Rate,
    most: usize,
    state: Mutex<State<Key>>,
}

struct State<Key> {
    /// When each bucket will be full again. One that is full need not be kept.
    full_at: HashMap<Key, Instant>,
    /// The same of the bucket that the rest share.
    rest: Instant,
    /// When full buckets were last looked for.
    swept: Instant,
}

/// Looking at all buckets takes long when there are many: once in this time is enough.
const SWEEP: Duration = Duration::from_secs(1);

impl<Key: Eq + Hash> Buckets<Key> {
    /// All full.
    pub(crate) fn new(rate: Rate, most: usize) -> Self {
        let now = Instant::now();
        let state = State { full_at: HashMap::new(), rest: now, swept: now };
        Self { rate, most, state: Mutex::new(state) }
    }

    /// Takes one out of the bucket of `key`. False if it is empty.
    pub(crate) fn take(&self, key: Key, now: Instant) -> bool {
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
        let full = (*bucket).max(now) + Duration::from_secs(1) / self.rate.per_second;
        let holds = full.duration_since(now) <= self.rate.time_to_fill();
        if holds {
            *bucket = full;
        }
        holds
    }
}

impl Rate {
    fn time_to_fill(self) -> Duration {
        Duration::from_secs(1) / self.per_second * self.burst
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(buckets: &Buckets<u32>, key: u32, now: Instant) -> usize {
        (0..100).filter(|_| buckets.take(key, now)).count()
    }

    #[test]
    fn a_bucket_empties_and_fills_with_time() {
        let buckets = Buckets::new(Rate { per_second: 2, burst: 10 }, 10);
        let now = Instant::now();
        assert_eq!(taken(&buckets, 1, now), 10);
        assert_eq!(taken(&buckets, 1, now + Duration::from_secs(2)), 4);
        assert_eq!(taken(&buckets, 2, now), 10, "another has a bucket of its own");
        assert_eq!(taken(&buckets, 1, now + Duration::from_secs(3600)), 10);
    }

    #[test]
    fn any_number_of_askers_takes_bounded_memory() {
        let buckets = Buckets::new(Rate { per_second: 1, burst: 5 }, 100);
        let now = Instant::now();
        let taken: usize = (0..10_000).filter(|&key| buckets.take(key, now)).count();
        assert_eq!(taken, 100 + 5, "those beyond the bound share one bucket");
        assert!(buckets.take(7, now), "and take nothing from those who came before");
        assert_eq!(buckets.state.lock().unwrap().full_at.len(), 100);
        assert!(buckets.take(20_000, now + Duration::from_secs(10)));
        assert_eq!(buckets.state.lock().unwrap().full_at.len(), 1, "full ones are forgotten");
    }
}
