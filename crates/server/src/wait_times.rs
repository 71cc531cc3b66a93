//! Caches the waits of every site, so that the store is not read for each kiosk.

use std::sync::Arc;

use domain::WaitsBySite;
use jiff::{SignedDuration, Timestamp};
use store::Store;
use tokio::sync::Mutex;

use crate::{Clock, Error};

/// How long figures are cached.
const FRESH: SignedDuration = SignedDuration::from_secs(5);

/// The cached waits. Clones share the cache.
#[derive(Clone, Debug)]
pub struct WaitTimes {
    store: Store,
    clock: Clock,
    seen: Arc<Mutex<Option<Seen>>>,
}

#[derive(Debug)]
struct Seen {
    at: Timestamp,
    figures: Arc<WaitsBySite>,
}

impl WaitTimes {
    /// Reads from `store`.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, seen: Arc::default() }
    }

    /// The clock of the figures.
    pub(crate) fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// The figures, a few seconds old at most.
    pub(crate) async fn figures(&self) -> Result<Arc<WaitsBySite>, Error> {
        // The lock is held while the store is read: concurrent requests wait for the same answer.
        let mut seen = self.seen.lock().await;
        let now = self.clock.now();
        if let Some(seen) = &*seen
            && now.duration_since(seen.at).abs() < FRESH
        {
            return Ok(seen.figures.clone());
        }
        let figures = Arc::new(WaitsBySite::of_tallies(&self.store.tallies(now).await?));
        *seen = Some(Seen { at: now, figures: figures.clone() });
        Ok(figures)
    }
}
