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
use prometheus_client::encoding::text::encode;
use tokio::time::timeout;

use super::METRICS;
use crate::{Store, host};

/// How long the store may take to answer its health check.
const PATIENCE: Duration = Duration::from_secs(1);

/// The media type of the metrics.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Serves the metrics without authentication: the operator restricts who can reach the address.
pub(crate) fn app(store: Store) -> Router {
    let page = Router::new().route("/metrics", get(figures)).with_state(store);
    page.layer(from_fn_with_state(false, host::check))
}

async fn figures(State(store): State<Store>) -> Response {
    let is_up = matches!(timeout(PATIENCE, store.check()).await, Ok(Ok(())));
    METRICS.database.set(is_up.into());
    let mut text = String::new();
    match encode(&mut text, &METRICS.registry) {
        Ok(()) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
