//! An alarm is on while the officer lane is slower than the face lane by more than a site allows.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::waits::{SiteWaits, lane_difference};

/// An alarm ends after this time without waiting travellers and without figures to compare.
const QUIET: SignedDuration = SignedDuration::from_hours(1);

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

/// The results of the last checks of a site.
#[derive(Debug)]
pub struct SiteHistory {
    /// Whether the last check found it slower; `None` without figures.
    last: Option<bool>,
    /// When a traveller last waited, or there were figures to compare.
    busy: Timestamp,
}

impl SiteHistory {
    /// No check was made yet.
    pub fn new(now: Timestamp) -> Self {
        Self { last: None, busy: now }
    }

    /// Whether the lane is slower than `allowed`, once two consecutive checks agree. The alarm ends
    /// at four fifths of the limit (hysteresis), so that it does not flap.
    pub fn update(&mut self, figure: SiteWaits, allowed: u32, now: Timestamp) -> Option<bool> {
        let difference = lane_difference(figure.waits);
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
    use wire::{Wait, Waits};

    use super::*;

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
