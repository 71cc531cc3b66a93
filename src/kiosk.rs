//! The kiosk: shows the state of the [`Flow`], and has its effects carried out.
//!
//! Screens read signals and send events ([`event`], [`requests`]); [`interpreter`] hands each effect of
//! the flow to one of six owners: the camera ([`camera`]), the worker ([`worker`]), the reader of chips
//! ([`chip_reader`]), the timers ([`timers`]), speech and sound ([`audio`]), and the connection to the server ([`connection`]). What
//! they keep is in [`state`]. Beside them: language and accessibility ([`preferences`]), and the reload
//! between travellers ([`reload`]).

mod state;
mod event;
mod requests;
mod interpreter;
mod camera;
mod worker;
mod chip_reader;
mod timers;
mod audio;
mod connection;
mod preferences;
mod reload;

pub use event::KioskEvent;
pub use state::{
    camera::CameraState,
    picture::Picture,
    reading::Reading,
    screen_signal::ScreenSignal,
    staff_call::{CallState, StaffCall},
};

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    ops::Deref,
    rc::Rc,
};

use leptos::prelude::*;
use protocol::{CameraTurn, Hint};
use site::{Date, Site};
use web_sys::HtmlVideoElement;
use wire::{BuildId, KioskId, ResultMessage, Ticket};

use crate::{
    access::Access,
    camera::Preview,
    camera_turn,
    flow::{Effect, Flow},
    held, number, post,
    server::{Server, Standing},
    sound::Sound,
    task,
    text::{Language, Words},
    worker::{
        accuracy::MeasuredAccuracy,
        parts::{self, Recogniser},
    },
};
use state::{
    audio::Audio, camera::CameraControl, chip_reader::ChipReaderControl, connection::Connection,
    timers::Timers, worker::WorkerControl,
};

/// What the screens show, and what they can do. Copied freely: there is one for each page.
#[derive(Clone, Copy)]
pub struct Kiosk(&'static Signals);

/// What the screens show.
pub struct Signals {
    /// Where the traveller is.
    pub flow: ScreenSignal<Flow>,
    /// What the worker says about the last picture.
    pub hint: ScreenSignal<Option<Hint>>,
    /// The element that shows the camera's picture.
    pub video: ScreenSignal<Option<HtmlVideoElement>>,
    /// What that element shows.
    pub preview: ScreenSignal<Option<Preview>>,
    /// What else is told of the camera.
    pub camera: ScreenSignal<CameraState>,
    /// How that picture has to be turned to be upright.
    pub camera_turn: ScreenSignal<CameraTurn>,
    /// Whether an officer holds this device.
    pub held: ScreenSignal<bool>,
    /// How much of the document's chip was read, in tenths.
    pub chip_read: ScreenSignal<u8>,
    /// The day on which the list of issuing authorities was made, once it is there.
    pub trust_made: ScreenSignal<Option<String>>,
    /// The traveller's language.
    pub language: ScreenSignal<Language>,
    /// Every sentence in that language.
    pub words: ScreenSignal<&'static Words>,
    /// What became of the traveller's picture.
    pub picture: ScreenSignal<Picture>,
    /// The ticket on the last screen, and the number that it carries.
    pub ticket: ScreenSignal<Option<(KioskId, Ticket)>>,
    /// The messages that were sent for this traveller, or wait to be.
    pub sent: ScreenSignal<Vec<ResultMessage>>,
    /// What is known of the server.
    pub server: ReadSignal<Server>,
    /// The last call for staff, and what became of it.
    pub call: ScreenSignal<Option<StaffCall>>,
    /// The site's settings, unless they are missing or wrong.
    pub site: ScreenSignal<Option<Site>>,
    /// The recogniser in use, once it is there.
    pub recogniser: ScreenSignal<Option<Recogniser>>,
    /// What is wrong with the settings. For staff.
    pub fault: ScreenSignal<Option<String>>,
    /// What makes the kiosk easier to use for this traveller.
    pub access: ScreenSignal<Access>,
    /// How many seconds a traveller who was asked has left to answer.
    pub seconds_left: ScreenSignal<u8>,
    /// The sound that was just played.
    pub caption: ScreenSignal<Option<Sound>>,
    /// What was last read aloud.
    pub transcript: ScreenSignal<String>,
    /// Whether it is being read.
    pub reading: ScreenSignal<Reading>,
    owners: StoredValue<Rc<Owners>, LocalStorage>,
}

/// What the screens do not see.
#[derive(Default)]
struct Owners {
    camera: RefCell<CameraControl>,
    worker: RefCell<WorkerControl>,
    chip_reader: RefCell<ChipReaderControl>,
    timers: RefCell<Timers>,
    audio: RefCell<Audio>,
    connection: RefCell<Connection>,
    /// The language that was last asked for.
    wanted: Cell<Option<Language>>,
    /// Effects that are not carried out yet.
    effects: RefCell<VecDeque<Effect>>,
    /// Whether effects are being carried out.
    is_busy: Cell<bool>,
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
        kiosk.listen_for_cameras();
        kiosk.start_delivery();
        kiosk.listen_for_input();
        kiosk.listen_for_voices();
        kiosk.mark_step(Flow::START.step);
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
        let owners = Owners::default();
        owners.worker.borrow_mut().manifest = parts::manifest().ok().map(Rc::new);
        let server = owners.connection.borrow().delivery.server;
        Self(Box::leak(Box::new(Signals {
            flow: ScreenSignal::new(Flow::START),
            hint: ScreenSignal::new(None),
            video: ScreenSignal::new(None),
            preview: ScreenSignal::new(None),
            camera: ScreenSignal::new(CameraState::default()),
            camera_turn: ScreenSignal::new(camera_turn::stored()),
            held: ScreenSignal::new(held::stored()),
            chip_read: ScreenSignal::new(0),
            trust_made: ScreenSignal::new(None),
            language: ScreenSignal::new(Language::ENGLISH),
            words: ScreenSignal::new(Words::english()),
            picture: ScreenSignal::new(Picture::NotTaken),
            ticket: ScreenSignal::new(None),
            sent: ScreenSignal::new(Vec::new()),
            server: server.read_only(),
            call: ScreenSignal::new(None),
            site: ScreenSignal::new(None),
            recogniser: ScreenSignal::new(None),
            fault: ScreenSignal::new(None),
            access: ScreenSignal::new(Access::default()),
            seconds_left: ScreenSignal::new(0),
            caption: ScreenSignal::new(None),
            transcript: ScreenSignal::new(String::new()),
            reading: ScreenSignal::new(Reading::default()),
            owners: StoredValue::new_local(Rc::new(owners)),
        })))
    }

    /// The sources that this kiosk was built from.
    pub fn build(self) -> Option<BuildId> {
        self.manifest().map(|manifest| manifest.build)
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

    /// Not repeated at each of the many places that use it.
    #[inline(never)]
    fn owners(self) -> Rc<Owners> {
        self.owners.get_value()
    }
}

/// Seconds since 1970-01-01 UTC, by the system's clock.
fn now() -> u32 {
    (js_sys::Date::now() / 1_000.0) as u32
}
