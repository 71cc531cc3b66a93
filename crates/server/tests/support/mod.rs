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

use std::time::{Duration, Instant};

/// Waits until the condition is true, and fails if that takes longer than half a minute.
pub(crate) async fn eventually(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !condition().await {
        assert!(start.elapsed() < Duration::from_secs(30), "{what}: it takes too long");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
