//! Switches the camera as the flow decides, and tries again where a camera starts slowly or stops.

use gloo::timers::{callback::Timeout, future::TimeoutFuture};
use leptos::prelude::*;
use protocol::{CameraTurn, Hint, Request};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlMediaElement, HtmlVideoElement, ImageBitmap, ReadableStream};

use super::{
    Kiosk, Picture,
    state::{
        camera::{START_MS, now},
        worker::Awaited,
    },
};
use crate::{
    camera::{self, Camera, Preview},
    camera_record::CameraFault,
    camera_turn,
    flow::{CameraUse, Closure, FlowEvent, Step},
    task::spawn,
};

/// A camera that has not started by then counts as broken. One that starts later is switched off at once.
const BEGIN_MS: u32 = 30_000;
/// How often the next frame is polled in a browser without a stream of frames.
const PUMP_MS: u32 = 40;
/// How long one that does not start is left alone before the next try.
const RETRY_MS: u32 = 2_000;
/// After so long without a frame the traveller is told that the camera starts.
const WORD_MS: u32 = 4_000;
/// After so long before the camera a traveller is offered a way on.
const SLOW_MS: u32 = 30_000;
/// How often a camera whose frames stop is opened again for one traveller.
const REOPENINGS: u8 = 2;

impl Kiosk {
    /// Switches the camera on or off, as the flow wants it.
    pub(super) fn switch_camera(self, wanted: Option<CameraUse>) {
        let slow = wanted.map(|_| {
            Timeout::new(SLOW_MS, move || self.camera.update(|state| state.is_slow = true))
        });
        self.with(|machine| machine.camera_control.slow = slow);
        self.camera.update(|state| state.is_slow = false);
        self.restart_camera(wanted);
    }

    /// The same, while the traveller goes on trying.
    fn restart_camera(self, wanted: Option<CameraUse>) {
        self.show(None);
        self.hint.set(None);
        let opening = self.with(|machine| {
            // The end of the old stream is no fault.
            (machine.awaited, machine.watchdog) = (Awaited::Nothing, None);
            machine.camera_control.close()
        });
        self.camera.update(|state| state.is_starting = false);
        if let Some(purpose) = wanted {
            spawn(self.open_camera(opening, purpose));
        }
    }

    async fn open_camera(self, opening: u32, purpose: CameraUse) {
        let is_wanted = move || self.with(|machine| machine.camera_control.opening == opening);
        let began = now();
        while is_wanted() {
            let ended = move |_: &web_sys::Event| {
                if is_wanted() {
                    self.reopen_camera();
                }
            };
            let late = Timeout::new(BEGIN_MS, move || {
                if is_wanted() {
                    self.lose_camera(camera::CameraError::Broken);
                }
            });
            let camera = Camera::open(purpose, ended).await;
            drop(late);
            if !is_wanted() {
                return;
            }
            self.with(|machine| {
                machine.camera_control.on_since.get_or_insert_with(now);
            });
            match camera {
                Ok(camera) => {
                    self.show(Some(camera.preview()));
                    self.picture.set(Picture::Held);
                    return self.watch(camera);
                }
                Err(camera::CameraError::Broken) if now().wrapping_sub(began) < START_MS => {
                    self.camera.update(|state| state.is_starting = true);
                    TimeoutFuture::new(RETRY_MS).await;
                }
                Err(error) => return self.lose_camera(error),
            }
        }
    }

    /// The worker waits for the first frame.
    pub(super) fn await_first_frame(self) {
        let starting = Timeout::new(WORD_MS, move || {
            self.camera.update(|state| state.is_starting = true);
        });
        self.with(|machine| machine.camera_control.starting = Some(starting));
    }

    /// The frames have ended, or stay away: opens the camera again, but not for ever.
    pub(super) fn reopen_camera(self) {
        let is_over = self.with(|machine| {
            machine.camera_control.reopened += 1;
            machine.camera_control.reopened > REOPENINGS
        });
        if is_over {
            self.fail_camera(CameraFault::Silent);
        } else {
            self.restart_camera(self.flow.get_untracked().camera());
        }
    }

    /// Ends the check: the camera delivers no frames for this traveller.
    pub(super) fn fail_camera(self, fault: CameraFault) {
        self.with(|machine| machine.camera_control.fault = Some(fault));
        self.send(FlowEvent::Failed);
    }

    fn lose_camera(self, error: camera::CameraError) {
        match error {
            camera::CameraError::Blocked => self.fail_camera(CameraFault::Blocked),
            camera::CameraError::Broken => self.fail_camera(CameraFault::Busy),
            camera::CameraError::Refused => self.send(FlowEvent::Closed(Closure::CameraRefused)),
            camera::CameraError::Absent => {
                self.with(|machine| machine.camera_control.fault = Some(CameraFault::Absent));
                self.send(FlowEvent::Closed(Closure::CameraAbsent));
            }
        }
    }

    /// Shows the hint of a frame, unless it flickers.
    pub(super) fn show_hint(self, hint: Hint) {
        let shown = self.with(|machine| {
            let is_usable = hint != Hint::NothingSeen;
            machine.camera_control.has_seen |= is_usable;
            machine.camera_control.has_picture |= is_usable;
            machine.camera_control.starting = None;
            machine.camera_control.hint.take(hint, now())
        });
        self.camera.update(|state| state.is_starting = false);
        if hint == Hint::CameraTooSmall {
            self.note_size(true);
        }
        self.hint.set(Some(shown));
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

    /// Has the worker search the camera's frames for what the step needs.
    fn watch(self, camera: Camera) {
        let turn = self.camera_turn.get_untracked();
        let request = match self.flow.get_untracked().step {
            Step::Document(_) => Request::WatchDocument { turn },
            Step::Face(_, attempt) => Request::WatchFace { attempt: attempt.into(), turn },
            Step::Welcome | Step::Notice | Step::Comparing(..) | Step::Done(_) => return,
        };
        let frames = camera.frames();
        self.with(|machine| machine.camera_control.camera = Some(camera));
        self.give_frames(&request, frames);
    }

    /// Asks the worker for something that it needs the camera's frames for.
    pub(super) fn give_frames(self, request: &Request, frames: Option<ReadableStream>) {
        if let Some(frames) = frames {
            self.ask(|vision| vision.give(request, &frames));
        } else {
            self.ask(|vision| vision.ask(request));
            spawn(self.pump(self.with(|machine| machine.camera_control.opening)));
        }
    }

    /// Sends the worker one picture after the other, where the browser has no stream of frames: the
    /// next one when the worker has finished with the last.
    async fn pump(self, opening: u32) {
        let is_wanted = || self.with(|machine| machine.camera_control.opening == opening);
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

    /// Sets how the picture is turned, on the screen and in the worker. Staff see it in their panel.
    pub(super) fn turn_camera(self, turn: CameraTurn) {
        self.camera_turn.set(turn);
        camera_turn::store(turn);
    }
}
