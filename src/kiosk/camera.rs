//! The owner of the camera: switches it as the flow decides, and tries again where a camera starts slowly
//! or stops. Its tests while the kiosk is idle are in [`test`].

mod test;

use gloo::timers::{callback::Timeout, future::TimeoutFuture};
use protocol::{CameraTurn, Hint, Request};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlMediaElement, HtmlVideoElement, ImageBitmap, ReadableStream};

use super::{
    Kiosk, Picture,
    state::camera::{CameraControl, START_MS, now},
};
use crate::{
    camera::{self, Camera, Facing, Preview},
    camera_record::{CameraFault, CameraRecord},
    camera_turn,
    flow::{CameraUse, Closure, FlowEvent},
    task::{CancelToken, spawn},
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
        self.camera_control(|control| control.slow = slow);
        self.camera.update(|state| state.is_slow = false);
        self.restart_camera(wanted);
    }

    /// The same, while the traveller goes on trying.
    fn restart_camera(self, wanted: Option<CameraUse>) {
        self.show(None);
        self.hint.set(None);
        // The end of the old stream is no fault.
        self.expect_no_frames();
        let token = self.camera_control(CameraControl::close);
        self.camera.update(|state| state.is_starting = false);
        if let Some(purpose) = wanted {
            spawn(self.open_camera(token, purpose));
        }
    }

    async fn open_camera(self, token: CancelToken, purpose: CameraUse) {
        let began = now();
        while !token.is_cancelled() {
            let unless_cancelled = |handle: fn(Self)| {
                let token = token.clone();
                move || {
                    if !token.is_cancelled() {
                        handle(self);
                    }
                }
            };
            let ended = unless_cancelled(Self::reopen_camera);
            let late = unless_cancelled(|kiosk| kiosk.lose_camera(camera::CameraError::Broken));
            let late = Timeout::new(BEGIN_MS, late);
            let facing = Facing::of(self.held.get_untracked());
            let camera = Camera::open(purpose, facing, move |_| ended()).await;
            drop(late);
            if token.is_cancelled() {
                // To drop a camera switches it off.
                return;
            }
            self.camera_control(|control| {
                control.on_since.get_or_insert_with(now);
            });
            match camera {
                Ok(camera) => {
                    self.show(Some(camera.preview()));
                    self.picture.set(Picture::Held);
                    self.camera_control(|control| control.camera = Some(camera));
                    return self.on_flow_event(FlowEvent::CameraStarted);
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
        self.camera_control(|control| control.starting = Some(starting));
    }

    /// The frames have ended, or stay away: opens the camera again, at most [`REOPENINGS`] times.
    pub(super) fn reopen_camera(self) {
        let is_over = self.camera_control(|control| {
            control.reopened += 1;
            control.reopened > REOPENINGS
        });
        if is_over {
            self.fail_camera(CameraFault::Silent);
        } else {
            self.restart_camera(self.flow.get_untracked().camera());
        }
    }

    /// Ends the check: the camera delivers no frames for this traveller.
    pub(super) fn fail_camera(self, fault: CameraFault) {
        self.camera_control(|control| control.fault = Some(fault));
        self.on_flow_event(FlowEvent::Failed);
    }

    fn lose_camera(self, error: camera::CameraError) {
        match error {
            camera::CameraError::Blocked => self.fail_camera(CameraFault::Blocked),
            camera::CameraError::Broken => self.fail_camera(CameraFault::Busy),
            camera::CameraError::Refused => {
                self.on_flow_event(FlowEvent::Closed(Closure::CameraRefused));
            }
            camera::CameraError::Absent => {
                self.camera_control(|control| control.fault = Some(CameraFault::Absent));
                self.on_flow_event(FlowEvent::Closed(Closure::CameraAbsent));
            }
        }
    }

    /// Shows the hint of a frame, unless it flickers.
    pub(super) fn show_hint(self, hint: Hint) {
        let shown = self.camera_control(|control| {
            let is_usable = hint != Hint::NothingSeen;
            control.has_seen |= is_usable;
            control.has_picture |= is_usable;
            control.starting = None;
            control.hint.take(hint, now())
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

    /// The frames of the camera, if it is on and the browser has a stream of them.
    pub(super) fn frames(self) -> Option<ReadableStream> {
        self.camera_control(|control| control.camera.as_ref()?.frames())
    }

    /// Asks the worker for something that it needs the camera's frames for.
    pub(super) fn give_frames(self, request: &Request, frames: Option<ReadableStream>) {
        if let Some(frames) = frames {
            self.ask(|vision| vision.give(request, &frames));
        } else {
            self.ask(|vision| vision.ask(request));
            spawn(self.pump(self.camera_control(|control| control.opening.token())));
        }
    }

    /// Sends the worker one picture after the other, where the browser has no stream of frames: the
    /// next one when the worker has finished with the last.
    async fn pump(self, token: CancelToken) {
        while !token.is_cancelled() {
            let video: Option<HtmlVideoElement> = self.video.get_untracked();
            let is_due = self.is_worker_free();
            if let Some(video) = video.filter(|video| {
                is_due && video.ready_state() >= HtmlMediaElement::HAVE_CURRENT_DATA
            }) && let Ok(bitmap) =
                gloo::utils::window().create_image_bitmap_with_html_video_element(&video)
                && let Ok(bitmap) = JsFuture::from(bitmap).await
            {
                if !token.is_cancelled() {
                    self.give_picture(bitmap.unchecked_ref());
                }
                bitmap.unchecked_into::<ImageBitmap>().close();
            }
            TimeoutFuture::new(PUMP_MS).await;
        }
    }

    /// The worker had a picture of this traveller, from the camera or a file.
    pub(super) fn note_picture(self) {
        self.camera_control(|control| control.has_picture = true);
    }

    /// Whether it had one.
    pub(super) fn has_picture(self) -> bool {
        self.camera_control(|control| control.has_picture)
    }

    /// Records how the camera served a traveller whose check is over.
    pub(super) fn record_camera(self) {
        let record = CameraRecord::read();
        match self.camera_control(|control| (control.has_seen, control.fault)) {
            (true, _) => record.worked().keep(),
            (false, Some(fault)) => record.failed(fault).keep(),
            // They never waited for the camera.
            (false, None) => {}
        }
    }

    /// Resets what is known of one traveller, for the next one.
    pub(super) fn reset_camera_record(self) {
        self.camera_control(CameraControl::forget_traveller);
    }

    /// Checks the face lane again when a camera comes or goes.
    pub(super) fn listen_for_cameras(self) {
        let devices = camera::on_change(move |_| self.check_lane());
        self.camera_control(|control| control.devices = devices);
    }

    /// The state of the camera: this file and its child alone use it.
    fn camera_control<T>(self, use_control: impl FnOnce(&mut CameraControl) -> T) -> T {
        use_control(&mut self.owners().camera.borrow_mut())
    }

    /// Sets how the picture is turned, on the screen and in the worker. Staff see it in their panel.
    pub(super) fn turn_camera(self, turn: CameraTurn) {
        self.camera_turn.set(turn);
        camera_turn::store(turn);
    }
}
