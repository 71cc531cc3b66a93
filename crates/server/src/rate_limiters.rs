//! How much the server takes: from one address, from one kiosk, and in one request.

mod buckets;

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use wire::KioskId;

pub(crate) use buckets::{Rate, TokenBuckets};

use crate::{conduct, kiosks, net::Peer, problem::Problem, settings::Limits};

/// Who has asked how often. Clones count together. Kept in memory alone.
#[derive(Clone)]
pub struct RateLimiters(Arc<Inner>);

struct Inner {
    addresses: TokenBuckets<IpAddr>,
    enrolments: TokenBuckets<IpAddr>,
    kiosks: TokenBuckets<KioskId>,
    results: TokenBuckets<KioskId>,
    calls: TokenBuckets<KioskId>,
    backlogs: TokenBuckets<KioskId>,
    settings: TokenBuckets<KioskId>,
}

/// More addresses than a site has.
pub(crate) const ADDRESSES: usize = 20_000;

/// As many as there are numbers for kiosks.
const KIOSKS: usize = 1 << 16;

/// How often an address may enrol: each try writes to the store. 400 kiosks at once can.
const ENROLMENTS: Rate = Rate::per_second(2, 400);

/// How often a kiosk may say which settings it runs with, in this time: they change rarely, and
/// what is said rarely carries little.
const SETTINGS: (Duration, u32) = (Duration::from_secs(60 * 60), 6);

/// The most fields that a request's head may have, and the most bytes in all. A browser sends
/// about 20 fields and 1 KiB.
const HEAD: (usize, usize) = (64, 8 * 1024);

impl RateLimiters {
    /// Nobody has asked yet.
    pub fn new(limits: &Limits) -> Self {
        Self(Arc::new(Inner {
            addresses: TokenBuckets::new(
                Rate::per_second(limits.address_per_second, limits.address_burst),
                ADDRESSES,
            ),
            enrolments: TokenBuckets::new(ENROLMENTS, ADDRESSES),
            kiosks: TokenBuckets::new(
                Rate::per_second(limits.kiosk_per_second, limits.kiosk_burst),
                KIOSKS,
            ),
            results: TokenBuckets::new(conduct::PACE, KIOSKS),
            calls: TokenBuckets::new(conduct::PACE, KIOSKS),
            backlogs: TokenBuckets::new(conduct::DECLARATIONS, KIOSKS),
            settings: TokenBuckets::new(Rate::within(SETTINGS.0, SETTINGS.1), KIOSKS),
        }))
    }

    /// Counts that a kiosk has said which settings it runs with.
    pub(crate) fn settings(&self, kiosk: KioskId) -> Result<(), Problem> {
        if self.0.settings.take(kiosk, Instant::now()) { Ok(()) } else { Err(Problem::TooMany) }
    }

    /// Counts a result. False if its kiosk has sent more than travellers could just have made.
    pub(crate) fn result(&self, kiosk: KioskId) -> bool {
        self.0.results.take(kiosk, Instant::now())
    }

    /// Counts a call for staff.
    pub(crate) fn call(&self, kiosk: KioskId) -> Result<(), Problem> {
        if self.0.calls.take(kiosk, Instant::now()) { Ok(()) } else { Err(Problem::TooMany) }
    }

    /// Counts a declaration of a backlog.
    pub(crate) fn backlog(&self, kiosk: KioskId) -> Result<(), Problem> {
        if self.0.backlogs.take(kiosk, Instant::now()) { Ok(()) } else { Err(Problem::TooMany) }
    }

    /// Counts a request that a kiosk has signed. Nobody else can use up what it may send.
    pub(crate) fn kiosk(&self, kiosk: KioskId) -> Result<(), Problem> {
        if self.0.kiosks.take(kiosk, Instant::now()) { Ok(()) } else { Err(Problem::TooMany) }
    }
}

impl std::fmt::Debug for RateLimiters {
    /// Says nothing of those who asked.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Limits")
    }
}

/// Counts the request for its address, before anything is read or looked up.
///
/// A request without an address did not come over the network.
pub(crate) async fn address(
    State(rate_limiters): State<RateLimiters>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if let Some(peer) = request.extensions().get::<Peer>() {
        let (owner, now) = (peer.owner(), Instant::now());
        let enrols = request.uri().path() == kiosks::ENROLMENTS;
        if !rate_limiters.0.addresses.take(owner, now)
            || (enrols && !rate_limiters.0.enrolments.take(owner, now))
        {
            return Err(Problem::TooMany);
        }
    }
    Ok(next.run(request).await)
}

/// Refuses a head that no browser and no kiosk would send.
///
/// What is larger still is refused by the protocol's own parser, which sets no headers.
pub(crate) async fn head(request: Request, next: Next) -> Result<Response, Problem> {
    let fields = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len());
    let (count, bytes) = (request.headers().len(), fields.sum::<usize>());
    if count > HEAD.0 || bytes + request.uri().to_string().len() > HEAD.1 {
        return Err(Problem::Head);
    }
    Ok(next.run(request).await)
}
