//! The whole HTTP interface.

use std::{path::PathBuf, sync::Arc};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{any, get},
};

use crate::{
    Admission, Board, Gate, Limits, News, Policy, Recognisers, Served, Store, desk, headers,
    health, intake::BODY_LIMIT, limits, log, openapi, problem::Problem, site,
};

/// What the handlers share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where results are kept.
    pub store: Store,
    /// Who is told of them.
    pub news: News,
    /// Whose they may be.
    pub admission: Admission,
    /// Who tries to sign in at the desk.
    pub gate: Gate,
    /// Whether every kiosk is taken and nobody signs in, for those who try it out.
    pub is_trial: bool,
    /// How often each may ask.
    pub limits: Limits,
    /// How long travellers wait.
    pub waits: Board,
    /// What holds at each site.
    pub policy: Arc<Policy>,
    /// What the desk calls the recognisers.
    pub recognisers: Arc<Recognisers>,
    /// What results may name.
    pub served: Served,
    /// The folder of the built kiosk.
    pub site: PathBuf,
}

/// Every path that the server answers. Tests call it without a socket.
pub fn app(server: Server) -> Router {
    let site = site::files(&server.site);
    let limits = server.limits.clone();
    Router::new()
        .route("/healthz", get(health::lives))
        .route("/readyz", get(health::is_ready))
        .route("/v1", any(async || Problem::NotFound))
        .route("/v1/", any(async || Problem::NotFound))
        .route("/v1/{*path}", any(async || Problem::NotFound))
        .merge(openapi::routes())
        .merge(desk::routes())
        .layer(from_fn_with_state(limits, limits::address))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(server)
        .merge(site)
        .layer(from_fn(limits::head))
        .layer(from_fn(headers::set))
        .layer(from_fn(log::request))
}
