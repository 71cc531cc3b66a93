//! Logs and counts each request.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};

use crate::metrics;

/// Logs one line for each request: the route's pattern, not the path, which may name a ticket.
pub(crate) async fn log_request(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let (took, method) = (start.elapsed(), name(&method));
    let ms = took.as_millis() as u64;
    metrics::request(route.as_ref().map_or("site", MatchedPath::as_str), method, status, took);
    match route {
        Some(route) => tracing::info!(method, route = route.as_str(), status, ms, "request"),
        // The kiosk's files: many, and of interest to developers only.
        None => tracing::debug!(method, route = "site", status, ms, "request"),
    }
    response
}

/// The name of a standard method; `other` for the rest, because clients can invent methods.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}
