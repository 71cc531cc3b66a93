//! Sends results, and keeps those that could not be sent yet.
//!
//! The queue is also written to the browser's local storage, one message a line, so that it
//! outlives a reload. It holds result messages and nothing else.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use gloo::{events::EventListener, timers::future::TimeoutFuture, utils::window};
use web_sys::AbortSignal;
use wire::{HelpCall, ResultMessage};

use crate::{
    fetch, json,
    keep::{keep, kept},
    task::spawn,
};

/// Sends results one after the other, oldest first.
#[derive(Clone)]
pub struct Delivery {
    queue: Rc<RefCell<VecDeque<ResultMessage>>>,
    is_running: Rc<Cell<bool>>,
    /// Whether the network has just come back.
    is_back: Rc<Cell<bool>>,
    watcher: Rc<RefCell<Option<Watcher>>>,
}

type Watcher = Box<dyn Fn(usize)>;

/// Where results go.
const RESULTS: &str = "v1/results";
/// Where calls for staff go.
const CALLS: &str = "v1/calls";
/// Where the queue is kept.
const KEY: &str = "gangway.results";
/// More than a kiosk makes in three days. The oldest makes room: its traveller is long gone.
const CAPACITY: usize = 2_000;
const FIRST_WAIT_MS: u32 = 1_000;
const LONGEST_WAIT_MS: u32 = 60_000;
/// How long to wait for an answer.
const ANSWER_MS: u32 = 5_000;
/// How often to look whether the network is back.
const LOOK_MS: u32 = 500;

/// What became of one message.
enum Sent {
    /// The server has it.
    Stored,
    /// The server will never take it.
    Refused(u16),
    /// The network, the server, or what stands between them and us is not as it should be.
    Later,
}

impl Default for Delivery {
    /// Takes up what an earlier run of the page left.
    fn default() -> Self {
        // A line that cannot be read is lost; the others are not.
        let kept = kept(KEY).unwrap_or_default();
        let queue = kept.lines().filter_map(json::read).collect();
        let queue = Rc::new(RefCell::new(queue));
        let delivery = Self {
            queue,
            is_running: Rc::default(),
            is_back: Rc::default(),
            watcher: Rc::default(),
        };
        let is_back = delivery.is_back.clone();
        EventListener::new(&window(), "online", move |_| is_back.set(true)).forget();
        delivery.resume();
        delivery
    }
}

impl Delivery {
    /// Queues a result and sends it as soon as the network lets it.
    pub fn send(&self, message: &ResultMessage) {
        self.change(|queue| {
            queue.push_back(*message);
            if queue.len() > CAPACITY {
                queue.pop_front();
            }
        });
        self.resume();
    }

    /// Tells `watcher` how many messages wait, now and whenever that changes.
    pub fn watch(&self, watcher: impl Fn(usize) + 'static) {
        watcher(self.queue.borrow().len());
        *self.watcher.borrow_mut() = Some(Box::new(watcher));
    }

    fn resume(&self) {
        if !self.is_running.replace(true) {
            let delivery = self.clone();
            spawn(async move {
                delivery.run().await;
                delivery.is_running.set(false);
            });
        }
    }

    async fn run(&self) {
        let mut wait = FIRST_WAIT_MS;
        loop {
            let Some(message) = self.queue.borrow().front().copied() else { return };
            match post_result(&message).await {
                Sent::Stored => wait = FIRST_WAIT_MS,
                Sent::Refused(status) => {
                    leptos::logging::warn!("the server refuses a result with status {status}");
                }
                Sent::Later => {
                    let jitter = 0.75 + 0.5 * js_sys::Math::random();
                    self.rest((f64::from(wait) * jitter) as u32).await;
                    wait = (wait * 2).min(LONGEST_WAIT_MS);
                    continue;
                }
            }
            self.change(|queue| queue.retain(|it| it.id != message.id));
        }
    }

    /// Waits, but no longer than the network is away.
    async fn rest(&self, milliseconds: u32) {
        let mut left = milliseconds;
        while left > 0 && !self.is_back.take() {
            let slice = left.min(LOOK_MS);
            TimeoutFuture::new(slice).await;
            left -= slice;
        }
    }

    fn change(&self, change: impl FnOnce(&mut VecDeque<ResultMessage>)) {
        let mut queue = self.queue.borrow_mut();
        change(&mut queue);
        let lines = queue.iter().map(ResultMessage::to_json);
        let kept = lines.collect::<Vec<_>>().join("\n");
        keep(KEY, &kept);
        let waiting = queue.len();
        drop(queue);
        if let Some(watcher) = &*self.watcher.borrow() {
            watcher(waiting);
        }
    }
}

/// Calls staff, once. Says whether the desk has heard it.
pub async fn call(call: &HelpCall) -> bool {
    matches!(post(CALLS, call.to_json()).await, Some(200..=299))
}

async fn post_result(message: &ResultMessage) -> Sent {
    match post(RESULTS, message.to_json()).await {
        Some(200..=299) => Sent::Stored,
        // What the server says of the message itself. Any other status may be a proxy's.
        Some(status @ (400 | 409 | 413 | 415 | 422)) => Sent::Refused(status),
        Some(_) | None => Sent::Later,
    }
}

/// Gives the status of the answer, if there is one.
async fn post(address: &str, json: String) -> Option<u16> {
    // A network that swallows everything is none.
    let patience = AbortSignal::timeout_with_u32(ANSWER_MS);
    fetch::post(address, &json, &patience).await
}
