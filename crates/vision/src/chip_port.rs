//! The port to the reader of chips: commands go out, and nothing else.

use std::{cell::RefCell, rc::Rc};

use js_sys::{ArrayBuffer, Uint8Array};
use protocol::Report;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, MessagePort};

use crate::{chip::ReaderMessage, session::Session};

/// An open port. Dropping it closes it.
pub(crate) struct ChipPort {
    port: MessagePort,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl ChipPort {
    /// Passes what the reader says to the session, the session's commands to the reader, and its reports to
    /// `tell`.
    pub(crate) fn open(
        port: MessagePort,
        session: Rc<RefCell<Session>>,
        tell: impl Fn(Report) + 'static,
    ) -> Self {
        let listener = Closure::<dyn FnMut(MessageEvent)>::new({
            let port = port.clone();
            move |event: MessageEvent| {
                let Some(message) = message(&event.data()) else { return };
                let (command, report) = session.borrow_mut().hear_reader(message);
                if let Some(command) = command {
                    // A command that is not sent has no answer, and the traveller's time runs out.
                    let _ = port.post_message(&Uint8Array::from(&*command).buffer());
                }
                report.into_iter().for_each(&tell);
            }
        });
        port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Self { port, _listener: listener }
    }
}

impl Drop for ChipPort {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
    }
}

/// What the reader said. `None` for anything that it never says.
fn message(data: &JsValue) -> Option<ReaderMessage> {
    if let Some(answer) = data.dyn_ref::<ArrayBuffer>() {
        return Some(ReaderMessage::Answer(Uint8Array::new(answer).to_vec()));
    }
    match data.as_string()?.as_str() {
        "ready" => Some(ReaderMessage::Ready),
        "empty" => Some(ReaderMessage::Empty),
        "no-reader" => Some(ReaderMessage::NoReader),
        _ => None,
    }
}
