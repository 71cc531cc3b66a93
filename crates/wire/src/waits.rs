//! How long travellers wait in either lane, as the server has measured it.

use serde::{Deserialize, Serialize};

/// The answer of `GET /v1/waits`: one entry a lane, for the notice that travellers read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waits {
    /// Behind a match. None if too few went there within the window.
    pub face: Option<Wait>,
    /// For an officer. None if too few went there within the window.
    pub officer: Option<Wait>,
}

/// From a traveller's arrival at the notice to the end, over the travellers of the last hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// Half of them waited no longer, in seconds.
    pub median_seconds: u32,
    /// Nine of ten waited no longer, in seconds.
    pub p90_seconds: u32,
    /// How many they were.
    pub travellers: u32,
}
