//! The whole HTTP interface.

use std::{path::PathBuf, sync::Arc};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware::{from_fn, from_fn_with_state},
    response::Redirect,
    routing::{any, get},
};
use tower::ServiceExt;

use crate::{
    Admission, EventBus, HostName, Policy, RateLimiters, Recognisers, ServedArtifacts,
    SignInThrottle, Store, WaitTimes, desk, headers, health, host, intake::BODY_LIMIT, log,
    openapi, problem::Problem, rate_limiters, site,
};

/// The state that all handlers share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Server {
    /// Stores results, calls, kiosks and users.
    pub store: Store,
    /// Passes changes on to open desks.
    pub event_bus: EventBus,
    /// Checks the signatures of kiosks.
    pub admission: Admission,
    /// Limits the attempts to sign in at the desk.
    pub sign_in_throttle: SignInThrottle,
    /// Trial mode: every kiosk is accepted, and the desk needs no sign-in.
    pub is_trial: bool,
    /// Limits the requests of each address and kiosk.
    pub rate_limiters: RateLimiters,
    /// Caches the waits of all sites.
    pub waits: WaitTimes,
    /// The rules of each site.
    pub policy: Arc<Policy>,
    /// The names and error rates of the recognisers.
    pub recognisers: Arc<Recognisers>,
    /// The builds, models and notices that results may name.
    pub served: ServedArtifacts,
    /// The folder of the built kiosk.
    pub site: PathBuf,
}

/// What a listening address serves. Kiosk and desk are two origins: a script of the kiosk's page
/// can neither read the desk nor act at it, even if a user is signed in there with the same
/// browser.
#[derive(Clone, Debug)]
pub enum Door {
    /// The kiosk and its interface, under any name but the desk's, if that has one.
    Kiosk(Option<HostName>),
    /// The desk, under this name alone, if it has one.
    Desk(Option<HostName>),
    /// The desk under this name, the kiosk under every other one.
    Either(HostName),
}

/// The routes behind a door. Tests call them without a socket.
pub fn app(server: &Server, door: Door) -> Router {
    match door {
        Door::Kiosk(None) => kiosk(server),
        Door::Desk(None) => desk(server),
        Door::Kiosk(Some(name)) => either(name, misdirected(), kiosk(server)),
        Door::Desk(Some(name)) => either(name, desk(server), misdirected()),
        Door::Either(name) => either(name, desk(server), kiosk(server)),
    }
}

/// Chooses one of two routers by the host name of the request.
fn either(name: HostName, under_it: Router, elsewhere: Router) -> Router {
    Router::new().fallback(async move |request: Request| {
        let app = if name.is_asked(&request) { under_it } else { elsewhere };
        app.oneshot(request).await
    })
}

/// Answers every request under a host name of the other side with [`Problem::Misdirected`].
fn misdirected() -> Router {
    let nothing = Router::new().fallback(async || Problem::Misdirected);
    nothing.layer(from_fn(headers::set_at_desk)).layer(from_fn(log::request))
}

/// The kiosk's files and the interface for machines.
fn kiosk(server: &Server) -> Router {
    let api = Router::new()
        .route("/v1", any(async || Problem::NotFound))
        .route("/v1/", any(async || Problem::NotFound))
        .route("/v1/{*path}", any(async || Problem::NotFound))
        .merge(openapi::routes());
    limited(server, api)
        .merge(site::files(&server.site))
        .layer(from_fn(rate_limiters::head))
        .layer(from_fn_with_state(server.is_trial, host::check))
        .layer(from_fn(headers::set))
        .layer(from_fn(log::request))
}

/// The officers' pages.
fn desk(server: &Server) -> Router {
    let pages = desk::routes().route("/", get(async || Redirect::to("/desk")));
    limited(server, pages)
        .fallback(async || Problem::NotFound)
        .layer(from_fn(rate_limiters::head))
        .layer(from_fn_with_state(server.is_trial, host::check))
        .layer(from_fn(headers::set_at_desk))
        .layer(from_fn(log::request))
}

/// Puts the rate limit of each address on `routes`. The health endpoints stay outside of it, so
/// that a flood of requests cannot make the process look dead.
fn limited(server: &Server, routes: Router<Server>) -> Router {
    routes
        .layer(from_fn_with_state(server.rate_limiters.clone(), rate_limiters::address))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .route("/healthz", get(health::lives))
        .route("/readyz", get(health::is_ready))
        .with_state(server.clone())
}
