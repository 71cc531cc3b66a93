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

/// What the handlers share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where results are kept.
    pub store: Store,
    /// Who is told of them.
    pub event_bus: EventBus,
    /// Whose they may be.
    pub admission: Admission,
    /// Who tries to sign in at the desk.
    pub sign_in_throttle: SignInThrottle,
    /// Whether every kiosk is taken and nobody signs in, for those who try it out.
    pub is_trial: bool,
    /// How often each may ask.
    pub rate_limiters: RateLimiters,
    /// How long travellers wait.
    pub waits: WaitTimes,
    /// What holds at each site.
    pub policy: Arc<Policy>,
    /// What the desk calls the recognisers.
    pub recognisers: Arc<Recognisers>,
    /// What results may name.
    pub served: ServedArtifacts,
    /// The folder of the built kiosk.
    pub site: PathBuf,
}

/// What is behind an address. Kiosk and desk are two origins: what runs in the kiosk's page can
/// neither read the desk nor act at it, whoever is signed in there with the same browser.
#[derive(Clone, Debug)]
pub enum Door {
    /// The kiosk and its interface, under any name but the desk's, if that has one.
    Kiosk(Option<HostName>),
    /// The desk, under this name alone, if it has one.
    Desk(Option<HostName>),
    /// The desk under this name, the kiosk under every other one.
    Either(HostName),
}

/// Every path that the server answers there. Tests call it without a socket.
pub fn app(server: &Server, door: Door) -> Router {
    match door {
        Door::Kiosk(None) => kiosk(server),
        Door::Desk(None) => desk(server),
        Door::Kiosk(Some(name)) => either(name, misdirected(), kiosk(server)),
        Door::Desk(Some(name)) => either(name, desk(server), misdirected()),
        Door::Either(name) => either(name, desk(server), kiosk(server)),
    }
}

/// One of two, by the host that is asked for.
fn either(name: HostName, under_it: Router, elsewhere: Router) -> Router {
    Router::new().fallback(async move |request: Request| {
        let app = if name.is_asked(&request) { under_it } else { elsewhere };
        app.oneshot(request).await
    })
}

/// What is asked for under a name that is another's.
fn misdirected() -> Router {
    let nothing = Router::new().fallback(async || Problem::Misdirected);
    nothing.layer(from_fn(headers::set_at_desk)).layer(from_fn(log::request))
}

/// The kiosk's files, and all that kiosks and other machines ask for.
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

/// These, within the limits of each address; and beside them the questions whether this process
/// lives, which must be answered however often others ask.
fn limited(server: &Server, routes: Router<Server>) -> Router {
    routes
        .layer(from_fn_with_state(server.rate_limiters.clone(), rate_limiters::address))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .route("/healthz", get(health::lives))
        .route("/readyz", get(health::is_ready))
        .with_state(server.clone())
}
