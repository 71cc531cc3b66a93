//! The offer of an officer to a traveller who has tried for a long time.

use leptos::prelude::*;

use super::{
    element::{El, el, p, shown},
    icon::icon,
};
use crate::{flow::FlowEvent, kiosk::Kiosk};

/// Offers an officer after some time. The traveller may go on trying meanwhile.
pub fn way_on() -> El {
    let kiosk: Kiosk = expect_context();
    let offer = move || {
        let officer = el("button")
            .on_click(move || kiosk.dispatch(FlowEvent::Declined))
            .with(icon("officer"))
            .say(|words| words.officer());
        let words = p(|words| words.camera_slow()).set("role", "status");
        el("div").class("actions way-on").with(words).with(officer)
    };
    let is_slow = Memo::new(move |_| kiosk.camera.get().is_slow);
    shown(move || if is_slow.get() { vec![offer()] } else { vec![] })
}
