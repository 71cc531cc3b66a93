//! The whole server, called as browsers and kiosks call it.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic as a test may")]

#[path = "../support/mod.rs"]
mod support;

mod bench;
mod calls;
mod desk;
mod kiosks;
mod openapi;
mod results;
mod site;
