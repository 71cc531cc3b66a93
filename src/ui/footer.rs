//! The footer of every screen: the same four buttons, always in the same place.

use leptos::prelude::*;

use super::{button::EventButton, localized::localized};
use crate::{
    flow::{Done, FlowEvent, Panel, Step},
    kiosk::Kiosk,
    text::Sentence,
};

/// The buttons for an officer, staff, language and accessibility.
#[component]
pub fn PageFooter() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let is_on_the_way = Signal::derive(move || match kiosk.flow.read().step {
        Step::Done(Done::Match(_)) => false,
        Step::Done(_) => true,
        _ => false,
    });
    view! {
        <footer>
            <EventButton
                event=FlowEvent::Declined
                class="officer"
                icon="officer"
                disabled=is_on_the_way
            >
                <span>{localized(|words| words.officer())}</span>
            </EventButton>
            <Opener panel=Panel::Help class="call" icon="staff" text=|words| words.call_staff()/>
            <Opener panel=Panel::Language class="tongue" icon="language" text=|words| words.language()/>
            <Opener panel=Panel::Access class="ease" icon="access" text=|words| words.access()/>
        </footer>
    }
}

/// A button that opens a panel.
#[component]
fn Opener(
    /// The panel.
    panel: Panel,
    /// For the style sheet.
    class: &'static str,
    /// The picture on the button.
    icon: &'static str,
    /// What the button says.
    text: Sentence,
) -> impl IntoView {
    view! {
        <EventButton event=FlowEvent::PanelOpened(panel) class icon>
            <span>{localized(text)}</span>
        </EventButton>
    }
}
