//! The page's side of the vision worker.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::{events::EventListener, timers::callback::Timeout};
use js_sys::{Array, JSON};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

use models::Fmr;
use protocol::{FORGET, FORGOTTEN, Report, Request};

use crate::worker::parts::Parts;

/// A running worker. It serves one traveller. Dropping it makes it forget and ends it.
pub struct Vision {
    worker: Worker,
    forgotten: Rc<dyn Fn()>,
    _listeners: [EventListener; 2],
}

/// How long a worker may take to overwrite its memory before it is terminated.
const FORGET_MS: u32 = 1_000;

thread_local! {
    /// How many workers were asked to erase their memory and have not ended yet.
    static FORGETTING: Cell<u32> = const { Cell::new(0) };
}

/// Whether a worker is still erasing its memory.
pub fn is_forgetting() -> bool {
    FORGETTING.get() > 0
}

impl Vision {
    /// Starts a worker and has it prepare the models. `told` is called with every report; `None` means
    /// that the worker is broken. `forgotten` is called when the worker has overwritten its memory, but
    /// not if it had to be terminated.
    pub fn start(
        parts: &Parts,
        fmr: Fmr,
        told: impl Fn(Option<Report>) + 'static,
        forgotten: impl Fn() + 'static,
    ) -> Result<Self, JsValue> {
        let worker = Worker::new(&parts.script)?;
        let told = Rc::new(told);
        let listeners = [
            EventListener::new(&worker, "message", {
                let told = told.clone();
                move |event| told(report(event))
            }),
            EventListener::new(&worker, "error", move |_| told(None)),
        ];
        worker.post_message(&parts.program)?;
        let vision = Self { worker, forgotten: Rc::new(forgotten), _listeners: listeners };
        let [detector, landmarks, recogniser] = &parts.models;
        let request = Request::Prepare { recogniser: parts.recogniser.name.clone(), fmr };
        vision.post(&request, &Array::of3(detector, landmarks, recogniser), &Array::new())?;
        Ok(vision)
    }

    /// Sends a request without attachments.
    pub fn ask(&self, request: &Request) -> Result<(), JsValue> {
        self.post(request, &Array::new(), &Array::new())
    }

    /// Sends a request with a stream or a bitmap, which is transferred: the page can no longer use it.
    pub fn give(&self, request: &Request, it: &JsValue) -> Result<(), JsValue> {
        self.post(request, &Array::of1(it), &Array::of1(it))
    }

    /// Sends a request with a file, of which the page keeps the handle.
    pub fn show(&self, request: &Request, it: &JsValue) -> Result<(), JsValue> {
        self.post(request, &Array::of1(it), &Array::new())
    }

    /// Sends a request with attachments, one of which is transferred.
    pub fn hand_over(
        &self,
        request: &Request,
        attachments: &Array,
        transferred: &JsValue,
    ) -> Result<(), JsValue> {
        self.post(request, attachments, &Array::of1(transferred))
    }

    fn post(&self, request: &Request, with: &Array, transfer: &Array) -> Result<(), JsValue> {
        // It is always `Some`. `expect` would add two kilobytes to the page's program.
        let request = serde_json::to_string(request).map_err(|_| JsValue::UNDEFINED)?;
        let message = Array::of1(&JSON::parse(&request)?).concat(with);
        self.worker.post_message_with_transfer(&message, transfer)
    }
}

impl Drop for Vision {
    fn drop(&mut self) {
        let end = {
            let worker = self.worker.clone();
            move || {
                worker.terminate();
                FORGETTING.set(FORGETTING.get() - 1);
            }
        };
        FORGETTING.set(FORGETTING.get() + 1);
        if self.worker.post_message(&FORGET.into()).is_err() {
            return end();
        }
        // Ends when the worker has erased its memory, or after the timeout.
        let waiting = Rc::new(RefCell::new(None));
        let forgotten = EventListener::new(&self.worker, "message", {
            let (end, waiting) = (end.clone(), waiting.clone());
            let has_forgotten = self.forgotten.clone();
            move |event| {
                let word = event.unchecked_ref::<MessageEvent>().data();
                if word.as_string().as_deref() == Some(FORGOTTEN) {
                    end();
                    has_forgotten();
                    let done = waiting.borrow_mut().take();
                    Timeout::new(0, move || drop(done)).forget();
                }
            }
        });
        let late = Timeout::new(FORGET_MS, {
            let waiting = waiting.clone();
            move || {
                end();
                waiting.borrow_mut().take();
            }
        });
        *waiting.borrow_mut() = Some((forgotten, late));
    }
}

/// Parses a report; `None` for any other message.
fn report(event: &web_sys::Event) -> Option<Report> {
    let data = event.unchecked_ref::<MessageEvent>().data();
    json::read(&String::from(JSON::stringify(&data).ok()?))
}
