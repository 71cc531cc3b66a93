//! Checks that requests are signed by an enrolled kiosk.

mod networks;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::HeaderMap;
use domain::{Doubt, KioskRecord, conduct::CLOCK};
use jiff::Timestamp;
use networks::Networks;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use store::Store;
use wire::{KioskId, Proof, PublicKey};

use super::{paths, problem::Problem};
use crate::{EventBus, RateLimiters, metrics};
pub(crate) use networks::Network;

/// How long a cached record of a kiosk is used without an event: another process may have changed
/// the database.
const FRESH: Duration = Duration::from_secs(2);

/// The most cached records: more kiosks than a site has. The cache is emptied beyond that.
const MOST: usize = 10_000;

/// Checks the signatures of kiosks. Clones share the cache.
#[derive(Clone, Debug)]
pub struct Admission {
    store: Store,
    event_bus: EventBus,
    seen: Arc<Mutex<HashMap<KioskId, Seen>>>,
    networks: Arc<Networks>,
    rate_limiters: RateLimiters,
}

/// A cached record of a kiosk.
#[derive(Debug)]
struct Seen {
    at: Instant,
    /// The value of [`EventBus::kiosk_changes`] at that time.
    changes: u64,
    record: Arc<KioskRecord>,
}

impl Admission {
    /// Reads kiosk records from `store`, and learns of changes from `event_bus`; `rate_limiters`
    /// counts the requests of each kiosk.
    pub fn new(store: Store, event_bus: EventBus, rate_limiters: RateLimiters) -> Self {
        Self { store, event_bus, seen: Arc::default(), networks: Arc::default(), rate_limiters }
    }

    /// Checks that `kiosk` has signed this request now. Gives the time of the signature and the
    /// key that it was checked with. Notes a doubt if two parties seem to use one key.
    pub(crate) async fn check(
        &self,
        kiosk: KioskId,
        path: &str,
        headers: &HeaderMap,
        body: &str,
        network: Network,
    ) -> Result<(u64, PublicKey), Problem> {
        let proof = proof(headers)?;
        // The cheap checks come first.
        is_recent(proof.at)?;
        let record = self.record(kiosk).await?.ok_or(Problem::UnknownKiosk)?;
        if record.is_revoked {
            return Err(Problem::Revoked);
        }
        if record.is_former && ![paths::RESULTS, paths::BACKLOGS].contains(&path) {
            return Err(Problem::UnknownKiosk);
        }
        let signed = Proof::signed(path, proof.at, body);
        let key = record.keys.iter().find(|key| is_signed_by(&key.key, &signed, &proof));
        let key = key.ok_or(Problem::Signature)?;
        if !self.rate_limiters.kiosk(kiosk) {
            return Err(Problem::TooMany);
        }
        if let Some(retired) = key.retired {
            if proof.at > retired {
                self.note_doubt(kiosk, Doubt::TwoKeys).await?;
            }
            return Err(Problem::Signature);
        }
        if self.networks.is_new(kiosk, network, Instant::now()) {
            self.note_doubt(kiosk, Doubt::TwoNetworks).await?;
        }
        if key.is_heir {
            self.store.retire_elders(kiosk, key.key, Timestamp::now()).await?;
        }
        Ok((proof.at, key.key))
    }

    /// Notes a doubt about a kiosk, so that staff check it.
    async fn note_doubt(&self, kiosk: KioskId, why: Doubt) -> Result<(), Problem> {
        metrics::doubt(why);
        tracing::warn!(%kiosk, why = why.word(), "a kiosk is doubted");
        Ok(self.store.doubt(kiosk, why).await?)
    }

    /// Checks that this request is signed now with the private half of `key`.
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

    /// The site of a kiosk, if it is enrolled.
    pub(crate) async fn site(&self, kiosk: KioskId) -> Result<Option<String>, Problem> {
        Ok(self.record(kiosk).await?.map(|record| record.site.clone()))
    }

    /// Whether this is a former number, with which only queued results may come.
    pub(crate) async fn is_former(&self, kiosk: KioskId) -> Result<bool, Problem> {
        Ok(self.record(kiosk).await?.is_some_and(|record| record.is_former))
    }

    async fn record(&self, kiosk: KioskId) -> Result<Option<Arc<KioskRecord>>, Problem> {
        let lock = || self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // Read before the query, so that a change during the query invalidates the cached record.
        let (now, changes) = (Instant::now(), self.event_bus.kiosk_changes());
        if let Some(seen) = lock().get(&kiosk)
            && seen.changes == changes
            && seen.at.elapsed() < FRESH
        {
            return Ok(Some(seen.record.clone()));
        }
        let Some(record) = self.store.kiosk(kiosk).await? else { return Ok(None) };
        let record = Arc::new(record);
        let mut all = lock();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(kiosk, Seen { at: now, changes, record: record.clone() });
        Ok(Some(record))
    }
}

fn proof(headers: &HeaderMap) -> Result<Proof, Problem> {
    let value = headers.get(Proof::HEADER).ok_or(Problem::Signature)?;
    value.to_str().ok().and_then(|text| text.parse().ok()).ok_or(Problem::Signature)
}

/// Whether `proof` is a valid signature of `signed` by `key`.
pub fn is_signed_by(key: &PublicKey, signed: &str, proof: &Proof) -> bool {
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &key.0);
    key.verify(signed.as_bytes(), &proof.signature.0).is_ok()
}

fn is_recent(at: u64) -> Result<(), Problem> {
    let now = Timestamp::now().as_millisecond().unsigned_abs();
    if u128::from(now.abs_diff(at)) <= CLOCK.as_millis() { Ok(()) } else { Err(Problem::Clock) }
}
