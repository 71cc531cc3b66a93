//! Who this kiosk is: its number, and the key pair that shows it.

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

/// After so long a key makes room for the next: 30 days, in milliseconds.
const LIFETIME: f64 = 30.0 * 24.0 * 3_600_000.0;

/// Who this kiosk is. It is read anew for each use: another window may have changed it.
#[derive(Default)]
pub struct Identity {
    /// What the server knows, if it ever knew this kiosk.
    pub known: Option<Known>,
    /// A key that was made, and that the server may not know yet: an answer may have been lost.
    pub next: Option<Key>,
}

/// What the server knows.
pub struct Known {
    /// The number that it gave this kiosk.
    pub kiosk: KioskId,
    /// What it checks signatures with.
    pub key: Key,
    /// What it was told that this kiosk's tickets carried before.
    pub provisional: Option<KioskId>,
}

impl Identity {
    /// As it was kept, as far as the database answers.
    pub async fn read() -> Self {
        store::record().await.map_or_else(Self::default, Self::of)
    }

    /// As it was kept, once the database answers.
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
        let kiosk = known.map(|it| it.kiosk.to_string());
        let provisional = known.and_then(|it| it.provisional).map(|it| it.to_string());
        store::keep(kiosk, known.map(|it| &it.key), self.next.as_ref(), provisional).await;
    }

    /// The next key: kept before anybody hears of it. None in a browser that can make none.
    pub async fn next_key(&mut self) -> Option<&Key> {
        if self.next.is_none() {
            self.next = Some(make_key().await.ok()?.unchecked_into());
            self.keep().await;
        }
        self.next.as_ref()
    }

    /// The server finds the present key too young to be changed: a wrong clock has dated it. It is as if
    /// made now, in milliseconds since 1970-01-01 UTC.
    pub async fn date_key(&self, now: f64) {
        if let Some(known) = &self.known {
            known.key.set_made(now);
            self.keep().await;
        }
    }

    /// The server knows the next key now, under this number and the provisional one.
    pub async fn settle(&mut self, kiosk: KioskId, provisional: Option<KioskId>) {
        if let Some(key) = self.next.take() {
            number::keep_enrolled(Some(kiosk));
            self.known = Some(Known { kiosk, key, provisional });
            self.keep().await;
        }
    }
}

impl Known {
    /// A result as the server takes it from this kiosk. One that carries the provisional number goes out
    /// as the traveller saw it; with any other, the number of now takes its place.
    pub fn own(&self, message: ResultMessage) -> ResultMessage {
        if self.provisional == Some(message.kiosk) { message } else { message.of(self.kiosk) }
    }
}

impl Key {
    /// Its public half, if it is one of the kind that we make.
    pub fn public(&self) -> Option<PublicKey> {
        self.point().to_vec().try_into().ok().map(PublicKey)
    }

    /// Whether another should take its place, at a time in milliseconds since 1970-01-01 UTC. One
    /// from the future was made by a wrong clock.
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
