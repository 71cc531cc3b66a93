//! The key pair that proves which kiosk sends a request.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wire::{Proof, PublicKey, Signature};

#[wasm_bindgen(module = "/src/key/key.js")]
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

impl Key {
    /// A new key pair. `None` if the browser cannot create one.
    pub async fn create() -> Option<Self> {
        make_key().await.ok().map(JsCast::unchecked_into)
    }

    /// Dates it to `now`, in milliseconds since 1970-01-01 UTC.
    pub fn date(&self, now: f64) {
        self.set_made(now);
    }

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
