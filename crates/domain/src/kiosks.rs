//! Kiosks: their records, keys and reports.

use jiff::{SignedDuration, Timestamp};
use wire::{ChipSupport, ClockError, FaceLane, KioskId, PublicKey, SettingsId, TargetFmr};

/// The lowest age of a key at which it may be changed. A kiosk asks after 30 days; an earlier
/// request may come from an attacker who has copied the key.
pub const KEY_LIFETIME: SignedDuration = SignedDuration::from_hours(25 * 24);

/// How long an enrolment code can be used.
pub const CODE_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// The record of a kiosk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KioskRecord {
    /// Its number.
    pub kiosk: KioskId,
    /// Its site.
    pub site: String,
    /// Whether it is revoked: all its messages are refused.
    pub is_revoked: bool,
    /// Whether this is the former provisional number of a kiosk: only queued results may come with
    /// it.
    pub is_former: bool,
    /// The keys for its signatures, two at most, the newest first.
    pub keys: Vec<KioskKey>,
}

/// A key of a kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KioskKey {
    /// The public key.
    pub key: PublicKey,
    /// Whether its first use retires the predecessor.
    pub is_heir: bool,
    /// When a successor replaced it: milliseconds since 1970-01-01 UTC. Its signatures are refused
    /// then.
    pub retired: Option<u64>,
}

/// A kiosk in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KioskSummary {
    /// Its number.
    pub kiosk: KioskId,
    /// Its site.
    pub site: String,
    /// Whether it is revoked.
    pub is_revoked: bool,
    /// Whether it has a key.
    pub is_enrolled: bool,
    /// Until when its enrolment code is valid.
    pub code: Option<Timestamp>,
    /// When its last message was received.
    pub heard: Option<Timestamp>,
    /// When it got its last key, where that is known.
    pub changed: Option<Timestamp>,
    /// How many results of a declared backlog may still come.
    pub backlog: u32,
}

/// The last settings report of a kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedSettings {
    /// The settings that it runs with.
    pub settings: SettingsId,
    /// Their false match rate.
    pub target_fmr: TargetFmr,
    /// The error of its clock.
    pub clock: ClockError,
    /// `None` if an older build has sent the report.
    pub face_lane: Option<FaceLane>,
    /// Its reader and trust list, if it reads chips.
    pub chip: Option<ChipSupport>,
    /// When it was reported.
    pub reported: Timestamp,
}

/// A kiosk whose face lane is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedLane {
    /// The kiosk.
    pub kiosk: KioskId,
    /// Its site.
    pub site: String,
    /// Why the lane is closed.
    pub why: FaceLane,
    /// When it was reported.
    pub reported: Timestamp,
}
