//! Sends results, and keeps those that could not be sent yet.
//!
//! The queue lies in the browser's local storage, so that it outlives a reload. It holds result
//! messages and nothing else.

use std::{cell::Cell, rc::Rc};

use gloo::{
    net::http::Request,
    storage::{LocalStorage, Storage},
    timers::future::TimeoutFuture,
};
use wasm_bindgen_futures::spawn_local;
use wire::{MessageId, ResultMessage, Ticket};

/// Sends results one after the other, oldest first.
#[derive(Clone, Default)]
pub struct Delivery {
    is_running: Rc<Cell<bool>>,
}

/// Where results go.
const ADDRESS: &str = "v1/results";
const QUEUE: &str = "gangway.results";
const TICKET: &str = "gangway.ticket";
/// More than a kiosk makes in three days. The oldest makes room: its traveller is long gone.
const CAPACITY: usize = 2_000;
const FIRST_WAIT_MS: u32 = 1_000;
const LONGEST_WAIT_MS: u32 = 60_000;

/// What became of one message.
enum Sent {
    /// The server has it.
    Stored,
    /// The server will never take it.
    Refused(u16),
    /// The network or the server is away.
    Later,
}

impl Delivery {
    /// Queues a result and sends it as soon as the network lets it.
    pub fn send(&self, message: &ResultMessage) {
        let mut queue = queue();
        queue.push(*message);
        let surplus = queue.len().saturating_sub(CAPACITY);
        queue.drain(..surplus);
        store(QUEUE, &queue);
        self.resume();
    }

    /// Sends what an earlier run of the page left.
    pub fn resume(&self) {
        if !self.is_running.replace(true) {
            let is_running = self.is_running.clone();
            spawn_local(async move {
                run().await;
                is_running.set(false);
            });
        }
    }
}

/// The next ticket number of this kiosk.
pub fn next_ticket() -> Ticket {
    let ticket = LocalStorage::get(TICKET).map_or(Ticket::FIRST, Ticket::next);
    store(TICKET, &ticket);
    ticket
}

/// A number that says nothing.
pub fn new_id() -> MessageId {
    let mut bytes = [0; 8];
    if let Ok(crypto) = gloo::utils::window().crypto()
        && crypto.get_random_values_with_u8_array(&mut bytes).is_ok()
    {
        return MessageId(u64::from_le_bytes(bytes));
    }
    // No kiosk's browser lacks it. One that does still delivers: the clock tells messages apart.
    MessageId(js_sys::Date::now().to_bits())
}

async fn run() {
    let mut wait = FIRST_WAIT_MS;
    while let Some(message) = queue().first().copied() {
        match post(&message).await {
            Sent::Stored => wait = FIRST_WAIT_MS,
            Sent::Refused(status) => {
                leptos::logging::warn!("the server refuses a result with status {status}");
            }
            Sent::Later => {
                let jitter = 0.75 + 0.5 * js_sys::Math::random();
                TimeoutFuture::new((f64::from(wait) * jitter) as u32).await;
                wait = (wait * 2).min(LONGEST_WAIT_MS);
                continue;
            }
        }
        let mut rest = queue();
        rest.retain(|it| it.id != message.id);
        store(QUEUE, &rest);
    }
}

async fn post(message: &ResultMessage) -> Sent {
    let Ok(request) = Request::post(ADDRESS).json(message) else { return Sent::Refused(0) };
    match request.send().await.map(|response| response.status()) {
        Ok(200..=299) => Sent::Stored,
        Ok(408 | 425 | 429 | 500..=599) | Err(_) => Sent::Later,
        Ok(status) => Sent::Refused(status),
    }
}

fn queue() -> Vec<ResultMessage> {
    LocalStorage::get(QUEUE).unwrap_or_default()
}

fn store(key: &str, value: &impl serde::Serialize) {
    if LocalStorage::set(key, value).is_err() {
        leptos::logging::warn!("the browser does not keep {key}");
    }
}
