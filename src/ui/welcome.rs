//! The first screen: a language.

use leptos::prelude::*;

use super::title::Title;
use crate::{flow::Event, kiosk::Kiosk, text::L10n};

/// The languages, each in its own name. A touch leads to the notice.
#[component]
pub fn Welcome() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let begin = move |language| {
        kiosk.speak(language);
        kiosk.send(Event::Begun);
    };
    let languages = L10n::iter().map(|&language| {
        view! {
            <button
                class="action"
                lang=language.to_string()
                on:click=move |_| begin(language)
            >
                {language.language_name()}
            </button>
        }
    });
    view! {
        <section class="welcome">
            <Title text=|words| words.welcome_title()/>
            <p>{kiosk.say(|words| words.welcome_text())}</p>
            <div class="actions">{languages.collect_view()}</div>
        </section>
    }
}
