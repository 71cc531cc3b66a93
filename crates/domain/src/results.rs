//! Stored results and calls, and when they came.

use std::time::Duration;

use jiff::Timestamp;
use wire::{HelpCall, ResultMessage};

/// A stored result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredResult {
    /// What the kiosk sent.
    pub message: ResultMessage,
    /// When it was received, by the clock of this server; whole milliseconds.
    pub received: Timestamp,
    /// When the last received copy was signed: milliseconds since 1970-01-01 UTC, by the kiosk's
    /// clock.
    pub signed: u64,
}

impl StoredResult {
    /// The time in the kiosk's queue, from the last screen to the signature, in milliseconds. Both
    /// times are by the kiosk's clock, so that its error cancels out.
    pub fn queued(&self) -> u64 {
        self.signed.saturating_sub(u64::from(self.message.finished) * 1_000)
    }

    /// When the traveller's last screen came, by the clock of this server.
    pub fn came(&self) -> Timestamp {
        ago(self.received, self.queued())
    }
}

/// A stored call for staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredCall {
    /// What the kiosk sent.
    pub call: HelpCall,
    /// When it was received, by the clock of this server; whole milliseconds.
    pub received: Timestamp,
    /// When the last received copy was signed: milliseconds since 1970-01-01 UTC, by the kiosk's
    /// clock.
    pub signed: u64,
}

impl StoredCall {
    /// When staff were called, by the clock of this server. The kiosk reports how long the call was
    /// on its way, so that counts for a minute at most, longer than any retry.
    pub fn came(&self) -> Timestamp {
        let on_its_way = self.signed.saturating_sub(u64::from(self.call.at) * 1_000);
        ago(self.received, on_its_way.min(60_000))
    }
}

/// The time this many milliseconds before `time`.
fn ago(time: Timestamp, milliseconds: u64) -> Timestamp {
    time.checked_sub(Duration::from_millis(milliseconds)).unwrap_or(Timestamp::MIN)
}
