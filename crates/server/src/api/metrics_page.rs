//! `GET /metrics`, on an address of its own.

use std::time::Duration;

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::get,
};
use store::Store;
use tokio::time::timeout;

use super::host_check::check_host;
use crate::metrics;

/// How long the store may take to answer its health check.
const PATIENCE: Duration = Duration::from_secs(1);

/// The media type of the metrics.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Serves the metrics without authentication: the operator restricts who can reach the address.
pub(crate) fn app(store: Store) -> Router {
    let page = Router::new().route("/metrics", get(figures)).with_state(store);
    page.layer(from_fn_with_state(false, check_host))
}

async fn figures(State(store): State<Store>) -> Response {
    let is_up = matches!(timeout(PATIENCE, store.check()).await, Ok(Ok(())));
    match metrics::text(is_up) {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
