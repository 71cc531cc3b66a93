//! Makes the camera follow the flow.

use gloo::timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlMediaElement, HtmlVideoElement, ImageBitmap, ReadableStream};

use super::Kiosk;
use crate::{
    camera::{self, Camera, Preview},
    flow::{CameraUse, Closure, Event, Step},
    task::spawn,
    vision::protocol::Request,
};

/// How often a browser without a stream of frames is looked at for the next one.
const PUMP_MS: u32 = 40;

impl Kiosk {
    pub(super) fn switch_camera(self, wanted: Option<CameraUse>) {
        self.show(None);
        let opening = self.with(|machine| {
            machine.camera = None;
            machine.opening += 1;
            machine.opening
        });
        if let Some(purpose) = wanted {
            spawn(self.open_camera(opening, purpose));
        }
    }

    async fn open_camera(self, opening: u32, purpose: CameraUse) {
        let is_wanted = move || self.with(|machine| machine.opening == opening);
        let unplugged = move |_: &web_sys::Event| {
            if is_wanted() {
                self.send(Event::Failed);
            }
        };
        let camera = Camera::open(purpose, unplugged).await;
        if !is_wanted() {
            return;
        }
        match camera {
            Ok(camera) => {
                self.show(Some(camera.preview()));
                let frames = camera.frames();
                self.with(|machine| machine.camera = Some(camera));
                self.look(frames);
            }
            Err(camera::Error::Broken) => self.send(Event::Failed),
            Err(error) => self.send(Event::Closed(error.into())),
        }
    }

    /// Shows the camera's picture in an element of a screen, while there is one.
    pub fn show_picture_in(self, video: &HtmlVideoElement) {
        Preview::show(self.preview.get().as_ref(), video);
    }

    /// Shows the camera's picture, or nothing: at once, because the element may be on its way out.
    fn show(self, preview: Option<Preview>) {
        if let Some(video) = self.video.get_untracked() {
            Preview::show(preview.as_ref(), &video);
        }
        self.preview.set(preview);
    }

    /// Has the worker look at the camera's frames.
    fn look(self, frames: Option<ReadableStream>) {
        let turn = self.camera_turn.get_untracked();
        let request = match self.flow.get_untracked().step {
            Step::Document(_) => Request::WatchDocument { turn },
            Step::Face(_, attempt) => Request::WatchFace { attempt: attempt.into(), turn },
            Step::Welcome | Step::Notice | Step::Comparing(..) | Step::Done(_) => return,
        };
        if let Some(frames) = frames {
            self.ask(|vision| vision.give(&request, &frames));
        } else {
            self.ask(|vision| vision.ask(&request));
            spawn(self.pump(self.with(|machine| machine.opening)));
        }
    }

    /// Gives the worker one picture after the other, where the browser has no stream of them:
    /// the next one when the worker has looked at the last.
    async fn pump(self, opening: u32) {
        let is_wanted = || self.with(|machine| machine.opening == opening);
        while is_wanted() {
            let video: Option<HtmlVideoElement> = self.video.get_untracked();
            let is_due = self.with(|machine| machine.has_looked);
            if let Some(video) = video.filter(|video| {
                is_due && video.ready_state() >= HtmlMediaElement::HAVE_CURRENT_DATA
            }) && let Ok(bitmap) =
                gloo::utils::window().create_image_bitmap_with_html_video_element(&video)
                && let Ok(bitmap) = JsFuture::from(bitmap).await
            {
                if is_wanted() {
                    self.ask(|vision| vision.give(&Request::Look, &bitmap));
                    self.with(|machine| machine.has_looked = false);
                }
                bitmap.unchecked_into::<ImageBitmap>().close();
            }
            TimeoutFuture::new(PUMP_MS).await;
        }
    }
}

impl From<camera::Error> for Closure {
    fn from(error: camera::Error) -> Self {
        match error {
            camera::Error::Refused => Self::CameraRefused,
            camera::Error::Absent | camera::Error::Broken => Self::CameraAbsent,
        }
    }
}
