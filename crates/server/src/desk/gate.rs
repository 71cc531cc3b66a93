//! What the desk keeps in memory of those who try to sign in.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::Instant,
};

use axum::{extract::FromRequestParts, http::request::Parts};

use super::{limit::Limit, token::Token};
use crate::{Error, Server, UserName, net::Peer};

/// How often a wrong password may be given for one name in ten minutes.
const A_NAME: u32 = 10;

/// How often from one address: an airport's officers may share one.
const AN_ADDRESS: u32 = 30;

/// Counts tries to sign in. Clones share the counts.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    names: Limit<UserName>,
    addresses: Limit<IpAddr>,
    /// The one session of a trial.
    trial: Token,
}

/// Where a request comes from. It is counted, and neither logged nor stored.
pub(super) struct From(IpAddr);

impl Gate {
    /// Nobody has tried yet.
    pub fn new() -> Result<Self, Error> {
        let (names, addresses) = (Limit::new(A_NAME), Limit::new(AN_ADDRESS));
        Ok(Self(Arc::new(Inner { names, addresses, trial: Token::new()? })))
    }

    /// Counts a try. False if there were too many.
    pub(super) fn admits(&self, name: Option<&UserName>, from: &From) -> bool {
        let now = Instant::now();
        let address = self.0.addresses.admits(from.0, now);
        address && name.is_none_or(|it| self.0.names.admits(it.clone(), now))
    }

    /// The password was right: the try does not count.
    pub(super) fn forgive(&self, name: &UserName, from: &From) {
        self.0.addresses.forgive(&from.0);
        self.0.names.forgive(name);
    }

    pub(super) fn trial(&self) -> &Token {
        &self.0.trial
    }
}

impl FromRequestParts<Server> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<Peer>();
        Ok(Self(peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |it| it.address)))
    }
}
