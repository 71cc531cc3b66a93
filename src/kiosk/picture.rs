//! The traveller's picture: the chosen file, and whether a picture was taken and erased.

use leptos::prelude::*;
use web_sys::Blob;

use super::Kiosk;
use crate::vision::protocol::Request;

/// The state of the traveller's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// None was taken.
    NotTaken,
    /// The worker has, or may have, one.
    Held,
    /// The worker has forgotten it.
    Erased,
    /// The camera was on, and whether it gave a picture is not known. The worker keeps nothing.
    NotKept,
}

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
