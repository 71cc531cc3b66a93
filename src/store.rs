//! The browser's database: the outbox of results, the count of issued tickets, and the kiosk's identity
//! survive a crash there.
//!
//! A call returns after its data is on the disk, unless the database does not answer in time. Then the
//! data is in memory, and is written as soon as possible: see [`is_lasting`].

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, prelude::*};

use crate::key::Key;

// The build puts `src/store/database.js` there, joined with its modules.
#[wasm_bindgen(raw_module = "./parts/database.js")]
extern "C" {
    /// The outbox: how many results wait, and the first of them.
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
    /// Whether the disk was read; otherwise there may be more.
    #[wasm_bindgen(method, getter, js_name = isKnown)]
    pub fn is_known(this: &Waiting) -> bool;

    /// The stored identity of the kiosk.
    pub type Record;
    /// Its number.
    #[wasm_bindgen(method, getter)]
    pub fn kiosk(this: &Record) -> Option<String>;
    /// The key pair that the server knows.
    #[wasm_bindgen(method, getter)]
    pub fn key(this: &Record) -> Option<Key>;
    /// The next key pair, which the server may not know yet.
    #[wasm_bindgen(method, getter)]
    pub fn next(this: &Record) -> Option<Key>;
    /// The number that its tickets carried before the server gave it one.
    #[wasm_bindgen(method, getter)]
    pub fn provisional(this: &Record) -> Option<String>;

    /// Whether all data so far is on the disk.
    #[wasm_bindgen(js_name = isLasting)]
    pub fn is_lasting() -> bool;
    /// Adds a result. Beyond `most` the oldest goes.
    pub async fn add(text: &str, most: u32);
    /// Puts another text in the place of a result.
    pub async fn replace(place: f64, text: &str);
    /// Stores the identity.
    pub async fn keep(
        kiosk: Option<String>,
        key: Option<&Key>,
        next: Option<&Key>,
        provisional: Option<String>,
    );

    #[wasm_bindgen(js_name = turn)]
    async fn take_turn(name: &str) -> JsValue;
    #[wasm_bindgen(js_name = waiting)]
    async fn look() -> JsValue;
    #[wasm_bindgen(js_name = all)]
    async fn list() -> JsValue;
    #[wasm_bindgen(js_name = remove)]
    async fn take_out(place: f64);
    #[wasm_bindgen(js_name = count)]
    async fn count_up(copy: u32) -> JsValue;
    async fn kept() -> JsValue;
    #[wasm_bindgen(js_name = keptAtLast)]
    async fn kept_at_last() -> JsValue;
}

/// A lock that only one window of this kiosk holds at a time.
pub struct Turn(Function);

impl Turn {
    /// Waits for it.
    pub async fn of(name: &str) -> Self {
        Self(take_turn(name).await.unchecked_into())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // The function returns nothing and does not fail.
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// What waits.
pub async fn waiting() -> Waiting {
    look().await.unchecked_into()
}

/// All that waits, each as if it were the first. Empty if the database does not answer in time.
pub async fn all() -> Vec<Waiting> {
    let all: js_sys::Array = list().await.unchecked_into();
    all.iter().map(JsCast::unchecked_into).collect()
}

/// Takes the result at a place out.
pub async fn remove(place: f64) {
    take_out(place).await;
}

/// Counts one more ticket: the result is one more than any copy knows. `copy` is another copy's count.
pub async fn count(copy: u32) -> u32 {
    count_up(copy).await.as_f64().unwrap_or_default() as u32
}

/// Who this kiosk is, if that was kept, as far as the database answers.
pub async fn record() -> Option<Record> {
    read(kept().await)
}

/// The same, once the database answers.
pub async fn record_at_last() -> Option<Record> {
    read(kept_at_last().await)
}

fn read(record: JsValue) -> Option<Record> {
    (!record.is_undefined() && !record.is_null()).then(|| record.unchecked_into())
}
