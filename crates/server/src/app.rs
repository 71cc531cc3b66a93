//! The whole HTTP interface.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware::{from_fn, from_fn_with_state},
    response::Redirect,
    routing::{any, get},
};
use tower::ServiceExt;

use crate::{
    HostName, Server,
    api::{
        health, host_check::check_host, intake::BODY_LIMIT, openapi, problem::Problem,
        request_limits, request_log::log_request,
    },
    desk, headers, kiosk_files, public,
};

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
    nothing.layer(from_fn(headers::set_at_desk)).layer(from_fn(log_request))
}

/// The kiosk's files and the interface for machines.
fn kiosk(server: &Server) -> Router {
    let api = Router::new()
        .route("/v1", any(async || Problem::NotFound))
        .route("/v1/", any(async || Problem::NotFound))
        .route("/v1/{*path}", any(async || Problem::NotFound))
        .merge(openapi::routes())
        .merge(public::routes());
    limited(server, api)
        .merge(kiosk_files::files(&server.site))
        .layer(from_fn(request_limits::limit_head))
        .layer(from_fn_with_state(server.is_trial, check_host))
        .layer(from_fn(headers::set))
        .layer(from_fn(log_request))
}

/// The officers' pages.
fn desk(server: &Server) -> Router {
    let pages = desk::routes().route("/", get(async || Redirect::to("/desk")));
    limited(server, pages)
        .fallback(async || Problem::NotFound)
        .layer(from_fn(request_limits::limit_head))
        .layer(from_fn_with_state(server.is_trial, check_host))
        .layer(from_fn(headers::set_at_desk))
        .layer(from_fn(log_request))
}

/// Puts the rate limit of each address on `routes`. The health endpoints stay outside of it, so
/// that a flood of requests cannot make the process look dead.
fn limited(server: &Server, routes: Router<Server>) -> Router {
    routes
        .layer(from_fn_with_state(server.rate_limiters.clone(), request_limits::limit_rate))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .route("/healthz", get(health::lives))
        .route("/readyz", get(health::is_ready))
        .with_state(server.clone())
}
