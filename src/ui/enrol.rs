//! The form in which staff type the code that enrols this kiosk.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::element::{El, el};
use crate::{
    kiosk::{Kiosk, KioskEvent},
    server::Enrolling,
};

/// A field, a button, and the state of the enrolment.
pub fn code() -> El {
    let kiosk: Kiosk = expect_context();
    let field = el("input")
        .set("id", "code")
        .set("type", "text")
        .set("dir", "ltr")
        .set("autocomplete", "off")
        .set("spellcheck", "false");
    let input: HtmlInputElement = field.element();
    let enrol = el("button").class("action").on_click(move || {
        kiosk.dispatch(KioskEvent::CodeTyped(input.value()));
        // The code must not stay visible for the next person.
        input.set_value("");
    });
    let told = el("p").set("role", "status").tell(move |words| {
        Some(match kiosk.server.get().enrolling? {
            Enrolling::Asking => words.one_moment(),
            Enrolling::WrongCode => words.staff_code_wrong(),
            Enrolling::Unreachable => words.staff_code_unheard(),
        })
    });
    el("div")
        .class("enrol")
        .with(el("label").set("for", "code").say(|words| words.staff_code()))
        .with(field)
        .with(enrol.say(|words| words.staff_enrol()))
        .with(told)
}
