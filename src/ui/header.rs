//! The head of every screen: how far one is, and in which language.

use leptos::prelude::*;

use crate::{
    flow::{FaceLane, Step},
    kiosk::Kiosk,
    text::L10n,
};

/// How far the traveller is, and the languages, each in its own name.
#[component]
pub fn Header() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let progress = move || {
        let words = kiosk.words.read();
        let flow = kiosk.flow.get();
        // Where the face lane is closed there are no steps to come.
        let number = flow.step.number().filter(|_| flow.face_lane == FaceLane::Open);
        number.map_or(words.app_title(), |number| words.step(number, Step::COUNT))
    };
    let languages = L10n::iter().map(|&language| {
        let is_chosen = move || kiosk.language.get() == language;
        view! {
            <button
                lang=language.to_string()
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| kiosk.speak(language)
            >
                {language.language_name()}
            </button>
        }
    });
    view! {
        <header>
            <p class="progress">{progress}</p>
            <nav class="languages" aria-label=kiosk.say(|words| words.language())>
                {languages.collect_view()}
            </nav>
        </header>
    }
}
