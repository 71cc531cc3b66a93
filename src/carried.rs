//! Results that staff carry to the server by hand, from a kiosk that has no network.

use wasm_bindgen::prelude::*;
use wire::{CarriedResults, Proof, ResultMessage};

use crate::{
    delivery::OutboxEntry,
    identity::Identity,
    post,
    server::Export,
    store::{self, Waiting},
};

#[wasm_bindgen]
extern "C" {
    /// The one way to a file, which `public/lockdown.js` leaves: only a file of results gets through.
    #[wasm_bindgen(catch, js_name = saveResults)]
    fn save_results(text: &str) -> Result<(), JsValue>;
}

/// Signs all results that wait, and hands them to the browser as a file.
pub async fn export() -> Export {
    let Some(known) = Identity::read().await.known else { return Export::Nothing };
    let mut results = Vec::new();
    for waiting in store::all().await {
        let entry = waiting.text().and_then(|text| OutboxEntry::read(&text));
        // A result under a number from before the enrolment waits for a network.
        let own = entry.map(|entry| known.own(entry.dated(post::reading(), post::now())));
        let Some(message) = own.filter(|message| message.kiosk == known.kiosk) else { continue };
        keep(&waiting, message).await;
        results.push(message);
    }
    results.truncate(CarriedResults::MOST);
    if results.is_empty() {
        return Export::Nothing;
    }
    let body = CarriedResults::body_of(known.kiosk, &results);
    let at = u64::from(post::now()) * Proof::GRAIN;
    let Some(proof) = known.key.sign(CarriedResults::PATH, at, &body).await else {
        return Export::Failed;
    };
    match save_results(&CarriedResults::file_of(&body, &proof)) {
        Ok(()) => Export::Saved(results.len() as u32),
        Err(_) => Export::Failed,
    }
}

/// Keeps a result as it is in the file: the server may have it from now on.
async fn keep(waiting: &Waiting, message: ResultMessage) {
    store::replace(waiting.place(), &OutboxEntry::sent(message).text()).await;
}
