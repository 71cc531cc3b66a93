//! The file with a document photo that the traveller has chosen.

use leptos::prelude::*;
use protocol::Request;
use web_sys::Blob;

use super::{Kiosk, Picture};

impl Kiosk {
    /// Sends the chosen file to the worker. An earlier file that is still being read is ignored.
    pub fn show_file(self, blob: Blob) {
        self.hint.set(None);
        self.picture.set(Picture::Held);
        let file = self.with(|machine| {
            machine.file = machine.file.wrapping_add(1);
            machine.file
        });
        self.ask(move |vision| vision.show(&Request::ReadDocument { file }, &blob));
    }
}
