//! Opens and closes the face lane. The officer lane is always open.

use std::rc::Rc;

use futures::future::join3;
use leptos::prelude::*;
use site::Site;
use wasm_bindgen::prelude::*;

use super::{Kiosk, now, state::worker::WorkerHealth};
use crate::{
    fetch,
    flow::{Closure, FaceLane, FlowEvent, Step},
    post,
    task::spawn,
    text,
    worker::parts::{self, Parts},
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
    pub(super) fn check_lane(self) {
        if self.flow.get_untracked().step.needs_worker() {
            return;
        }
        let is_running = self.with(|machine| {
            machine.lane_checks += 1;
            machine.lane_checks > 1
        });
        if !is_running {
            spawn(self.run_checks());
        }
    }

    async fn run_checks(self) {
        spawn(self.load_waits());
        loop {
            let asked = self.with(|machine| machine.lane_checks);
            let found = self.try_lane().await;
            // The worker may have broken while the camera was looked for.
            let event = match (found, self.with(|machine| machine.health)) {
                (Err(closure), _) | (Ok(()), WorkerHealth::Broken(closure)) => {
                    FlowEvent::Closed(closure)
                }
                (Ok(()), WorkerHealth::Preparing | WorkerHealth::Ready) => FlowEvent::Opened,
            };
            let is_first = self.flow.get_untracked().face_lane == FaceLane::Preparing;
            if is_first && found.is_err() {
                // The first check has ended, however many travellers came and went meanwhile.
                self.send(event);
            }
            if self.with(|machine| machine.lane_checks) == asked {
                self.with(|machine| machine.lane_checks = 0);
                self.send(event);
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
        let (is_there, health) = self.with(|machine| (machine.vision.is_some(), machine.health));
        match health {
            WorkerHealth::Broken(closure) => {
                self.replace_worker();
                return Err(closure);
            }
            WorkerHealth::Preparing | WorkerHealth::Ready if is_there => {}
            WorkerHealth::Preparing | WorkerHealth::Ready => self.start_worker(&parts),
        }
        self.check_camera().await
    }

    /// Loads the sentences of every language. A traveller who cannot read the notice cannot consent, so
    /// if one language is missing the face lane is closed, as without a model.
    async fn load_words(self) -> Result<(), Closure> {
        text::fetch().await.map_err(|_| Closure::Model)?;
        let wanted = self.with(|machine| machine.wanted);
        if let Some(wanted) = wanted.filter(|language| *language != self.language.get_untracked()) {
            self.set_language(wanted);
        }
        Ok(())
    }

    /// Loads the settings again. Without a network the previous ones stay.
    pub(super) async fn load_site(self) -> Result<(), Closure> {
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
        let Some(site) = site.ok().filter(|_| self.with(|machine| machine.settings != text)) else {
            return;
        };
        keep_settings(&text);
        self.with(|machine| machine.settings = text);
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
    pub(super) fn close_if_expired(self) {
        let is_over = match &*self.site.read_untracked() {
            Some(site) => !site.notice.is_in_effect(now()),
            None => false,
        };
        if is_over {
            self.send(FlowEvent::Closed(Closure::NoticeExpired));
        }
    }

    /// Loads the worker's script, program and models, once.
    async fn load_parts(self) -> Result<Rc<Parts>, Closure> {
        if let Some(parts) = self.with(|machine| machine.parts.clone()) {
            return Ok(parts);
        }
        let manifest = self.with(|machine| machine.manifest.clone()).ok_or(Closure::Model)?;
        let parts = Rc::new(Parts::fetch(&manifest).await?);
        self.with(|machine| machine.parts = Some(parts.clone()));
        self.recogniser.set(Some(parts.recogniser.clone()));
        Ok(parts)
    }
}

impl From<parts::PartsError> for Closure {
    fn from(error: parts::PartsError) -> Self {
        match error {
            parts::PartsError::NoSimd => Self::NoSimd,
            parts::PartsError::NotBuilt | parts::PartsError::Refused => Self::Model,
        }
    }
}
