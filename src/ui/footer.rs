//! The foot of every screen: the same four ways out, always in the same place.

use leptos::prelude::*;

use super::icon::Icon;
use crate::{
    flow::{Done, Event, Panel, Step},
    kiosk::Kiosk,
    text::L10nLanguage,
};

/// An officer, staff, another language, and what makes the kiosk easier to use.
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
                <span>{kiosk.say(|words| words.officer())}</span>
            </button>
            <Opener panel=Panel::Help class="call" icon="staff" text=|words| words.call_staff()/>
            <Opener panel=Panel::Language class="tongue" icon="language" text=|words| words.language()/>
            <Opener panel=Panel::Access class="ease" icon="access" text=|words| words.access()/>
        </footer>
    }
}

#[component]
fn Opener(
    panel: Panel,
    class: &'static str,
    icon: &'static str,
    text: fn(&L10nLanguage) -> String,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <button class=class data-opens=panel.name() on:click=move |_| kiosk.send(Event::PanelOpened(panel))>
            <Icon name=icon/>
            <span>{kiosk.say(text)}</span>
        </button>
    }
}
