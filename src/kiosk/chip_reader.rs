//! The owner of the connection to the reader of chips.

use js_sys::Array;
use protocol::{Hint, Request};
use site::{ChipReader, Date};
use wasm_bindgen::JsValue;
use web_sys::Blob;
use wire::{ChipSupport, TrustListInUse};

use super::Kiosk;
use crate::{
    chip_reader::{ChipReaderWorker, is_connected, trust_id, trust_list},
    flow::Step,
    task::{CancelToken, spawn},
};

impl Kiosk {
    /// Has the worker read the chip of the traveller's document.
    pub(super) fn read_chip(self) {
        self.close_chip_reader();
        let owners = self.owners();
        let token = owners.chip_reader.borrow().opening.token();
        let reader = self.site.read_untracked().as_ref().and_then(|site| site.reader.clone());
        if let Some(reader) = reader {
            spawn(self.open_chip_reader(token, reader));
        }
    }

    /// Ends the connection.
    pub(super) fn close_chip_reader(self) {
        let owners = self.owners();
        let mut control = owners.chip_reader.borrow_mut();
        control.opening = Default::default();
        control.worker = None;
        drop(control);
        self.hint.set(None);
        self.chip_read.set(0);
    }

    /// Loads the list of issuing authorities, and asks whether the reader answers, while no traveller waits.
    pub(super) fn prepare_chips(self) {
        let reader = self.site.read_untracked().as_ref().and_then(|site| site.reader.clone());
        if let Some(reader) = reader {
            spawn(async move {
                self.trust_list(&reader).await;
                let script = self.parts().and_then(|parts| parts.chip_reader_script.clone());
                // A traveller's own connection would be refused meanwhile.
                let is_idle = self.flow.get_untracked().step == Step::Welcome;
                if let Some(script) = script.filter(|_| is_idle) {
                    let is_connected = is_connected(&script, &reader).await;
                    self.owners().chip_reader.borrow_mut().is_connected = is_connected;
                    self.report_settings();
                }
            });
        }
    }

    /// What this kiosk says of its reader and its list, where chips are read.
    pub(super) fn chip_support(self) -> Option<ChipSupport> {
        self.site.read_untracked().as_ref()?.reader.as_ref()?;
        let owners = self.owners();
        let control = owners.chip_reader.borrow();
        let trust_list = control.trust.as_ref().and_then(|(reader, _)| {
            let day = u16::try_from(Date::of(0).days_until(reader.made)).ok()?;
            Some(TrustListInUse { id: trust_id(&reader.trust)?, day })
        });
        Some(ChipSupport { reader: control.is_connected, trust_list })
    }

    async fn trust_list(self, reader: &ChipReader) -> Option<Blob> {
        let owners = self.owners();
        let known = owners.chip_reader.borrow().trust.clone();
        if let Some((_, list)) = known.filter(|(known, _)| known == reader) {
            return Some(list);
        }
        let list = trust_list(&reader.trust).await;
        self.trust_made.set(list.as_ref().map(|_| reader.made.to_string()));
        owners.chip_reader.borrow_mut().trust = list.clone().map(|list| (reader.clone(), list));
        list
    }

    async fn open_chip_reader(self, token: CancelToken, reader: ChipReader) {
        let list = self.trust_list(&reader).await;
        if token.is_cancelled() {
            return;
        }
        let script = self.parts().and_then(|parts| parts.chip_reader_script.clone());
        let started = script.and_then(|script| ChipReaderWorker::start(&script, &reader).ok());
        // Without the worker there is no reader. The traveller can go on without it, or see an officer.
        let Some((worker, port)) = started else {
            return self.hint.set(Some(Hint::NoReader));
        };
        self.owners().chip_reader.borrow_mut().worker = Some(worker);
        let list = list.map_or(JsValue::UNDEFINED, JsValue::from);
        self.ask(|vision| vision.hand_over(&Request::ReadChip, &Array::of2(&port, &list), &port));
    }
}
