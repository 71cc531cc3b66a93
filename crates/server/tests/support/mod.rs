//! Shared helpers of the server's tests.

#![allow(dead_code, unused_imports, reason = "each test takes what it needs")]

pub(crate) mod client;
mod database;
mod kiosk;
mod message;
mod process;

pub(crate) use database::TestDatabase;
pub(crate) use kiosk::Kiosk;
pub(crate) use message::{MATCH, sent};
pub(crate) use process::Process;
