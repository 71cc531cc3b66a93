//! Limits requests: for each address, for each kiosk, and the size of one request's head.

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

/// Counts the requests of each address and kiosk. Clones share the counts, which live in memory
/// only.
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

/// Buckets for addresses: more than a site has addresses.
pub(crate) const ADDRESSES: usize = 20_000;

/// Buckets for kiosks: one for each possible number.
const KIOSKS: usize = 1 << 16;

/// How often an address may enrol: each try writes to the store. A burst of 400 kiosks can.
const ENROLMENTS: Rate = Rate::per_second(2, 400);

/// How many settings reports a kiosk may send in this time. Settings change rarely, and a low limit
/// leaves little room for a covert channel.
const SETTINGS: (Duration, u32) = (Duration::from_secs(60 * 60), 6);

/// The most fields that a request's head may have, and the most bytes in all. A browser sends
/// about 20 fields and 1 KiB.
const HEAD: (usize, usize) = (64, 8 * 1024);

impl RateLimiters {
    /// All buckets are full.
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

    /// Counts a settings report.
    pub(crate) fn settings(&self, kiosk: KioskId) -> Result<(), Problem> {
        if self.0.settings.take(kiosk, Instant::now()) { Ok(()) } else { Err(Problem::TooMany) }
    }

    /// Counts a result. False if its kiosk exceeds the rate of real travellers.
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

    /// Counts a request that a kiosk has signed. The signature is checked first, so other clients
    /// cannot use up a kiosk's allowance.
    pub(crate) fn kiosk(&self, kiosk: KioskId) -> Result<(), Problem> {
        if self.0.kiosks.take(kiosk, Instant::now()) { Ok(()) } else { Err(Problem::TooMany) }
    }
}

impl std::fmt::Debug for RateLimiters {
    /// Prints the name only: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RateLimiters")
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

/// Refuses a request head that is larger than any real client's.
///
/// An even larger head is refused by the HTTP parser, whose response lacks our headers.
pub(crate) async fn head(request: Request, next: Next) -> Result<Response, Problem> {
    let fields = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len());
    let (count, bytes) = (request.headers().len(), fields.sum::<usize>());
    if count > HEAD.0 || bytes + request.uri().to_string().len() > HEAD.1 {
        return Err(Problem::Head);
    }
    Ok(next.run(request).await)
}
