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

/// Where they are asked for.
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

/// Whose wait ended within this time counts.
pub(crate) const WINDOW: Duration = Duration::from_secs(60 * 60);

/// Who came to the officers longer ago has gone, whether somebody said so or not: the desk does
/// not show them any more.
pub(crate) const WAITING: Duration = Duration::from_secs(2 * 60 * 60);

/// A result that lay in its kiosk for longer does not count: nobody knows how long its traveller
/// waited for an officer, who had not heard of them.
pub(crate) const LATE: Duration = Duration::from_secs(2 * 60);

/// How old an answer may be: the store is not asked for each kiosk.
const FRESH: SignedDuration = SignedDuration::from_secs(5);

/// What was said of a lane of a site at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WaitSample {
    pub(crate) lane: Lane,
    pub(crate) at: Timestamp,
    pub(crate) wait: Wait,
}

/// The waits of every site, looked up once for all who ask at about the same time. Clones share
/// them.
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
    /// How many wait for an officer now.
    pub(crate) waiting: u32,
}

impl WaitTimes {
    /// Looks in `store`.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, seen: Arc::default() }
    }

    /// What time it is.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// As they were a few seconds ago at most.
    pub(crate) async fn figures(&self) -> Result<Arc<WaitsBySite>, Error> {
        // Whoever comes while they are looked up waits for the same answer.
        let mut seen = self.seen.lock().await;
        let now = self.clock.now();
        if let Some(seen) = &*seen
            && now.duration_since(seen.at).abs() < FRESH
        {
            return Ok(seen.figures.clone());
        }
        let figures = Arc::new(self.look(now).await?);
        *seen = Some(Seen { at: now, figures: figures.clone() });
        Ok(figures)
    }

    /// As they are now.
    async fn look(&self, now: Timestamp) -> Result<WaitsBySite, Error> {
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
    /// Those of a site, or of all.
    pub(crate) fn of(&self, site: Option<&str>) -> SiteWaits {
        let found = match site {
            Some(site) => self.sites.get(site).copied(),
            None => self.all,
        };
        found.unwrap_or(SiteWaits::NONE)
    }
}

impl SiteWaits {
    /// Of nobody.
    const NONE: Self = Self { waits: Waits { face: None, officer: None }, waiting: 0 };
}

impl From<Lanes> for SiteWaits {
    fn from(lanes: Lanes) -> Self {
        Self { waiting: lanes.waiting(), waits: lanes.waits() }
    }
}

/// Whose waits are asked for. Without either, those of all sites.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WaitsQuery {
    site: Option<String>,
    kiosk: Option<KioskText>,
}

/// A kiosk's number, which a query holds as text of its own.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct KioskText(KioskId);

impl TryFrom<String> for KioskText {
    type Error = wire::NotHex;

    fn try_from(text: String) -> Result<Self, wire::NotHex> {
        text.parse().map(Self)
    }
}

/// Answers whoever asks: the figures are public.
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
            // As at a site where nobody has waited: it is not said which numbers are known.
            None => SiteWaits::NONE,
        },
        (Some(_), Some(_)) => return Err(Problem::Query),
    };
    Ok(Json(figure.waits))
}
