//! The worker compares; the camera is off.

use leptos::prelude::*;

use super::{icon::Icon, title::Title};
use crate::kiosk::Kiosk;

/// Says that it takes a moment.
#[component]
pub fn Comparing() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <section class="comparing" aria-busy="true">
            <Icon name="wait"/>
            <Title text=|words| words.comparing_title()/>
            <p>{kiosk.say(|words| words.comparing_text())}</p>
        </section>
    }
}
