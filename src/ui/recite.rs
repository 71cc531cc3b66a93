//! Reads aloud each new screen, each hint, and each control that gets the focus.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::keys;
use crate::{
    flow::Step,
    kiosk::{Kiosk, KioskEvent},
    task,
};

/// What a screen says, apart from its controls.
const SENTENCES: &str = ":is(h1, h2, p, li, th, td):not(button *, .hint, .silent, .silent *)";

/// Reads aloud while the traveller has speech on.
pub fn follow(kiosk: Kiosk) {
    let is_on = Memo::new(move |_| kiosk.access.read().speech);
    let screen = Memo::new(move |_| {
        let flow = kiosk.flow.read();
        (
            flow.step,
            flow.panel,
            flow.time.is_short,
            flow.face_lane,
            kiosk.language.get(),
            kiosk.call.get(),
            kiosk.ticket.get(),
            matches!(flow.step, Step::Done(_)).then(|| kiosk.picture.get()),
            is_on.get(),
        )
    });
    task::follow(move || {
        // `get` and not `track`: a memo that was never read has no subscriptions yet.
        let _ = screen.get();
        if is_on.get_untracked() {
            // After the screen has been drawn.
            request_animation_frame(move || {
                kiosk.dispatch(KioskEvent::ScreenRead(screen_text(kiosk)))
            });
        }
    });
    // The worker says the same of many frames in a row; it is read once.
    let hint = Memo::new(move |_| (kiosk.hint.get(), kiosk.camera.get().is_starting));
    task::follow(move || {
        let has_hint = hint.get() != (None, false);
        if has_hint && is_on.get_untracked() {
            request_animation_frame(move || {
                kiosk.dispatch(KioskEvent::ScreenRead(text_of(".hint")))
            });
        }
    });
    let is_slow = Memo::new(move |_| kiosk.camera.get().is_slow);
    task::follow(move || {
        if is_slow.get() && is_on.get_untracked() {
            request_animation_frame(move || {
                kiosk.dispatch(KioskEvent::ScreenRead(text_of(".way-on p")))
            });
        }
    });
    let reached = EventListener::new(&document(), "focusin", move |_| {
        if is_on.get_untracked() {
            read_control(kiosk);
        }
    });
    reached.forget();
}

/// Reads the focused control. The buttons beside the transcript are read only for keys: a touch on one
/// should start its action and not its name.
fn read_control(kiosk: Kiosk) {
    let Some(control) = document().active_element() else { return };
    let is = |selector| control.matches(selector).unwrap_or(false);
    if !is(".reader *") || is(":focus-visible") {
        kiosk.dispatch(KioskEvent::ControlRead(control_text(kiosk)));
    }
}

/// The sentences of what is shown, and how to go on.
fn screen_text(kiosk: Kiosk) -> String {
    let words = kiosk.words.read_untracked();
    let shown = document().query_selector(".panel").ok().flatten();
    let shown = shown.or_else(|| document().query_selector("main section").ok().flatten());
    let Some(shown) = shown else { return String::new() };
    let Ok(found) = shown.query_selector_all(SENTENCES) else { return String::new() };
    let elements = (0..found.length()).filter_map(|i| found.get(i)?.dyn_into::<Element>().ok());
    let mut sentences: Vec<String> = elements.map(|element| sentence(&element)).collect();
    sentences.push(words.speech_how());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// What the control with the focus is and belongs to, whether it is chosen, and where it stands.
fn control_text(kiosk: Kiosk) -> String {
    let controls = keys::controls();
    let Some(place) = keys::place(&controls) else { return String::new() };
    let control = &controls[place];
    let words = kiosk.words.read_untracked();
    let told = words.speech_control(label(control), place as u32 + 1, controls.len() as u32);
    let is_chosen = control.get_attribute("aria-pressed").is_some_and(|pressed| pressed == "true");
    if is_chosen { format!("{told} {}", words.speech_chosen()) } else { told }
}

fn label(control: &HtmlElement) -> String {
    let named = control.get_attribute("aria-label");
    let own = named.unwrap_or_else(|| words_of(control));
    if own.is_empty() {
        // A field is named by what stands around it.
        return control
            .closest("label")
            .ok()
            .flatten()
            .map(|field| words_of(&field))
            .unwrap_or_default();
    }
    // "On" alone says nothing.
    let group = control.closest("[role=group]").ok().flatten();
    let of = group.and_then(|group| group.get_attribute("aria-label"));
    of.map_or_else(|| own.clone(), |of| format!("{of}: {own}"))
}

fn text_of(selector: &str) -> String {
    let found = document().query_selector(selector).ok().flatten();
    found.map(|element| words_of(&element)).unwrap_or_default()
}

/// With a full stop, so that a voice makes a pause.
fn sentence(element: &Element) -> String {
    let text = words_of(element);
    let ends = text.ends_with(['.', '?', '!', ':', '。', '？', '！', '：', '؟']);
    if text.is_empty() || ends { text } else { format!("{text}.") }
}

/// The words in an element, one space between them, and between its parts.
fn words_of(element: &Element) -> String {
    let parts = element.query_selector_all("strong, span:not(.icon)").ok();
    let count = parts.as_ref().map_or(0, |parts| parts.length());
    let text = if count > 1 {
        let parts =
            parts.into_iter().flat_map(|parts| (0..count).filter_map(move |i| parts.get(i)));
        parts.filter_map(|part| part.text_content()).collect::<Vec<_>>().join(". ")
    } else {
        element.text_content().unwrap_or_default()
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
