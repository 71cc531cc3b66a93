//! The waiting times in both lanes, as measured by the server.

use serde::{Deserialize, Serialize};

/// The answer of `GET /v1/waits`, one entry for each lane, which the notice shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waits {
    /// The face lane. `None` if it had too few travellers within the window.
    pub face: Option<Wait>,
    /// The officer lane. `None` if it had too few travellers within the window.
    pub officer: Option<Wait>,
}

/// The time from the notice to the end of the check, over the travellers of the last hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// The median in seconds.
    pub median_seconds: u32,
    /// The 90th percentile in seconds.
    pub p90_seconds: u32,
    /// The number of travellers.
    pub travellers: u32,
}
