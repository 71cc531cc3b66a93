//! What the store reports while it works.

use std::{fmt::Debug, time::Duration};

use domain::DeskEvent;

/// Receives the store's events and figures. The server's event bus and metrics implement it, and
/// the store knows neither. No method may wait.
pub trait Observer: Debug + Send + Sync + 'static {
    /// A change was committed, in this process or in another one with the same database.
    fn on_event(&self, _event: DeskEvent) {}

    /// Events of other processes may have been lost: listeners must read the store.
    fn on_lost_events(&self) {}

    /// A result waits for its commit.
    fn on_queued_result(&self) {}

    /// A group of results was committed, or could not be, after this time.
    fn on_group(&self, _results: usize, _took: Duration) {}
}

/// For commands, which report nothing.
impl Observer for () {}
