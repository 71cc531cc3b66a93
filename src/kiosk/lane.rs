//! Opens and closes the face lane. The officer lane is always open.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Kiosk, now, worker::Health};
use crate::{
    camera,
    flow::{Closure, Event, FaceLane},
    site::Site,
    vision::parts::{self, Parts},
};

impl Kiosk {
    /// Opens or closes the face lane, as settings, parts and camera allow.
    pub(super) fn check_lane(self) {
        spawn_local(async move {
            let event = match self.try_lane().await {
                Ok(()) => Event::Opened,
                Err(closure) => Event::Closed(closure),
            };
            self.send(event);
        });
    }

    async fn try_lane(self) -> Result<(), Closure> {
        self.load_site().await?;
        if self.with(|machine| machine.parts.is_none()) {
            self.load_parts().await?;
        }
        if let Health::Broken(closure) = self.with(|machine| machine.health) {
            return Err(closure);
        }
        let was_refused =
            self.flow.get_untracked().face_lane == FaceLane::Closed(Closure::CameraRefused);
        camera::check(was_refused).await.or_else(|error| match error {
            // It may start the next time.
            camera::Error::Broken => Ok(()),
            error => Err(error.into()),
        })
    }

    async fn load_site(self) -> Result<(), Closure> {
        let response = gloo::net::http::Request::get("kiosk.json").send().await;
        let text = response.map_err(|_| Closure::Settings)?.text().await;
        let site = Site::parse(&text.map_err(|_| Closure::Settings)?);
        if let Err(error) = &site {
            leptos::logging::warn!("{error}");
        }
        let site = site.map_err(|_| Closure::Settings)?;
        let is_in_effect = site.notice.is_in_effect(now());
        self.site.set(Some(site));
        if is_in_effect { Ok(()) } else { Err(Closure::NoticeExpired) }
    }

    async fn load_parts(self) -> Result<(), Closure> {
        let manifest = self.with(|machine| machine.manifest.clone()).ok_or(Closure::Model)?;
        let parts = Rc::new(Parts::fetch(&manifest).await?);
        self.with(|machine| machine.parts = Some(parts.clone()));
        self.start_worker(&parts);
        Ok(())
    }
}

impl From<parts::Error> for Closure {
    fn from(error: parts::Error) -> Self {
        match error {
            parts::Error::NoSimd => Self::NoSimd,
            parts::Error::NotBuilt | parts::Error::Refused => Self::Model,
        }
    }
}
