//! Deletes records whose retention time is over.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use domain::Signer;
use store::{LeaseHolder, RETAINED_TABLES, Store};

use crate::{Clock, Error, EventBus, Policy};

/// The interval between two sweeps.
const PAUSE: Duration = Duration::from_secs(60);

/// The lease: how long one process sweeps before another one may take over.
const LEASE: Duration = Duration::from_secs(3 * 60);

/// The most records of one commit, because storing results waits for it.
const BATCH: u16 = 500;

/// Sweeps at an interval. Of several server processes, the lease holder does it.
#[derive(Debug)]
pub struct Sweeper {
    store: Store,
    clock: Clock,
    policy: Arc<Policy>,
    signer: Signer,
    holder: LeaseHolder,
}

impl Sweeper {
    /// Deletes by the rules of `policy`; `signer` signs the counts.
    pub fn new(
        store: Store,
        clock: Clock,
        policy: Arc<Policy>,
        signer: Signer,
        holder: LeaseHolder,
    ) -> Self {
        Self { store, clock, policy, signer, holder }
    }

    /// Sweeps until the stop.
    pub async fn run(self, event_bus: EventBus) {
        loop {
            if let Err(error) = self.sweep().await {
                tracing::error!(%error, "what was kept long enough is not deleted");
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => (),
                () = event_bus.stopped() => return,
            }
        }
    }

    /// Sweeps once, if this process holds the lease. Returns how many records of each site and
    /// class were deleted.
    pub async fn sweep(&self) -> Result<BTreeMap<(String, String), u64>, Error> {
        let mut swept = BTreeMap::new();
        let now = self.clock.now();
        for record in RETAINED_TABLES {
            for (site, class) in self.store.classes(record).await? {
                let kept = self.policy.kept(&site, &class).duration();
                let before = now.saturating_sub(kept).unwrap_or(jiff::Timestamp::MIN);
                let key = (site, class);
                loop {
                    // The lease is renewed for each batch, so that a long sweep keeps it.
                    if !self.store.lease("retention", &self.holder, now, LEASE).await? {
                        return Ok(swept);
                    }
                    let (site, class) = (&key.0, &key.1);
                    let store = &self.store;
                    let deleted =
                        store.delete(record, site, class, before, BATCH, &self.signer, now).await?;
                    if deleted > 0 {
                        *swept.entry(key.clone()).or_default() += deleted;
                    }
                    if deleted < u64::from(BATCH) {
                        break;
                    }
                }
            }
        }
        if !swept.is_empty() {
            tracing::info!(
                records = swept.values().sum::<u64>(),
                "deleted what was kept long enough"
            );
        }
        self.store.shrink().await?;
        Ok(swept)
    }
}
