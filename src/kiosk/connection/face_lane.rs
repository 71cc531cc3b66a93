//! Opens and closes the face lane. The officer lane is always open.

use futures::future::join3;
use leptos::prelude::*;
use protocol::{ChipLevel, DocumentRule};
use site::{Date, LeastDocument, Site};
use wasm_bindgen::prelude::*;

use super::super::{Kiosk, now};
use crate::{
    fetch,
    flow::{Closure, FaceLane, FlowEvent, Step},
    post,
    task::spawn,
    text,
};

#[wasm_bindgen(module = "/src/offline/settings.js")]
extern "C" {
    /// Has the service worker store the settings for times without a network.
    #[wasm_bindgen(js_name = keepSettings)]
    fn keep_settings(text: &str);
}

impl Kiosk {
    /// Opens or closes the face lane, depending on settings, parts and camera. One check runs at a
    /// time; a request for another one meanwhile makes it start again. Nothing is checked during a
    /// traveller's check: a failure then reports itself.
    pub(in crate::kiosk) fn check_lane(self) {
        if self.flow.get_untracked().step.needs_worker() {
            return;
        }
        if self.connection(|connection| connection.lane_check.request()) {
            spawn(self.run_checks());
        }
    }

    async fn run_checks(self) {
        spawn(self.load_waits());
        loop {
            let found = self.try_lane().await;
            let event = match (found, self.worker_fault()) {
                (Err(closure), _) => FlowEvent::Closed(closure),
                // It has broken while the camera was looked for.
                (Ok(()), Some(fault)) => FlowEvent::Closed(fault),
                (Ok(()), None) => FlowEvent::Opened,
            };
            let is_first = self.flow.get_untracked().face_lane == FaceLane::Preparing;
            if is_first && found.is_err() {
                // The first check has ended, however many travellers came and went meanwhile.
                self.on_flow_event(event);
            }
            if self.connection(|connection| connection.lane_check.finish()) {
                self.on_flow_event(event);
                self.report_settings();
                // The last day of the notice may have ended while this was found out.
                return self.close_if_expired();
            }
        }
    }

    async fn try_lane(self) -> Result<(), Closure> {
        // The three run in parallel. Errors are reported in this order.
        let (site, words, parts) =
            join3(self.load_site(), self.load_words(), self.load_parts()).await;
        site?;
        words?;
        let parts = parts?;
        if untrack(|| self.standing()).is_revoked() {
            return Err(Closure::Revoked);
        }
        if let Some(fault) = self.worker_fault() {
            self.replace_worker();
            return Err(fault);
        }
        self.ensure_worker(&parts);
        self.prepare_chips();
        self.check_camera().await
    }

    /// Loads the sentences of every language. A traveller who cannot read the notice cannot consent, so
    /// if one language is missing the face lane is closed, as without a model.
    async fn load_words(self) -> Result<(), Closure> {
        text::fetch().await.map_err(|_| Closure::Model)?;
        self.use_wanted_language();
        Ok(())
    }

    /// Loads the settings again. Without a network the previous ones stay.
    pub(in crate::kiosk) async fn load_site(self) -> Result<(), Closure> {
        if let Some(text) = fetch::json("kiosk.json").await {
            self.read_site(text);
        }
        match &*self.site.read_untracked() {
            None => Err(Closure::Settings),
            Some(site) if site.notice.is_in_effect(now()) => Ok(()),
            Some(_) => Err(Closure::NoticeExpired),
        }
    }

    /// Applies new settings. Invalid ones are reported to staff, and the previous ones stay: a proxy or
    /// captive portal may have answered in the server's place.
    fn read_site(self, text: String) {
        let site = Site::parse(&text);
        if let Err(error) = &site {
            leptos::logging::warn!("{error}");
        }
        self.fault.set(site.as_ref().err().map(ToString::to_string));
        // Unchanged settings are ignored: they would rebuild the screen under a traveller's finger.
        let is_new = self.connection(|connection| connection.settings != text);
        let Some(site) = site.ok().filter(|_| is_new) else { return };
        keep_settings(&text);
        self.connection(|connection| connection.settings = text);
        let is_first = self.site.read_untracked().is_none();
        self.site.set(Some(site));
        if is_first && self.flow.get_untracked().step == Step::Welcome {
            self.use_site_language();
        }
    }

    /// Asks the server for waiting times. Older values that it does not confirm are not shown.
    async fn load_waits(self) {
        let waits = post::waits().await;
        self.delivery().change(|server| {
            server.waits = waits;
            server.clock_error = post::clock_error();
        });
        self.report_settings();
    }

    /// Closes the face lane if the notice has expired since the last check.
    pub(in crate::kiosk) fn close_if_expired(self) {
        let is_over = match &*self.site.read_untracked() {
            Some(site) => !site.notice.is_in_effect(now()),
            None => false,
        };
        if is_over {
            self.on_flow_event(FlowEvent::Closed(Closure::NoticeExpired));
        }
    }

    /// Which documents count, here and today.
    pub(in crate::kiosk) fn document_rule(self) -> DocumentRule {
        let site = self.site.read_untracked();
        let site = site.as_ref();
        DocumentRule {
            needs_zone: !site.is_some_and(|site| site.pages_without_zone),
            today: Date::of(now()).parts(),
            reads_chips: site.is_some_and(|site| site.reader.is_some()),
            least: match site.map(|site| site.least_document) {
                None | Some(LeastDocument::Printed) => None,
                Some(LeastDocument::Signed) => Some(ChipLevel::Signed),
                Some(LeastDocument::Genuine) => Some(ChipLevel::Genuine),
            },
        }
    }
}
