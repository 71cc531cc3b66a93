//! Limits the attempts to sign in. The counts are kept in memory only.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use base16ct::lower;
use domain::{Rate, UserName};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::{client_address::ClientAddress, rate_limiters::ADDRESSES, token_buckets::TokenBuckets};
use crate::Error;

/// How long a wrong password counts.
pub(crate) const SIGN_IN_WINDOW: Duration = Duration::from_secs(10 * 60);

/// Wrong passwords in this time for one name from one address, or in one known browser.
const A_NAME_THERE: u32 = 10;

/// Wrong passwords in this time from one address: an airport's officers may share it.
const AN_ADDRESS: u32 = 30;

/// How long a wrong password counts for its name, wherever it came from.
const LONG: Duration = Duration::from_secs(24 * 60 * 60);

/// Wrong passwords for one name in this time, from all addresses together.
const A_NAME: u32 = 100;

/// The most passwords that are being checked or wait for it: more would wait too long.
const QUEUE: usize = 32;

/// Buckets for names: more names than are tried in good faith.
const NAMES: usize = 20_000;

/// Counts attempts to sign in. Clones share the counts.
#[derive(Clone)]
pub struct SignInThrottle(Arc<Inner>);

struct Inner {
    names: TokenBuckets<UserName>,
    names_there: TokenBuckets<(UserName, IpAddr)>,
    addresses: TokenBuckets<IpAddr>,
    browsers: TokenBuckets<String>,
    /// Permits for passwords that are being checked or wait for it.
    queue: Semaphore,
    /// The token of the forms in a trial, which has one session.
    trial_form: Zeroizing<String>,
}

/// What is known of an attempt before the password is checked.
pub(crate) enum SignInAttempt<'a> {
    /// A browser that this user has signed in with before, by the hash that the store knows it by.
    /// Attempts of other browsers, for the same name or from the same address, do not count for it.
    KnownBrowser(&'a str),
    /// Any other browser, with the name it gives, if that is a valid name.
    UnknownBrowser(Option<&'a UserName>),
}

impl SignInThrottle {
    /// No attempt has been counted.
    pub fn new() -> Result<Self, Error> {
        let mut bits = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *bits).map_err(|_| Error::Random)?;
        Ok(Self(Arc::new(Inner {
            names: TokenBuckets::new(Rate::within(LONG, A_NAME), NAMES),
            names_there: TokenBuckets::new(Rate::within(SIGN_IN_WINDOW, A_NAME_THERE), NAMES),
            addresses: TokenBuckets::new(Rate::within(SIGN_IN_WINDOW, AN_ADDRESS), ADDRESSES),
            browsers: TokenBuckets::new(Rate::within(SIGN_IN_WINDOW, A_NAME_THERE), NAMES),
            queue: Semaphore::new(QUEUE),
            trial_form: Zeroizing::new(lower::encode_string(&*bits)),
        })))
    }

    /// Counts an attempt. False if there were too many.
    pub(crate) fn admits(&self, attempt: &SignInAttempt<'_>, from: &ClientAddress) -> bool {
        let (now, all) = (Instant::now(), &self.0);
        match attempt {
            SignInAttempt::KnownBrowser(browser) => all.browsers.take((*browser).to_owned(), now),
            // The checks stop at the first refusal: an address that keeps on trying uses up its own
            // limit, and not the limit of the name for other addresses.
            SignInAttempt::UnknownBrowser(name) => {
                all.addresses.take(from.owner(), now)
                    && name.is_none_or(|name| {
                        all.names_there.take((name.clone(), from.owner()), now)
                            && all.names.take(name.clone(), now)
                    })
            }
        }
    }

    /// Takes the count back after a right password.
    pub(crate) fn forgive(&self, attempt: &SignInAttempt<'_>, from: &ClientAddress) {
        match attempt {
            SignInAttempt::KnownBrowser(browser) => {
                self.0.browsers.put_back(&(*browser).to_owned())
            }
            SignInAttempt::UnknownBrowser(name) => {
                self.0.addresses.put_back(&from.owner());
                if let Some(name) = *name {
                    self.0.names_there.put_back(&(name.clone(), from.owner()));
                    self.0.names.put_back(name);
                }
            }
        }
    }

    /// The queue of passwords that wait to be checked.
    pub(crate) fn queue(&self) -> &Semaphore {
        &self.0.queue
    }

    /// The token of the forms in a trial.
    pub(crate) fn trial_form(&self) -> &str {
        &self.0.trial_form
    }
}

impl std::fmt::Debug for SignInThrottle {
    /// Prints the name only: names and addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignInThrottle")
    }
}
