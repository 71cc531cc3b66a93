//! The public boards of called numbers: one rendering for all boards of a site.
//!
//! However many boards are open, a change is read from the store and rendered once in each process. A
//! board contains ticket numbers and places and nothing else.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{CalledGroup, CalledTicket, DeskEvent, OpenTicket, Scope, ticket_horizon};
use futures_util::FutureExt;
use jiff::Timestamp;
use serde::Serialize;
use store::Store;
use tokio::{sync::watch, time::sleep};
use tokio_stream::{Stream, StreamExt, wrappers::WatchStream};
use wire::Lane;

use crate::{Error, EventBus, event_bus::BusMessage, kiosk_settings::SettingsCache};

/// A burst of changes is rendered once. It delays a call by as much.
const GATHER: Duration = Duration::from_millis(100);

/// Interval at which a board is rendered without a change: tickets leave it when they are two hours old.
const AGEING: Duration = Duration::from_secs(60);

/// How long to wait if the store does not answer.
const PAUSE: Duration = Duration::from_secs(2);

/// The most called numbers on a board, the newest first.
const MOST_CALLED: u16 = 12;

/// The most waiting numbers of a lane on a board.
const MOST_WAITING: u16 = 60;

/// The boards that are open in this process, by scope. Clones share them.
#[derive(Clone, Debug)]
pub struct Boards(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    event_bus: EventBus,
    settings: SettingsCache,
    /// By site; `None` for all sites. A sender lives until its last board is closed.
    open: Mutex<HashMap<Option<String>, watch::Sender<Rendering>>>,
}

/// What a board shows, as JSON; empty until the first rendering.
type Rendering = Arc<str>;

/// The numbers on a board.
#[derive(Debug, Serialize)]
struct Numbers {
    called: Vec<Call>,
    /// The groups that are called, the newest call first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<String>,
    officer: Waiting,
    face: Waiting,
}

#[derive(Debug, Serialize)]
struct Call {
    number: String,
    place: String,
}

/// The numbers that wait in a lane.
#[derive(Debug, Serialize)]
struct Waiting {
    numbers: Vec<String>,
    /// Whether more numbers wait than are listed.
    more: bool,
}

impl Boards {
    /// No board is open yet.
    pub fn new(store: Store, event_bus: EventBus, settings: SettingsCache) -> Self {
        Self(Arc::new(Inner { store, event_bus, settings, open: Mutex::default() }))
    }

    /// Whether the site's settings allow boards.
    pub(crate) fn are_public(&self) -> bool {
        self.0.settings.site().is_some_and(|site| site.board == site::Board::On)
    }

    /// The renderings of a board from now on, the present one first. The stream ends when the server
    /// stops, or when the settings do not allow boards any more.
    pub(crate) fn watch(&self, scope: &Scope) -> impl Stream<Item = Rendering> + use<> {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let key = scope.site().map(str::to_owned);
        let receiver = match open.get(&key) {
            Some(sender) => sender.subscribe(),
            None => {
                let (sender, receiver) = watch::channel(Rendering::from(""));
                open.insert(key, sender.clone());
                tokio::spawn(self.clone().run(scope.clone(), sender));
                receiver
            }
        };
        WatchStream::new(receiver).filter(|rendering| !rendering.is_empty())
    }

    /// Renders a board after each change until its last viewer leaves.
    async fn run(self, scope: Scope, sender: watch::Sender<Rendering>) {
        let mut changes = Box::pin(self.0.event_bus.listen());
        while self.are_public() {
            let wait = match self.render(&scope).await {
                Ok(rendering) => {
                    sender.send_if_modified(|shown| {
                        let is_new = *shown != rendering;
                        *shown = rendering;
                        is_new
                    });
                    AGEING
                }
                Err(_) => PAUSE,
            };
            tokio::select! {
                change = next_change(&mut changes) => {
                    let Some(()) = change else { break };
                    sleep(GATHER).await;
                    // Later changes are part of the next rendering, and need none of their own.
                    while let Some(Some(_)) = changes.next().now_or_never() {}
                }
                () = sleep(wait) => (),
                () = sender.closed() => if self.is_closed(&scope, &sender) { return },
            }
        }
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(&scope.site().map(str::to_owned));
    }

    /// Forgets a board, unless a viewer has come back meanwhile.
    fn is_closed(&self, scope: &Scope, sender: &watch::Sender<Rendering>) -> bool {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let is_closed = sender.receiver_count() == 0;
        if is_closed {
            open.remove(&scope.site().map(str::to_owned));
        }
        is_closed
    }

    async fn render(&self, scope: &Scope) -> Result<Rendering, Error> {
        let (store, now) = (&self.0.store, Timestamp::now());
        let since = ticket_horizon(now);
        let called = store.called(since, scope, MOST_CALLED).await?;
        let mut lanes = Vec::new();
        for lane in [Lane::Officer, Lane::Face] {
            let tickets = store.waiting(lane, since, scope, MOST_WAITING + 1).await?;
            lanes.push(Waiting::of(&tickets));
        }
        let (Some(face), Some(officer)) = (lanes.pop(), lanes.pop()) else {
            return Ok(Rendering::from(""));
        };
        let (called, groups) =
            (called.iter().map(Call::of).collect(), self.groups(scope, now).await?);
        let numbers = Numbers { called, groups, officer, face };
        Ok(serde_json::to_string(&numbers).unwrap_or_default().into())
    }

    /// The called groups that the site's settings still have, each once.
    async fn groups(&self, scope: &Scope, now: Timestamp) -> Result<Vec<String>, Error> {
        let Some(site) = self.0.settings.site().filter(|site| !site.groups.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut groups: Vec<String> = Vec::new();
        for CalledGroup { name, .. } in self.0.store.called_groups(now, scope).await? {
            if site.groups.iter().any(|group| **group == *name) && !groups.contains(&name) {
                groups.push(name);
            }
        }
        Ok(groups)
    }
}

/// Waits for a change of tickets or groups; `None` when the server stops.
async fn next_change(changes: &mut (impl Stream<Item = BusMessage> + Unpin)) -> Option<()> {
    loop {
        match changes.next().await? {
            BusMessage::Event(DeskEvent::Ticket { .. } | DeskEvent::Change)
            | BusMessage::Lagged => return Some(()),
            BusMessage::Event(DeskEvent::Call(_) | DeskEvent::Kiosk(_)) => (),
        }
    }
}

impl Call {
    fn of(called: &CalledTicket) -> Self {
        Self { number: called.ticket.at(called.kiosk), place: called.place.clone() }
    }
}

impl Waiting {
    /// One ticket more than are listed says that there are more.
    fn of(tickets: &[OpenTicket]) -> Self {
        let listed = tickets.iter().take(MOST_WAITING.into());
        let number = |open: &OpenTicket| open.result.message.ticket.at(open.result.message.kiosk);
        let numbers: Vec<_> = listed.map(number).collect();
        Self { more: tickets.len() > numbers.len(), numbers }
    }
}
