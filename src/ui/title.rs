//! The heading of a screen.

use leptos::{html, prelude::*};

use crate::{kiosk::Kiosk, text::L10nLanguage};

/// The heading of a screen or panel. It takes the focus, so that a screen reader reads it and
/// neither of two choices is ahead of the other.
#[component]
pub fn Title(
    /// The sentence.
    text: fn(&L10nLanguage) -> String,
    /// What a panel is called by.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let heading: NodeRef<html::H1> = NodeRef::new();
    heading.on_load(|heading| {
        // A heading that cannot take the focus is still read.
        let _ = heading.focus();
    });
    view! { <h1 node_ref=heading id=id tabindex="-1">{kiosk.say(text)}</h1> }
}

/// The heading of the panel that is open.
#[component]
pub fn PanelTitle(
    /// The sentence.
    text: fn(&L10nLanguage) -> String,
) -> impl IntoView {
    view! { <Title text id="panel-title"/> }
}
