//! The footer of every screen: the same four buttons, always in the same place.

use leptos::prelude::*;

use super::{
    element::{El, el},
    icon::icon,
};
use crate::{
    flow::{Done, FlowEvent, Panel, Step},
    kiosk::Kiosk,
    text::Sentence,
};

/// The buttons for an officer, staff, language and accessibility.
pub fn footer() -> El {
    let kiosk: Kiosk = expect_context();
    let is_on_the_way = move || match kiosk.flow.read().step {
        Step::Done(Done::Match(_)) => false,
        Step::Done(_) => true,
        _ => false,
    };
    let officer = el("button")
        .class("officer")
        .flag("disabled", is_on_the_way)
        .on_click(move || kiosk.dispatch(FlowEvent::Declined))
        .with(icon("officer"))
        .with(el("span").say(|words| words.officer()));
    el("footer")
        .with(officer)
        .with(opener(Panel::Help, "call", "staff", |words| words.call_staff()))
        .with(opener(Panel::Language, "tongue", "language", |words| words.language()))
        .with(opener(Panel::Access, "ease", "access", |words| words.access()))
}

fn opener(panel: Panel, class: &str, name: &str, text: Sentence) -> El {
    let kiosk: Kiosk = expect_context();
    el("button")
        .class(class)
        .set("data-opens", panel.name())
        .on_click(move || kiosk.dispatch(FlowEvent::PanelOpened(panel)))
        .with(icon(name))
        .with(el("span").say(text))
}
