//! Sends results, and keeps those that could not be sent yet.
//!
//! The queue is also written to the browser's local storage, one message a line, so that it
//! outlives a reload. It holds result messages and nothing else.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use gloo::{
    net::http::Request,
    storage::{LocalStorage, Storage},
    timers::future::TimeoutFuture,
};
use wasm_bindgen_futures::spawn_local;
use wire::ResultMessage;

/// Sends results one after the other, oldest first.
#[derive(Clone)]
pub struct Delivery {
    queue: Rc<RefCell<VecDeque<ResultMessage>>>,
    is_running: Rc<Cell<bool>>,
}

/// Where results go.
const ADDRESS: &str = "v1/results";
/// Where the queue is kept.
const KEY: &str = "gangway.results";
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
    /// The network, the server, or what stands between them and us is not as it should be.
    Later,
}

impl Default for Delivery {
    /// Takes up what an earlier run of the page left.
    fn default() -> Self {
        // A line that cannot be read is lost; the others are not.
        let kept = LocalStorage::raw().get_item(KEY).ok().flatten().unwrap_or_default();
        let queue = kept.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let delivery = Self { queue: Rc::new(RefCell::new(queue)), is_running: Rc::default() };
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

    fn resume(&self) {
        if !self.is_running.replace(true) {
            let delivery = self.clone();
            spawn_local(async move {
                delivery.run().await;
                delivery.is_running.set(false);
            });
        }
    }

    async fn run(&self) {
        let mut wait = FIRST_WAIT_MS;
        loop {
            let Some(message) = self.queue.borrow().front().copied() else { return };
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
            self.change(|queue| queue.retain(|it| it.id != message.id));
        }
    }

    fn change(&self, change: impl FnOnce(&mut VecDeque<ResultMessage>)) {
        let mut queue = self.queue.borrow_mut();
        change(&mut queue);
        let lines = queue.iter().filter_map(|message| serde_json::to_string(message).ok());
        let kept = lines.collect::<Vec<_>>().join("\n");
        if LocalStorage::raw().set_item(KEY, &kept).is_err() {
            leptos::logging::warn!("the browser does not keep results over a reload");
        }
    }
}

async fn post(message: &ResultMessage) -> Sent {
    let Ok(request) = Request::post(ADDRESS).json(message) else { return Sent::Refused(0) };
    match request.send().await.map(|response| response.status()) {
        Ok(200..=299) => Sent::Stored,
        // What the server says of the message itself. Any other status may be a proxy's.
        Ok(status @ (400 | 409 | 413 | 415 | 422)) => Sent::Refused(status),
        Ok(_) | Err(_) => Sent::Later,
    }
}
