//! Buttons that send an event to the flow.

use leptos::prelude::*;

use super::icon::Icon;
use crate::{flow::FlowEvent, kiosk::Kiosk};

/// A button that sends an event. One that opens a panel gets the focus back when the panel closes.
#[component]
pub fn EventButton(
    /// The event.
    event: FlowEvent,
    /// For the style sheet.
    #[prop(optional)]
    class: Option<&'static str>,
    /// The picture before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Whether it cannot be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What the button says.
    children: Children,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let panel = match event {
        FlowEvent::PanelOpened(panel) => Some(panel.name()),
        _ => None,
    };
    view! {
        <button
            class=class
            data-opens=panel
            disabled=disabled
            on:click=move |_| kiosk.send(event)
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </button>
    }
}
