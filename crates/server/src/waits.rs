//! `GET /v1/waits`: how long travellers wait in either lane, for the notice that they read.
//!
//! `docs/waits.md` defines what is counted.

mod alarm;
mod estimate;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    routing::get,
};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use tokio::sync::Mutex;
use wire::{KioskId, Lane, Wait, Waits};

pub use alarm::{Alarm, Parity, WaitMonitor};
pub(crate) use alarm::{STEP, difference};
use estimate::Lanes;

use crate::{
    Clock, Error, Server, Store,
    openapi::{Operation, Schema},
    problem::Problem,
};

/// The path of the waits.
pub(crate) const PATH: &str = "/v1/waits";

pub(crate) static OPERATION: Operation = Operation {
    path: PATH,
    summary: "How long travellers waited in the last hour",
    query: &[
        ("site", "A site's name; without it, and without a kiosk, all sites count"),
        ("kiosk", "A kiosk's number, for the site where it stands; nothing of one that is unknown"),
    ],
    message: None,
    answers: &[(StatusCode::OK, "The waits of both lanes", Some(Schema::Waits))],
    problems: &[
        Problem::Query,
        Problem::Host,
        Problem::Misdirected,
        Problem::Head,
        Problem::TooMany,
        Problem::Unavailable,
    ],
    route: || get(answer).fallback(async || Problem::ReadOnly),
};

/// Only waits that ended within this time count.
pub(crate) const WINDOW: Duration = Duration::from_secs(60 * 60);

/// A ticket of the officer lane that is older than this counts as gone, even if no officer has
/// finished it: the desk does not show it any more.
pub(crate) const WAITING: Duration = Duration::from_secs(2 * 60 * 60);

/// A result that was queued in its kiosk for longer does not count: the officers had not received
/// it, so the traveller's wait is unknown.
pub(crate) const LATE: Duration = Duration::from_secs(2 * 60);

/// How long figures are cached, so that the store is not read for each kiosk.
const FRESH: SignedDuration = SignedDuration::from_secs(5);

/// The published wait of a lane of a site at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WaitSample {
    pub(crate) lane: Lane,
    pub(crate) at: Timestamp,
    pub(crate) wait: Wait,
}

/// Caches the waits of every site. Clones share the cache.
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

/// The waits of each site, and of all together.
#[derive(Debug, Default)]
pub(crate) struct WaitsBySite {
    pub(crate) sites: BTreeMap<String, SiteWaits>,
    all: Option<SiteWaits>,
}

/// The waits of a site.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SiteWaits {
    pub(crate) waits: Waits,
    /// How many travellers wait for an officer now.
    pub(crate) waiting: u32,
}

impl WaitTimes {
    /// Reads from `store`.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, seen: Arc::default() }
    }

    /// The present time of the server's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
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
        let figures = Arc::new(self.compute_figures(now).await?);
        *seen = Some(Seen { at: now, figures: figures.clone() });
        Ok(figures)
    }

    /// Computes the figures of `now`.
    async fn compute_figures(&self, now: Timestamp) -> Result<WaitsBySite, Error> {
        let mut all = Lanes::default();
        let mut sites = BTreeMap::<String, Lanes>::new();
        for tally in self.store.tallies(now).await? {
            all.add(&tally);
            sites.entry(tally.site.clone()).or_default().add(&tally);
        }
        let sites = sites.into_iter().map(|(site, lanes)| (site, lanes.into())).collect();
        Ok(WaitsBySite { sites, all: Some(all.into()) })
    }
}

impl WaitsBySite {
    /// The figures of a site, or of all sites together.
    pub(crate) fn of(&self, site: Option<&str>) -> SiteWaits {
        let found = match site {
            Some(site) => self.sites.get(site).copied(),
            None => self.all,
        };
        found.unwrap_or(SiteWaits::NONE)
    }
}

impl SiteWaits {
    /// The figures of a site without travellers.
    const NONE: Self = Self { waits: Waits { face: None, officer: None }, waiting: 0 };
}

impl From<Lanes> for SiteWaits {
    fn from(lanes: Lanes) -> Self {
        Self { waiting: lanes.waiting(), waits: lanes.waits() }
    }
}

/// The query: a site or a kiosk; without either, all sites count.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WaitsQuery {
    site: Option<String>,
    kiosk: Option<KioskText>,
}

/// A kiosk's number as a query holds it: as text.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct KioskText(KioskId);

impl TryFrom<String> for KioskText {
    type Error = wire::NotHex;

    fn try_from(text: String) -> Result<Self, wire::NotHex> {
        text.parse().map(Self)
    }
}

/// Answers every client: the figures are public.
async fn answer(
    State(server): State<Server>,
    query: Result<Query<WaitsQuery>, QueryRejection>,
) -> Result<Json<Waits>, Problem> {
    let Query(query) = query.map_err(|_| Problem::Query)?;
    let figures = server.waits.figures().await?;
    let figure = match (query.site, query.kiosk) {
        (site, None) => figures.of(site.as_deref()),
        (None, Some(KioskText(kiosk))) => match server.store.kiosk(kiosk).await? {
            Some(known) => figures.of(Some(&known.site)),
            // An unknown kiosk gets the answer of an empty site, so that the answer does not reveal
            // which kiosk numbers exist.
            None => SiteWaits::NONE,
        },
        (Some(_), Some(_)) => return Err(Problem::Query),
    };
    Ok(Json(figure.waits))
}
