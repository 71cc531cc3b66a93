//! The first screen: a language.

use leptos::prelude::*;

use super::{language::Languages, localized::localized, title::Title};
use crate::flow::FlowEvent;

/// The languages, each in its own name. A touch leads to the notice.
#[component]
pub fn WelcomeScreen() -> impl IntoView {
    view! {
        <section class="welcome">
            <Title text=|words| words.welcome_title()/>
            <p>{localized(|words| words.welcome_text())}</p>
            <Languages then=FlowEvent::Begun/>
            <p class="quiet">{localized(|words| words.welcome_speech())}</p>
        </section>
    }
}
