//! Transactional outbox: messages to partners are written in the same commit as the change itself.
//!
//! Our own code, because a queue library brings a table and a transaction of its own, and no event
//! may be lost or invented when a commit fails.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{EventKind, PartnerEvent, Subscription};
use jiff::Timestamp;
use serde::Serialize;

/// Makes the messages to partners. Clones share the order of events.
#[derive(Clone, Debug, Default)]
pub struct Outbox(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    subscriptions: Vec<Subscription>,
    /// Milliseconds and count of the last event.
    last: Mutex<(u64, u16)>,
}

/// One event for one partner.
#[derive(Debug)]
pub struct OutboxMessage {
    /// The partner's name.
    pub partner: String,
    /// The event's name.
    pub event: String,
    /// Messages with the same key are delivered in order.
    pub ordering_key: String,
    /// The kind of the event.
    pub kind: EventKind,
    /// The site that it concerns.
    pub site: String,
    /// When it happened.
    pub at: Timestamp,
    /// The exact bytes that are sent.
    pub body: String,
}

/// The envelope of an event.
#[derive(Serialize)]
struct Body<'a> {
    version: u8,
    event: &'a str,
    #[serde(flatten)]
    what: &'a PartnerEvent<'a>,
}

impl Outbox {
    /// An outbox for these partners.
    pub fn new(partners: impl IntoIterator<Item: Into<Subscription>>) -> Self {
        let subscriptions = partners.into_iter().map(Into::into).collect();
        Self(Arc::new(Inner { subscriptions, last: Mutex::default() }))
    }

    /// One message for each partner that has subscribed to the event.
    pub(crate) fn messages(&self, what: &PartnerEvent<'_>, at: Timestamp) -> Vec<OutboxMessage> {
        let (kind, site) = (what.kind(), what.site());
        let all = self.0.subscriptions.iter();
        let subscriptions: Vec<_> = all.filter(|one| one.includes(kind, site)).collect();
        if subscriptions.is_empty() {
            return Vec::new();
        }
        let event = self.name(at);
        let body = Body { version: 1, event: &event, what };
        let body = serde_json::to_string(&body).expect("words and numbers have a JSON text");
        let message = |subscription: &Subscription| OutboxMessage {
            partner: subscription.partner.clone(),
            event: event.clone(),
            ordering_key: what.ordering_key(),
            kind,
            site: site.into(),
            at,
            body: body.clone(),
        };
        subscriptions.into_iter().map(message).collect()
    }

    /// The name of the next event. Names of one process are ordered even if the clock is set back;
    /// names of several processes are ordered as far as their clocks agree.
    fn name(&self, at: Timestamp) -> String {
        let now = at.as_millisecond().unsigned_abs();
        let mut last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = match *last {
            (ms, _) if ms < now => (now, 0),
            (ms, u16::MAX) => (ms + 1, 0),
            (ms, count) => (ms, count + 1),
        };
        let (ms, count) = *last;
        // Distinguishes the processes. Without random numbers the process id is used instead.
        let random = getrandom::u32().unwrap_or_else(|_| std::process::id());
        format!("{ms:012x}{count:04x}{random:08x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_even_if_the_clock_is_set_back() {
        let outbox = Outbox::default();
        let at = |ms| Timestamp::from_millisecond(ms).unwrap();
        let names: Vec<_> = [5, 5, 4, 6, 6, 1].map(|ms| outbox.name(at(ms))).into();
        assert!(names.is_sorted() && names.iter().all(|name| name.len() == 24), "{names:?}");
    }
}
