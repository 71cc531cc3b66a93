//! Raises an alarm while the officer lane is slower than the face lane by more than a site allows.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use wire::{Lane, Waits};

use super::{SiteWaits, WaitSample, WaitTimes, WaitsBySite};
use crate::{Clock, Error, EventBus, LeaseHolder, Policy, Store};

/// The interval between two checks.
const PAUSE: Duration = Duration::from_secs(15);

/// The lease: how long one process checks before another one may take over.
const LEASE: Duration = Duration::from_secs(60);

/// An alarm ends after this time without waiting travellers and without figures to compare.
const QUIET: SignedDuration = SignedDuration::from_hours(1);

/// The interval at which figures are stored for the chart.
pub(crate) const STEP: SignedDuration = SignedDuration::from_mins(15);

/// How long the chart's figures are stored: a year and a month.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 397);

/// The promise of the notice: the officer lane is not much slower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parity {
    /// How much longer than the face lane's the officer lane's median wait may be, in seconds.
    pub slower_by_seconds: u32,
}

/// An alarm: the officer lane of a site is slower than allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// The site.
    pub site: String,
    /// When it was noticed.
    pub since: Timestamp,
    /// By how many seconds the officer lane was slower then.
    pub slower_by: u32,
    /// How many seconds were allowed.
    pub allowed: u32,
}

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
        let clock = wait_times.clock.clone();
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
            let difference = difference(figure.waits);
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
        let step = STEP.as_millis() as i64;
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

/// By how many seconds the officer lane is slower. `None` if either lane has no figures.
pub(crate) fn difference(waits: Waits) -> Option<i64> {
    let median = |wait: wire::Wait| i64::from(wait.median_seconds);
    Some(median(waits.officer?) - median(waits.face?))
}

/// The results of the last checks of a site.
#[derive(Debug)]
struct SiteHistory {
    /// Whether the last check found it slower; `None` without figures.
    last: Option<bool>,
    /// When a traveller last waited, or there were figures to compare.
    busy: Timestamp,
}

impl SiteHistory {
    fn new(now: Timestamp) -> Self {
        Self { last: None, busy: now }
    }

    /// Whether the lane is slower than `allowed`, once two consecutive checks agree. The alarm ends
    /// at four fifths of the limit (hysteresis), so that it does not flap.
    fn update(&mut self, figure: SiteWaits, allowed: u32, now: Timestamp) -> Option<bool> {
        let difference = difference(figure.waits);
        if difference.is_some() || figure.waiting > 0 {
            self.busy = now;
        }
        let allowed = i64::from(allowed);
        let says = match difference {
            None if now.duration_since(self.busy) >= QUIET => return Some(false),
            Some(seconds) if seconds > allowed => Some(true),
            Some(seconds) if seconds <= allowed - allowed / 5 => Some(false),
            Some(_) | None => None,
        };
        let is_confirmed = self.last == says;
        self.last = says;
        says.filter(|_| is_confirmed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Wait;

    /// A site whose officer lane is this much slower.
    fn figure(difference: Option<u32>, waiting: u32) -> SiteWaits {
        let wait = |seconds| Wait { median_seconds: seconds, p90_seconds: 999, travellers: 9 };
        let officer = difference.map(|seconds| wait(60 + seconds));
        SiteWaits { waits: Waits { face: Some(wait(60)), officer }, waiting }
    }

    /// What each look at these differences says, with 100 allowed.
    fn seen(differences: &[u32]) -> Vec<Option<bool>> {
        let now = Timestamp::UNIX_EPOCH;
        let mut history = SiteHistory::new(now);
        differences
            .iter()
            .map(|seconds| history.update(figure(Some(*seconds), 0), 100, now))
            .collect()
    }

    #[test]
    fn two_looks_in_a_row_make_an_alarm() {
        assert_eq!(seen(&[101, 101]), [None, Some(true)]);
        assert_eq!(seen(&[101, 100, 101, 102]), [None, None, None, Some(true)]);
    }

    #[test]
    fn it_ends_after_two_looks_well_below_what_is_allowed() {
        let looks = [101, 101, 81, 81, 80, 81, 80, 80];
        let ends = [None, Some(true), None, None, None, None, None, Some(false)];
        assert_eq!(seen(&looks), ends);
    }

    #[test]
    fn without_figures_an_alarm_ends_after_an_hour_without_waiting_travellers() {
        let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let mut history = SiteHistory::new(at(0));
        assert_eq!(history.update(figure(Some(101), 9), 100, at(0)), None);
        assert_eq!(history.update(figure(None, 9), 100, at(90)), None, "they still wait");
        assert_eq!(history.update(figure(None, 0), 100, at(149)), None);
        assert_eq!(history.update(figure(None, 0), 100, at(150)), Some(false));
    }
}
