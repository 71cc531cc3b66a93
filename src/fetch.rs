//! Asks the server of this page.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

/// The text at an address, if the server has one.
pub async fn text(address: &str) -> Option<String> {
    let response = send(address, &RequestInit::new()).await?;
    if response.ok() { body(&response).await } else { None }
}

/// Sends JSON to an address. Gives the status of the answer, unless none came or `patience` ended.
pub async fn post(address: &str, json: &str, patience: &AbortSignal) -> Option<u16> {
    let headers = Headers::new().ok()?;
    headers.set("content-type", "application/json").ok()?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&JsValue::from_str(json));
    init.set_signal(Some(patience));
    Some(send(address, &init).await?.status())
}

/// The text of an answer.
pub async fn body(response: &Response) -> Option<String> {
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(text.unchecked_into::<JsString>().into())
}

async fn send(address: &str, init: &RequestInit) -> Option<Response> {
    let answer = gloo::utils::window().fetch_with_str_and_init(address, init);
    JsFuture::from(answer).await.ok().map(JsCast::unchecked_into)
}
