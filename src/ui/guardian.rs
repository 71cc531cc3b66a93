//! For those who come with a child: the guardian decides.

use leptos::prelude::*;

use super::{choice::Choices, localized::localized, title::PanelTitle};

/// The same two choices, for a child.
#[component]
pub fn GuardianPanel() -> impl IntoView {
    view! {
        <PanelTitle text=|words| words.guardian_title()/>
        <p>{localized(|words| words.guardian_text())}</p>
        <p>{localized(|words| words.guardian_how())}</p>
        <Choices face=|words| words.guardian_face() officer=|words| words.guardian_officer()/>
    }
}
