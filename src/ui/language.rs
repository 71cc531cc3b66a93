//! The languages, each in its own name.

use leptos::prelude::*;

use super::title::PanelTitle;
use crate::{flow::FlowEvent, kiosk::Kiosk};

/// A button for each language. After a touch, everything is said in it.
#[component]
pub fn Languages(
    /// What happens after the choice.
    then: FlowEvent,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let choose = move |language| {
        kiosk.set_language(language);
        kiosk.send(then);
    };
    view! {
        <div class="languages">
            // The key keeps the buttons in place when the settings are loaded again with the same
            // languages: a traveller may be about to press one.
            <For each=move || kiosk.languages() key=|language| language.tag() let(language)>
                <button
                    lang=language.tag()
                    aria-pressed=move || (kiosk.language.get() == language).to_string()
                    on:click=move |_| choose(language)
                >
                    {language.language_name()}
                </button>
            </For>
        </div>
    }
}

/// Another language, from any screen.
#[component]
pub fn LanguagePanel() -> impl IntoView {
    view! {
        <PanelTitle text=|words| words.language_title()/>
        <Languages then=FlowEvent::PanelClosed/>
    }
}
