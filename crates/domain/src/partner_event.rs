//! The events that partners receive: the schema is `docs/events.schema.json`.

use serde::{Deserialize, Serialize};
use wire::{KioskId, Lane, MessageId, Outcome, ResultMessage, Ticket};

use crate::alarm::Alarm;

/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A check has ended.
    Result,
    /// The officer lane of a site became slower than it may be, or is no more.
    ParityAlarm,
}

/// An event with its payload.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PartnerEvent<'a> {
    /// A check has ended.
    Result {
        /// Its payload.
        result: ResultPayload<'a>,
    },
    /// An alarm went on or off.
    ParityAlarm {
        /// Its payload.
        alarm: AlarmPayload<'a>,
    },
}

/// The payload of a result, without the fields that only the site needs.
#[derive(Serialize)]
pub struct ResultPayload<'a> {
    id: MessageId,
    kiosk: KioskId,
    site: &'a str,
    ticket: Ticket,
    lane: Lane,
    outcome: Outcome,
    finished: u32,
}

/// The payload of an alarm that went on or off.
#[derive(Serialize)]
pub struct AlarmPayload<'a> {
    site: &'a str,
    state: Switch,
    /// Seconds since 1970-01-01 UTC.
    since: i64,
    slower_by_seconds: u32,
    allowed_seconds: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Switch {
    On,
    Off,
}

impl EventKind {
    /// The word in the database and at the end of a NATS subject.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::ParityAlarm => "parity_alarm",
        }
    }
}

impl<'a> PartnerEvent<'a> {
    /// The event of a finished check.
    pub fn result(message: &ResultMessage, site: &'a str) -> Self {
        let ResultMessage { id, kiosk, ticket, end, finished, .. } = *message;
        let (lane, outcome) = (end.lane(), end.outcome());
        Self::Result { result: ResultPayload { id, kiosk, site, ticket, lane, outcome, finished } }
    }

    /// The event of an alarm that went on, or off.
    pub fn alarm(alarm: &'a Alarm, is_on: bool) -> Self {
        Self::ParityAlarm {
            alarm: AlarmPayload {
                site: &alarm.site,
                state: if is_on { Switch::On } else { Switch::Off },
                since: alarm.since.as_second(),
                slower_by_seconds: alarm.slower_by,
                allowed_seconds: alarm.allowed,
            },
        }
    }

    /// Its kind.
    pub fn kind(&self) -> EventKind {
        match self {
            Self::Result { .. } => EventKind::Result,
            Self::ParityAlarm { .. } => EventKind::ParityAlarm,
        }
    }

    /// The site that it concerns.
    pub fn site(&self) -> &str {
        match self {
            Self::Result { result } => result.site,
            Self::ParityAlarm { alarm } => alarm.site,
        }
    }

    /// Events with the same ordering key are delivered in order.
    pub fn ordering_key(&self) -> String {
        match self {
            Self::Result { result } => result.kiosk.to_string(),
            Self::ParityAlarm { alarm } => format!("alarm {}", alarm.site),
        }
    }
}

/// Which events one partner receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The partner's name.
    pub partner: String,
    /// The kinds of events; all, if none is named.
    pub kinds: Vec<EventKind>,
    /// The sites whose events it receives; all, if none is named.
    pub sites: Vec<String>,
}

impl Subscription {
    /// Whether the partner receives such an event.
    pub fn includes(&self, kind: EventKind, site: &str) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&kind))
            && (self.sites.is_empty() || self.sites.iter().any(|own| own == site))
    }
}
