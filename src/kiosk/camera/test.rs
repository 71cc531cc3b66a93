//! Whether the camera works: checked before the choice is offered, updated with each traveller, and
//! checked again while the kiosk is idle.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use protocol::{Request, fits_page};

use super::super::{Kiosk, state::camera::START_MS};
use crate::{
    camera::{self, Camera, Facing, Listed, Preview},
    camera_record::CameraRecord,
    flow::{CameraUse, Closure, FaceLane, Step},
    task::spawn,
};

/// How long the kiosk must have been untouched before the first test.
const FIRST_MS: u32 = 20_000;
/// How often the time to the next test is doubled: to ten minutes.
const DOUBLINGS: u32 = 5;

impl Kiosk {
    /// Whether the camera can be used for the next traveller, without switching it on.
    pub(in crate::kiosk) async fn check_camera(self) -> Result<(), Closure> {
        let record = CameraRecord::read();
        self.camera.update(|state| state.is_small = record.is_small);
        if let Some(closure) = record.closure() {
            self.schedule_test();
            return Err(closure);
        }
        let was_refused =
            self.flow.get_untracked().face_lane == FaceLane::Closed(Closure::CameraRefused);
        let listed = match Listed::read().await {
            Ok(listed) => listed,
            Err(camera::CameraError::Refused) => return Err(Closure::CameraRefused),
            Err(camera::CameraError::Absent) => return Err(Closure::CameraAbsent),
            // It may start the next time.
            Err(camera::CameraError::Broken | camera::CameraError::Blocked) => return Ok(()),
        };
        // The size that the browser reports is not stored, since the browser reports it again.
        let is_small = listed.size.is_some_and(|size| !fits_page(size));
        self.camera.update(|state| state.is_small |= is_small);
        let is_hidden = listed.may_hide_one();
        self.camera_control(|control| control.test.is_hidden = is_hidden);
        if is_hidden && !record.is_found {
            self.schedule_test();
        }
        let listed = Listed { is_there: listed.is_there || record.is_found, ..listed };
        listed.is_usable(was_refused).map_err(|error| match error {
            camera::CameraError::Refused => Closure::CameraRefused,
            _ => Closure::CameraAbsent,
        })
    }

    /// Whether the camera's frames are too small for a page.
    pub(in crate::kiosk) fn note_size(self, is_small: bool) {
        if self.camera.get_untracked().is_small != is_small {
            CameraRecord::read().with_small(is_small).keep();
            self.camera.update(|state| state.is_small = is_small);
        }
    }

    /// Tries the camera once the kiosk has been untouched for a while.
    fn schedule_test(self) {
        self.camera_control(|control| {
            let test = &mut control.test;
            if test.is_running {
                return;
            }
            let wait = FIRST_MS << test.failed.min(DOUBLINGS);
            test.due = Some(Timeout::new(wait, move || self.test_camera()));
        });
    }

    /// The kiosk was touched: a running test ends, and the next one waits.
    pub(in crate::kiosk) fn put_test_off(self) {
        let (is_due, is_running) = self.camera_control(|control| {
            let test = &mut control.test;
            (test.due.take().is_some(), std::mem::take(&mut test.is_running))
        });
        if is_running {
            self.end_test();
        }
        if is_due || is_running {
            self.schedule_test();
        }
    }

    fn test_camera(self) {
        if !self.is_idle() || self.flow.get_untracked().is_hidden {
            return self.schedule_test();
        }
        let token = self.camera_control(|control| {
            control.test.is_running = true;
            control.test.failed += 1;
            control.close()
        });
        spawn(async move {
            let facing = Facing::of(self.held.get_untracked());
            let camera = Camera::open(CameraUse::Face, facing, |_| {}).await;
            if token.is_cancelled() {
                return;
            }
            let Ok(camera) = camera else { return self.fail_test() };
            let frames = camera.frames();
            if frames.is_none()
                && let Ok(video) = document().create_element("video")
            {
                // This browser has no stream of frames: they are taken from a video element, and no
                // screen has one now.
                let _ = video.set_attribute("autoplay", "");
                let video = wasm_bindgen::JsCast::unchecked_into(video);
                Preview::show(Some(&camera.preview()), &video);
                self.video.set(Some(video));
            }
            let over = Timeout::new(START_MS, move || self.fail_test());
            self.camera_control(|control| {
                control.camera = Some(camera);
                control.test.due = Some(over);
            });
            self.give_frames(&Request::TestCamera, frames);
        });
    }

    fn fail_test(self) {
        self.end_test();
        self.check_lane();
    }

    /// The worker has received a usable frame: the page reloads, as after a traveller, and its check
    /// then opens the face lane.
    pub(in crate::kiosk) fn pass_test(self) {
        let is_found = self.camera_control(|control| std::mem::take(&mut control.test).is_hidden);
        self.mark_page();
        let record = CameraRecord::read();
        record.worked().with_found(record.is_found || is_found).keep();
        self.end_test();
        if self.flow.get_untracked().step == Step::Welcome {
            self.await_next();
        }
    }

    /// Switches the camera off, and replaces the worker, which may have seen a person.
    fn end_test(self) {
        self.video.set(None);
        self.camera_control(|control| {
            control.test.is_running = false;
            control.close();
            control.forget_traveller();
        });
        self.replace_worker();
    }
}
