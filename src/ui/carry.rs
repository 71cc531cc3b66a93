//! The button with which staff save the results that wait to a file, for a site without a network.

use leptos::prelude::*;
use site::Profile;

use super::element::{El, el};
use crate::{
    kiosk::{Kiosk, KioskEvent},
    server::Export,
};

/// The button, and what became of the file. Only small ports have it.
pub fn carry() -> Option<El> {
    let kiosk: Kiosk = expect_context();
    let is_small_port =
        kiosk.site.read().as_ref().is_some_and(|site| site.profile == Profile::SmallPort);
    let save = el("button")
        .class("action")
        .on_click(move || kiosk.dispatch(KioskEvent::ExportAsked))
        .say(|words| words.staff_export());
    let told = el("p").set("role", "status").tell(move |words| {
        Some(match kiosk.server.get().export? {
            Export::Saved(count) => words.staff_export_saved(count),
            Export::Nothing => words.staff_export_nothing(),
            Export::Failed => words.staff_export_failed(),
        })
    });
    is_small_port.then(|| el("div").class("enrol carry").with(save).with(told))
}
