//! The panel about the call for staff.

use leptos::prelude::*;

use super::{
    element::{View, el, shown},
    icon::icon,
    title::panel_title,
};
use crate::{
    kiosk::{CallState, Kiosk},
    text::Sentence,
};

/// Says that staff were called once the server has the call, and where to go if it has not.
pub fn help() -> View {
    let kiosk: Kiosk = expect_context();
    let heading = shown(move || {
        let (name, title): (_, Sentence) = match state(kiosk) {
            CallState::Calling => ("wait", |words| words.help_calling_title()),
            CallState::Heard => ("staff", |words| words.help_title()),
            CallState::Lost => ("info", |words| words.help_failed_title()),
        };
        vec![icon(name), panel_title(title)]
    });
    let text = el("p").set("role", "status").tell(move |words| {
        let site = kiosk.site.read();
        Some(match (state(kiosk), &*site) {
            (CallState::Calling, _) => words.help_calling_text(),
            (CallState::Heard, _) => words.help_text(),
            (CallState::Lost, Some(site)) => words.help_failed_text(&*site.places.officer),
            (CallState::Lost, None) => words.help_failed_ask(),
        })
    });
    vec![heading, text]
}

fn state(kiosk: Kiosk) -> CallState {
    kiosk.call.get().map_or(CallState::Calling, |call| call.state)
}
