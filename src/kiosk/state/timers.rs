//! The state of the timers.

use gloo::{
    events::EventListener,
    timers::callback::{Interval, Timeout},
};

/// The timers that run. To drop one stops it.
#[derive(Default)]
pub(crate) struct Timers {
    /// Runs while the traveller may take their time.
    pub(crate) inactivity: Option<Timeout>,
    /// Counts the seconds that are left.
    pub(crate) countdown: Option<Interval>,
    /// When the face was captured, in milliseconds.
    pub(crate) captured: u32,
    /// Runs until what the worker found is told.
    pub(crate) verdict: Option<Timeout>,
    /// Hear whether the traveller does anything.
    pub(crate) touches: Vec<EventListener>,
}
