//! Keys: a keypad with four arrows, Enter and a star does everything that a finger does.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::{
    flow::{FlowEvent, Panel},
    kiosk::{Kiosk, KioskEvent},
};

/// The focusable controls in reading order: on the screen or panel that is shown, then below it.
const CONTROLS: &str = "main:not([inert]) :is(button, input, video[controls]):not(:disabled), \
    .panel :is(button, a, input):not(:disabled), .reader button, footer button:not(:disabled)";

/// Share of a panel's height that one key scrolls: a line or two stay visible for orientation.
const SCROLL_SHARE: f64 = 0.7;
/// A remainder of so few pixels is not scrolled.
const SCROLL_REST: i32 = 4;

/// Handles keys for as long as the page lives.
pub fn listen(kiosk: Kiosk) {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&document(), "keydown", options, move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        if !is_typed(key) && obey(kiosk, &key.key()) {
            event.prevent_default();
        }
    });
    listener.forget();
}

/// Whether the key is text for an input field and no command.
fn is_typed(key: &KeyboardEvent) -> bool {
    key.key().len() == 1 && key.target().is_some_and(|target| target.has_type::<HtmlInputElement>())
}

/// Whether a key does more than lead from one control to the next.
pub fn acts(key: &KeyboardEvent) -> bool {
    let acting = ["Enter", " ", "Escape", "*", "0", "5", "F2"];
    !is_typed(key) && acting.contains(&&*key.key())
}

/// Runs the command of a key. Returns whether it has one.
fn obey(kiosk: Kiosk, key: &str) -> bool {
    match key {
        "ArrowDown" if scroll(1.0) => {}
        "ArrowUp" if scroll(-1.0) => {}
        "ArrowDown" | "ArrowRight" => step(1),
        "ArrowUp" | "ArrowLeft" => step(-1),
        "Escape" => kiosk.dispatch(FlowEvent::PanelClosed),
        "*" => {
            kiosk.set_accessibility(|access| match (access.speech, access.dark_screen) {
                (true, true) => access.with_dark_screen(false),
                (speech, _) => access.with_speech(!speech),
            });
        }
        "0" => kiosk.dispatch(KioskEvent::ReadAgain),
        // The key in the middle of a keypad, which fingers find by its mark.
        "5" => kiosk.dispatch(KioskEvent::ReadingPaused),
        "F2" => kiosk.dispatch(FlowEvent::PanelOpened(Panel::Staff)),
        // They press the focused control, which may be the button that pauses speech.
        "Enter" | " " => return false,
        _ => {
            // Any other key stops the speech.
            kiosk.dispatch(KioskEvent::ReadingEnded);
            return false;
        }
    }
    true
}

/// All controls that can be focused now.
pub fn controls() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(CONTROLS) else { return Vec::new() };
    let found = (0..found.length()).filter_map(|i| found.get(i));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

/// The index of the focused control.
pub fn place(controls: &[HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    controls.iter().position(|control| **control == active)
}

/// Scrolls a panel that is longer than the screen. Returns whether there was more.
fn scroll(direction: f64) -> bool {
    let Ok(Some(panel)) = document().query_selector(".panel") else { return false };
    let (top, height) = (panel.scroll_top(), panel.client_height());
    let room = if direction > 0.0 { panel.scroll_height() - height - top } else { top };
    if room <= SCROLL_REST {
        return false;
    }
    panel.set_scroll_top(top + (direction * SCROLL_SHARE * f64::from(height)) as i32);
    true
}

fn step(by: isize) {
    let controls = controls();
    let count = controls.len() as isize;
    if count == 0 {
        return;
    }
    let next = match place(&controls) {
        Some(now) => (now as isize + by).rem_euclid(count),
        None if by > 0 => 0,
        None => count - 1,
    };
    // If a control cannot take the focus, the next key skips it.
    let _ = controls[next as usize].focus();
}
