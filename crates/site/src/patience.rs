//! How long the kiosk waits for a traveller.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

use crate::fields::whole;

/// How long to wait for a traveller on each screen before asking whether they are still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patience {
    /// On the notice.
    #[serde(deserialize_with = "seconds")]
    pub notice: Duration,
    /// While the document is shown.
    #[serde(deserialize_with = "seconds")]
    pub document: Duration,
    /// While the face is taken.
    #[serde(deserialize_with = "seconds")]
    pub face: Duration,
    /// On the last screen.
    #[serde(deserialize_with = "seconds")]
    pub done: Duration,
}

impl Patience {
    /// For a kiosk without settings.
    pub const USUAL: Self = Self {
        notice: Duration::from_secs(90),
        document: Duration::from_secs(90),
        face: Duration::from_secs(45),
        done: Duration::from_secs(25),
    };
}

fn seconds<'de, D: Deserializer<'de>>(field: D) -> Result<Duration, D::Error> {
    Ok(Duration::from_secs(whole::<10, 600, D>(field)?.into()))
}
