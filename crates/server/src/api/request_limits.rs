//! Refuses a request if its address sends too many, or if its head is too large.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use super::{paths, problem::Problem};
use crate::{RateLimiters, net::Peer};

/// The most fields that a request's head may have, and the most bytes in all. A browser sends
/// about 20 fields and 1 KiB.
const HEAD: (usize, usize) = (64, 8 * 1024);

/// Counts the request for its address, before anything is read or looked up.
///
/// A request without an address did not come over the network.
pub(crate) async fn limit_rate(
    State(rate_limiters): State<RateLimiters>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if let Some(peer) = request.extensions().get::<Peer>() {
        let enrols = request.uri().path() == paths::ENROLMENTS;
        if !rate_limiters.address(peer.owner(), enrols) {
            return Err(Problem::TooMany);
        }
    }
    Ok(next.run(request).await)
}

/// Refuses a request head that is larger than any real client's.
///
/// An even larger head is refused by the HTTP parser, whose response lacks our headers.
pub(crate) async fn limit_head(request: Request, next: Next) -> Result<Response, Problem> {
    let fields = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len());
    let (count, bytes) = (request.headers().len(), fields.sum::<usize>());
    if count > HEAD.0 || bytes + request.uri().to_string().len() > HEAD.1 {
        return Err(Problem::Head);
    }
    Ok(next.run(request).await)
}
