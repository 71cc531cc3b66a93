//! Every screen in every state and language, for development and tests. No traveller's build has it.
//!
//! `/gallery` lists the exhibits; `/gallery?exhibit=NAME&language=ar&ease=contrast+large+low` shows
//! one. An exhibit has no machinery and does not react to touches. A `popstate` event, as after a step
//! back in the history, shows the exhibit of the new address without a load.

mod exhibits;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, UrlSearchParams};

use crate::{
    access::{Access, TextSize},
    kiosk::{Kiosk, KioskEvent},
    task::spawn,
    text::{self, Language},
    ui::{
        app,
        element::{self, El, el},
    },
};
use exhibits::Exhibit;

/// Whether the address is that of the gallery, not of the kiosk.
pub fn is_asked_for() -> bool {
    window().location().pathname().is_ok_and(|path| path == "/gallery")
}

/// Shows what the address names, now and whenever it changes.
pub fn open() {
    let inert =
        EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(&document(), "click", inert, |event| {
        if wish("exhibit").is_some() {
            event.stop_propagation();
            event.prevent_default();
        }
    })
    .forget();
    EventListener::new(&window(), "popstate", |_| {
        take_down();
        leptos::mount::mount_to_body(gallery);
    })
    .forget();
    spawn(async {
        // An exhibit is shown at once. Without the language's file it is in English.
        let _ = text::fetch().await;
        leptos::mount::mount_to_body(gallery);
    });
}

/// Removes the present exhibit from the page. Its listeners stay and find no elements.
fn take_down() {
    let Ok(parts) = document().query_selector_all(PARTS) else { return };
    for part in (0..parts.length()).filter_map(|i| parts.get(i)) {
        part.unchecked_into::<Element>().remove();
    }
}

/// What an exhibit is made of.
const PARTS: &str = "body > :is(header, main, section, .reader, footer, .dark)";

/// A part of the address.
fn wish(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Shows the exhibit that the address names, or the list of all.
fn gallery() {
    let Some(exhibit) = wish("exhibit").and_then(|name| exhibits::named(&name)) else {
        return element::show(vec![list()]);
    };
    let kiosk = Kiosk::still();
    let language = wish("language").and_then(|tag| tag.parse().ok()).unwrap_or(Language::ENGLISH);
    kiosk.dispatch(KioskEvent::LanguageChosen(language));
    exhibits::arrange(kiosk, exhibit);
    let ease = wish("ease").unwrap_or_default();
    kiosk.access.exhibit().update(|access| *access = eased(*access, &ease));
    app::open(kiosk);
}

fn eased(access: Access, wish: &str) -> Access {
    wish.split(' ').fold(access, |access, word| match word {
        "contrast" => Access { strong_contrast: true, ..access },
        "large" => Access { text: TextSize::Large, ..access },
        "largest" => Access { text: TextSize::Largest, ..access },
        "low" => Access { low_controls: true, ..access },
        _ => access,
    })
}

fn list() -> El {
    let link = |exhibit: &Exhibit, language: Language| {
        let href = format!("/gallery?exhibit={}&language={language}", exhibit.name);
        el("a").set("href", &href).text(language.tag())
    };
    let line = move |exhibit: &Exhibit| {
        let line = el("li").set("data-exhibit", exhibit.name).text(exhibit.name).text(": ");
        Language::all().fold(line, |line, it| line.with(link(exhibit, it)).text(" "))
    };
    el("main").with(el("ul").with_all(exhibits::all().iter().map(line)))
}
