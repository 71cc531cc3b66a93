//! The address that a request comes from, for rate limits.

use std::net::{IpAddr, Ipv4Addr};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::net::Peer;

/// The address of a client. It is counted, and neither logged nor stored.
pub(crate) struct ClientAddress(IpAddr);

impl ClientAddress {
    /// The key of its count.
    pub(super) fn owner(&self) -> IpAddr {
        self.0
    }
}

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<Peer>();
        Ok(Self(peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.owner())))
    }
}
