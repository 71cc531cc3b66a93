//! The state of the connection to the server.

use wire::{ChipSupport, ClockError, FaceLane, SettingsId};

use super::lane_check::LaneCheck;
use crate::{delivery::Delivery, task::CancelOnDrop};

/// What was exchanged with the server.
#[derive(Default)]
pub(crate) struct Connection {
    pub(crate) delivery: Delivery,
    /// Keeps the enrolment that was asked for last.
    pub(crate) enrolment: CancelOnDrop,
    /// When the traveller came, by the monotonic clock: seconds.
    pub(crate) arrived: u32,
    /// The text of the settings, once they were found good.
    pub(crate) settings: String,
    /// What the server was told of last, or is being told of: the settings, the clock's error and
    /// the face lane.
    pub(crate) reported: Option<(SettingsId, ClockError, FaceLane, Option<ChipSupport>)>,
    pub(crate) lane_check: LaneCheck,
}
