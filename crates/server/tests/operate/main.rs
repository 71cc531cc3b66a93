//! What an operator does with `gangway-server`, and what it tells an operator.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic as a test may")]

#[path = "../support/mod.rs"]
mod support;

mod export;
mod figures;
mod log;
mod settings;
mod tables;
