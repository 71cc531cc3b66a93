//! Checks the waits of every site, and turns its alarm on and off.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use domain::{
    Alarm, Parity, SiteHistory, SiteWaits, WaitSample, WaitsBySite, lane_difference,
    waits::SAMPLE_INTERVAL,
};
use jiff::{SignedDuration, Timestamp};
use store::{LeaseHolder, Store};
use wire::Lane;

use crate::{Clock, Error, EventBus, Policy, WaitTimes};

/// The interval between two checks.
const PAUSE: Duration = Duration::from_secs(15);

/// The lease: how long one process checks before another one may take over.
const LEASE: Duration = Duration::from_secs(60);

/// How long the chart's figures are stored: a year and a month.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 397);

/// Checks every site at an interval. Of several server processes, the lease holder does it.
#[derive(Debug)]
pub struct WaitMonitor {
    store: Store,
    wait_times: WaitTimes,
    clock: Clock,
    policy: Arc<Policy>,
    holder: LeaseHolder,
    sites: BTreeMap<String, SiteHistory>,
    /// The quarter of an hour whose figures were stored last.
    kept: Option<Timestamp>,
}

impl WaitMonitor {
    /// Compares the figures of `wait_times` with the limits of `policy`.
    pub fn new(
        store: Store,
        wait_times: WaitTimes,
        policy: Arc<Policy>,
        holder: LeaseHolder,
    ) -> Self {
        let clock = wait_times.clock();
        Self { store, wait_times, clock, policy, holder, sites: BTreeMap::new(), kept: None }
    }

    /// Checks until the stop.
    pub async fn run(mut self, event_bus: EventBus) {
        loop {
            if let Err(error) = self.check().await {
                tracing::warn!(%error, "the waits were not looked at");
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => (),
                () = event_bus.stopped() => return,
            }
        }
    }

    /// Checks once, if this process holds the lease.
    pub async fn check(&mut self) -> Result<(), Error> {
        let now = self.clock.now();
        if !self.store.lease("waits", &self.holder, now, LEASE).await? {
            self.sites.clear();
            return Ok(());
        }
        let figures = self.wait_times.figures().await?;
        self.store_figures(&figures, now).await?;
        let alarms = self.store.alarms().await?;
        for site in &self.policy.sites {
            let Some(Parity { slower_by_seconds: allowed }) = site.parity else { continue };
            let figure = figures.of(Some(&site.name));
            let difference = lane_difference(figure.waits);
            let history =
                self.sites.entry(site.name.clone()).or_insert_with(|| SiteHistory::new(now));
            let Some(is_slow) = history.update(figure, allowed, now) else { continue };
            let on = alarms.iter().find(|alarm| alarm.site == site.name);
            match (is_slow, on) {
                (true, None) => {
                    let slower_by =
                        difference.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(0);
                    let site = site.name.clone();
                    self.store.raise_alarm(&Alarm { site, since: now, slower_by, allowed }).await?;
                }
                (false, Some(alarm)) => {
                    self.store.clear_alarm(alarm, now).await?;
                }
                (true, Some(_)) | (false, None) => (),
            }
        }
        // A site whose rule was removed is not checked any more, so its alarm ends here.
        for alarm in alarms.iter().filter(|alarm| self.policy.parity(&alarm.site).is_none()) {
            self.store.clear_alarm(alarm, now).await?;
        }
        Ok(())
    }

    /// Stores the figures for the chart, once in each quarter of an hour.
    async fn store_figures(&mut self, figures: &WaitsBySite, now: Timestamp) -> Result<(), Error> {
        let step = SAMPLE_INTERVAL.as_millis() as i64;
        let at = now.as_millisecond().div_euclid(step) * step;
        let at = Timestamp::from_millisecond(at).unwrap_or(now);
        if self.kept == Some(at) {
            return Ok(());
        }
        for (site, SiteWaits { waits, .. }) in &figures.sites {
            for (lane, wait) in [(Lane::Face, waits.face), (Lane::Officer, waits.officer)] {
                if let Some(wait) = wait {
                    self.store.keep_wait_sample(site, &WaitSample { lane, at, wait }).await?;
                }
            }
        }
        self.store.delete_wait_samples(now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN)).await?;
        self.kept = Some(at);
        Ok(())
    }
}
