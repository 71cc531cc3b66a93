//! Who the kiosk is to the server: enrolment, a new key from time to time, and the settings.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wire::{Code, FaceLane, KioskId, SettingsId};

use super::Kiosk;
use crate::{
    delivery::Pace,
    enrolment::{self, Error},
    flow::{self, Step},
    identity::Identity,
    keep::{keep, kept},
    post::Answer,
    server::{Enrolling, Standing},
    task::spawn,
};

/// What the server was told last: the id of the settings, and why the face lane is closed.
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
            let known = Identity::read().await.known;
            if let Some(known) = &known {
                let standing = Standing::Enrolled(known.kiosk);
                self.delivery().change(|it| it.standing = standing);
            }
            match code {
                Some(code) => self.enrol(&code),
                None if known.is_none() => self.try_to_enrol(None).await,
                None => self.renew_key(),
            }
        });
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

    /// Changes an old key. Nobody is at the kiosk.
    pub(super) fn renew_key(self) {
        spawn(async move {
            if let Some(answer) = enrolment::change_key().await {
                self.delivery().hear(&answer);
            }
        });
    }

    /// Tells the server which settings this kiosk runs with and whether its face lane is open, once
    /// for each change: so that people at the desk see one that runs with others, or needs somebody.
    /// Only while nobody is at the kiosk.
    pub(super) fn tell_settings(self) {
        let flow = self.flow.get_untracked();
        let lane = match flow.face_lane {
            flow::FaceLane::Preparing => None,
            flow::FaceLane::Open => Some(FaceLane::Open),
            flow::FaceLane::Closed(closure) => closure.told(),
        };
        let fmr = self.site.read_untracked().as_ref().map(|it| it.target_fmr);
        let (Some(fmr), Some(lane), Step::Welcome) = (fmr, lane, flow.step) else { return };
        let settings = self.with(|machine| SettingsId::of(machine.settings.as_bytes()));
        let line = match lane {
            FaceLane::Open => settings.to_string(),
            lane => format!("{settings} {}", lane.word()),
        };
        // The page starts anew after travellers, and has nothing new to say by that.
        let is_known = kept(TOLD).is_some_and(|known| known == line);
        let said = (settings, lane);
        if is_known || self.with(|machine| machine.told.replace(said)) == Some(said) {
            return;
        }
        spawn(async move {
            let answer = enrolment::tell_settings(settings, fmr.into(), lane).await;
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
            // Whoever checks the face lane deals with settings that are wrong.
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
