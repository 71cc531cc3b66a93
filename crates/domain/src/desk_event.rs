//! Changes that open desks are notified of.

use serde::{Deserialize, Serialize};
use wire::{KioskId, Lane, Ticket};

/// A change in the store that concerns desks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskEvent {
    /// A result.
    Ticket {
        /// The kiosk that sent it.
        kiosk: KioskId,
        /// The traveller's number.
        ticket: Ticket,
        /// The traveller's lane.
        lane: Lane,
    },
    /// A call for staff at this kiosk.
    Call(KioskId),
    /// The state of a stored ticket or call has changed.
    Change,
    /// A kiosk was enrolled, changed its key or was revoked.
    Kiosk(KioskId),
}
