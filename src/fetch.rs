//! Asks the server of this page. Whatever stands between the two may answer in its place: what an
//! answer must be to count as the server's, whoever asks says.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;

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
    post(path, body, header, value).await.ok().map(reply)
}

/// What the server says now, and no cache. Nothing, if no answer comes.
pub async fn read_now(path: &str) -> Option<Reply> {
    get(path, "no-store").await.ok().map(reply)
}

/// The JSON text of a file of the server, if it has one.
pub async fn json(path: &str) -> Option<String> {
    let reply = get(path, "default").await.ok().map(reply)?;
    reply.json().map(Into::into)
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
