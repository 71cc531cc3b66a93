//! How long each class of records is kept at each site.

use jiff::SignedDuration;
use serde::Deserialize;

/// A retention time in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "u32")]
pub struct Hours(u32);

/// An invalid retention time.
#[derive(Debug, thiserror::Error)]
#[error("not a number of hours from {} to {}", Hours::FEWEST.0, Hours::MOST.0)]
pub struct NotHours;

/// The class of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetentionClass {
    /// A result of the face lane.
    Face,
    /// A result of the officer lane.
    Officer,
    /// A call for staff.
    Call,
    /// An outbox message to a partner.
    Event,
    /// An entry of the audit.
    Audit,
}

/// The retention time of each class. A missing value falls back to the table for all sites, and
/// then to the default given here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Results of the face lane, from when the last screen came: 72.
    pub face: Option<Hours>,
    /// Results of the officer lane, from when the last screen came: 72.
    pub officer: Option<Hours>,
    /// Calls for staff, from when they came: 24.
    pub call: Option<Hours>,
    /// What partners are told, delivered or not: 72, and never longer than results.
    pub event: Option<Hours>,
    /// What users of the desk did: 2160, which is 90 days.
    pub audit: Option<Hours>,
}

impl Hours {
    /// The waits of the last hour are computed from results whose travellers came up to two hours
    /// before they ended.
    pub const FEWEST: Self = Self(3);
    /// Ten years.
    pub const MOST: Self = Self(87_600);

    /// The same as a duration.
    pub fn duration(self) -> SignedDuration {
        SignedDuration::from_hours(self.0.into())
    }
}

impl TryFrom<u32> for Hours {
    type Error = NotHours;

    fn try_from(hours: u32) -> Result<Self, NotHours> {
        let hours = Self(hours);
        if (Self::FEWEST..=Self::MOST).contains(&hours) { Ok(hours) } else { Err(NotHours) }
    }
}

impl std::fmt::Display for Hours {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} h", self.0)
    }
}

impl RetentionClass {
    /// All classes.
    pub const ALL: [Self; 5] = [Self::Face, Self::Officer, Self::Call, Self::Event, Self::Audit];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Officer => "officer",
            Self::Call => "call",
            Self::Event => "event",
            Self::Audit => "audit",
        }
    }
}

impl Retention {
    /// The defaults for classes without a rule in the policy.
    pub const BUILT_IN: Self = Self {
        face: Some(Hours(72)),
        officer: Some(Hours(72)),
        call: Some(Hours(24)),
        event: Some(Hours(72)),
        audit: Some(Hours(2160)),
    };

    /// The retention time of a class, if it is set.
    pub fn of(&self, class: RetentionClass) -> Option<Hours> {
        match class {
            RetentionClass::Face => self.face,
            RetentionClass::Officer => self.officer,
            RetentionClass::Call => self.call,
            RetentionClass::Event => self.event,
            RetentionClass::Audit => self.audit,
        }
    }
}
