//! The commands and outputs of `gangway-server` for operators.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic as a test may")]

#[path = "../support/mod.rs"]
mod support;

mod export;
mod figures;
mod log;
mod settings;
mod tables;
