//! How often somebody may try: a count for each key and ten minutes, in memory.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long a try counts.
pub(super) const WINDOW: Duration = Duration::from_secs(10 * 60);

/// How many keys are known at once. More than that is an attack from many places, and begins anew.
const MOST: usize = 100_000;

/// Counts tries by a key, and refuses those that are too many.
#[derive(Debug)]
pub(super) struct Limit<K> {
    most: u32,
    tries: Mutex<HashMap<K, Tries>>,
}

#[derive(Debug)]
struct Tries {
    since: Instant,
    count: u32,
}

impl<K: Eq + Hash> Limit<K> {
    /// Admits `most` in ten minutes.
    pub(super) fn new(most: u32) -> Self {
        Self { most, tries: Mutex::default() }
    }

    /// Counts a try at `now`. False if it is one too many.
    pub(super) fn admits(&self, key: K, now: Instant) -> bool {
        let mut tries = self.tries();
        if tries.len() >= MOST {
            tries.retain(|_, it| now.duration_since(it.since) < WINDOW);
        }
        if tries.len() >= MOST {
            tries.clear();
        }
        let entry = tries.entry(key).or_insert(Tries { since: now, count: 0 });
        if now.duration_since(entry.since) >= WINDOW {
            *entry = Tries { since: now, count: 0 };
        }
        entry.count = entry.count.saturating_add(1);
        entry.count <= self.most
    }

    /// The try was a good one, and does not count.
    pub(super) fn forgive(&self, key: &K) {
        if let Some(tries) = self.tries().get_mut(key) {
            tries.count = tries.count.saturating_sub(1);
        }
    }

    fn tries(&self) -> MutexGuard<'_, HashMap<K, Tries>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tries_of_one_key_are_counted_for_ten_minutes() {
        let (limit, start) = (Limit::new(2), Instant::now());
        assert!(limit.admits("a", start) && limit.admits("a", start));
        assert!(!limit.admits("a", start + WINDOW / 2));
        assert!(limit.admits("b", start), "another key has tries of its own");
        assert!(limit.admits("a", start + WINDOW));
    }

    #[test]
    fn good_tries_do_not_count() {
        let (limit, now) = (Limit::new(1), Instant::now());
        for _ in 0..10 {
            assert!(limit.admits("a", now));
            limit.forgive(&"a");
        }
    }
}
