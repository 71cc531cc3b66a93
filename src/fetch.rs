//! Asks the server of this page. Each answer has its time: one that never comes ends like none.

use js_sys::JsString;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

use crate::task::within;

/// How long to wait for a text, in milliseconds. The service worker answers in its place after three
/// seconds (`src/offline/worker.js`).
const TEXT_MS: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = AbortSignal, js_name = timeout)]
    fn abort_after(milliseconds: u32) -> Result<AbortSignal, JsValue>;
}

/// The text at an address, if the server has one.
pub async fn text(address: &str) -> Option<String> {
    within(TEXT_MS, async {
        let asked = gloo::utils::window().fetch_with_str_and_init(address, &request(TEXT_MS));
        let response: Response = JsFuture::from(asked).await.ok()?.unchecked_into();
        // In any case: an answer that nobody reads keeps its connection.
        let text = body(&response).await;
        text.filter(|_| response.ok())
    })
    .await?
}

/// A request that gives its connection back after so many milliseconds, where the browser can do that.
pub fn request(milliseconds: u32) -> RequestInit {
    let init = RequestInit::new();
    if let Ok(signal) = abort_after(milliseconds) {
        init.set_signal(Some(&signal));
    }
    init
}

/// The text of an answer.
pub async fn body(response: &Response) -> Option<String> {
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(text.unchecked_into::<JsString>().into())
}
