//! What the server writes about its work: never who, never which ticket, never from where.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tracing_subscriber::EnvFilter;

/// Starts the log: JSON lines on standard error. `GANGWAY_LOG` says how much, `info` if unset.
///
/// Does nothing where a log was started before.
pub fn start() {
    let filter = EnvFilter::try_from_env("GANGWAY_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().json().with_env_filter(filter);
    // An error means that a log was started before.
    let _ = log.with_writer(std::io::stderr).try_init();
}

/// Writes one line a request: the route's pattern, not the path, which may name a ticket.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let ms = start.elapsed().as_millis() as u64;
    match route {
        Some(route) => tracing::info!(%method, route = route.as_str(), status, ms, "request"),
        // The kiosk's files: many, and of interest to developers only.
        None => tracing::debug!(%method, route = "site", status, ms, "request"),
    }
    response
}
