//! Limits the requests of each address and the messages of each kiosk.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{Rate, conduct};
use wire::{KioskId, MessageId};

use super::{client_address::ClientAddress, token_buckets::TokenBuckets};
use crate::config::Limits;

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
    askers: TokenBuckets<IpAddr>,
    receipts: TokenBuckets<MessageId>,
}

/// Buckets for addresses: more than a site has addresses.
pub(super) const ADDRESSES: usize = 20_000;

/// Buckets for kiosks: one for each possible number.
const KIOSKS: usize = 1 << 16;

/// How often an address may enrol: each try writes to the store. A burst of 400 kiosks can.
const ENROLMENTS: Rate = Rate::per_second(2, 400);

/// How many settings reports a kiosk may send in this time. Settings change rarely, and a low limit
/// leaves little room for a covert channel.
const SETTINGS: (Duration, u32) = (Duration::from_secs(60 * 60), 6);

/// How often telephones of one address may ask for a ticket's position: a hall's network is one
/// address for hundreds of them, each of which asks every five seconds.
const ASKERS: Rate = Rate::per_second(100, 500);

/// How often one ticket's position may be asked for in a minute: from two telephones and a reload.
const RECEIPTS: (Duration, u32) = (Duration::from_secs(60), 40);

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
            askers: TokenBuckets::new(ASKERS, ADDRESSES),
            receipts: TokenBuckets::new(Rate::within(RECEIPTS.0, RECEIPTS.1), KIOSKS),
        }))
    }

    /// Counts a request of an address, and an enrolment as well if it is one. False if there were
    /// too many.
    pub(crate) fn address(&self, owner: IpAddr, enrols: bool) -> bool {
        let now = Instant::now();
        self.0.addresses.take(owner, now) && (!enrols || self.0.enrolments.take(owner, now))
    }

    /// Counts a settings report. False if its kiosk sends too many.
    pub(crate) fn settings(&self, kiosk: KioskId) -> bool {
        self.0.settings.take(kiosk, Instant::now())
    }

    /// Counts a question for the position of a ticket. False if there were too many.
    pub(crate) fn position(&self, from: &ClientAddress, receipt: MessageId) -> bool {
        let now = Instant::now();
        self.0.askers.take(from.owner(), now) && self.0.receipts.take(receipt, now)
    }

    /// Counts a result. False if its kiosk exceeds the rate of real travellers.
    pub(crate) fn result(&self, kiosk: KioskId) -> bool {
        self.0.results.take(kiosk, Instant::now())
    }

    /// Counts a call for staff. False if its kiosk sends too many.
    pub(crate) fn call(&self, kiosk: KioskId) -> bool {
        self.0.calls.take(kiosk, Instant::now())
    }

    /// Counts a declaration of a backlog. False if its kiosk sends too many.
    pub(crate) fn backlog(&self, kiosk: KioskId) -> bool {
        self.0.backlogs.take(kiosk, Instant::now())
    }

    /// Counts a request that a kiosk has signed. The signature is checked first, so other clients
    /// cannot use up a kiosk's allowance. False if there were too many.
    pub(crate) fn kiosk(&self, kiosk: KioskId) -> bool {
        self.0.kiosks.take(kiosk, Instant::now())
    }
}

impl std::fmt::Debug for RateLimiters {
    /// Prints the name only: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RateLimiters")
    }
}
