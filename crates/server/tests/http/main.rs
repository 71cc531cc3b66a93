//! The whole server, called as browsers and kiosks call it.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic as a test may")]

#[path = "../support/mod.rs"]
mod support;

mod audit;
mod bench;
mod calls;
mod desk;
mod kiosks;
mod parity;
mod people;
mod queues;
mod results;
mod retention;
mod sign_in;
mod site;
mod tickets;
mod traveller;
mod users;
mod waits;
