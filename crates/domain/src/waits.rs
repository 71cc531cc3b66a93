//! How long travellers wait in either lane.
//!
//! `docs/waits.md` defines what is counted.

mod estimate;
mod figures;

pub use estimate::{Lanes, Tally};
pub use figures::{SiteWaits, WaitSample, WaitsBySite, lane_difference};

use std::time::Duration;

use jiff::SignedDuration;

/// Only waits that ended within this time count.
pub const WINDOW: Duration = Duration::from_secs(60 * 60);

/// A ticket of the officer lane that is older than this counts as gone, even if no officer has
/// finished it: the desk does not show it any more.
pub const WAITING: Duration = Duration::from_secs(2 * 60 * 60);

/// A result that was queued in its kiosk for longer does not count: the officers had not received
/// it, so the traveller's wait is unknown.
pub const LATE: Duration = Duration::from_secs(2 * 60);

/// The interval at which figures are stored for the chart.
pub const SAMPLE_INTERVAL: SignedDuration = SignedDuration::from_mins(15);
