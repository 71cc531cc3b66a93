//! The published figures of each site.

use std::collections::BTreeMap;

use jiff::Timestamp;
use wire::{Lane, Wait, Waits};

use super::estimate::{Lanes, Tally};

/// The published wait of a lane of a site at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitSample {
    /// The lane.
    pub lane: Lane,
    /// The time of the figures.
    pub at: Timestamp,
    /// The figures.
    pub wait: Wait,
}

/// The waits of each site, and of all together.
#[derive(Debug, Default)]
pub struct WaitsBySite {
    /// By the site's name.
    pub sites: BTreeMap<String, SiteWaits>,
    all: Option<SiteWaits>,
}

/// The waits of a site.
#[derive(Clone, Copy, Debug)]
pub struct SiteWaits {
    /// Of both lanes.
    pub waits: Waits,
    /// How many travellers wait for an officer now.
    pub waiting: u32,
}

impl WaitsBySite {
    /// Computes the figures from all counts of one time.
    pub fn of_tallies(tallies: &[Tally]) -> Self {
        let mut all = Lanes::default();
        let mut sites = BTreeMap::<String, Lanes>::new();
        for tally in tallies {
            all.add(tally);
            sites.entry(tally.site.clone()).or_default().add(tally);
        }
        let sites = sites.into_iter().map(|(site, lanes)| (site, lanes.into())).collect();
        Self { sites, all: Some(all.into()) }
    }

    /// The figures of a site, or of all sites together.
    pub fn of(&self, site: Option<&str>) -> SiteWaits {
        let found = match site {
            Some(site) => self.sites.get(site).copied(),
            None => self.all,
        };
        found.unwrap_or(SiteWaits::NONE)
    }
}

impl SiteWaits {
    /// The figures of a site without travellers.
    pub const NONE: Self = Self { waits: Waits { face: None, officer: None }, waiting: 0 };
}

impl From<Lanes> for SiteWaits {
    fn from(lanes: Lanes) -> Self {
        Self { waiting: lanes.waiting(), waits: lanes.waits() }
    }
}

/// By how many seconds the officer lane is slower. `None` if either lane has no figures.
pub fn lane_difference(waits: Waits) -> Option<i64> {
    let median = |wait: Wait| i64::from(wait.median_seconds);
    Some(median(waits.officer?) - median(waits.face?))
}
