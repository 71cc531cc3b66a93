//! For those who come with a child: the guardian decides.

use leptos::prelude::*;

use super::{choice::Choices, title::PanelTitle};
use crate::kiosk::Kiosk;

/// The same two choices, for a child.
#[component]
pub fn Guardian() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <PanelTitle text=|words| words.guardian_title()/>
        <p>{kiosk.say(|words| words.guardian_text())}</p>
        <p>{kiosk.say(|words| words.guardian_how())}</p>
        <Choices face=|words| words.guardian_face() officer=|words| words.guardian_officer()/>
    }
}
