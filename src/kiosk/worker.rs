//! Starts the worker, handles its messages, and replaces it.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use protocol::{Hint, Report, Request};
use wasm_bindgen::JsValue;
use wire::DocumentSource;

use super::{
    Kiosk, Machine, Picture,
    state::{
        camera::START_MS,
        worker::{Awaited, WorkerHealth},
    },
};
use crate::{
    camera_record::CameraFault,
    flow::{Attempt, Closure, ComparisonOutcome, FaceLane, FlowEvent},
    worker::{bridge::Vision, parts::Parts},
};

/// A worker that says nothing for so long while it has work is replaced.
const SILENCE_MS: u32 = 8_000;
/// A worker that is not ready after so long will not be.
const PREPARE_MS: u32 = 30_000;

impl Kiosk {
    /// Asks the worker for something.
    pub(super) fn ask(self, wish: impl FnOnce(&Vision) -> Result<(), JsValue>) {
        let asked = self.with(|machine| {
            machine.awaited = Awaited::Answer;
            machine.has_looked = true;
            machine.vision.as_ref().map(wish)
        });
        match asked {
            Some(Ok(())) => self.watch_for_silence(),
            Some(Err(_)) | None => self.send(FlowEvent::Failed),
        }
    }

    /// Asks the worker to analyse no more frames. No reply is expected.
    pub(super) fn pause_worker(self) {
        self.ask(|vision| vision.ask(&Request::Rest));
        self.with(|machine| {
            machine.awaited = Awaited::Nothing;
            machine.watchdog = None;
        });
    }

    /// Ends the worker that has seen a traveller, and starts the one for the next.
    pub(super) fn replace_worker(self) {
        let parts = self.with(|machine| {
            machine.end_worker();
            machine.parts.clone()
        });
        if let Some(parts) = parts {
            self.start_worker(&parts);
        }
    }

    pub(super) fn start_worker(self, parts: &Parts) {
        let generation = self.with(|machine| machine.generation);
        let told = move |report| {
            if self.with(|machine| machine.generation) == generation {
                self.on_worker_message(report);
            }
        };
        let forgotten = move || {
            let (held_by, has_picture) =
                self.with(|machine| (machine.held_by, machine.camera_control.has_picture));
            if held_by == generation && self.picture.get_untracked() == Picture::Held {
                self.picture.set(if has_picture { Picture::Erased } else { Picture::NotKept });
            }
        };
        // No comparison starts without settings, but the worker is prepared before they arrive.
        let fmr = self.site.read_untracked().as_ref().map(|site| site.target_fmr);
        let fmr = fmr.unwrap_or_default();
        let Ok(vision) = Vision::start(parts, fmr, told, forgotten) else {
            return self.give_up(Closure::Worker);
        };
        let late = Timeout::new(PREPARE_MS, move || self.give_up(Closure::Worker));
        self.with(|machine| {
            machine.vision = Some(vision);
            machine.health = WorkerHealth::Preparing;
            machine.preparing = Some(late);
        });
    }

    /// No worker can be started: the face lane closes. Its next check tries again.
    fn give_up(self, closure: Closure) {
        self.with(|machine| {
            machine.end_worker();
            machine.health = WorkerHealth::Broken(closure);
        });
        self.send(FlowEvent::Closed(closure));
    }

    /// The reason for `BadModels`: without a threshold intact models cannot be used either.
    fn what_is_wrong_with_models(self) -> Closure {
        let is_asked = self.site.read_untracked().is_some();
        match untrack(|| self.measured()) {
            None if is_asked => Closure::Uncalibrated,
            _ => Closure::Model,
        }
    }

    fn on_worker_message(self, report: Option<Report>) {
        let is_watching = self.flow.get_untracked().camera().is_some();
        let (health, awaited, last_file) = self.with(|machine| {
            let awaited = machine.awaited;
            machine.awaited = match report {
                Some(Report::Ready) => awaited,
                Some(Report::Watching) if is_watching => Awaited::FirstFrame,
                Some(Report::Hint(_) | Report::CameraTurned(_)) if is_watching => {
                    Awaited::NextFrame
                }
                Some(Report::FileTaken { file } | Report::FileRefused { file, .. })
                    if file != machine.file =>
                {
                    awaited
                }
                _ => Awaited::Nothing,
            };
            machine.camera_control.has_picture |= report.is_some_and(is_of_a_picture);
            machine.has_looked = true;
            (machine.health, awaited, machine.file)
        });
        match report {
            Some(Report::Ready) => {
                self.with(|machine| {
                    machine.health = WorkerHealth::Ready;
                    machine.preparing = None;
                });
                if let FaceLane::Closed(Closure::Worker | Closure::Model | Closure::Uncalibrated) =
                    self.flow.get_untracked().face_lane
                {
                    self.check_lane();
                }
            }
            Some(Report::BadModels) => self.give_up(self.what_is_wrong_with_models()),
            None if health == WorkerHealth::Preparing => self.give_up(Closure::Worker),
            // A late hint, for a screen that is no longer shown, is ignored.
            Some(Report::Hint(hint)) if is_watching => self.show_hint(hint),
            Some(Report::CameraTurned(turn)) if is_watching => self.turn_camera(turn),
            Some(Report::FileRefused { file, hint }) if !is_watching && file == last_file => {
                self.hint.set(Some(hint));
            }
            // The end of an earlier stream may be reported late and is ignored.
            Some(Report::StreamEnded)
                if is_watching && matches!(awaited, Awaited::FirstFrame | Awaited::NextFrame) =>
            {
                self.reopen_camera();
            }
            Some(Report::CameraWorks) => self.pass_test(),
            Some(Report::Watching) if is_watching => self.await_first_frame(),
            Some(Report::FileTaken { file }) if file == last_file => {
                self.send(FlowEvent::DocumentTaken(DocumentSource::File));
            }
            Some(Report::PageTaken) => {
                self.note_size(false);
                self.send(FlowEvent::DocumentTaken(DocumentSource::Camera));
            }
            // Late, or about a file that was replaced by another one.
            Some(
                Report::Hint(_)
                | Report::CameraTurned(_)
                | Report::Watching
                | Report::StreamEnded
                | Report::FileRefused { .. }
                | Report::FileTaken { .. },
            ) => {}
            Some(Report::FaceTaken { attempt }) => self.send_for(attempt, FlowEvent::FaceTaken),
            Some(Report::FaceRefused { attempt }) => self.send_for(attempt, FlowEvent::FaceRefused),
            Some(Report::Compared { attempt, answer }) => {
                self.send_for(attempt, |attempt| FlowEvent::Compared(attempt, answer.into()));
            }
            Some(Report::Failed) | None => return self.fail(),
        }
        self.watch_for_silence();
    }

    /// The worker failed during a check: the traveller goes to an officer, and the next traveller gets
    /// another worker.
    fn fail(self) {
        if self.flow.get_untracked().step.needs_worker() {
            self.send_in_step(FlowEvent::Failed);
        } else {
            self.replace_worker();
        }
    }

    fn send_for(self, attempt: u8, event: impl FnOnce(Attempt) -> FlowEvent) {
        match Attempt::try_from(attempt) {
            Ok(attempt) => self.send_in_step(event(attempt)),
            Err(()) => self.send_in_step(FlowEvent::Failed),
        }
    }

    /// Replaces the worker if it sends nothing in time. A worker that is still preparing the models has
    /// its own, longer limit.
    fn watch_for_silence(self) {
        self.with(|machine| {
            let is_ready = machine.health == WorkerHealth::Ready;
            machine.watchdog = match machine.awaited {
                Awaited::Answer if is_ready => Some(Timeout::new(SILENCE_MS, move || self.fail())),
                Awaited::FirstFrame if is_ready => Some(Timeout::new(START_MS, move || {
                    self.fail_camera(CameraFault::Silent);
                })),
                // If the worker itself hangs, it does not confirm the new stream and is replaced then.
                Awaited::NextFrame if is_ready => {
                    Some(Timeout::new(SILENCE_MS, move || self.reopen_camera()))
                }
                _ => None,
            };
        });
    }
}

/// Whether a report shows that the worker had a picture.
fn is_of_a_picture(report: Report) -> bool {
    match report {
        Report::FileTaken { .. }
        | Report::PageTaken
        | Report::CameraTurned(_)
        | Report::FaceTaken { .. }
        | Report::FaceRefused { .. } => true,
        Report::FileRefused { hint, .. } => {
            !matches!(hint, Hint::NotAnImage | Hint::Empty | Hint::TooLarge | Hint::Unreadable)
        }
        _ => false,
    }
}

impl Machine {
    fn end_worker(&mut self) {
        self.vision = None;
        self.generation += 1;
        self.health = WorkerHealth::Preparing;
        self.awaited = Awaited::Nothing;
        self.watchdog = None;
        self.preparing = None;
        self.verdict = None;
    }
}

impl From<protocol::WorkerAnswer> for ComparisonOutcome {
    fn from(answer: protocol::WorkerAnswer) -> Self {
        match answer {
            protocol::WorkerAnswer::Match => Self::Match,
            protocol::WorkerAnswer::NoMatch => Self::NoMatch,
            protocol::WorkerAnswer::Retry => Self::Retry,
        }
    }
}

impl From<Attempt> for u8 {
    fn from(attempt: Attempt) -> Self {
        match attempt {
            Attempt::First => 1,
            Attempt::Second => 2,
        }
    }
}

impl TryFrom<u8> for Attempt {
    type Error = ();

    fn try_from(number: u8) -> Result<Self, ()> {
        match number {
            1 => Ok(Self::First),
            2 => Ok(Self::Second),
            _ => Err(()),
        }
    }
}
