//! How much the desk shows.

use std::time::Duration;

/// How long an unanswered call is shown.
pub(super) const CALL_WINDOW: Duration = Duration::from_secs(10 * 60);

/// The most tickets of a lane, or calls, that the desk shows: a longer list is of no use.
pub(super) const MOST: u16 = 100;
