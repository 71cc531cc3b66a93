//! What the tests of the server share.

#![allow(dead_code, unused_imports, reason = "each test takes what it needs")]

mod database;
mod kiosk;

pub(crate) use database::TestDatabase;
pub(crate) use kiosk::Kiosk;
