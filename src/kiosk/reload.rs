//! Reloads the page after each traveller whose picture it had, in another process of the browser: the
//! memory that the browser itself used for the picture ends with the old process. The page is also
//! reloaded after a pinch zoom, which no page can undo itself.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::Kiosk;
use crate::{access::Access, flow::Flow, store, task::spawn, worker::bridge};

#[wasm_bindgen(module = "/src/kiosk/reload.js")]
extern "C" {
    #[wasm_bindgen(js_name = reloadWhenIdle)]
    async fn reload_when_idle(look: &Closure<dyn Fn() -> u8>);
}

impl Kiosk {
    /// Prepares for the next traveller by reloading the page. A traveller who starts before the
    /// reload is served by the current page, which is reloaded after that visit.
    pub(super) fn await_next(self) {
        spawn(async move {
            let is_spent = self.is_page_marked() || is_zoomed();
            let prepare = || {
                self.check_lane();
                self.renew_key();
            };
            if !is_spent || !store::is_lasting() {
                prepare();
            }
            if is_spent {
                reload_when_idle(&Closure::new(move || self.reload_blocker())).await;
                prepare();
            }
        });
    }

    /// The same, if the traveller has enlarged the page.
    pub(super) fn reload_if_zoomed(self) {
        if is_zoomed() {
            self.await_next();
        }
    }

    /// What keeps the page from reloading: 0 a traveller, 1 work that a reload would interrupt,
    /// 2 nothing.
    fn reload_blocker(self) -> u8 {
        if !self.is_idle() {
            0
        } else if bridge::is_forgetting() || !self.is_delivery_idle() || !store::is_lasting() {
            // Results and the kiosk's key that are only in memory would be lost with the page.
            1
        } else {
            2
        }
    }

    /// Whether no traveller is there: the first screen, without a panel or changed preferences.
    pub(super) fn is_idle(self) -> bool {
        let flow = self.flow.get_untracked();
        let idle = Flow { face_lane: flow.face_lane, is_hidden: flow.is_hidden, ..Flow::START };
        flow == idle && self.access.get_untracked() == Access::default()
    }
}

/// Whether a pinch gesture has enlarged the page. The style sheet forbids it, but a browser that is set
/// to enlarge every page for people with low vision ignores that.
fn is_zoomed() -> bool {
    window().visual_viewport().is_some_and(|view| view.scale() > 1.01)
}
