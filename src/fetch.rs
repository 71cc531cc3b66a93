//! Asks the server of this page. A proxy or captive portal may answer in its place: each caller decides
//! whether an answer is the server's.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, RequestInit};

use crate::task::within;

/// How long to wait for an answer, in milliseconds: longer than `ask.js` does, where a browser heeds that.
const ANSWER_MS: u32 = 10_000;

#[wasm_bindgen(module = "/src/fetch/ask.js")]
extern "C" {
    type Response;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Response) -> u16;
    #[wasm_bindgen(method, getter, js_name = type)]
    fn media_type(this: &Response) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn date(this: &Response) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    fn retry_after(this: &Response) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn body(this: &Response) -> String;
    #[wasm_bindgen(catch, js_name = send)]
    async fn post(path: &str, body: &str, header: &str, proof: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = read)]
    async fn get(path: &str, cache: &str) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = AbortSignal, js_name = timeout)]
    fn abort_after(milliseconds: u32) -> Result<AbortSignal, JsValue>;
}

/// An answer, as far as anybody asks. It was not redirected.
pub struct Reply {
    /// Its status.
    pub status: u16,
    /// The header `Content-Type`, without parameters.
    pub media_type: String,
    /// The header `Date`.
    pub date: Option<String>,
    /// When to come back, in seconds: the header `Retry-After`.
    pub retry_after: Option<String>,
    /// Its text.
    pub body: String,
}

impl Reply {
    /// The text of what was asked for, if it is JSON.
    pub fn json(&self) -> Option<&str> {
        let is_json = self.status == 200 && self.media_type == "application/json";
        is_json.then_some(&self.body)
    }
}

/// Sends JSON with a header. Nothing, if no answer comes.
pub async fn send(path: &str, body: &str, header: &str, value: &str) -> Option<Reply> {
    answer(post(path, body, header, value)).await
}

/// What the server says now, and no cache. Nothing, if no answer comes.
pub async fn read_now(path: &str) -> Option<Reply> {
    answer(get(path, "no-store")).await
}

/// The JSON text of a file of the server, if it has one.
pub async fn json(path: &str) -> Option<String> {
    let reply = answer(get(path, "default")).await?;
    reply.json().map(Into::into)
}

/// The bytes of an answer, if one comes.
pub async fn blob(response: JsFuture) -> Option<Blob> {
    let response: web_sys::Response = response.await.ok()?.unchecked_into();
    let bytes = JsFuture::from(response.blob().ok()?);
    bytes.await.ok().map(JsCast::unchecked_into)
}

/// A request that gives its connection back after so many milliseconds, where the browser can do that.
pub fn request(milliseconds: u32) -> RequestInit {
    let init = RequestInit::new();
    if let Ok(signal) = abort_after(milliseconds) {
        init.set_signal(Some(&signal));
    }
    init
}

/// What is asked for, in time.
async fn answer(asked: impl Future<Output = Result<JsValue, JsValue>>) -> Option<Reply> {
    within(ANSWER_MS, asked).await?.ok().map(reply)
}

fn reply(response: JsValue) -> Reply {
    let response: Response = response.unchecked_into();
    let media_type = response.media_type().unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default();
    Reply {
        status: response.status(),
        media_type: media_type.trim().to_ascii_lowercase(),
        date: response.date(),
        retry_after: response.retry_after(),
        body: response.body(),
    }
}

/// The text of an answer whose hash is known.
pub async fn body(response: &web_sys::Response) -> Option<String> {
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(text.unchecked_into::<JsString>().into())
}
