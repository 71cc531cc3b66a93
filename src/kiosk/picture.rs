//! The traveller's picture: the file that they chose, and what became of whatever was taken.

use leptos::prelude::*;
use web_sys::Blob;

use super::Kiosk;
use crate::vision::protocol::Request;

/// What became of the traveller's picture.
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
    /// The traveller chose a file. One that was shown before and is still being read does not count
    /// any more.
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
