//! What the desk keeps in memory of those who try to sign in.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{extract::FromRequestParts, http::request::Parts};
use tokio::sync::Semaphore;

use super::token::Token;
use crate::{
    Error, Server, UserName,
    net::Peer,
    rate_limiters::{ADDRESSES, Rate, TokenBuckets},
};

/// How long a wrong password counts.
pub(super) const WINDOW: Duration = Duration::from_secs(10 * 60);

/// How often a wrong password may be given for one name from one address in this time, or in one
/// browser that its user has signed in with before.
const A_NAME_THERE: u32 = 10;

/// How often from one address: an airport's officers may share one.
const AN_ADDRESS: u32 = 30;

/// How long a wrong password counts for its name, wherever it came from.
const LONG: Duration = Duration::from_secs(24 * 60 * 60);

/// How often a wrong password may be given for one name in this time, from all addresses together.
const A_NAME: u32 = 100;

/// How many passwords may wait to be looked at, those that are included: more would wait too long.
const QUEUE: usize = 32;

/// More names than are tried in good faith.
const NAMES: usize = 20_000;

/// Counts tries to sign in. Clones share the counts.
#[derive(Clone)]
pub struct SignInThrottle(Arc<Inner>);

struct Inner {
    names: TokenBuckets<UserName>,
    names_there: TokenBuckets<(UserName, IpAddr)>,
    addresses: TokenBuckets<IpAddr>,
    browsers: TokenBuckets<String>,
    /// Places of passwords that are looked at, or wait for that.
    queue: Semaphore,
    /// The one session of a trial.
    trial: Token,
}

/// Where a request comes from. It is counted, and neither logged nor stored.
pub(super) struct ClientAddress(IpAddr);

/// Who tries, as far as one can tell before the password is looked at.
pub(super) enum SignInAttempt<'a> {
    /// Somebody in a browser that this user has signed in with before: what the store knows it by.
    /// What others try in its user's name, or at its address, does not count.
    KnownBrowser(&'a str),
    /// Anybody else, with this name, if it is one.
    UnknownBrowser(Option<&'a UserName>),
}

impl SignInThrottle {
    /// Nobody has tried yet.
    pub fn new() -> Result<Self, Error> {
        Ok(Self(Arc::new(Inner {
            names: TokenBuckets::new(Rate::within(LONG, A_NAME), NAMES),
            names_there: TokenBuckets::new(Rate::within(WINDOW, A_NAME_THERE), NAMES),
            addresses: TokenBuckets::new(Rate::within(WINDOW, AN_ADDRESS), ADDRESSES),
            browsers: TokenBuckets::new(Rate::within(WINDOW, A_NAME_THERE), NAMES),
            queue: Semaphore::new(QUEUE),
            trial: Token::new()?,
        })))
    }

    /// Counts a try. False if there were too many.
    pub(super) fn admits(&self, attempt: &SignInAttempt<'_>, from: &ClientAddress) -> bool {
        let (now, all) = (Instant::now(), &self.0);
        match attempt {
            SignInAttempt::KnownBrowser(browser) => all.browsers.take((*browser).to_owned(), now),
            // Each asks only where the one before has let it through: an address that tries on for
            // ever uses up what is its own, and not what the name may be tried by others.
            SignInAttempt::UnknownBrowser(name) => {
                all.addresses.take(from.0, now)
                    && name.is_none_or(|it| {
                        all.names_there.take((it.clone(), from.0), now)
                            && all.names.take(it.clone(), now)
                    })
            }
        }
    }

    /// The password was right: the try does not count.
    pub(super) fn forgive(&self, attempt: &SignInAttempt<'_>, from: &ClientAddress) {
        match attempt {
            SignInAttempt::KnownBrowser(browser) => {
                self.0.browsers.put_back(&(*browser).to_owned())
            }
            SignInAttempt::UnknownBrowser(name) => {
                self.0.addresses.put_back(&from.0);
                if let Some(name) = *name {
                    self.0.names_there.put_back(&(name.clone(), from.0));
                    self.0.names.put_back(name);
                }
            }
        }
    }

    /// Where passwords wait to be looked at.
    pub(super) fn queue(&self) -> &Semaphore {
        &self.0.queue
    }

    pub(super) fn trial(&self) -> &Token {
        &self.0.trial
    }
}

impl std::fmt::Debug for SignInThrottle {
    /// Says nothing of those who tried.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gate")
    }
}

impl FromRequestParts<Server> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<Peer>();
        Ok(Self(peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |it| it.owner())))
    }
}
