//! Deletes what has been kept long enough.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use super::Signer;
use crate::{Clock, Error, EventBus, LeaseHolder, Policy, Store, store::RETAINED_TABLES};

/// How often it sweeps.
const PAUSE: Duration = Duration::from_secs(60);

/// How long one process sweeps before another may.
const LEASE: Duration = Duration::from_secs(3 * 60);

/// Records of one commit: those who store results wait for it.
const BATCH: u16 = 500;

/// Deletes from time to time. Of several processes one does.
#[derive(Debug)]
pub struct Sweeper {
    store: Store,
    clock: Clock,
    policy: Arc<Policy>,
    signer: Signer,
    holder: LeaseHolder,
}

impl Sweeper {
    /// Deletes what `policy` does not keep, and has `signer` say how much.
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

    /// Sweeps once, if no other process does. Gives how many records of each site and class were
    /// deleted.
    pub async fn sweep(&self) -> Result<BTreeMap<(String, String), u64>, Error> {
        let mut swept = BTreeMap::new();
        let now = self.clock.now();
        for record in RETAINED_TABLES {
            for (site, class) in self.store.classes(record).await? {
                let kept = self.policy.kept(&site, &class).duration();
                let before = now.saturating_sub(kept).unwrap_or(jiff::Timestamp::MIN);
                let key = (site, class);
                loop {
                    // Asked again each time: a long sweep keeps the others away.
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
