//! Staff were called.

use leptos::prelude::*;

use super::{icon::Icon, title::PanelTitle};
use crate::{
    kiosk::{CallState, Kiosk},
    text::L10nLanguage,
};

/// Says that staff were called once the server has the call, and where to go if it has not.
#[component]
pub fn Help() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let content = move || {
        let (icon, title): (_, fn(&L10nLanguage) -> String) = match state(kiosk) {
            CallState::Calling => ("wait", |words| words.help_calling_title()),
            CallState::Heard => ("staff", |words| words.help_title()),
            CallState::Lost => ("info", |words| words.help_failed_title()),
        };
        view! {
            <Icon name=icon/>
            <PanelTitle text=title/>
        }
    };
    let text = move || {
        let (words, site) = (kiosk.words.read(), kiosk.site.read());
        match (state(kiosk), &*site) {
            (CallState::Calling, _) => words.help_calling_text(),
            (CallState::Heard, _) => words.help_text(),
            (CallState::Lost, Some(site)) => words.help_failed_text(&*site.places.officer),
            (CallState::Lost, None) => words.help_failed_ask(),
        }
    };
    view! {
        {content}
        <p role="status">{text}</p>
    }
}

fn state(kiosk: Kiosk) -> CallState {
    kiosk.call.get().map_or(CallState::Calling, |call| call.state)
}
