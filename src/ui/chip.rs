//! The document's chip: what to do with the document on the reader.

use leptos::prelude::*;
use protocol::Hint;
use site::LeastDocument;
use wire::PageSource;

use super::{
    element::{El, View, el, p},
    icon::icon,
    title::title,
};
use crate::{flow::FlowEvent, kiosk::Kiosk, text::Sentence};

/// The screen that asks for the document on the reader. Its page was shown this way.
pub fn chip(page: PageSource) -> El {
    let kiosk: Kiosk = expect_context();
    let hint = el("p").class("hint").set("role", "status");
    el("section")
        .class("chip")
        .with(title(|words| words.chip_title()))
        .with(p(|words| words.chip_text()))
        .with(icon("chip"))
        .with(hint.tell(move |words| Some(sentence(kiosk.hint.get()?)(words))))
        .show(move || progress(kiosk))
        .with(actions(page))
}

/// How much of the chip was read. The sentence beside it says the same without numbers.
fn progress(kiosk: Kiosk) -> View {
    if kiosk.hint.get() != Some(Hint::Leave) {
        return View::new();
    }
    let bar = el("progress").set("max", "10").set("value", &kiosk.chip_read.get().to_string());
    vec![bar.set("aria-hidden", "true")]
}

fn actions(page: PageSource) -> El {
    let kiosk: Kiosk = expect_context();
    let again = el("button")
        .on_click(move || kiosk.dispatch(FlowEvent::Shown(page)))
        .with(icon("camera"))
        .say(|words| words.chip_page());
    let skip = move || {
        let site = kiosk.site.read();
        let is_allowed =
            site.as_ref().is_some_and(|site| site.least_document == LeastDocument::Printed);
        let skip = || {
            el("button")
                .on_click(move || kiosk.dispatch(FlowEvent::ChipSkipped))
                .with(icon("file"))
                .say(|words| words.chip_skip())
        };
        is_allowed.then(skip).into_iter().collect()
    };
    el("div").class("actions").show(skip).with(again)
}

fn sentence(hint: Hint) -> Sentence {
    match hint {
        Hint::NoReader => |words| words.chip_no_reader(),
        Hint::LayDownAgain => |words| words.chip_again(),
        Hint::Leave => |words| words.chip_leave(),
        _ => |words| words.chip_lay_down(),
    }
}
