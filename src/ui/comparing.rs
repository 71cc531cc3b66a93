//! The worker compares; the camera is off.

use leptos::prelude::*;

use super::{icon::Icon, localized::localized, title::Title};

/// Says that it takes a moment.
#[component]
pub fn ComparingScreen() -> impl IntoView {
    view! {
        <section class="comparing" aria-busy="true">
            <Icon name="wait"/>
            <Title text=|words| words.comparing_title()/>
            <p>{localized(|words| words.comparing_text())}</p>
        </section>
    }
}
