//! An event bus: passes what was stored on to open desks.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use domain::DeskEvent;
use tokio::sync::{broadcast, watch};
use tokio_stream::{
    Stream, StreamExt,
    wrappers::{BroadcastStream, WatchStream},
};

/// Broadcasts events from the store to its listeners. Clones share the listeners.
#[derive(Clone, Debug)]
pub struct EventBus {
    items: broadcast::Sender<BusMessage>,
    stopped: Arc<watch::Sender<bool>>,
    kiosk_changes: Arc<AtomicU64>,
}

/// What a listener receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BusMessage {
    /// Something was stored.
    Event(DeskEvent),
    /// The listener was too slow or disconnected and has missed events: it must read the store.
    Lagged,
}

/// How many events a slow listener may lag behind.
const BACKLOG: usize = 256;

impl EventBus {
    /// A bus without listeners.
    pub fn new() -> Self {
        Self {
            items: broadcast::Sender::new(BACKLOG),
            stopped: Arc::new(watch::Sender::new(false)),
            kiosk_changes: Arc::default(),
        }
    }

    /// Sends an event to all listeners. Never waits.
    pub fn publish(&self, desk_event: DeskEvent) {
        if let DeskEvent::Kiosk(_) = desk_event {
            self.kiosk_changes.fetch_add(1, Ordering::SeqCst);
        }
        // An error means that there is no listener.
        let _ = self.items.send(BusMessage::Event(desk_event));
    }

    /// Tells all listeners that events may have been lost.
    pub(crate) fn mark_lagged(&self) {
        self.kiosk_changes.fetch_add(1, Ordering::SeqCst);
        let _ = self.items.send(BusMessage::Lagged);
    }

    /// Counts possible changes of kiosk records, so that caches notice them.
    pub(crate) fn kiosk_changes(&self) -> u64 {
        self.kiosk_changes.load(Ordering::SeqCst)
    }

    /// All events from now on, until [`EventBus::stop`].
    pub(crate) fn listen(&self) -> impl Stream<Item = BusMessage> + use<> {
        let items = BroadcastStream::new(self.items.subscribe())
            .map(|received| Some(received.unwrap_or(BusMessage::Lagged)));
        let stop =
            WatchStream::new(self.stopped.subscribe()).filter(|stopped| *stopped).map(|_| None);
        items.merge(stop).map_while(|item| item)
    }

    /// Ends the streams of all present and future listeners.
    pub fn stop(&self) {
        self.stopped.send_replace(true);
    }

    /// Returns once [`EventBus::stop`] was called.
    pub(crate) async fn stopped(&self) {
        // The sender lives as long as `self`, so waiting cannot fail before the stop.
        let _ = self.stopped.subscribe().wait_for(|stopped| *stopped).await;
    }
}

impl Default for EventBus {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use wire::{KioskId, Lane, Ticket};

    use super::*;

    fn desk_event(number: u16) -> DeskEvent {
        let ticket = Ticket::try_from(number).unwrap();
        DeskEvent::Ticket { kiosk: KioskId(7), ticket, lane: Lane::Officer }
    }

    #[tokio::test]
    async fn a_listener_receives_events_until_the_stop() {
        let event_bus = EventBus::new();
        let mut heard = Box::pin(event_bus.listen());
        event_bus.publish(desk_event(1));
        assert_eq!(heard.next().await, Some(BusMessage::Event(desk_event(1))));
        event_bus.stop();
        assert_eq!(heard.next().await, None);
    }

    #[tokio::test]
    async fn a_listener_after_the_stop_receives_nothing() {
        let event_bus = EventBus::new();
        event_bus.stop();
        assert_eq!(Box::pin(event_bus.listen()).next().await, None);
        event_bus.stopped().await;
    }

    #[tokio::test]
    async fn a_slow_listener_learns_that_it_missed_events() {
        let event_bus = EventBus::new();
        let mut heard = Box::pin(event_bus.listen());
        for _ in 0..=BACKLOG {
            event_bus.publish(desk_event(1));
        }
        assert_eq!(heard.next().await, Some(BusMessage::Lagged));
    }
}
