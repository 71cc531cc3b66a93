//! Tells open desks what has just come.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::{broadcast, watch};
use tokio_stream::{
    Stream, StreamExt,
    wrappers::{BroadcastStream, WatchStream},
};
use wire::{KioskId, Lane, Ticket};

/// From those who store to those who show. Clones share the listeners.
#[derive(Clone, Debug)]
pub struct News {
    items: broadcast::Sender<Item>,
    stopped: Arc<watch::Sender<bool>>,
    kiosk_changes: Arc<AtomicU64>,
}

/// What was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// A result.
    Ticket {
        /// Which kiosk sent it.
        kiosk: KioskId,
        /// The traveller's number.
        ticket: Ticket,
        /// Where the traveller goes.
        lane: Lane,
    },
    /// A call for staff at this kiosk.
    Call(KioskId),
    /// A ticket or a call that was stored before is dealt with.
    Change,
    /// A kiosk was enrolled, changed its key or was revoked.
    Kiosk(KioskId),
}

/// What a listener hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// Something was stored.
    Arrival(Arrival),
    /// The listener was too slow, or out of reach, and missed some: it must look at the store.
    Missed,
}

/// How many arrivals a slow listener may be behind.
const BACKLOG: usize = 256;

impl News {
    /// Nobody listens yet.
    pub fn new() -> Self {
        Self {
            items: broadcast::Sender::new(BACKLOG),
            stopped: Arc::new(watch::Sender::new(false)),
            kiosk_changes: Arc::default(),
        }
    }

    /// Tells everyone who listens. Never waits.
    pub fn tell(&self, arrival: Arrival) {
        if let Arrival::Kiosk(_) = arrival {
            self.kiosk_changes.fetch_add(1, Ordering::SeqCst);
        }
        // An error means that nobody listens.
        let _ = self.items.send(Item::Arrival(arrival));
    }

    /// Tells everyone who listens that some may not have been told.
    pub(crate) fn miss(&self) {
        self.kiosk_changes.fetch_add(1, Ordering::SeqCst);
        let _ = self.items.send(Item::Missed);
    }

    /// How often what is known of a kiosk may have changed, as far as one has heard.
    pub(crate) fn kiosk_changes(&self) -> u64 {
        self.kiosk_changes.load(Ordering::SeqCst)
    }

    /// Everything told from now on, until [`News::stop`].
    pub(crate) fn listen(&self) -> impl Stream<Item = Item> + use<> {
        let items = BroadcastStream::new(self.items.subscribe())
            .map(|told| Some(told.unwrap_or(Item::Missed)));
        let stop =
            WatchStream::new(self.stopped.subscribe()).filter(|stopped| *stopped).map(|_| None);
        items.merge(stop).map_while(|item| item)
    }

    /// Ends every listener's stream, and those of all who listen later.
    pub fn stop(&self) {
        self.stopped.send_replace(true);
    }

    /// Returns once [`News::stop`] was called.
    pub(crate) async fn stopped(&self) {
        // The sender lives as long as `self`, so this cannot fail before it is told.
        let _ = self.stopped.subscribe().wait_for(|stopped| *stopped).await;
    }
}

impl Default for News {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrival(number: u16) -> Arrival {
        let ticket = Ticket::try_from(number).unwrap();
        Arrival::Ticket { kiosk: KioskId(7), ticket, lane: Lane::Officer }
    }

    #[tokio::test]
    async fn a_listener_hears_what_is_told_until_the_stop() {
        let news = News::new();
        let mut heard = Box::pin(news.listen());
        news.tell(arrival(1));
        assert_eq!(heard.next().await, Some(Item::Arrival(arrival(1))));
        news.stop();
        assert_eq!(heard.next().await, None);
    }

    #[tokio::test]
    async fn who_listens_after_the_stop_hears_nothing() {
        let news = News::new();
        news.stop();
        assert_eq!(Box::pin(news.listen()).next().await, None);
        news.stopped().await;
    }

    #[tokio::test]
    async fn a_slow_listener_learns_that_it_missed_some() {
        let news = News::new();
        let mut heard = Box::pin(news.listen());
        for _ in 0..=BACKLOG {
            news.tell(arrival(1));
        }
        assert_eq!(heard.next().await, Some(Item::Missed));
    }
}
