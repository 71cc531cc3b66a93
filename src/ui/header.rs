//! The header of every screen: the progress and the site's name.

use std::time::Duration;

use leptos::prelude::*;

use super::element::{El, el};
use crate::{
    flow::{FaceLane, FlowEvent, Panel, Step},
    kiosk::Kiosk,
};

/// Staff touch the header so often in a row to open their panel.
const STAFF_TOUCHES: u8 = 5;
const STAFF_PAUSE: Duration = Duration::from_secs(3);

/// The progress of the traveller, and the operator of the kiosk.
pub fn header() -> El {
    let kiosk: Kiosk = expect_context();
    let progress = el("p").class("progress").tell(move |words| {
        let flow = kiosk.flow.get();
        // Where the face lane is closed there are no steps to come.
        let number = flow.step.number().filter(|_| flow.face_lane == FaceLane::Open);
        Some(number.map_or(words.app_title(), |number| words.step(number, Step::COUNT)))
    });
    let whose = el("bdi").read(move || {
        let site = kiosk.site.read();
        site.as_ref().map(|site| format!("{} · {}", site.site, site.operator))
    });
    let touches = RwSignal::new(0);
    let touched = move || {
        touches.update(|count| *count += 1);
        if touches.get_untracked() == STAFF_TOUCHES {
            kiosk.dispatch(FlowEvent::PanelOpened(Panel::Staff));
        }
        set_timeout(move || touches.set(0), STAFF_PAUSE);
    };
    el("header").on_click(touched).with(progress).with(el("p").class("whose").with(whose))
}
