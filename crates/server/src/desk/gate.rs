//! What the desk keeps in memory of those who try to sign in.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{extract::FromRequestParts, http::request::Parts};

use super::token::Token;
use crate::{
    Error, Server, UserName,
    limits::{ADDRESSES, Buckets, Rate},
    net::Peer,
};

/// How long a wrong password counts.
pub(super) const WINDOW: Duration = Duration::from_secs(10 * 60);

/// How often a wrong password may be given for one name in this time.
const A_NAME: u32 = 10;

/// How often from one address: an airport's officers may share one.
const AN_ADDRESS: u32 = 30;

/// More names than are tried in good faith.
const NAMES: usize = 20_000;

/// Counts tries to sign in. Clones share the counts.
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    names: Buckets<UserName>,
    addresses: Buckets<IpAddr>,
    /// The one session of a trial.
    trial: Token,
}

/// Where a request comes from. It is counted, and neither logged nor stored.
pub(super) struct From(IpAddr);

impl Gate {
    /// Nobody has tried yet.
    pub fn new() -> Result<Self, Error> {
        Ok(Self(Arc::new(Inner {
            names: Buckets::new(Rate::within(WINDOW, A_NAME), NAMES),
            addresses: Buckets::new(Rate::within(WINDOW, AN_ADDRESS), ADDRESSES),
            trial: Token::new()?,
        })))
    }

    /// Counts a try. False if there were too many.
    pub(super) fn admits(&self, name: Option<&UserName>, from: &From) -> bool {
        let now = Instant::now();
        let address = self.0.addresses.take(from.0, now);
        address && name.is_none_or(|it| self.0.names.take(it.clone(), now))
    }

    /// The password was right: the try does not count.
    pub(super) fn forgive(&self, name: &UserName, from: &From) {
        self.0.addresses.put_back(&from.0);
        self.0.names.put_back(name);
    }

    pub(super) fn trial(&self) -> &Token {
        &self.0.trial
    }
}

impl std::fmt::Debug for Gate {
    /// Says nothing of those who tried.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gate")
    }
}

impl FromRequestParts<Server> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<Peer>();
        Ok(Self(peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |it| it.owner())))
    }
}
