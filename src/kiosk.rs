//! The page's machinery: makes everything follow the [`Flow`].
//!
//! The camera ([`eye`]), the worker ([`worker`]) and the face lane ([`lane`]);
//! the clock and the delivery are here.

mod eye;
mod worker;
mod lane;

use std::{cell::RefCell, rc::Rc, sync::Arc};

use gloo::{events::EventListener, timers::callback::Timeout};
use leptos::{html, prelude::*};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, MediaStream};
use wire::{Comparison, DocumentSource, End, ResultMessage, Ticket};

use crate::{
    camera::{self, Camera},
    delivery::Delivery,
    flow::{Done, Event, Flow, Step},
    site::Site,
    text::{L10n, L10nLanguage},
    ticket,
    vision::{
        bridge::Vision,
        parts::{self, Manifest, Parts},
        protocol::{Hint, Request},
    },
};
use worker::Health;

/// What the screens show, and what they can do. Copied freely.
#[derive(Clone, Copy)]
pub struct Kiosk {
    /// Where the traveller is.
    pub flow: RwSignal<Flow>,
    /// What the worker says about the last picture.
    pub hint: RwSignal<Option<Hint>>,
    /// The element that shows the camera's picture.
    pub video: NodeRef<html::Video>,
    /// The camera's stream, for that element.
    pub preview: RwSignal<Option<MediaStream>, LocalStorage>,
    /// The traveller's language.
    pub language: RwSignal<L10n>,
    /// Every sentence in that language.
    pub words: RwSignal<Arc<L10nLanguage>>,
    /// What became of the traveller's picture.
    pub picture: RwSignal<Picture>,
    /// The ticket on the last screen.
    pub ticket: RwSignal<Option<Ticket>>,
    /// The site's settings, unless they are missing or wrong.
    pub site: RwSignal<Option<Site>>,
    machine: StoredValue<Rc<RefCell<Machine>>, LocalStorage>,
}

/// What became of the traveller's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// None was taken.
    NotTaken,
    /// The worker has, or may have, one.
    Held,
    /// The worker has forgotten it.
    Erased,
}

/// What the screens do not see.
#[derive(Default)]
struct Machine {
    manifest: Option<Rc<Manifest>>,
    parts: Option<Rc<Parts>>,
    vision: Option<Vision>,
    /// Counts the workers, so that the word of an earlier one is not heard.
    generation: u32,
    health: Health,
    /// Whether an answer of the worker is due.
    is_awaited: bool,
    /// Whether the worker has done with the last picture that it was given.
    has_looked: bool,
    camera: Option<Camera>,
    /// Counts the openings, so that a camera that comes too late is switched off.
    opening: u32,
    /// Runs while the traveller may take their time.
    patience: Option<Timeout>,
    /// Runs while the worker makes the models ready.
    preparing: Option<Timeout>,
    /// Runs while the worker has something else to do.
    watchdog: Option<Timeout>,
    delivery: Delivery,
    arrived: u32,
    /// How often the face lane was to be checked since the check that runs began.
    lane_checks: u32,
    /// Which worker holds the traveller's picture.
    held_by: u32,
    devices: Option<EventListener>,
}

impl Kiosk {
    /// A kiosk that nobody has come to yet.
    pub fn start() -> Self {
        let kiosk = Self {
            flow: RwSignal::new(Flow::START),
            hint: RwSignal::new(None),
            video: NodeRef::new(),
            preview: RwSignal::new_local(None),
            language: RwSignal::new(L10n::default()),
            words: RwSignal::new(Arc::new(L10n::default().load())),
            picture: RwSignal::new(Picture::NotTaken),
            ticket: RwSignal::new(None),
            site: RwSignal::new(None),
            machine: StoredValue::new_local(Rc::default()),
        };
        kiosk.with(|machine| {
            machine.devices = camera::on_change(move |_| kiosk.check_lane());
            machine.manifest = parts::manifest().ok().map(Rc::new);
        });
        kiosk.check_lane();
        kiosk
    }

    /// Something happened: shows the next step, and makes everything follow it.
    pub fn send(self, event: Event) {
        if matches!(event, Event::Begun | Event::Agreed) {
            self.close_if_expired();
        }
        let before = self.flow.get_untracked();
        let after = before.on(event);
        if after == before {
            return;
        }
        self.flow.set(after);
        if after.step != before.step {
            self.hint.set(None);
            self.follow(before.step, after.step);
        }
    }

    /// Says everything in another language from now on.
    pub fn speak(self, language: L10n) {
        if let Some(page) = document().document_element() {
            // Without it a screen reader mispronounces; the words are right all the same.
            let _ = page.set_attribute("lang", &language);
        }
        self.language.set(language);
        self.words.set(Arc::new(language.load()));
    }

    /// A sentence that follows the language.
    pub fn say(self, sentence: fn(&L10nLanguage) -> String) -> impl Fn() -> String + Copy + Send {
        move || sentence(&self.words.read())
    }

    /// The traveller chose a file.
    pub fn show_file(self, file: Blob) {
        self.hint.set(None);
        self.ask(move |vision| vision.show(&Request::ReadDocument, &file));
    }

    fn follow(self, before: Step, after: Step) {
        self.with(|machine| {
            machine.patience = after.patience().map(|patience| {
                Timeout::new(patience.as_millis() as u32, move || self.send(Event::TimedOut))
            });
        });
        self.switch_camera(after.camera());
        if before == Step::Welcome {
            self.with(|machine| machine.arrived = now());
        }
        match after {
            Step::Welcome => {
                self.speak(L10n::default());
                self.ticket.set(None);
                self.picture.set(Picture::NotTaken);
                self.check_lane();
            }
            Step::Document(source) => {
                self.picture.set(Picture::Held);
                self.with(|machine| machine.held_by = machine.generation);
                if source == DocumentSource::File {
                    self.rest();
                }
            }
            Step::Comparing(_, attempt) => {
                self.ask(move |vision| vision.ask(&Request::Compare { attempt: attempt.into() }));
            }
            Step::Done(done) => spawn_local(self.finish(done)),
            Step::Notice | Step::Face(..) => {}
        }
        if before.needs_worker() && !after.needs_worker() {
            self.replace_worker();
        }
    }

    /// Issues the ticket and sends the result.
    async fn finish(self, done: Done) {
        if self.site.read_untracked().is_none() {
            // The traveller was faster than the settings. That they may be wrong is dealt with
            // by whoever checks the face lane.
            let _ = self.load_site().await;
        }
        // Without settings nobody knows which kiosk this is, and no ticket would mean anything.
        let Some(site) = self.site.get_untracked() else { return };
        let ticket = ticket::next_ticket();
        self.ticket.set(Some(ticket));
        self.with(|machine| {
            let Some(manifest) = &machine.manifest else { return };
            let model = machine.parts.as_ref().map(|parts| parts.model);
            let compared = |document| model.map(|model| Comparison { document, model });
            let end = match done {
                Done::Match(document) => compared(document).map(End::Match),
                Done::NoMatch(document) => compared(document).map(End::NoMatch),
                Done::Declined | Done::TimedOut | Done::Broken => None,
            };
            let finished = now();
            machine.delivery.send(&ResultMessage {
                id: ticket::new_id(),
                kiosk: site.kiosk,
                ticket,
                end: end.unwrap_or(End::Manual),
                build: manifest.build,
                notice: site.notice.version,
                arrived: machine.arrived.min(finished),
                finished,
            });
        });
    }

    fn with<T>(self, use_machine: impl FnOnce(&mut Machine) -> T) -> T {
        self.machine.with_value(|machine| use_machine(&mut machine.borrow_mut()))
    }
}

/// Seconds since 1970-01-01 UTC.
fn now() -> u32 {
    (js_sys::Date::now() / 1_000.0) as u32
}
