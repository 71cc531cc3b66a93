//! The outbox: sends results, and stores those that could not be sent yet.

mod backlog;
mod entry;
mod hold;
mod pace;
mod slot;

use backlog::Declared;
pub use entry::OutboxEntry;
pub use hold::Hold;
pub use pace::Pace;
pub use slot::until_slot;

use std::{cell::Cell, rc::Rc};

use gloo::{events::EventListener, timers::future::TimeoutFuture, utils::window};
use leptos::prelude::*;
use wire::{Backlog, HelpCall, ResultMessage};

use crate::{
    identity::{Identity, Known},
    post::{self, PostOutcome, ask, ask_once},
    server::{Queue, Server},
    store::{self, Turn, Waiting},
    task::spawn,
};

/// Sends results one after the other, oldest first. Copies are the same.
#[derive(Clone, Default)]
pub struct Delivery {
    /// What is known of the server.
    pub server: RwSignal<Server>,
    is_wanted: Rc<Cell<bool>>,
    is_running: Rc<Cell<bool>>,
    /// Whether there is a reason to try now.
    is_woken: Rc<Cell<bool>>,
    /// Whether it is looked again until everything is on the disk.
    is_watching: Rc<Cell<bool>>,
    /// When the result that was sent last was made: seconds since 1970-01-01 UTC.
    last: Rc<Cell<u32>>,
    /// Held by work that a reload of the page would interrupt.
    held: Rc<Hold>,
}

/// Where results go.
const RESULTS: &str = "/v1/results";
/// Where calls for staff go.
const CALLS: &str = "/v1/calls";
/// One window of a kiosk sends at a time.
const TURN: &str = "gangway.delivery";
/// More than a kiosk makes in three days. Beyond it the oldest is dropped: its traveller is long gone.
const CAPACITY: u32 = Backlog::MOST as u32;
/// How long to wait where people have to do something first.
const SLOW_MS: u32 = 10 * 60_000;
/// How often to check whether everything has been written to the disk.
const WATCH_MS: u32 = 1_000;
/// How often to check for a reason to try earlier.
const LOOK_MS: u32 = 500;

impl Delivery {
    /// Resumes the delivery of results that an earlier run of the page left.
    pub fn start(&self) {
        let is_woken = self.is_woken.clone();
        EventListener::new(&window(), "online", move |_| is_woken.set(true)).forget();
        self.resume();
    }

    /// Queues a result, and sends it at the next slot or as soon as the network lets it.
    pub fn send(&self, message: &ResultMessage) {
        let text = OutboxEntry::new(post::reading(), *message).text();
        let (delivery, held) = (self.clone(), self.hold());
        spawn(async move {
            store::add(&text, CAPACITY).await;
            delivery.look().await;
            drop(held);
            TimeoutFuture::new(until_slot(js_sys::Date::now())).await;
            delivery.resume();
        });
    }

    /// Keeps the page from being reloaded until it is dropped.
    pub fn hold(&self) -> Hold {
        Hold::clone(&self.held)
    }

    /// Whether a reload of the page would interrupt nothing.
    pub fn is_idle(&self) -> bool {
        self.held.is_alone()
    }

    /// Calls staff, once. Says whether the desk has heard it.
    pub async fn call(&self, call: &HelpCall) -> bool {
        let Some(known) = Identity::read().await.known else { return false };
        if call.kiosk != known.kiosk {
            // It was made before the kiosk had its number.
            return false;
        }
        let answer = ask(CALLS, &call.to_json(), call.id, &known.key).await;
        self.handle_outcome(&answer);
        matches!(answer, PostOutcome::Done(_))
    }

    /// What an answer says of this kiosk.
    pub fn handle_outcome(&self, answer: &PostOutcome) {
        self.change(|server| {
            server.standing = server.standing.after(answer);
            server.clock_error = post::clock_error();
        });
    }

    /// Changes what is known of the server, if that is a change.
    pub fn change(&self, change: impl FnOnce(&mut Server)) {
        let before = self.server.get_untracked();
        let mut after = before;
        change(&mut after);
        if after != before {
            self.server.set(after);
        }
    }

    /// Tries now: the kiosk was enrolled.
    pub fn wake(&self) {
        self.is_woken.set(true);
        self.resume();
    }

    /// Waits, but no longer than the network is away.
    pub async fn wait(&self, milliseconds: u32) {
        let mut left = milliseconds;
        while left > 0 && !self.is_woken.take() {
            let slice = left.min(LOOK_MS);
            TimeoutFuture::new(slice).await;
            left -= slice;
        }
    }

    fn resume(&self) {
        self.is_wanted.set(true);
        if !self.is_running.replace(true) {
            let delivery = self.clone();
            spawn(async move {
                while delivery.is_wanted.take() {
                    delivery.run().await;
                }
                delivery.is_running.set(false);
            });
        }
    }

    /// Sends until nothing waits.
    async fn run(&self) {
        let _turn = Turn::of(TURN).await;
        let mut pace = Pace::default();
        let mut declared = Declared::default();
        // Whether the last answer was to come again later, as it also is for haste alone.
        let mut is_put_off = false;
        // Whether it was to be signed again, which is done at once, but once.
        let mut is_to_sign = false;
        loop {
            let (first, entry) = self.look().await;
            if first.text().is_none() {
                if first.is_known() {
                    return;
                }
                self.wait(WATCH_MS).await;
                continue;
            }
            // Before enrolment the server could not tell which kiosk sent the results.
            let Some(known) = Identity::read().await.known else { return };
            // Earlier wake-ups are covered by this attempt.
            self.is_woken.set(false);
            let held = self.hold();
            let answer = match entry {
                Some(entry) => self.deliver(&entry, &first, &known, &mut declared).await,
                None => PostOutcome::Refused(0),
            };
            match answer {
                PostOutcome::Done(_) => declared.use_one(),
                // The server may have forgotten the declared backlog: declare it again.
                PostOutcome::Later(Some(_)) if is_put_off => declared = Declared::default(),
                _ => (),
            }
            is_put_off = matches!(answer, PostOutcome::Later(Some(_)));
            self.handle_outcome(&answer);
            if let PostOutcome::Refused(status) = answer {
                leptos::logging::warn!("the server refuses a result with status {status}");
            }
            let wait = match answer {
                PostOutcome::Done(_) | PostOutcome::Refused(_) => {
                    store::remove(first.place()).await;
                    pace = Pace::default();
                    continue;
                }
                PostOutcome::Again | PostOutcome::WrongClock if !is_to_sign => {
                    is_to_sign = true;
                    continue;
                }
                PostOutcome::Denied(_) => SLOW_MS,
                PostOutcome::Later(said) => pace.next_or(said, js_sys::Math::random()),
                _ => pace.next(js_sys::Math::random()),
            };
            is_to_sign = false;
            drop(held);
            self.wait(wait).await;
        }
    }

    /// Sends the first result that waits.
    async fn deliver(
        &self,
        entry: &OutboxEntry,
        first: &Waiting,
        known: &Known,
        declared: &mut Declared,
    ) -> PostOutcome {
        // A result with a wrong time would not show up at the desk.
        if !post::has_time().await {
            return PostOutcome::Later(None);
        }
        let message = known.own(entry.dated(post::reading(), post::now()));
        if let Some(answer) =
            declared.declare(first.count(), &message, self.last.get(), known).await
        {
            return answer;
        }
        // From now on its content must not change: if the answer is lost, the server may have it.
        store::replace(first.place(), &OutboxEntry::sent(message).text()).await;
        let answer = ask_once(RESULTS, &message.to_json(), message.id, &known.key).await;
        match answer {
            PostOutcome::Done(_) => self.last.set(message.finished),
            // The server has stored nothing, and the message was dated by a wrong clock.
            PostOutcome::WrongClock => store::replace(first.place(), &entry.text()).await,
            _ => (),
        }
        answer
    }

    /// Reads the queue, and updates what staff see of it.
    async fn look(&self) -> (Waiting, Option<OutboxEntry>) {
        let waiting = store::waiting().await;
        let first = waiting.text().and_then(|text| OutboxEntry::read(&text));
        let queue = Queue {
            waiting: waiting.count(),
            oldest: first.map(|entry| entry.dated(post::reading(), post::now()).finished),
            is_fleeting: !store::is_lasting(),
        };
        self.change(|server| server.queue = queue);
        if queue.is_fleeting {
            self.watch();
        }
        (waiting, first)
    }

    /// Repeats that until everything is on the disk.
    fn watch(&self) {
        if !self.is_watching.replace(true) {
            let delivery = self.clone();
            spawn(async move {
                while !store::is_lasting() {
                    TimeoutFuture::new(WATCH_MS).await;
                    store::waiting().await;
                }
                delivery.is_watching.set(false);
                delivery.look().await;
            });
        }
    }
}
