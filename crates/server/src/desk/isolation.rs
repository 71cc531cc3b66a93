//! Keeps other sites' pages away from the desk.

use axum::{extract::Request, http::Method, middleware::Next, response::Response};

use super::{origin::is_own, refusal::Refusal};

/// Refuses all requests of other sites' pages, such as an event stream: the desk is for its own
/// pages, and for users who follow a link to it.
pub(super) async fn isolate(request: Request, next: Next) -> Result<Response, Refusal> {
    if is_own(request.headers()) || is_followed(&request) {
        Ok(next.run(request).await)
    } else {
        Err(Refusal::Elsewhere)
    }
}

/// Whether the request is a navigation to a page in a top-level window, not in a frame.
fn is_followed(request: &Request) -> bool {
    let says =
        |name: &str, value: &str| request.headers().get(name).is_some_and(|header| header == value);
    matches!(*request.method(), Method::GET | Method::HEAD)
        && says("sec-fetch-mode", "navigate")
        && says("sec-fetch-dest", "document")
}
