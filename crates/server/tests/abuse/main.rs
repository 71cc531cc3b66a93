//! Attacks on a running server over real connections.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic as a test may")]

#[path = "../support/mod.rs"]
mod support;

mod connections;
mod doors;
mod flood;
mod heads;
mod rates;
mod slow;
mod stop;
mod tls;
