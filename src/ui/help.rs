//! The panel about the call for staff.

use leptos::prelude::*;

use super::{icon::Icon, localized::localized_with, renewed::renewed, title::PanelTitle};
use crate::{
    kiosk::{CallState, Kiosk},
    text::Sentence,
};

/// Says that staff were called once the server has the call, and where to go if it has not.
#[component]
pub fn HelpPanel() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let state = Memo::new(move |_| kiosk.call.get().map_or(CallState::Calling, |call| call.state));
    let text = localized_with(move |words| {
        let site = kiosk.site.read();
        Some(match (state.get(), &*site) {
            (CallState::Calling, _) => words.help_calling_text(),
            (CallState::Heard, _) => words.help_text(),
            (CallState::Lost, Some(site)) => words.help_failed_text(&*site.places.officer),
            (CallState::Lost, None) => words.help_failed_ask(),
        })
    });
    view! {
        {renewed(move || view! { <CallHeading state=state.get()/> }.into_any())}
        <p role="status">{text}</p>
    }
}

/// What became of the call.
#[component]
fn CallHeading(
    /// The state of the call.
    state: CallState,
) -> impl IntoView {
    let (name, text): (_, Sentence) = match state {
        CallState::Calling => ("wait", |words| words.help_calling_title()),
        CallState::Heard => ("staff", |words| words.help_title()),
        CallState::Lost => ("info", |words| words.help_failed_title()),
    };
    view! { <Icon name/><PanelTitle text/> }
}
