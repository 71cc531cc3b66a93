//! The heading of a screen.

use leptos::{html, prelude::*};

use super::localized::localized;
use crate::text::Sentence;

/// The heading of a screen. It takes the focus, so that a screen reader reads it and neither of two
/// choices is ahead of the other.
#[component]
pub fn Title(
    /// What it says.
    text: Sentence,
    /// The name by which another element refers to it.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    // After the heading is in the document. One that cannot take the focus is still read.
    heading.on_load(|heading| {
        let _ = heading.focus();
    });
    view! { <h1 node_ref=heading id=id tabindex="-1">{localized(text)}</h1> }
}

/// The heading of the panel that is open, which is called by it.
#[component]
pub fn PanelTitle(
    /// What it says.
    text: Sentence,
) -> impl IntoView {
    view! { <Title id="panel-title" text/> }
}
