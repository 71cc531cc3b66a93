//! The first screen: a language.

use leptos::prelude::*;

use super::{language::Languages, title::Title};
use crate::{flow::Event, kiosk::Kiosk};

/// The languages, each in its own name. A touch leads to the notice.
#[component]
pub fn Welcome() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <section class="welcome">
            <Title text=|words| words.welcome_title()/>
            <p>{kiosk.say(|words| words.welcome_text())}</p>
            <Languages then=Event::Begun/>
            <p class="quiet">{kiosk.say(|words| words.welcome_speech())}</p>
        </section>
    }
}
