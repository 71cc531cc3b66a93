//! Sends results, and keeps those that could not be sent yet.

mod entry;
mod hold;
mod pace;
mod slot;

pub use entry::Entry;
pub use hold::Hold;
pub use pace::Pace;
pub use slot::until_slot;

use std::{cell::Cell, rc::Rc};

use gloo::{events::EventListener, timers::future::TimeoutFuture, utils::window};
use leptos::prelude::*;
use wire::{Backlog, HelpCall, MessageId, ResultMessage};

use crate::{
    identity::{Identity, Known},
    post::{self, Answer, ask, ask_once},
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
    /// Who would be cut off if the page started anew.
    held: Rc<Hold>,
}

/// Where results go.
const RESULTS: &str = "/v1/results";
/// Where calls for staff go.
const CALLS: &str = "/v1/calls";
/// Where the server is told that more wait than it takes otherwise.
const BACKLOGS: &str = "/v1/backlogs";
/// So many the server takes at once without being told.
const AT_ONCE: u32 = 9;
/// And so old, in seconds: it allows for a minute more.
const RECENT: u32 = 4 * 60;
/// One window of a kiosk sends at a time.
const TURN: &str = "gangway.delivery";
/// More than a kiosk makes in three days. The oldest makes room: its traveller is long gone.
const CAPACITY: u32 = Backlog::MOST as u32;
/// How long to wait where people have to do something first.
const SLOW_MS: u32 = 10 * 60_000;
/// How often to look whether there is a reason to try earlier.
const LOOK_MS: u32 = 500;

impl Delivery {
    /// Takes up what an earlier run of the page left.
    pub fn start(&self) {
        let is_woken = self.is_woken.clone();
        EventListener::new(&window(), "online", move |_| is_woken.set(true)).forget();
        self.resume();
    }

    /// Queues a result, and sends it at the next slot or as soon as the network lets it.
    pub fn send(&self, message: &ResultMessage) {
        let text = Entry::new(post::reading(), *message).text();
        let (delivery, held) = (self.clone(), self.hold());
        spawn(async move {
            store::add(&text, CAPACITY).await;
            delivery.look().await;
            drop(held);
            TimeoutFuture::new(until_slot(js_sys::Date::now())).await;
            delivery.resume();
        });
    }

    /// Keeps the page from starting anew while it lives.
    pub fn hold(&self) -> Hold {
        Hold::clone(&self.held)
    }

    /// Whether nothing would be cut off if the page started anew.
    pub fn is_idle(&self) -> bool {
        self.held.is_alone()
    }

    /// Calls staff, once. Says whether the desk has heard it.
    pub async fn call(&self, call: &HelpCall) -> bool {
        let Some(known) = Identity::read().await.known else { return false };
        let answer = ask(CALLS, &call.to_json(), call.id, &known.key).await;
        self.hear(&answer);
        matches!(answer, Answer::Done(_))
    }

    /// What an answer says of this kiosk.
    pub fn hear(&self, answer: &Answer) {
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
    pub async fn rest(&self, milliseconds: u32) {
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
        // How many more the server takes of a backlog that it was told of.
        let mut declared = 0;
        // Whether the last answer was to come again later, as it also is for haste alone.
        let mut is_put_off = false;
        // Whether it was to be signed again, which is done at once, but once.
        let mut is_to_sign = false;
        loop {
            let (first, entry) = self.look().await;
            if first.text().is_none() {
                return;
            }
            // Until it is enrolled, nobody would know whose results these are.
            let Some(known) = Identity::read().await.known else { return };
            // What was a reason before is one no longer.
            self.is_woken.set(false);
            let held = self.hold();
            let answer = match entry {
                Some(entry) => deliver(&entry, &first, &known, &mut declared).await,
                None => Answer::Refused(0),
            };
            match answer {
                Answer::Done(_) => declared = declared.saturating_sub(1),
                // It wants to be told anew.
                Answer::Later(Some(_)) if is_put_off => declared = 0,
                _ => (),
            }
            is_put_off = matches!(answer, Answer::Later(Some(_)));
            self.hear(&answer);
            if let Answer::Refused(status) = answer {
                leptos::logging::warn!("the server refuses a result with status {status}");
            }
            let wait = match answer {
                Answer::Done(_) | Answer::Refused(_) if store::remove(first.place()).await => {
                    pace = Pace::default();
                    continue;
                }
                Answer::Again | Answer::WrongClock if !is_to_sign => {
                    is_to_sign = true;
                    continue;
                }
                Answer::Denied(_) => SLOW_MS,
                Answer::Later(said) => pace.next_or(said, js_sys::Math::random()),
                _ => pace.next(js_sys::Math::random()),
            };
            is_to_sign = false;
            drop(held);
            self.rest(wait).await;
        }
    }

    /// Looks at what waits, and tells staff.
    async fn look(&self) -> (Waiting, Option<Entry>) {
        let waiting = store::waiting().await;
        let first = waiting.text().and_then(|it| Entry::read(&it));
        let queue = Queue {
            waiting: waiting.count(),
            oldest: first.map(|it| it.dated(post::reading(), post::now()).finished),
            is_fleeting: !store::is_lasting(),
        };
        self.change(|server| server.queue = queue);
        (waiting, first)
    }
}

/// Sends the first result that waits.
async fn deliver(entry: &Entry, first: &Waiting, known: &Known, declared: &mut u32) -> Answer {
    // What says by the wrong time when it was made would be at no desk.
    if !post::has_time().await {
        return Answer::Later(None);
    }
    // What was made before the kiosk had its number goes out under it.
    let message = entry.dated(post::reading(), post::now()).of(known.kiosk);
    if let Some(answer) = declare(declared, first.count(), &message, known).await {
        return answer;
    }
    // From now on it stays the same: should the answer be lost, the server has it.
    store::replace(first.place(), &Entry::sent(message).text()).await;
    let answer = ask_once(RESULTS, &message.to_json(), message.id, &known.key).await;
    if answer == Answer::WrongClock {
        // It has nothing, and the message was dated by a clock that was wrong.
        store::replace(first.place(), &entry.text()).await;
    }
    answer
}

/// Tells the server that more results wait, or older ones, than it takes otherwise: `waiting` of them,
/// this one the oldest. Gives the answer, if results cannot be sent after it.
async fn declare(
    declared: &mut u32,
    waiting: u32,
    oldest: &ResultMessage,
    known: &Known,
) -> Option<Answer> {
    let is_old = post::now().saturating_sub(oldest.finished) > RECENT;
    if *declared > 0 || (waiting <= AT_ONCE && !is_old) {
        return None;
    }
    let results = waiting.min(CAPACITY);
    let backlog = Backlog { kiosk: oldest.kiosk, results: results as u16, oldest: oldest.finished };
    let json = backlog.to_json();
    match ask_once(BACKLOGS, &json, MessageId::of_body(&json), &known.key).await {
        Answer::Done(_) => {
            *declared = results;
            None
        }
        // It is no result that was refused.
        Answer::Refused(_) => Some(Answer::Later(None)),
        answer => Some(answer),
    }
}
