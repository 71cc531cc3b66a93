//! Every screen in every state and language, for development and tests. No traveller's build has it.
//!
//! `/gallery` lists the exhibits; `/gallery?exhibit=NAME&language=ar&ease=contrast+large+low` shows
//! one. Nothing behind an exhibit runs: it answers no touch. A `popstate` event, as when one goes
//! back, shows the exhibit that the address names then, without a load.

mod exhibits;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, UrlSearchParams};

use crate::{
    access::{Access, TextSize},
    kiosk::Kiosk,
    text::L10n,
    ui::app::App,
};
use exhibits::Exhibit;

/// Whether the gallery is asked for, not the kiosk.
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
        leptos::mount::mount_to_body(Gallery);
    })
    .forget();
    leptos::mount::mount_to_body(Gallery);
}

/// Takes the exhibit that hangs off the page. What listens for it goes on, and finds nothing.
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

/// The exhibit that the address names, or the list of all.
#[component]
fn Gallery() -> impl IntoView {
    let Some(exhibit) = wish("exhibit").and_then(|name| exhibits::named(&name)) else {
        return view! { <List/> }.into_any();
    };
    let kiosk = Kiosk::still();
    let language = wish("language").and_then(|tag| tag.parse().ok()).unwrap_or_default();
    kiosk.speak(language);
    exhibits::arrange(kiosk, exhibit);
    let ease = wish("ease").unwrap_or_default();
    kiosk.access.update(|access| *access = eased(*access, &ease));
    view! { <App kiosk/> }.into_any()
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

#[component]
fn List() -> impl IntoView {
    let link = |exhibit: &Exhibit, language: L10n| {
        let href = format!("/gallery?exhibit={}&language={language}", exhibit.name);
        view! { <a href=href>{language.to_string()}</a> " " }
    };
    let line = move |exhibit: &Exhibit| {
        let links = L10n::iter().map(|&language| link(exhibit, language)).collect_view();
        view! { <li data-exhibit=exhibit.name>{exhibit.name} ": " {links}</li> }
    };
    view! { <main><ul>{exhibits::all().iter().map(line).collect_view()}</ul></main> }
}
