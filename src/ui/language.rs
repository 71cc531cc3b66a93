//! The languages, each in its own name.

use leptos::prelude::*;

use super::{
    element::{El, View, el},
    title::panel_title,
};
use crate::{
    flow::FlowEvent,
    kiosk::{Kiosk, KioskEvent},
};

/// A button for each language. After a touch, everything is said in it, and `then` happens.
pub fn languages(then: FlowEvent) -> El {
    let kiosk: Kiosk = expect_context();
    let button = move |language: crate::text::Language| {
        let choose = move || {
            kiosk.dispatch(KioskEvent::LanguageChosen(language));
            kiosk.dispatch(then);
        };
        el("button")
            .set("lang", language.tag())
            .keep("aria-pressed", move || Some((kiosk.language.get() == language).to_string()))
            .on_click(choose)
            .text(language.language_name())
    };
    // A memo keeps the buttons in place when the settings are loaded again with the same languages:
    // a traveller may be about to press one.
    let offered = Memo::new(move |_| kiosk.languages());
    el("div").class("languages").show(move || offered.get().into_iter().map(button).collect())
}

/// Another language, from any screen.
pub fn language() -> View {
    vec![panel_title(|words| words.language_title()), languages(FlowEvent::PanelClosed)]
}
