//! The languages, each in its own name.

use leptos::prelude::*;

use super::title::PanelTitle;
use crate::{flow::Event, kiosk::Kiosk};

/// A button for each language. After a touch, everything is said in it, and `then` happens.
#[component]
pub fn Languages(
    /// What a touch leads to.
    then: Event,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let button = move |language: crate::text::L10n| {
        let choose = move |_| {
            kiosk.speak(language);
            kiosk.send(then);
        };
        let is_chosen = move || (kiosk.language.get() == language).to_string();
        view! {
            <button lang=language.to_string() aria-pressed=is_chosen on:click=choose>
                {language.language_name()}
            </button>
        }
    };
    view! {
        <div class="languages">
            {move || kiosk.languages().into_iter().map(button).collect_view()}
        </div>
    }
}

/// Another language, from any screen.
#[component]
pub fn Language() -> impl IntoView {
    view! {
        <PanelTitle text=|words| words.language_title()/>
        <Languages then=Event::PanelClosed/>
    }
}
