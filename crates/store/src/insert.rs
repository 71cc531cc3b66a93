//! What became of a message.

use domain::Doubt;

/// The outcome of storing a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insert {
    /// It is stored now.
    New,
    /// It was stored before, with the same content.
    Duplicate,
    /// It was stored before, and this copy has no newer signature: a replayed request.
    Replayed,
    /// Another message has its kiosk and id; nothing was stored.
    Conflict,
    /// It was quarantined: only its arrival and the reason were stored.
    Quarantined(Doubt),
    /// Its kiosk exceeds its rate and must wait, or declare a backlog; nothing was stored.
    RateLimited,
}
