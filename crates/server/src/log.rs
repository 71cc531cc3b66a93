//! The log: it never names a person, a ticket or an address.

use std::{env, io};

use tracing_subscriber::{
    filter::{LevelFilter, Targets},
    fmt::layer,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// The crates whose messages are ours.
const OURS: [&str; 2] = [env!("CARGO_CRATE_NAME"), "store"];

/// Starts the log: JSON lines on standard error. `GANGWAY_LOG` says how much, `off` to `trace`,
/// `info` if unset.
///
/// Libraries log warnings and errors only: at lower levels they would print headers and bodies.
///
/// Does nothing if a log was started before.
pub fn start() {
    let level = env::var("GANGWAY_LOG").ok().and_then(|text| text.parse().ok());
    let level = level.unwrap_or(LevelFilter::INFO);
    let ours = Targets::new()
        .with_default(level.min(LevelFilter::WARN))
        .with_targets(OURS.map(|target| (target, level)));
    let log = tracing_subscriber::registry().with(layer().json().with_writer(io::stderr));
    // An error means that a log was started before.
    let _ = log.with(ours).try_init();
}
