//! The head of every screen: how far one is, and where.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    flow::{Event, FaceLane, Panel, Step},
    kiosk::Kiosk,
};

/// Staff touch the head so often in a row to see what they want to know of the kiosk.
const STAFF_TOUCHES: u8 = 5;
const STAFF_PAUSE: Duration = Duration::from_secs(3);

/// How far the traveller is, and whose kiosk this is.
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
    let whose = move || {
        let site = kiosk.site.read();
        site.as_ref().map(|site| format!("{} · {}", site.site, site.operator))
    };
    let touches = RwSignal::new(0);
    let touched = move |_| {
        touches.update(|it| *it += 1);
        if touches.get_untracked() == STAFF_TOUCHES {
            kiosk.send(Event::PanelOpened(Panel::Staff));
        }
        set_timeout(move || touches.set(0), STAFF_PAUSE);
    };
    view! {
        <header on:click=touched>
            <p class="progress">{progress}</p>
            <p class="whose"><bdi>{whose}</bdi></p>
        </header>
    }
}
