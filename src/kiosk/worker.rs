//! Starts the worker, hears it, and replaces it.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::Kiosk;
use crate::{
    flow::{Answer, Attempt, Closure, Event},
    vision::{
        bridge::Vision,
        parts::Parts,
        protocol::{self, Report},
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
    /// No worker can be had until the page is loaded again.
    Broken(Closure),
}

/// A worker that says nothing for so long while it has work is replaced.
const SILENCE_MS: u32 = 8_000;
/// A worker that is not ready after so long never will be.
const PREPARE_MS: u32 = 30_000;

impl Kiosk {
    pub(super) fn ask(self, request: impl FnOnce(&Vision) -> Result<(), JsValue>) {
        let asked = self.with(|machine| machine.vision.as_ref().map(request));
        if !matches!(asked, Some(Ok(()))) {
            self.send(Event::Failed);
        }
    }

    /// Ends the worker that has seen a traveller, and starts the one for the next.
    pub(super) fn replace_worker(self) {
        let parts = self.with(|machine| {
            machine.vision = None;
            machine.watchdog = None;
            machine.generation += 1;
            machine.parts.clone()
        });
        if let Some(parts) = parts {
            self.start_worker(&parts);
        }
    }

    pub(super) fn start_worker(self, parts: &Parts) {
        let generation = self.with(|machine| machine.generation);
        let started = Vision::start(parts, move |report| {
            if self.with(|machine| machine.generation) == generation {
                self.hear(report);
            }
        });
        let Ok(vision) = started else { return self.give_up(Closure::Worker) };
        let late = Timeout::new(PREPARE_MS, move || self.give_up(Closure::Worker));
        self.with(|machine| {
            machine.vision = Some(vision);
            machine.health = Health::Preparing;
            machine.has_looked = true;
            machine.preparing = Some(late);
        });
    }

    /// No worker can be had: the face lane closes.
    fn give_up(self, closure: Closure) {
        self.with(|machine| {
            machine.vision = None;
            machine.generation += 1;
            machine.health = Health::Broken(closure);
            machine.preparing = None;
        });
        self.send(Event::Closed(closure));
    }

    fn hear(self, report: Option<Report>) {
        let health = self.with(|machine| {
            machine.watchdog = None;
            machine.has_looked = true;
            machine.health
        });
        match report {
            Some(Report::Ready) => self.with(|machine| {
                machine.health = Health::Ready;
                machine.preparing = None;
            }),
            Some(Report::BadModels) => self.give_up(Closure::Model),
            None if health == Health::Preparing => self.give_up(Closure::Worker),
            Some(Report::Hint(hint)) => {
                self.hint.set(Some(hint));
                self.watch_for_silence();
            }
            Some(Report::DocumentRefused(hint)) => self.hint.set(Some(hint)),
            Some(Report::DocumentTaken { source }) => self.send(Event::DocumentTaken(source)),
            Some(Report::FaceTaken { attempt }) => self.send_for(attempt, Event::FaceTaken),
            Some(Report::Compared { attempt, answer }) => {
                self.send_for(attempt, |attempt| Event::Compared(attempt, answer.into()));
            }
            Some(Report::Failed) | None => self.fail(),
        }
    }

    /// The worker broke in the middle: the next traveller gets another one.
    fn fail(self) {
        self.replace_worker();
        self.send(Event::Failed);
    }

    fn send_for(self, attempt: u8, event: impl FnOnce(Attempt) -> Event) {
        match Attempt::try_from(attempt) {
            Ok(attempt) => self.send(event(attempt)),
            Err(()) => self.send(Event::Failed),
        }
    }

    /// Replaces the worker unless it says something in time.
    pub(super) fn watch_for_silence(self) {
        let watchdog = Timeout::new(SILENCE_MS, move || self.fail());
        self.with(|machine| machine.watchdog = Some(watchdog));
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
