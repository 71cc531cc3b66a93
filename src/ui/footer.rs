//! The foot of every screen: the way to an officer, always in the same place.

use leptos::prelude::*;

use super::icon::Icon;
use crate::{
    flow::{Done, Event, Step},
    kiosk::Kiosk,
};

/// One touch leads to an officer.
#[component]
pub fn Footer() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let is_on_the_way = move || match kiosk.flow.read().step {
        Step::Done(Done::Match(_)) => false,
        Step::Done(_) => true,
        _ => false,
    };
    view! {
        <footer>
            <button
                class="officer"
                disabled=is_on_the_way
                on:click=move |_| kiosk.send(Event::Declined)
            >
                <Icon name="officer"/>
                {kiosk.say(|words| words.officer())}
            </button>
        </footer>
    }
}
