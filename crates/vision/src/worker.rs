//! The worker's message loop.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Blob, DedicatedWorkerGlobalScope, ImageBitmap, MessageEvent, MessagePort, ReadableStream,
};
use zeroize::Zeroizing;

use models::Fmr;
use protocol::{CameraTurn, Hint, Report, Request};

use crate::{
    chip_port::ChipPort,
    frames::{self, Frames},
    session::{Session, Task},
    watch::{Watch, watch_frames},
};

/// Hears the page until the worker ends.
pub fn run() {
    let worker = Worker::default();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        match serde_wasm_bindgen::from_value(message.get(0)) {
            Ok(request) => worker.queue(request, message),
            Err(_) => tell(Report::Failed),
        }
    });
    // If this failed the page would hear nothing, and replace the worker.
    let _ = scope().add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
    listener.forget();
}

#[derive(Clone, Default)]
struct Worker {
    session: Rc<RefCell<Session>>,
    /// Requests that wait for the one before them, each with what came with it.
    requests: Rc<RefCell<VecDeque<(Request, Array)>>>,
    is_busy: Rc<Cell<bool>>,
    /// The present task: to replace it ends the loop of the one before.
    present: Rc<RefCell<Watch>>,
    /// The reader of chips, while one is read.
    chip_port: Rc<RefCell<Option<ChipPort>>>,
}

impl Worker {
    /// Has requests done one after the other, in the order in which they came.
    fn queue(&self, request: Request, message: Array) {
        self.requests.borrow_mut().push_back((request, message));
        if !self.is_busy.replace(true) {
            let worker = self.clone();
            spawn_local(async move {
                while let Some((request, message)) = worker.next() {
                    worker.handle_request(request, &message).await;
                }
                worker.is_busy.set(false);
            });
        }
    }

    fn next(&self) -> Option<(Request, Array)> {
        self.requests.borrow_mut().pop_front()
    }

    /// Does what is asked. What came with the request follows it in `message`.
    async fn handle_request(&self, request: Request, message: &Array) {
        match request {
            Request::Prepare { recogniser, fmr } => {
                tell(self.prepare(&recogniser, fmr, message).await);
            }
            Request::ReadDocument { file, rule } => {
                self.pause();
                self.session.borrow_mut().accept_documents(rule);
                tell(self.read(&message.get(1).unchecked_into(), file).await);
            }
            Request::WatchDocument { turn, rule } => {
                self.session.borrow_mut().accept_documents(rule);
                self.await_frames(Task::Document, turn, &message.get(1));
            }
            Request::ReadChip => {
                self.pause();
                tell(self.read_chip(message.get(1).unchecked_into(), message.get(2)).await);
            }
            Request::WatchFace { attempt, turn } => {
                self.await_frames(Task::Face { attempt }, turn, &message.get(1));
            }
            Request::TestCamera => {
                self.await_frames(Task::Test, CameraTurn::None, &message.get(1));
            }
            Request::Rest => self.pause(),
            Request::Look => {
                let bitmap: ImageBitmap = message.get(1).unchecked_into();
                if self.session.borrow().task() != Task::Rest {
                    let photo = frames::from_bitmap(&bitmap);
                    let mut session = self.session.borrow_mut();
                    tell(photo.map_or(Report::Failed, |photo| session.look(&photo, now())));
                }
                bitmap.close();
            }
            Request::Compare { attempt } => tell(self.session.borrow_mut().compare(attempt)),
        }
    }

    async fn prepare(&self, recogniser: &str, fmr: Fmr, message: &Array) -> Report {
        let mut files = Vec::new();
        for file in message.iter().skip(1) {
            match frames::read(&file.unchecked_into()).await {
                Ok(bytes) => files.push(bytes),
                Err(_) => return Report::BadModels,
            }
        }
        let Ok([detector, landmarks, recogniser_file]) = <[_; 3]>::try_from(files) else {
            return Report::BadModels;
        };
        let files = [&detector[..], &landmarks, &recogniser_file];
        self.session.borrow_mut().prepare(recogniser, fmr, files)
    }

    async fn read(&self, blob: &Blob, file: u8) -> Report {
        match frames::read(blob).await {
            Ok(bytes) => self.session.borrow_mut().read_document(&bytes, file),
            Err(frames::FrameError::TooLarge) => Report::FileRefused { file, hint: Hint::TooLarge },
            // A stick that was pulled, a file that was deleted or has changed, a folder.
            Err(frames::FrameError::Browser) => {
                Report::FileRefused { file, hint: Hint::Unreadable }
            }
        }
    }

    /// Reads the chip behind the port from now on, until the next task.
    async fn read_chip(&self, port: MessagePort, trust_list: JsValue) -> Report {
        let trust_list = match trust_list.dyn_into::<Blob>() {
            Ok(blob) => frames::read(&blob).await.unwrap_or_default(),
            Err(_) => Default::default(),
        };
        let Some(seed) = random_seed() else { return Report::Failed };
        let report = self.session.borrow_mut().start_chip(&trust_list, seed);
        if report != Report::Failed {
            self.chip_port.replace(Some(ChipPort::open(port, self.session.clone(), tell)));
        }
        report
    }

    /// Looks at the camera from now on. Says so at once: whether frames then come is up to the
    /// camera.
    fn await_frames(&self, task: Task, turn: CameraTurn, stream: &JsValue) {
        tell(Report::Watching);
        self.watch(task, turn, stream);
    }

    fn pause(&self) {
        self.watch(Task::Rest, CameraTurn::None, &JsValue::UNDEFINED);
    }

    fn watch(&self, task: Task, turn: CameraTurn, stream: &JsValue) {
        let present = Watch::default();
        let token = present.token();
        self.present.replace(present);
        self.chip_port.replace(None);
        self.session.borrow_mut().watch(task, turn);
        if let Some(stream) = stream.dyn_ref::<ReadableStream>() {
            match Frames::new(stream) {
                Ok(frames) => {
                    spawn_local(watch_frames(self.session.clone(), token, frames, now, tell));
                }
                Err(_) => tell(Report::Failed),
            }
        }
    }
}

fn tell(report: Report) {
    if let Ok(report) = serde_wasm_bindgen::to_value(&report) {
        // A report that does not arrive is missed by the page, which then replaces the worker.
        let _ = scope().post_message(&report);
    }
}

/// Random bytes of the browser.
fn random_seed() -> Option<Zeroizing<[u8; 32]>> {
    let mut seed = Zeroizing::new([0; 32]);
    scope().crypto().ok()?.get_random_values_with_u8_array(&mut *seed).ok()?;
    Some(seed)
}

/// Milliseconds since the worker started.
fn now() -> f64 {
    scope().performance().map_or(0.0, |clock| clock.now())
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
