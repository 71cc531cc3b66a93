//! What goes on by itself. Boxed: futures and closures of a type of their own are each compiled
//! with all that runs them.

use std::pin::Pin;

use leptos::prelude::Effect;
use wasm_bindgen_futures::spawn_local;

/// Runs to its end, a piece at a time.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local(task);
}

/// Runs once the page is drawn, and again whenever a signal changes that it has read.
pub fn follow(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(move |_| run());
}
