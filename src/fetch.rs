//! Asks the server of this page.

use js_sys::JsString;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text at an address, if the server has one.
pub async fn text(address: &str) -> Option<String> {
    let answer = JsFuture::from(gloo::utils::window().fetch_with_str(address)).await;
    let response: Response = answer.ok()?.unchecked_into();
    // In any case: an answer that nobody reads keeps its connection.
    let text = body(&response).await;
    text.filter(|_| response.ok())
}

/// The text of an answer.
pub async fn body(response: &Response) -> Option<String> {
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(text.unchecked_into::<JsString>().into())
}
