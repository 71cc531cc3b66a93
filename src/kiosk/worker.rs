//! The owner of the worker: starts it, posts requests, and replaces it. `WorkerState` decides what its
//! replies and its silence mean.

use std::{cell::Cell, rc::Rc};

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use protocol::{Report, Request};
use wasm_bindgen::JsValue;
use web_sys::{Blob, ImageBitmap};

use super::{
    Kiosk, Picture,
    state::{camera::START_MS, worker::WorkerControl},
};
use crate::{
    camera_record::CameraFault,
    flow::{Closure, FlowEvent},
    worker::{
        bridge::Vision,
        parts::{Manifest, Parts, PartsError},
        state::{Awaited, WorkerEffect, WorkerHealth, WorkerInput},
    },
};

/// A worker that says nothing for so long while it has work is replaced.
const SILENCE_MS: u32 = 8_000;
/// A worker that is not ready after so long will not be.
const PREPARE_MS: u32 = 30_000;

impl Kiosk {
    /// Asks the worker for something.
    pub(super) fn ask(self, post: impl FnOnce(&Vision) -> Result<(), JsValue>) {
        self.request(WorkerInput::Asked, post);
    }

    /// Asks the worker to analyse no more frames. No reply is expected.
    pub(super) fn pause_worker(self) {
        self.request(WorkerInput::Paused, |vision| vision.ask(&Request::Rest));
    }

    /// Sends the chosen file to the worker. An earlier file that is still being read is ignored.
    pub(super) fn give_file(self, blob: &Blob) {
        self.hint.set(None);
        self.picture.set(Picture::Held);
        let file = self.worker_control(|control| {
            let (state, file) = control.state.next_file();
            control.state = state;
            file
        });
        let rule = self.document_rule();
        self.ask(|vision| vision.show(&Request::ReadDocument { file, rule }, blob));
    }

    /// Gives the worker one picture of the camera, where the browser has no stream of frames.
    pub(super) fn give_picture(self, bitmap: &ImageBitmap) {
        self.ask(|vision| vision.give(&Request::Look, bitmap));
        self.on_worker(WorkerInput::GivenPicture);
    }

    /// Whether the worker can be given the next picture.
    pub(super) fn is_worker_free(self) -> bool {
        self.worker_control(|control| control.state.is_free())
    }

    /// The camera is off, or is opened again: no answer about its frames has to come.
    pub(super) fn expect_no_frames(self) {
        self.on_worker(WorkerInput::CameraStopped);
    }

    /// The present worker may hold a picture of the present traveller from now on.
    pub(super) fn mark_worker(self) {
        self.worker_control(|control| {
            control.is_marked.set(true);
            control.has_held = true;
        });
    }

    /// The traveller has gone: what their worker says of its memory is not shown any more.
    pub(super) fn unmark_worker(self) {
        self.worker_control(|control| control.is_marked.set(false));
    }

    /// This page had a picture of a person.
    pub(super) fn mark_page(self) {
        self.worker_control(|control| control.has_held = true);
    }

    /// Whether it had one.
    pub(super) fn is_page_marked(self) -> bool {
        self.worker_control(|control| control.has_held)
    }

    /// What this build is made for, unless it has no worker.
    pub(super) fn manifest(self) -> Option<Rc<Manifest>> {
        self.worker_control(|control| control.manifest.clone())
    }

    /// The worker's parts, once they were fetched.
    pub(super) fn parts(self) -> Option<Rc<Parts>> {
        self.worker_control(|control| control.parts.clone())
    }

    /// Loads the worker's script, program and models, once.
    pub(super) async fn load_parts(self) -> Result<Rc<Parts>, Closure> {
        if let Some(parts) = self.parts() {
            return Ok(parts);
        }
        let manifest = self.manifest().ok_or(Closure::Model)?;
        let parts = Rc::new(Parts::fetch(&manifest).await?);
        self.worker_control(|control| control.parts = Some(parts.clone()));
        self.recogniser.set(Some(parts.recogniser.clone()));
        Ok(parts)
    }

    /// Why no worker can be had, if that is known.
    pub(super) fn worker_fault(self) -> Option<Closure> {
        match self.worker_control(|control| control.state.health()) {
            WorkerHealth::Broken(closure) => Some(closure),
            WorkerHealth::Preparing | WorkerHealth::Ready => None,
        }
    }

    /// Starts a worker, if there is none.
    pub(super) fn ensure_worker(self, parts: &Parts) {
        if self.worker_control(|control| control.vision.is_none()) {
            self.start_worker(parts);
        }
    }

    /// Ends the worker that has seen a traveller, and starts the one for the next.
    pub(super) fn replace_worker(self) {
        self.end_worker();
        if let Some(parts) = self.parts() {
            self.start_worker(&parts);
        }
    }

    fn start_worker(self, parts: &Parts) {
        let is_marked = Rc::new(Cell::new(false));
        let told = move |report: Option<Report>| {
            self.on_worker(report.map_or(WorkerInput::Crashed, WorkerInput::Reported));
        };
        let forgotten = {
            let is_marked = is_marked.clone();
            move || {
                if is_marked.get() && self.picture.get_untracked() == Picture::Held {
                    let is_erased = self.has_picture();
                    self.picture.set(if is_erased { Picture::Erased } else { Picture::NotKept });
                }
            }
        };
        // No comparison starts without settings, but the worker is prepared before they arrive.
        let fmr = self.site.read_untracked().as_ref().map(|site| site.target_fmr);
        match Vision::start(parts, fmr.unwrap_or_default(), told, forgotten) {
            Ok(vision) => {
                self.worker_control(|control| {
                    control.vision = Some(vision);
                    control.is_marked = is_marked;
                });
                self.on_worker(WorkerInput::Started);
            }
            Err(_) => self.on_worker(WorkerInput::NotStarted),
        }
    }

    /// Ends the worker. Its messages are not heard any more.
    fn end_worker(self) {
        self.worker_control(|control| {
            (control.vision, control.preparing, control.waiting) = (None, None, None);
        });
        self.cancel_verdict();
        self.on_worker(WorkerInput::Ended);
    }

    fn request(self, input: WorkerInput, post: impl FnOnce(&Vision) -> Result<(), JsValue>) {
        let posted = self.worker_control(|control| control.vision.as_ref().map(post));
        let is_posted = matches!(posted, Some(Ok(())));
        self.on_worker(if is_posted { input } else { WorkerInput::NotPosted });
    }

    fn on_worker(self, input: WorkerInput) {
        let flow = self.flow.get_untracked();
        let effects = self.worker_control(|control| {
            let (state, effects) = control.state.on(input, flow);
            control.state = state;
            effects
        });
        effects.into_iter().for_each(|effect| self.carry_out_for_worker(effect));
    }

    fn carry_out_for_worker(self, effect: WorkerEffect) {
        match effect {
            WorkerEffect::StartPrepareTimer => {
                let late = self.limit(PREPARE_MS, WorkerInput::PrepareTimedOut);
                self.worker_control(|control| control.preparing = Some(late));
            }
            WorkerEffect::StopPrepareTimer => {
                self.worker_control(|control| control.preparing = None);
            }
            WorkerEffect::StartWait(awaited) => {
                let milliseconds =
                    if awaited == Awaited::FirstFrame { START_MS } else { SILENCE_MS };
                let late = self.limit(milliseconds, WorkerInput::WaitTimedOut);
                self.worker_control(|control| control.waiting = Some(late));
            }
            WorkerEffect::StopWait => self.worker_control(|control| control.waiting = None),
            WorkerEffect::End(closure) => {
                let closure = closure.unwrap_or_else(|| self.what_is_wrong_with_models());
                self.end_worker();
                self.worker_control(|control| control.state = control.state.broken(closure));
                self.on_flow_event(FlowEvent::Closed(closure));
            }
            WorkerEffect::Replace => self.replace_worker(),
            WorkerEffect::CheckLane => self.check_lane(),
            WorkerEffect::Send(event) => self.on_flow_event(event),
            WorkerEffect::SendInStep(event) => self.send_in_step(event),
            WorkerEffect::NotePicture => self.note_picture(),
            WorkerEffect::ShowHint(hint) => self.show_hint(hint),
            WorkerEffect::ShowFileHint(hint) => self.hint.set(Some(hint)),
            WorkerEffect::ShowChipHint(hint) => self.hint.set(Some(hint)),
            WorkerEffect::ShowChipRead(tenths) => self.chip_read.set(tenths),
            WorkerEffect::TurnCamera(turn) => self.turn_camera(turn),
            WorkerEffect::AwaitFirstFrame => self.await_first_frame(),
            WorkerEffect::ReopenCamera => self.reopen_camera(),
            WorkerEffect::FailCamera => self.fail_camera(CameraFault::Silent),
            WorkerEffect::PassTest => self.pass_test(),
            WorkerEffect::NotePageFits => self.note_size(false),
        }
    }

    fn limit(self, milliseconds: u32, input: WorkerInput) -> Timeout {
        Timeout::new(milliseconds, move || self.on_worker(input))
    }

    /// The reason why models cannot be used: without a threshold intact ones cannot be used either.
    fn what_is_wrong_with_models(self) -> Closure {
        let is_asked = self.site.read_untracked().is_some();
        match untrack(|| self.measured()) {
            None if is_asked => Closure::Uncalibrated,
            _ => Closure::Model,
        }
    }

    /// The state of the worker: this file alone uses it.
    fn worker_control<T>(self, use_control: impl FnOnce(&mut WorkerControl) -> T) -> T {
        use_control(&mut self.owners().worker.borrow_mut())
    }
}

impl From<PartsError> for Closure {
    fn from(error: PartsError) -> Self {
        match error {
            PartsError::NoSimd => Self::NoSimd,
            PartsError::NotBuilt | PartsError::Refused => Self::Model,
        }
    }
}
