//! Who this kiosk is: its number, and the key pair that shows it.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wire::{KioskId, Proof, PublicKey, Signature};

use crate::store;

#[wasm_bindgen(module = "/src/identity/key.js")]
extern "C" {
    /// A key pair of the browser, whose private half nobody sees.
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
}

impl Identity {
    /// As it was kept.
    pub async fn read() -> Self {
        let Some(record) = store::record().await else { return Self::default() };
        let kiosk = record.kiosk().and_then(|it| it.parse().ok());
        let known = kiosk.zip(record.key()).map(|(kiosk, key)| Known { kiosk, key });
        Self { known, next: record.next() }
    }

    async fn keep(&self) {
        let known = self.known.as_ref();
        let kiosk = known.map(|it| it.kiosk.to_string());
        store::keep(kiosk, known.map(|it| &it.key), self.next.as_ref()).await;
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

    /// The server knows the next key now, under this number.
    pub async fn settle(&mut self, kiosk: KioskId) {
        if let Some(key) = self.next.take() {
            self.known = Some(Known { kiosk, key });
            self.keep().await;
        }
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
