//! The question whether the traveller is still there.

use leptos::prelude::*;

use super::{
    element::{El, el},
    icon::icon,
    title::panel_title,
};
use crate::{flow::FlowEvent, kiosk::Kiosk};

/// Asks the question, counts the seconds down, and extends the time at a touch.
pub fn warning() -> El {
    let kiosk: Kiosk = expect_context();
    let more =
        el("button").class("action more").on_click(move || kiosk.dispatch(FlowEvent::MoreTime));
    el("section")
        .class("panel warning")
        .set("role", "alertdialog")
        .set("aria-labelledby", "panel-title")
        .with(icon("time"))
        .with(panel_title(|words| words.warning_title()))
        .with(el("p").tell(move |words| Some(words.warning_text(kiosk.seconds_left.get()))))
        .with(el("div").class("actions").with(more.say(|words| words.warning_more())))
}
