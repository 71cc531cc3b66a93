//! Refuses requests for another host.
//!
//! Every request names one host, once. A trial answers to the names of this machine alone: a page
//! of another site can point its own name here (DNS rebinding), and the browser would take it for
//! ours.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use super::problem::Problem;
use crate::net::{
    Peer,
    host_name::{asked_host, is_loopback},
};

/// Refuses a request that names no host, or more than one; and in a trial one that names another
/// host than this machine.
///
/// A request without an address did not come over the network, and needs no host.
pub(crate) async fn check_host(
    State(is_trial): State<bool>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let named = asked_host(request.version(), request.uri(), request.headers());
    let is_from_network = request.extensions().get::<Peer>().is_some();
    match named.map_err(|_| Problem::Host)? {
        None if is_from_network => return Err(Problem::Host),
        Some(host) if is_trial && !is_loopback(host.as_str()) => return Err(Problem::Misdirected),
        _ => (),
    }
    Ok(next.run(request).await)
}
