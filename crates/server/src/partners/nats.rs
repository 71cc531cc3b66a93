//! The settings of a partner that receives events by NATS.

use std::path::PathBuf;

use serde::Deserialize;

use super::authority::Authority;

/// Where and under which subject events are published.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nats {
    /// `nats://` or `tls://`, with a port. `nats://` is not encrypted.
    pub url: String,
    /// The stream, which is created if it is missing.
    pub stream: String,
    /// What subjects begin with: `gangway` makes `gangway.result`.
    pub subject: String,
    /// A file of credentials, as `nsc` writes it.
    pub credentials: Option<PathBuf>,
    /// Certificate authorities for the server; without a value, those of the system.
    pub authority: Option<Authority>,
}
