//! The kiosk's identity at the server: enrolment, key rotation, and the report of its settings.

use std::{cell::Cell, rc::Rc};

use gloo::{events::EventListener, timers::future::TimeoutFuture};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wire::{ChipSupport, ClockError, Code, FaceLane, KioskId, SettingsId};

use super::super::Kiosk;
use crate::{
    delivery::Pace,
    enrolment::{self, EnrolmentError},
    flow::{self, Step},
    held,
    identity::Identity,
    local_storage::{read_item, write_item},
    number,
    post::{self, PostOutcome},
    server::{Enrolling, Standing},
    task::{CancelOnDrop, spawn},
};

/// How long a database may be late before a kiosk is taken for one that was never enrolled.
const DATABASE_MS: u32 = 15_000;
/// How often to poll for its answer.
const LOOK_MS: u32 = 50;
/// Name of the local storage item with the last reported settings id, clock error and face lane.
const TOLD: &str = "gangway.settings";

#[wasm_bindgen(module = "/src/kiosk/address.js")]
extern "C" {
    #[wasm_bindgen(js_name = takeCode)]
    fn take_code() -> Option<String>;
}

impl Kiosk {
    /// Reads the kiosk's identity. A kiosk that was never enrolled starts to enrol, with the code in the
    /// page's address if there is one.
    pub(in crate::kiosk) fn start_enrolment(self) {
        EventListener::new(&window(), "hashchange", move |_| {
            if let Some(code) = take_code() {
                self.start_enrolment_with(&code);
            }
        })
        .forget();
        let code = take_code();
        spawn(async move {
            match self.recall_within(DATABASE_MS).await {
                _ if code.is_some() => code.iter().for_each(|code| self.start_enrolment_with(code)),
                Some(true) => self.renew_key(),
                Some(false) | None => self.try_to_enrol(None).await,
            }
        });
    }

    /// Whether this kiosk is enrolled. `None` if the database does not answer in time: the read goes on
    /// all the same, and its result is used unless the kiosk was enrolled meanwhile.
    async fn recall_within(self, milliseconds: u32) -> Option<bool> {
        let found = Rc::new(Cell::new(None));
        let told = found.clone();
        spawn(async move {
            let known = Identity::read_at_last().await.known.map(|known| known.kiosk);
            let delivery = self.delivery();
            if delivery.server.get_untracked().standing.number().is_none() {
                number::keep_enrolled(known);
                if let Some(kiosk) = known {
                    // No other enrolment goes on.
                    self.connection(|connection| connection.enrolment = CancelOnDrop::default());
                    delivery.change(|server| server.standing = Standing::Enrolled(kiosk));
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

    /// Enrols this kiosk with the code that staff have typed.
    pub(in crate::kiosk) fn start_enrolment_with(self, typed: &str) {
        let (code, is_held) = held::split(typed);
        match code.parse() {
            Ok(code) => spawn(self.try_to_enrol(Some((code, is_held)))),
            Err(_) => {
                self.delivery().change(|server| server.enrolling = Some(Enrolling::WrongCode))
            }
        }
    }

    /// Repeats the request until the server accepts or refuses it, or until another enrolment starts.
    async fn try_to_enrol(self, typed: Option<(Code, bool)>) {
        let code = typed.map(|(code, _)| code);
        let token = self.connection(|connection| {
            connection.enrolment = CancelOnDrop::default();
            connection.enrolment.token()
        });
        let delivery = self.delivery();
        let mut pace = Pace::default();
        delivery.change(|server| server.enrolling = code.map(|_| Enrolling::Asking));
        while !token.is_cancelled() {
            // With a code the server knows the number, so 0 will do.
            let kiosk = self.number_in_settings().await.or(code.map(|_| KioskId(0)));
            let answer = match kiosk {
                Some(kiosk) => enrolment::enrol(code, kiosk).await,
                None => Err(EnrolmentError::Unreachable),
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
                    if let Some((_, is_held)) = typed {
                        held::store(is_held);
                        self.held.set(is_held);
                    }
                    // The server may have no settings report for this number yet.
                    self.connection(|connection| connection.reported = None);
                    write_item(TOLD, "");
                    self.report_settings();
                    return delivery.wake();
                }
                Err(EnrolmentError::Code) => return,
                Err(EnrolmentError::Unreachable) => {
                    delivery.wait(pace.next(js_sys::Math::random())).await;
                }
            }
        }
    }

    /// Replaces a key that is due for rotation, while the kiosk is idle.
    pub(in crate::kiosk) fn renew_key(self) {
        spawn(async move {
            if let Some(answer) = enrolment::change_key().await {
                self.delivery().handle_outcome(&answer);
            }
        });
    }

    /// Reports the settings' id, the clock's error and the state of the face lane to the server, once
    /// for each change, so that the desk shows kiosks with other settings or with a need for staff. Only
    /// on the first screen, and once the clock is known.
    pub(in crate::kiosk) fn report_settings(self) {
        let flow = self.flow.get_untracked();
        let lane = match flow.face_lane {
            flow::FaceLane::Preparing => None,
            flow::FaceLane::Open => Some(FaceLane::Open),
            flow::FaceLane::Closed(closure) => closure.told(),
        };
        let fmr = self.site.read_untracked().as_ref().map(|site| site.target_fmr);
        let (Some(fmr), Some(lane), Step::Welcome) = (fmr, lane, flow.step) else { return };
        let error = self.server.get_untracked().clock_error;
        let Some(clock) = error.map(ClockError::of) else { return };
        let settings = self.connection(|connection| SettingsId::of(connection.settings.as_bytes()));
        let chip = self.chip_support();
        let mut line = format!("{settings} {} {}", clock.word(), lane.word());
        if let Some(ChipSupport { reader, trust_list }) = chip {
            line += if reader { " reader" } else { " no-reader" };
            if let Some(list) = trust_list {
                line += &format!(" {}", list.id);
            }
        }
        // A reload of the page is no change to report.
        let is_known = read_item(TOLD).is_some_and(|known| known == line);
        let said = (settings, clock, lane, chip);
        if is_known || self.connection(|connection| connection.reported.replace(said)) == Some(said)
        {
            return;
        }
        spawn(async move {
            let answer = enrolment::report_settings(settings, fmr, clock, lane, chip).await;
            if matches!(answer, Some(PostOutcome::Done(_))) {
                write_item(TOLD, &line);
            } else {
                // Report again the next time.
                self.connection(|connection| connection.reported = None);
            }
            if let Some(answer) = answer {
                self.delivery().handle_outcome(&answer);
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

impl From<EnrolmentError> for Enrolling {
    fn from(error: EnrolmentError) -> Self {
        match error {
            EnrolmentError::Code => Self::WrongCode,
            EnrolmentError::Unreachable => Self::Unreachable,
        }
    }
}
