//! The page starts anew after each traveller whose picture it had, in another process of the browser:
//! what the browser itself kept of the picture ends with the old one. It also does so after one who has
//! enlarged the page with two fingers: no page can take that back itself.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::Kiosk;
use crate::{access::Access, flow::Flow, store, task::spawn, vision::bridge};

#[wasm_bindgen(module = "/src/kiosk/anew.js")]
extern "C" {
    #[wasm_bindgen(js_name = startAnew)]
    async fn start_anew(look: &Closure<dyn Fn() -> u8>);
}

impl Kiosk {
    /// Prepares for the next traveller by reloading the page. A traveller who starts before the
    /// reload is served by the current page, which is reloaded after that visit.
    pub(super) fn await_next(self) {
        spawn(async move {
            let is_spent = self.with(|machine| machine.has_held) || is_zoomed();
            let prepare = || {
                self.check_lane();
                self.renew_key();
            };
            if !is_spent || !store::is_lasting() {
                prepare();
            }
            if is_spent {
                start_anew(&Closure::new(move || self.hindrance())).await;
                prepare();
            }
        });
    }

    /// What keeps the page from reloading: 0 a traveller, 1 work that a reload would interrupt,
    /// 2 nothing.
    fn hindrance(self) -> u8 {
        if !self.is_idle() {
            0
        } else if bridge::is_forgetting() || !self.delivery().is_idle() || !store::is_lasting() {
            // What is in memory alone, results and the kiosk's key, would go with the page.
            1
        } else {
            2
        }
    }

    /// Whether the kiosk is as the last traveller has left it.
    pub(super) fn is_idle(self) -> bool {
        let flow = self.flow.get_untracked();
        let idle = Flow { face_lane: flow.face_lane, is_hidden: flow.is_hidden, ..Flow::START };
        flow == idle && self.access.get_untracked() == Access::default()
    }
}

/// Whether fingers have enlarged the page. The style sheet lets none do so; a browser that enlarges every
/// page for people with low vision does not heed that.
pub(super) fn is_zoomed() -> bool {
    window().visual_viewport().is_some_and(|view| view.scale() > 1.01)
}
