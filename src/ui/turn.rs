//! The button that turns the screen towards the traveller, on a device that an officer holds.

use leptos::prelude::*;

use super::element::{El, View, el, p};
use crate::kiosk::Kiosk;

/// A sentence that the traveller decides, and the button. Nothing at a kiosk that stands by itself.
pub fn turn() -> El {
    let kiosk: Kiosk = expect_context();
    el("div")
        .class("turn")
        .flag("hidden", move || !kiosk.held.get())
        .show(move || if kiosk.held.get() { view(kiosk) } else { View::new() })
}

fn view(kiosk: Kiosk) -> View {
    let turn = move || kiosk.set_accessibility(|access| access.with_turned(!access.turned));
    vec![
        p(|words| words.held_text()),
        el("button").class("plain").on_click(turn).say(|words| words.held_turn()),
    ]
}
