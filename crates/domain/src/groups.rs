//! Groups of travellers that are called together, as from the cabins of a ship.

use std::time::Duration;

use jiff::Timestamp;

/// How long a called group stays called. All passengers of a ship are ashore within a day's half.
const WINDOW: Duration = Duration::from_secs(12 * 60 * 60);

/// A group that officers have called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledGroup {
    /// The site whose officer has called it; empty for all sites.
    pub site: String,
    /// Its name in the site's settings.
    pub name: String,
    /// When it was called.
    pub called: Timestamp,
}

/// Groups that were called before this time are not called any more.
pub fn group_horizon(now: Timestamp) -> Timestamp {
    // Saturates at the smallest timestamp, which no real clock shows.
    now.checked_sub(WINDOW).unwrap_or(Timestamp::MIN)
}
