//! The events that partners receive: the schema is `docs/events.schema.json`.

use serde::{Deserialize, Serialize};
use wire::{KioskId, Lane, MessageId, Outcome, ResultMessage, Ticket};

use crate::Alarm;

/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EventKind {
    /// A check has ended.
    Result,
    /// The officer lane of a site became slower than it may be, or is no more.
    ParityAlarm,
}

/// An event with its payload.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum PartnerEvent<'a> {
    Result { result: ResultPayload<'a> },
    ParityAlarm { alarm: AlarmPayload<'a> },
}

/// The payload of a result, without the fields that only the site needs.
#[derive(Serialize)]
pub(crate) struct ResultPayload<'a> {
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
pub(crate) struct AlarmPayload<'a> {
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
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::ParityAlarm => "parity_alarm",
        }
    }
}

impl<'a> PartnerEvent<'a> {
    pub(crate) fn result(message: &ResultMessage, site: &'a str) -> Self {
        let ResultMessage { id, kiosk, ticket, end, finished, .. } = *message;
        let (lane, outcome) = (end.lane(), end.outcome());
        Self::Result { result: ResultPayload { id, kiosk, site, ticket, lane, outcome, finished } }
    }

    pub(crate) fn alarm(alarm: &'a Alarm, is_on: bool) -> Self {
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

    pub(crate) fn kind(&self) -> EventKind {
        match self {
            Self::Result { .. } => EventKind::Result,
            Self::ParityAlarm { .. } => EventKind::ParityAlarm,
        }
    }

    pub(crate) fn site(&self) -> &str {
        match self {
            Self::Result { result } => result.site,
            Self::ParityAlarm { alarm } => alarm.site,
        }
    }

    /// Events with the same ordering key are delivered in order.
    pub(crate) fn ordering_key(&self) -> String {
        match self {
            Self::Result { result } => result.kiosk.to_string(),
            Self::ParityAlarm { alarm } => format!("alarm {}", alarm.site),
        }
    }
}
