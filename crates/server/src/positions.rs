//! Where a ticket stands in its queue, for its traveller's telephone.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{FollowedTicket, OpenTicket, Scope, TicketKey, ticket_horizon};
use jiff::Timestamp;
use serde::Serialize;
use site::Places;
use store::Store;
use tokio::sync::Mutex;
use wire::{Lane, Receipt};

use crate::Error;

/// How long the order of a queue is cached: hundreds of telephones ask for it.
const FRESH: Duration = Duration::from_secs(2);

/// How long a ticket that has ended is told from one that has not arrived.
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);

/// The most tickets of a queue that are counted.
const MOST: u16 = 2_000;

/// The queues of all sites. Clones share the cache.
#[derive(Clone, Debug)]
pub struct Positions {
    store: Store,
    queues: Arc<Mutex<HashMap<String, Queue>>>,
}

#[derive(Clone, Debug)]
struct Queue {
    read: Instant,
    tickets: Arc<Vec<TicketKey>>,
}

/// What a telephone is told: a number and a place, and nothing about a person.
#[derive(Debug, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum Position {
    /// The traveller waits.
    Waiting {
        /// The number on the ticket.
        number: String,
        /// How many tickets come before it.
        before: usize,
    },
    /// The traveller can go to a place.
    Called {
        /// The number on the ticket.
        number: String,
        /// The place, as the site's signs say it.
        place: String,
    },
    /// The ticket is finished, or too old.
    Ended,
    /// No ticket with this receipt has arrived. It may wait in its kiosk.
    Unknown,
}

impl Positions {
    /// No queue has been read yet.
    pub fn new(store: Store) -> Self {
        Self { store, queues: Arc::default() }
    }

    /// The position of the ticket with this receipt. `places` are those of the site.
    pub(crate) async fn of(&self, receipt: &Receipt, places: &Places) -> Result<Position, Error> {
        let now = Timestamp::now();
        let since = now.checked_sub(REMEMBERED).unwrap_or(Timestamp::MIN);
        let found = self.store.followed(receipt.id, since).await?;
        let own = found.into_iter().find(|found| receipt.matches(&found.open.result.message));
        let Some(FollowedTicket { open, is_done }) = own else { return Ok(Position::Unknown) };
        if is_done || open.result.came() <= ticket_horizon(now) {
            return Ok(Position::Ended);
        }
        let message = &open.result.message;
        let number = message.ticket.at(message.kiosk);
        Ok(match (&open.taken, message.end.lane()) {
            (Some(_), _) => {
                let place = open.place.unwrap_or_else(|| places.officer.to_string());
                Position::Called { number, place }
            }
            (None, Lane::Face) => Position::Called { number, place: places.face.to_string() },
            (None, Lane::Officer) => {
                let queue = self.queue(&open.site).await?;
                let place = queue.iter().position(|key| *key == open.key());
                Position::Waiting { number, before: place.unwrap_or(queue.len()) }
            }
        })
    }

    /// The officer lane of a site in the order in which its tickets are called.
    async fn queue(&self, site: &str) -> Result<Arc<Vec<TicketKey>>, Error> {
        // The lock is held while the store is read: concurrent requests wait for the same answer.
        let mut queues = self.queues.lock().await;
        if let Some(queue) = queues.get(site)
            && queue.read.elapsed() < FRESH
        {
            return Ok(queue.tickets.clone());
        }
        let (since, scope) = (ticket_horizon(Timestamp::now()), Scope::of(site));
        let tickets = self.store.waiting(Lane::Officer, since, &scope, MOST).await?;
        let tickets: Arc<Vec<_>> = Arc::new(tickets.iter().map(OpenTicket::key).collect());
        let queue = Queue { read: Instant::now(), tickets: tickets.clone() };
        queues.insert(site.to_owned(), queue);
        Ok(tickets)
    }
}
