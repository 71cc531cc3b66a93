//! Which requests are a known kiosk's own.

mod networks;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::HeaderMap;
use jiff::Timestamp;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use wire::{KioskId, Proof, PublicKey};

use crate::{
    Doubt, EventBus, KioskRecord, RateLimiters, Store, backlogs, metrics, problem::Problem, results,
};
pub(crate) use networks::Network;
use networks::Networks;

/// How far a kiosk's clock may be from ours when it signs.
pub(crate) const CLOCK: Duration = Duration::from_secs(5 * 60);

/// How long what is known of a kiosk is believed where nobody tells of changes: another process
/// may have changed the file.
const FRESH: Duration = Duration::from_secs(2);

/// More kiosks than a site has. What is known of them is asked again beyond that.
const MOST: usize = 10_000;

/// Checks what kiosks send. Clones share what they know.
#[derive(Clone, Debug)]
pub struct Admission {
    store: Store,
    event_bus: EventBus,
    seen: Arc<Mutex<HashMap<KioskId, Seen>>>,
    networks: Arc<Networks>,
    rate_limiters: RateLimiters,
}

/// What was known of a kiosk when it was last asked.
#[derive(Debug)]
struct Seen {
    at: Instant,
    /// [`EventBus::kiosk_changes`] by then.
    changes: u64,
    known: Arc<KioskRecord>,
}

impl Admission {
    /// Asks `store` who is known, and `news` whether that has changed; `limits` says how often
    /// each may send.
    pub fn new(store: Store, event_bus: EventBus, rate_limiters: RateLimiters) -> Self {
        Self { store, event_bus, seen: Arc::default(), networks: Arc::default(), rate_limiters }
    }

    /// Checks that `kiosk` has signed this request now. Gives the time of the signature and the
    /// key that it was checked with. Somebody is told where it signs in a way that only two can.
    pub(crate) async fn check(
        &self,
        kiosk: KioskId,
        path: &str,
        headers: &HeaderMap,
        body: &str,
        network: Network,
    ) -> Result<(u64, PublicKey), Problem> {
        let proof = proof(headers)?;
        // What costs nothing to refuse comes first.
        is_recent(proof.at)?;
        let known = self.known(kiosk).await?.ok_or(Problem::UnknownKiosk)?;
        if known.is_revoked {
            return Err(Problem::Revoked);
        }
        if known.is_former && ![results::PATH, backlogs::PATH].contains(&path) {
            return Err(Problem::UnknownKiosk);
        }
        let signed = Proof::signed(path, proof.at, body);
        let key = known.keys.iter().find(|it| is_signed_by(&it.key, &signed, &proof));
        let key = key.ok_or(Problem::Signature)?;
        self.rate_limiters.kiosk(kiosk)?;
        if let Some(retired) = key.retired {
            if proof.at > retired {
                self.tell(kiosk, Doubt::TwoKeys).await?;
            }
            return Err(Problem::Signature);
        }
        if self.networks.is_new(kiosk, network, Instant::now()) {
            self.tell(kiosk, Doubt::TwoNetworks).await?;
        }
        if key.is_heir {
            self.store.retire_elders(kiosk, key.key, Timestamp::now()).await?;
        }
        Ok((proof.at, key.key))
    }

    /// Says that somebody should look at a kiosk.
    async fn tell(&self, kiosk: KioskId, why: Doubt) -> Result<(), Problem> {
        metrics::doubt(why);
        tracing::warn!(%kiosk, why = why.word(), "a kiosk is doubted");
        Ok(self.store.doubt(kiosk, why).await?)
    }

    /// Checks that whoever brings `key` has signed this request with it now.
    pub(crate) fn check_own(
        key: &PublicKey,
        path: &str,
        headers: &HeaderMap,
        body: &str,
    ) -> Result<(), Problem> {
        let proof = proof(headers)?;
        is_recent(proof.at)?;
        let is_signed = is_signed_by(key, &Proof::signed(path, proof.at, body), &proof);
        if is_signed { Ok(()) } else { Err(Problem::Signature) }
    }

    /// Where a kiosk stands, if it is known.
    pub(crate) async fn site(&self, kiosk: KioskId) -> Result<Option<String>, Problem> {
        Ok(self.known(kiosk).await?.map(|it| it.site.clone()))
    }

    /// Whether only results that waited come with this number: its kiosk has another by now.
    pub(crate) async fn is_former(&self, kiosk: KioskId) -> Result<bool, Problem> {
        Ok(self.known(kiosk).await?.is_some_and(|it| it.is_former))
    }

    async fn known(&self, kiosk: KioskId) -> Result<Option<Arc<KioskRecord>>, Problem> {
        let lock = || self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at before the question: what changes meanwhile is asked again.
        let (now, changes) = (Instant::now(), self.event_bus.kiosk_changes());
        if let Some(seen) = lock().get(&kiosk)
            && seen.changes == changes
            && seen.at.elapsed() < FRESH
        {
            return Ok(Some(seen.known.clone()));
        }
        let Some(known) = self.store.kiosk(kiosk).await? else { return Ok(None) };
        let known = Arc::new(known);
        let mut all = lock();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(kiosk, Seen { at: now, changes, known: known.clone() });
        Ok(Some(known))
    }
}

fn proof(headers: &HeaderMap) -> Result<Proof, Problem> {
    let value = headers.get(Proof::HEADER).ok_or(Problem::Signature)?;
    value.to_str().ok().and_then(|it| it.parse().ok()).ok_or(Problem::Signature)
}

/// Whether the private half of `key` has made this proof of `signed`.
pub fn is_signed_by(key: &PublicKey, signed: &str, proof: &Proof) -> bool {
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &key.0);
    key.verify(signed.as_bytes(), &proof.signature.0).is_ok()
}

fn is_recent(at: u64) -> Result<(), Problem> {
    let now = Timestamp::now().as_millisecond().unsigned_abs();
    if u128::from(now.abs_diff(at)) <= CLOCK.as_millis() { Ok(()) } else { Err(Problem::Clock) }
}
