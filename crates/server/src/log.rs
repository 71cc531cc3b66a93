//! The log: it never names a person, a ticket or an address.

use std::{env, io, time::Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use tracing_subscriber::{
    filter::{LevelFilter, Targets},
    fmt::layer,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use crate::{Error, metrics};

/// Starts the log: JSON lines on standard error. `GANGWAY_LOG` says how much, `off` to `trace`,
/// `info` if unset.
///
/// Libraries log warnings and errors only: at lower levels they would print headers and bodies.
///
/// Does nothing if a log was started before.
pub fn start() {
    let level = env::var("GANGWAY_LOG").ok().and_then(|text| text.parse().ok());
    let level = level.unwrap_or(LevelFilter::INFO);
    let ours = Targets::new()
        .with_default(level.min(LevelFilter::WARN))
        .with_target(env!("CARGO_CRATE_NAME"), level);
    let log = tracing_subscriber::registry().with(layer().json().with_writer(io::stderr));
    // An error means that a log was started before.
    let _ = log.with(ours).try_init();
}

/// Logs one line for each request: the route's pattern, not the path, which may name a ticket.
pub(crate) async fn request(request: Request, next: Next) -> Response {
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

/// The cause of a failure of the store. A database message may quote a row, so only its code is
/// logged.
pub(crate) fn cause(error: &Error) -> String {
    match error {
        Error::Store(sqlx::Error::Database(error)) => {
            format!("The database refuses: {}.", error.code().unwrap_or_default())
        }
        Error::Store(error) => format!("The store fails: {error}."),
        error => error.to_string(),
    }
}
