//! The kiosk's identity: its number, and the key pair that proves it.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wire::{KioskId, Proof, PublicKey, ResultMessage, Signature};

use crate::{
    number,
    store::{self, Record},
};

#[wasm_bindgen(module = "/src/identity/key.js")]
extern "C" {
    /// A key pair of the browser, whose private half cannot be exported.
    pub type Key;
    #[wasm_bindgen(method, getter)]
    fn point(this: &Key) -> Uint8Array;
    #[wasm_bindgen(method, getter)]
    fn made(this: &Key) -> f64;
    #[wasm_bindgen(method, setter)]
    fn set_made(this: &Key, at: f64);
    #[wasm_bindgen(catch, js_name = make)]
    async fn make_key() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = sign)]
    async fn sign_with(key: &Key, text: &str) -> Result<JsValue, JsValue>;
}

/// A key is replaced after this time: 30 days, in milliseconds.
const LIFETIME: f64 = 30.0 * 24.0 * 3_600_000.0;

/// The kiosk's identity. It is read again for each use: another window may have changed it.
#[derive(Default)]
pub struct Identity {
    /// The enrolled identity, if the kiosk was ever enrolled.
    pub known: Option<Known>,
    /// A new key that the server may not know yet: an answer may have been lost.
    pub next: Option<Key>,
}

/// An enrolled identity.
pub struct Known {
    /// The number that the server assigned.
    pub kiosk: KioskId,
    /// The key pair, whose public half the server knows.
    pub key: Key,
    /// The provisional number on earlier tickets, which the server knows.
    pub provisional: Option<KioskId>,
}

impl Identity {
    /// The stored identity, if the database answers in time.
    pub async fn read() -> Self {
        store::record().await.map_or_else(Self::default, Self::of)
    }

    /// The stored identity, once the database answers.
    pub async fn read_at_last() -> Self {
        store::record_at_last().await.map_or_else(Self::default, Self::of)
    }

    fn of(record: Record) -> Self {
        let number = |text: Option<String>| text?.parse().ok();
        let provisional = number(record.provisional());
        let known = number(record.kiosk()).zip(record.key());
        let known = known.map(|(kiosk, key)| Known { kiosk, key, provisional });
        Self { known, next: record.next() }
    }

    async fn keep(&self) {
        let known = self.known.as_ref();
        let kiosk = known.map(|known| known.kiosk.to_string());
        let provisional =
            known.and_then(|known| known.provisional).map(|number| number.to_string());
        store::keep(kiosk, known.map(|known| &known.key), self.next.as_ref(), provisional).await;
    }

    /// The next key, which is stored before it is sent. `None` if the browser cannot create one.
    pub async fn next_key(&mut self) -> Option<&Key> {
        if self.next.is_none() {
            self.next = Some(make_key().await.ok()?.unchecked_into());
            self.keep().await;
        }
        self.next.as_ref()
    }

    /// Dates the present key to `now`, in milliseconds since 1970-01-01 UTC: the server finds it too
    /// young to be replaced, so a wrong clock has dated it.
    pub async fn date_key(&self, now: f64) {
        if let Some(known) = &self.known {
            known.key.set_made(now);
            self.keep().await;
        }
    }

    /// Makes the next key the present one, after the server has accepted it.
    pub async fn settle(&mut self, kiosk: KioskId, provisional: Option<KioskId>) {
        if let Some(key) = self.next.take() {
            number::keep_enrolled(Some(kiosk));
            self.known = Some(Known { kiosk, key, provisional });
            self.keep().await;
        }
    }
}

impl Known {
    /// A result as the server accepts it from this kiosk. A provisional number that the server knows
    /// stays, as the traveller saw it; any other number is replaced by the assigned one.
    pub fn own(&self, message: ResultMessage) -> ResultMessage {
        if self.provisional == Some(message.kiosk) { message } else { message.of(self.kiosk) }
    }
}

impl Key {
    /// Its public half, if it is of the expected kind.
    pub fn public(&self) -> Option<PublicKey> {
        self.point().to_vec().try_into().ok().map(PublicKey)
    }

    /// Whether it is due for rotation at `now`, in milliseconds since 1970-01-01 UTC. A key from the
    /// future was dated by a wrong clock.
    pub fn is_old(&self, now: f64) -> bool {
        (now - self.made()).abs() > LIFETIME
    }

    /// Signs a request, at a time in milliseconds since 1970-01-01 UTC.
    pub async fn sign(&self, path: &str, at: u64, body: &str) -> Option<Proof> {
        let signed = Proof::signed(path, at, body);
        let signature: Uint8Array = sign_with(self, &signed).await.ok()?.unchecked_into();
        Some(Proof { at, signature: Signature(signature.to_vec().try_into().ok()?) })
    }
}
