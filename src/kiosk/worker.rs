//! Starts the worker, hears it, and replaces it.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{Kiosk, Machine, Picture};
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

/// Something to ask a worker for.
pub(super) type Wish = Box<dyn FnOnce(&Vision) -> Result<(), JsValue>>;

impl Kiosk {
    /// Asks the worker now, or as soon as there is one: the first traveller may be faster than
    /// the network.
    pub(super) fn ask(self, wish: impl FnOnce(&Vision) -> Result<(), JsValue> + 'static) {
        self.with(|machine| machine.is_awaited = true);
        self.tell(wish);
        self.watch_for_silence();
    }

    /// Asks the worker for something that it does not answer.
    pub(super) fn tell(self, wish: impl FnOnce(&Vision) -> Result<(), JsValue> + 'static) {
        let told = self.with(|machine| match (&machine.vision, machine.health) {
            (Some(vision), _) => wish(vision).is_ok(),
            (None, Health::Preparing | Health::Ready) => {
                machine.waiting.push(Box::new(wish));
                true
            }
            (None, Health::Broken(_)) => false,
        });
        if !told {
            self.send(Event::Failed);
        }
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
            if self.picture.get_untracked() == Picture::Held {
                self.picture.set(Picture::Erased);
            }
        };
        let Ok(vision) = Vision::start(parts, told, forgotten) else {
            return self.give_up(Closure::Worker);
        };
        let late = Timeout::new(PREPARE_MS, move || self.give_up(Closure::Worker));
        let asked = self.with(|machine| {
            let wishes = std::mem::take(&mut machine.waiting);
            let asked = wishes.into_iter().try_for_each(|wish| wish(&vision));
            machine.vision = Some(vision);
            machine.health = Health::Preparing;
            machine.has_looked = true;
            machine.preparing = Some(late);
            asked
        });
        if asked.is_err() {
            self.fail();
        }
    }

    /// No worker can be had: the face lane closes.
    fn give_up(self, closure: Closure) {
        self.with(|machine| {
            machine.end_worker();
            machine.health = Health::Broken(closure);
        });
        self.send(Event::Closed(closure));
    }

    fn hear(self, report: Option<Report>) {
        let is_watching = self.flow.get_untracked().step.camera().is_some();
        let health = self.with(|machine| {
            machine.is_awaited = match report {
                Some(Report::Ready) => machine.is_awaited,
                Some(Report::Hint(_)) => is_watching,
                _ => false,
            };
            machine.has_looked = true;
            machine.health
        });
        match report {
            Some(Report::Ready) => {
                self.with(|machine| {
                    machine.health = Health::Ready;
                    machine.preparing = None;
                });
            }
            Some(Report::BadModels) => self.give_up(Closure::Model),
            None if health == Health::Preparing => self.give_up(Closure::Worker),
            // A hint may come late, when the screen that it is for has gone.
            Some(Report::Hint(hint)) if is_watching => self.hint.set(Some(hint)),
            Some(Report::DocumentRefused(hint)) if !is_watching => self.hint.set(Some(hint)),
            Some(Report::Hint(_) | Report::DocumentRefused(_)) => {}
            Some(Report::DocumentTaken { source }) => self.send(Event::DocumentTaken(source)),
            Some(Report::FaceTaken { attempt }) => self.send_for(attempt, Event::FaceTaken),
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
            self.send(Event::Failed);
        } else {
            self.replace_worker();
        }
    }

    fn send_for(self, attempt: u8, event: impl FnOnce(Attempt) -> Event) {
        match Attempt::try_from(attempt) {
            Ok(attempt) => self.send(event(attempt)),
            Err(()) => self.send(Event::Failed),
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
        self.waiting.clear();
        self.is_awaited = false;
        self.watchdog = None;
        self.preparing = None;
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
