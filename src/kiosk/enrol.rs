//! Who the kiosk is to the server: enrolment, a new key from time to time, and the settings.

use std::{cell::Cell, rc::Rc};

use gloo::{events::EventListener, timers::future::TimeoutFuture};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wire::{ClockError, Code, FaceLane, KioskId, SettingsId};

use super::Kiosk;
use crate::{
    delivery::Pace,
    enrolment::{self, Error},
    flow::{self, Step},
    identity::Identity,
    keep::{keep, kept},
    number,
    post::{self, Answer},
    server::{Enrolling, Standing},
    task::spawn,
};

/// How long a database may be late before a kiosk is taken for one that was never enrolled.
const DATABASE_MS: u32 = 15_000;
/// How often to look whether it has answered.
const LOOK_MS: u32 = 50;
/// What the server was told of last: the id of the settings, the clock's error, and the face lane.
const TOLD: &str = "gangway.settings";

#[wasm_bindgen(module = "/src/kiosk/address.js")]
extern "C" {
    #[wasm_bindgen(js_name = takeCode)]
    fn take_code() -> Option<String>;
}

impl Kiosk {
    /// Finds out who this kiosk is. One that was never enrolled asks to be, with the code in its
    /// address, if it has one.
    pub(super) fn introduce(self) {
        EventListener::new(&window(), "hashchange", move |_| {
            if let Some(code) = take_code() {
                self.enrol(&code);
            }
        })
        .forget();
        let code = take_code();
        spawn(async move {
            match self.recall_within(DATABASE_MS).await {
                _ if code.is_some() => code.iter().for_each(|code| self.enrol(code)),
                Some(true) => self.renew_key(),
                Some(false) | None => self.try_to_enrol(None).await,
            }
        });
    }

    /// Finds out whether this kiosk was enrolled. Nothing, if the database does not answer in time: it is
    /// waited for all the same, and what it says counts unless the kiosk was enrolled meanwhile.
    async fn recall_within(self, milliseconds: u32) -> Option<bool> {
        let found = Rc::new(Cell::new(None));
        let told = found.clone();
        spawn(async move {
            let known = Identity::read_at_last().await.known.map(|it| it.kiosk);
            let delivery = self.delivery();
            if delivery.server.get_untracked().standing.number().is_none() {
                number::keep_enrolled(known);
                if let Some(kiosk) = known {
                    // No other enrolment goes on.
                    self.with(|machine| machine.enrolments += 1);
                    delivery.change(|it| it.standing = Standing::Enrolled(kiosk));
                }
            }
            told.set(Some(known.is_some()));
            delivery.wake();
        });
        for _ in 0..milliseconds / LOOK_MS {
            if found.get().is_some() {
                break;
            }
            TimeoutFuture::new(LOOK_MS).await;
        }
        found.get()
    }

    /// Enrols this kiosk with a code, as staff have typed it.
    pub fn enrol(self, typed: &str) {
        match typed.parse() {
            Ok(code) => spawn(self.try_to_enrol(Some(code))),
            Err(_) => self.delivery().change(|it| it.enrolling = Some(Enrolling::WrongCode)),
        }
    }

    /// Asks until the server says yes or no, or until another enrolment is asked for.
    async fn try_to_enrol(self, code: Option<Code>) {
        let attempt = self.with(|machine| {
            machine.enrolments += 1;
            machine.enrolments
        });
        let delivery = self.delivery();
        let mut pace = Pace::default();
        delivery.change(|it| it.enrolling = code.map(|_| Enrolling::Asking));
        while self.with(|machine| machine.enrolments) == attempt {
            // A code knows the number by itself.
            let kiosk = self.number_in_settings().await.or(code.map(|_| KioskId(0)));
            let answer = match kiosk {
                Some(kiosk) => enrolment::enrol(code, kiosk).await,
                None => Err(Error::Unreachable),
            };
            delivery.change(|server| match answer {
                Ok(kiosk) => {
                    server.clock_error = post::clock_error();
                    server.standing = Standing::Enrolled(kiosk);
                    server.enrolling = None;
                }
                Err(error) => {
                    if server.standing == Standing::Asking {
                        server.standing = Standing::NotEnrolled;
                    }
                    server.enrolling = code.map(|_| error.into());
                }
            });
            match answer {
                Ok(_) => {
                    // Of this number the server may have heard nothing yet.
                    self.with(|machine| machine.told = None);
                    keep(TOLD, "");
                    self.tell_settings();
                    return delivery.wake();
                }
                Err(Error::Code) => return,
                Err(Error::Unreachable) => {
                    delivery.rest(pace.next(js_sys::Math::random())).await;
                }
            }
        }
    }

    /// Replaces a key that is due for rotation, while the kiosk is idle.
    pub(super) fn renew_key(self) {
        spawn(async move {
            if let Some(answer) = enrolment::change_key().await {
                self.delivery().hear(&answer);
            }
        });
    }

    /// Tells the server which settings this kiosk runs with, how wrong its clock is and whether its face
    /// lane is open, once for each change: so that people at the desk see one that runs with others, or
    /// needs staff. Only on the first screen, and once the clock is known.
    pub(super) fn tell_settings(self) {
        let flow = self.flow.get_untracked();
        let lane = match flow.face_lane {
            flow::FaceLane::Preparing => None,
            flow::FaceLane::Open => Some(FaceLane::Open),
            flow::FaceLane::Closed(closure) => closure.told(),
        };
        let fmr = self.site.read_untracked().as_ref().map(|it| it.target_fmr);
        let (Some(fmr), Some(lane), Step::Welcome) = (fmr, lane, flow.step) else { return };
        let error = self.server.get_untracked().clock_error;
        let Some(clock) = error.map(ClockError::of) else { return };
        let settings = self.with(|machine| SettingsId::of(machine.settings.as_bytes()));
        let line = format!("{settings} {} {}", clock.word(), lane.word());
        // The page starts anew after travellers, and has nothing new to say by that.
        let is_known = kept(TOLD).is_some_and(|known| known == line);
        let said = (settings, clock, lane);
        if is_known || self.with(|machine| machine.told.replace(said)) == Some(said) {
            return;
        }
        spawn(async move {
            let answer = enrolment::tell_settings(settings, fmr.into(), clock, lane).await;
            if matches!(answer, Some(Answer::Done(_))) {
                keep(TOLD, &line);
            } else {
                // The next time again.
                self.with(|machine| machine.told = None);
            }
            if let Some(answer) = answer {
                self.delivery().hear(&answer);
            }
        });
    }

    async fn number_in_settings(self) -> Option<KioskId> {
        if self.site.read_untracked().is_none() {
            // The check of the face lane handles settings that are wrong.
            let _ = self.load_site().await;
        }
        self.site.read_untracked().as_ref().map(|site| site.kiosk)
    }
}

impl From<Error> for Enrolling {
    fn from(error: Error) -> Self {
        match error {
            Error::Code => Self::WrongCode,
            Error::Unreachable => Self::Unreachable,
        }
    }
}
