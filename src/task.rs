//! Asynchronous tasks, their cancellation, effects and timeouts. Futures and closures are boxed, which keeps the program
//! small: generic code is compiled again for each of their types.

use std::{
    pin::Pin,
    rc::{Rc, Weak},
};

use futures::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use leptos::prelude::Effect;
use wasm_bindgen_futures::spawn_local;

/// Spawns a task on the browser's event loop.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local(task);
}

/// Belongs to the owner of a task. When it is dropped or replaced, the task is cancelled.
#[derive(Default)]
pub struct CancelOnDrop(Rc<()>);

/// Belongs to a task, which looks at it after each wait: a request to the browser cannot be taken back,
/// but its answer can be ignored.
#[derive(Clone)]
pub struct CancelToken(Weak<()>);

impl CancelOnDrop {
    /// The token for the task.
    pub fn token(&self) -> CancelToken {
        CancelToken(Rc::downgrade(&self.0))
    }
}

impl CancelToken {
    /// Whether the owner wants the task no more.
    pub fn is_cancelled(&self) -> bool {
        self.0.strong_count() == 0
    }
}

/// Runs once the page is drawn, and again whenever a signal changes that it has read.
pub fn follow(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(move |_| run());
}

/// The result of `task`, or `None` after so many milliseconds. A promise of the browser may never settle.
pub async fn within<T>(milliseconds: u32, task: impl Future<Output = T>) -> Option<T> {
    match select(Box::pin(task), TimeoutFuture::new(milliseconds)).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}

/// Milliseconds by the monotonic clock that stamps events.
pub fn now() -> f64 {
    web_sys::Event::new("now").map_or(0.0, |event| event.time_stamp())
}
