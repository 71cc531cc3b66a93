//! The page's controller: carries out what the [`Flow`] decides.
//!
//! What it remembers ([`state`]), the chosen file ([`document_file`]), the camera ([`camera_control`])
//! and its tests ([`camera_test`]), the worker ([`worker`]), the face lane ([`face_lane`]), the
//! inactivity timer ([`clock`], [`patience`]), language and accessibility ([`preferences`]), sounds and
//! speech ([`audio`]), the call for staff ([`staff_call`]), the moment of a verdict ([`verdict`]), the
//! result message ([`result`]), the reload between travellers ([`reload`]), and enrolment ([`enrol`]).

mod state;
mod document_file;
mod camera_control;
mod camera_test;
mod worker;
mod face_lane;
mod patience;
mod clock;
mod preferences;
mod audio;
mod staff_call;
mod verdict;
mod result;
mod reload;
mod enrol;

pub use state::{
    camera::CameraState,
    picture::Picture,
    reading::Reading,
    staff_call::{CallState, StaffCall},
};

use std::{cell::RefCell, ops::Deref, rc::Rc};

use gloo::{
    events::EventListener,
    timers::callback::{Interval, Timeout},
};
use leptos::prelude::*;
use protocol::{CameraTurn, Hint, Request};
use site::{Date, Site};
use web_sys::HtmlVideoElement;
use wire::{
    BuildId, ClockError, DocumentSource, FaceLane, KioskId, ResultMessage, SettingsId, Ticket,
};

use crate::{
    access::Access,
    camera::{self, Preview},
    camera_turn,
    delivery::Delivery,
    flow::{Flow, FlowEvent, Panel, Step},
    number, post,
    server::{Server, Standing},
    sound::Sound,
    task::{self, spawn},
    text::{Language, Words},
    worker::{
        accuracy::MeasuredAccuracy,
        bridge::Vision,
        parts::{self, Manifest, Parts, Recogniser},
    },
};
use state::{
    camera::CameraControl,
    worker::{Awaited, WorkerHealth},
};

/// What the screens show, and what they can do. Copied freely: there is one for each page.
#[derive(Clone, Copy)]
pub struct Kiosk(&'static Signals);

/// What the screens show.
pub struct Signals {
    /// Where the traveller is.
    pub flow: RwSignal<Flow>,
    /// What the worker says about the last picture.
    pub hint: RwSignal<Option<Hint>>,
    /// The element that shows the camera's picture.
    pub video: RwSignal<Option<HtmlVideoElement>, LocalStorage>,
    /// What that element shows.
    pub preview: RwSignal<Option<Preview>, LocalStorage>,
    /// What else is told of the camera.
    pub camera: RwSignal<CameraState>,
    /// How that picture has to be turned to be upright.
    pub camera_turn: RwSignal<CameraTurn>,
    /// The traveller's language.
    pub language: RwSignal<Language>,
    /// Every sentence in that language.
    pub words: RwSignal<&'static Words>,
    /// What became of the traveller's picture.
    pub picture: RwSignal<Picture>,
    /// The ticket on the last screen, and the number that it carries.
    pub ticket: RwSignal<Option<(KioskId, Ticket)>>,
    /// The messages that were sent for this traveller, or wait to be.
    pub sent: RwSignal<Vec<ResultMessage>>,
    /// What is known of the server.
    pub server: RwSignal<Server>,
    /// The last call for staff, and what became of it.
    pub call: RwSignal<Option<StaffCall>>,
    /// The site's settings, unless they are missing or wrong.
    pub site: RwSignal<Option<Site>>,
    /// The recogniser in use, once it is there.
    pub recogniser: RwSignal<Option<Recogniser>>,
    /// What is wrong with the settings. For staff.
    pub fault: RwSignal<Option<String>>,
    /// What makes the kiosk easier to use for this traveller.
    pub access: RwSignal<Access>,
    /// How many seconds a traveller who was asked has left to answer.
    pub seconds_left: RwSignal<u8>,
    /// The sound that was just played.
    pub caption: RwSignal<Option<Sound>>,
    /// What was last read aloud.
    pub transcript: RwSignal<String>,
    /// Whether it is being read.
    pub reading: RwSignal<Reading>,
    machine: StoredValue<Rc<RefCell<Machine>>, LocalStorage>,
}

/// What the screens do not see.
#[derive(Default)]
struct Machine {
    manifest: Option<Rc<Manifest>>,
    parts: Option<Rc<Parts>>,
    vision: Option<Vision>,
    /// Generation counter: messages from a replaced worker are ignored.
    generation: u32,
    health: WorkerHealth,
    awaited: Awaited,
    /// Numbers the files that were shown: the answer to the last one counts.
    file: u8,
    /// Whether the worker has done with the last picture that it was given.
    has_looked: bool,
    camera_control: CameraControl,
    /// Runs while the traveller may take their time.
    patience: Option<Timeout>,
    /// Counts the seconds that are left.
    countdown: Option<Interval>,
    /// What is read aloud again when that is asked for.
    passage: String,
    /// Runs while a caption is shown.
    caption: Option<Timeout>,
    /// Runs while the worker makes the models ready.
    preparing: Option<Timeout>,
    /// Runs while the worker has something else to do.
    watchdog: Option<Timeout>,
    /// When the face was taken, in milliseconds.
    taken: u32,
    /// Runs until what the worker found is told.
    verdict: Option<Timeout>,
    /// Whether this page had a traveller's picture.
    has_held: bool,
    delivery: Delivery,
    /// Counts the enrolments that were asked for: the last one counts.
    enrolments: u32,
    /// When the traveller came, by the monotonic clock: seconds.
    arrived: u32,
    /// The text of the settings, once they were found good.
    settings: String,
    /// What the server was told of last, or is being told of: the settings, the clock's error and
    /// the face lane.
    told: Option<(SettingsId, ClockError, FaceLane)>,
    /// How often the face lane was to be checked since the check that runs began.
    lane_checks: u32,
    /// Which worker holds the traveller's picture.
    held_by: u32,
    devices: Option<EventListener>,
    /// The language that was last asked for.
    wanted: Option<Language>,
    /// Hears that the machine's voices are known.
    voices: Option<EventListener>,
    /// Hear whether the traveller does anything.
    touches: Vec<EventListener>,
}

impl Deref for Kiosk {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

impl Kiosk {
    /// Starts a kiosk on the first screen, without a traveller.
    pub fn start() -> Self {
        let kiosk = Self::still();
        kiosk.with(|machine| {
            machine.devices = camera::on_change(move |_| kiosk.check_lane());
            machine.delivery.start();
        });
        kiosk.listen_for_input();
        kiosk.listen_for_voices();
        mark(Step::Welcome);
        let is_revoked = Memo::new(move |_| kiosk.standing().is_revoked());
        // At the start, and whenever that changes.
        task::follow(move || {
            let _ = is_revoked.get();
            kiosk.check_lane();
        });
        kiosk.start_enrolment();
        kiosk
    }

    /// A kiosk without camera, worker and network, for the gallery.
    pub fn still() -> Self {
        let machine = Machine::default();
        let kiosk = Self(Box::leak(Box::new(Signals {
            flow: RwSignal::new(Flow::START),
            hint: RwSignal::new(None),
            video: RwSignal::new_local(None),
            preview: RwSignal::new_local(None),
            camera: RwSignal::default(),
            camera_turn: RwSignal::new(camera_turn::stored()),
            language: RwSignal::new(Language::ENGLISH),
            words: RwSignal::new(Words::english()),
            picture: RwSignal::new(Picture::NotTaken),
            ticket: RwSignal::new(None),
            sent: RwSignal::default(),
            server: machine.delivery.server,
            call: RwSignal::new(None),
            site: RwSignal::new(None),
            recogniser: RwSignal::new(None),
            fault: RwSignal::new(None),
            access: RwSignal::default(),
            seconds_left: RwSignal::new(0),
            caption: RwSignal::new(None),
            transcript: RwSignal::default(),
            reading: RwSignal::default(),
            machine: StoredValue::new_local(Rc::new(RefCell::new(machine))),
        })));
        kiosk.with(|machine| machine.manifest = parts::manifest().ok().map(Rc::new));
        kiosk
    }

    /// Handles an event: shows the next step, and switches camera, worker and sounds accordingly.
    pub fn send(self, event: FlowEvent) {
        if matches!(event, FlowEvent::Begun | FlowEvent::Agreed(_)) {
            self.close_if_expired();
        }
        let before = self.flow.get_untracked();
        let after = before.on(event);
        if before.step == Step::Welcome && event == FlowEvent::TimedOut {
            // A person changed a preference on the first screen and left without starting a check.
            self.reset_preferences();
            self.reload_if_zoomed();
        }
        if after == before {
            return;
        }
        self.flow.set(after);
        self.sound_for(before, after);
        self.restart_clock();
        if (after.step, after.camera()) != (before.step, before.camera()) {
            self.switch_camera(after.camera());
        }
        if after.step == before.step && before.camera().is_some() && after.camera().is_none() {
            // A panel or a question covers the picture: the worker gets no frames and sends no hints.
            self.pause_worker();
        }
        if after.step != before.step {
            self.on_step_change(before.step, after.step);
        }
        if after.panel == Some(Panel::Help) && before.panel != after.panel {
            self.call_staff();
        }
    }

    /// The sources that this kiosk was built from.
    pub fn build(self) -> Option<BuildId> {
        self.with(|machine| machine.manifest.as_ref().map(|manifest| manifest.build))
    }

    /// Whether the server knows this kiosk.
    pub fn standing(self) -> Standing {
        self.server.get().standing
    }

    /// The number of this kiosk: what the server gave it or, before that, what it drew itself.
    pub fn number(self) -> KioskId {
        let known = match self.standing() {
            Standing::Asking => number::enrolled(),
            standing => standing.number(),
        };
        known.unwrap_or_else(number::provisional)
    }

    /// How often the recogniser in use is wrong, at the false match rate that the site asks for.
    /// `None` if the recogniser has not been measured.
    pub fn measured(self) -> Option<MeasuredAccuracy> {
        let (recogniser, site) = (self.recogniser.read(), self.site.read());
        let calibration = recogniser.as_ref()?.calibration.as_ref()?;
        MeasuredAccuracy::at(calibration, site.as_ref()?.target_fmr)
    }

    /// Seconds since 1970-01-01 UTC, by the server's clock.
    pub fn now(self) -> u32 {
        post::now()
    }

    /// The day, in UTC.
    pub fn today(self) -> Date {
        Date::of(now())
    }

    fn on_step_change(self, before: Step, after: Step) {
        mark(after);
        if before == Step::Welcome {
            self.with(|machine| machine.arrived = post::reading());
        }
        match after {
            Step::Welcome => {
                self.ticket.set(None);
                self.sent.set(Vec::new());
                self.picture.set(Picture::NotTaken);
                self.with(|machine| machine.camera_control.forget_traveller());
                self.reset_preferences();
                self.await_next();
            }
            Step::Document(source) => {
                self.with(|machine| {
                    machine.held_by = machine.generation;
                    machine.has_held = true;
                });
                if source == DocumentSource::File {
                    self.pause_worker();
                }
            }
            Step::Comparing(_, attempt) => {
                self.start_step();
                self.ask(move |vision| vision.ask(&Request::Compare { attempt: attempt.into() }));
            }
            Step::Done(done) => spawn(self.finish(done)),
            Step::Notice | Step::Face(..) => {}
        }
        if before.needs_worker() && !after.needs_worker() {
            self.judge_camera();
            self.replace_worker();
        }
    }

    fn with<T>(self, use_machine: impl FnOnce(&mut Machine) -> T) -> T {
        use_machine(&mut self.machine().borrow_mut())
    }

    fn delivery(self) -> Delivery {
        self.with(|machine| machine.delivery.clone())
    }

    /// Not repeated at each of the many places that use it.
    #[inline(never)]
    fn machine(self) -> Rc<RefCell<Machine>> {
        self.machine.get_value()
    }
}

/// Seconds since 1970-01-01 UTC, by the system's clock.
fn now() -> u32 {
    (js_sys::Date::now() / 1_000.0) as u32
}

/// Writes the step's name to the root element, for scripts that are not part of the page's program.
fn mark(step: Step) {
    if let Some(page) = document().document_element() {
        // Without it an update waits for the next restart.
        let _ = page.set_attribute("data-step", step.name());
    }
}
