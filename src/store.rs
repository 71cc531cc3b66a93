//! What outlives a crash: the results that wait, the last ticket, and who this kiosk is, in the
//! browser's database.
//!
//! Each call is one transaction that is on the disk before it ends. A browser without a database
//! keeps things in memory: see [`is_lasting`].

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, prelude::*};

use crate::identity::Key;

#[wasm_bindgen(module = "/src/store/database.js")]
extern "C" {
    /// How many results wait, and the first of them.
    pub type Waiting;
    /// How many.
    #[wasm_bindgen(method, getter)]
    pub fn count(this: &Waiting) -> u32;
    /// Where the first one is.
    #[wasm_bindgen(method, getter)]
    pub fn place(this: &Waiting) -> f64;
    /// The first one's exact text.
    #[wasm_bindgen(method, getter)]
    pub fn text(this: &Waiting) -> Option<String>;

    /// Who this kiosk is, as it was kept.
    pub type Record;
    /// Its number.
    #[wasm_bindgen(method, getter)]
    pub fn kiosk(this: &Record) -> Option<String>;
    /// The key pair that the server knows.
    #[wasm_bindgen(method, getter)]
    pub fn key(this: &Record) -> Option<Key>;
    /// The one that it may not know yet.
    #[wasm_bindgen(method, getter)]
    pub fn next(this: &Record) -> Option<Key>;

    /// Whether everything so far will be there after a restart.
    #[wasm_bindgen(js_name = isLasting)]
    pub fn is_lasting() -> bool;
    /// Adds a result. Beyond `most` the oldest goes.
    pub async fn add(text: &str, most: u32);
    /// Puts another text in the place of a result.
    pub async fn replace(place: f64, text: &str);
    /// Keeps who this kiosk is.
    pub async fn keep(kiosk: Option<String>, key: Option<&Key>, next: Option<&Key>);

    #[wasm_bindgen(js_name = turn)]
    async fn take_turn(name: &str) -> JsValue;
    #[wasm_bindgen(js_name = waiting)]
    async fn look() -> JsValue;
    #[wasm_bindgen(js_name = remove)]
    async fn take_out(place: f64) -> JsValue;
    #[wasm_bindgen(js_name = count)]
    async fn count_up(from: u16, most: u16) -> JsValue;
    async fn kept() -> JsValue;
}

/// Lasts for as long as no other window of this kiosk may do the same.
pub struct Turn(Function);

impl Turn {
    /// Waits for it.
    pub async fn of(name: &str) -> Self {
        Self(take_turn(name).await.unchecked_into())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // It gives nothing, and it does not fail.
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// What waits.
pub async fn waiting() -> Waiting {
    look().await.unchecked_into()
}

/// Takes the result at a place out. Says whether it is gone.
pub async fn remove(place: f64) -> bool {
    take_out(place).await.is_truthy()
}

/// The number after the last one or, if there was none, after `from`. After `most` comes 1.
pub async fn count(from: u16, most: u16) -> u16 {
    count_up(from, most).await.as_f64().unwrap_or_default() as u16
}

/// Who this kiosk is, if that was kept.
pub async fn record() -> Option<Record> {
    let record = kept().await;
    (!record.is_undefined()).then(|| record.unchecked_into())
}
