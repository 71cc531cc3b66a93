//! Prints the ticket of the last screen.

use gloo::{timers::future::TimeoutFuture, utils::window};

use crate::task::spawn;

/// How long the last screen takes to hold the ticket, in milliseconds.
const DRAWN_MS: u32 = 100;

/// Hands the ticket to the browser's printing. Nothing waits for it: without paper, printer or permission
/// the traveller has the number on the screen.
pub fn print_ticket() {
    spawn(async {
        TimeoutFuture::new(DRAWN_MS).await;
        if window().print().is_err() {
            leptos::logging::warn!("the browser does not print");
        }
    });
}
