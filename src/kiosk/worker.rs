//! Starts the worker, hears it, and replaces it.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wire::DocumentSource;

use super::{Kiosk, Machine, Picture};
use crate::{
    flow::{Answer, Attempt, Closure, Event, FaceLane},
    vision::{
        bridge::Vision,
        parts::Parts,
        protocol::{self, Report, Request},
    },
};

/// How the present worker is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Health {
    /// It makes the models ready, or is not there yet.
    #[default]
    Preparing,
    /// It has said that the models are ready.
    Ready,
    /// It could not be had.
    Broken(Closure),
}

/// A worker that says nothing for so long while it has work is replaced.
const SILENCE_MS: u32 = 8_000;
/// A worker that is not ready after so long will not be.
const PREPARE_MS: u32 = 30_000;

impl Kiosk {
    /// Asks the worker for something.
    pub(super) fn ask(self, wish: impl FnOnce(&Vision) -> Result<(), JsValue>) {
        let asked = self.with(|machine| {
            machine.is_awaited = true;
            machine.has_looked = true;
            machine.vision.as_ref().map(wish)
        });
        match asked {
            Some(Ok(())) => self.watch_for_silence(),
            Some(Err(_)) | None => self.send(Event::Failed),
        }
    }

    /// Asks the worker to look no more. It has nothing to say to that.
    pub(super) fn rest(self) {
        self.ask(|vision| vision.ask(&Request::Rest));
        self.with(|machine| {
            machine.is_awaited = false;
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
                self.hear(report);
            }
        };
        let forgotten = move || {
            if self.with(|machine| machine.held_by) == generation {
                self.picture.set(Picture::Erased);
            }
        };
        // Without settings nobody is compared; the worker is made ready all the same.
        let fmr = self.site.read_untracked().as_ref().map(|site| site.target_fmr);
        let fmr = fmr.unwrap_or_default();
        let Ok(vision) = Vision::start(parts, fmr, told, forgotten) else {
            return self.give_up(Closure::Worker);
        };
        let late = Timeout::new(PREPARE_MS, move || self.give_up(Closure::Worker));
        self.with(|machine| {
            machine.vision = Some(vision);
            machine.health = Health::Preparing;
            machine.preparing = Some(late);
        });
    }

    /// No worker can be had: the face lane closes. The next check of it tries again.
    fn give_up(self, closure: Closure) {
        self.with(|machine| {
            machine.end_worker();
            machine.health = Health::Broken(closure);
        });
        self.send(Event::Closed(closure));
    }

    /// Without a threshold nothing can be compared, however good the files are.
    fn what_is_wrong_with_models(self) -> Closure {
        let is_asked = self.site.read_untracked().is_some();
        match untrack(|| self.measured()) {
            None if is_asked => Closure::Uncalibrated,
            _ => Closure::Model,
        }
    }

    fn hear(self, report: Option<Report>) {
        let is_watching = self.flow.get_untracked().camera().is_some();
        let (health, last_file) = self.with(|machine| {
            machine.is_awaited = match report {
                Some(Report::Ready) => machine.is_awaited,
                Some(Report::Hint(_) | Report::CameraTurned(_)) => is_watching,
                Some(Report::FileTaken { file } | Report::FileRefused { file, .. }) => {
                    machine.is_awaited && file != machine.file
                }
                _ => false,
            };
            machine.has_looked = true;
            (machine.health, machine.file)
        });
        match report {
            Some(Report::Ready) => {
                self.with(|machine| {
                    machine.health = Health::Ready;
                    machine.preparing = None;
                });
                if let FaceLane::Closed(Closure::Worker | Closure::Model | Closure::Uncalibrated) =
                    self.flow.get_untracked().face_lane
                {
                    self.check_lane();
                }
            }
            Some(Report::BadModels) => self.give_up(self.what_is_wrong_with_models()),
            None if health == Health::Preparing => self.give_up(Closure::Worker),
            // A hint may come late, when the screen that it is for has gone.
            Some(Report::Hint(hint)) if is_watching => self.hint.set(Some(hint)),
            Some(Report::CameraTurned(turn)) if is_watching => self.turn_camera(turn),
            Some(Report::FileRefused { file, hint }) if !is_watching && file == last_file => {
                self.hint.set(Some(hint));
            }
            Some(Report::FileTaken { file }) if file == last_file => {
                self.send(Event::DocumentTaken(DocumentSource::File));
            }
            Some(Report::PageTaken) => self.send(Event::DocumentTaken(DocumentSource::Camera)),
            // Late, or of a file in whose place another one was shown.
            Some(
                Report::Hint(_)
                | Report::CameraTurned(_)
                | Report::FileRefused { .. }
                | Report::FileTaken { .. },
            ) => {}
            Some(Report::FaceTaken { attempt }) => self.send_for(attempt, Event::FaceTaken),
            Some(Report::FaceRefused { attempt }) => self.send_for(attempt, Event::FaceRefused),
            Some(Report::Compared { attempt, answer }) => {
                self.send_for(attempt, |attempt| Event::Compared(attempt, answer.into()));
            }
            Some(Report::Failed) | None => return self.fail(),
        }
        self.watch_for_silence();
    }

    /// The worker broke in the middle: the traveller goes to an officer, and the next one gets
    /// another worker.
    fn fail(self) {
        if self.flow.get_untracked().step.needs_worker() {
            self.send_in_step(Event::Failed);
        } else {
            self.replace_worker();
        }
    }

    fn send_for(self, attempt: u8, event: impl FnOnce(Attempt) -> Event) {
        match Attempt::try_from(attempt) {
            Ok(attempt) => self.send_in_step(event(attempt)),
            Err(()) => self.send_in_step(Event::Failed),
        }
    }

    /// Replaces the worker unless it says something in time. One that still makes the models
    /// ready has more of it.
    fn watch_for_silence(self) {
        self.with(|machine| {
            let is_due = machine.is_awaited && machine.health == Health::Ready;
            machine.watchdog = is_due.then(|| Timeout::new(SILENCE_MS, move || self.fail()));
        });
    }
}

impl Machine {
    fn end_worker(&mut self) {
        self.vision = None;
        self.generation += 1;
        self.health = Health::Preparing;
        self.is_awaited = false;
        self.watchdog = None;
        self.preparing = None;
        self.verdict = None;
    }
}

impl From<protocol::Answer> for Answer {
    fn from(answer: protocol::Answer) -> Self {
        match answer {
            protocol::Answer::Match => Self::Match,
            protocol::Answer::NoMatch => Self::NoMatch,
            protocol::Answer::Retry => Self::Retry,
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
