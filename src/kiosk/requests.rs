//! What screens can ask of the kiosk: one event each.

use leptos::prelude::*;
use protocol::Hint;
use web_sys::{Blob, HtmlVideoElement};

use super::{Kiosk, event::KioskEvent};
use crate::{access::Access, flow::FlowEvent, text::Language};

impl Kiosk {
    /// Handles what was done on a screen.
    pub fn dispatch(self, event: impl Into<KioskEvent>) {
        match event.into() {
            KioskEvent::Flow(event) => self.on_flow_event(event),
            KioskEvent::LanguageChosen(language) => self.switch_language(language),
            KioskEvent::AccessChanged(access) => self.change_access(access),
            KioskEvent::FileChosen(blob) => self.give_file(&blob),
            KioskEvent::FileRefused(hint) => self.hint.set(Some(hint)),
            KioskEvent::CodeTyped(code) => self.start_enrolment_with(&code),
            KioskEvent::VideoMounted(video) => self.video.set_local(Some(video)),
            KioskEvent::ScreenRead(text) => self.read_screen(text),
            KioskEvent::ControlRead(text) => self.read_text(text),
            KioskEvent::ReadAgain => self.read_again(),
            KioskEvent::ReadingPaused => self.pause_reading(),
            KioskEvent::ReadingEnded => self.end_reading(),
        }
    }

    /// [`KioskEvent::Flow`].
    pub fn send(self, event: FlowEvent) {
        self.dispatch(event);
    }

    /// [`KioskEvent::LanguageChosen`].
    pub fn set_language(self, language: Language) {
        self.dispatch(KioskEvent::LanguageChosen(language));
    }

    /// [`KioskEvent::AccessChanged`], from the present preferences.
    pub fn set_accessibility(self, change: impl FnOnce(Access) -> Access) {
        self.dispatch(KioskEvent::AccessChanged(change(self.access.get_untracked())));
    }

    /// [`KioskEvent::FileChosen`].
    pub fn show_file(self, blob: Blob) {
        self.dispatch(KioskEvent::FileChosen(blob));
    }

    /// [`KioskEvent::FileRefused`].
    pub fn refuse_file(self, hint: Hint) {
        self.dispatch(KioskEvent::FileRefused(hint));
    }

    /// [`KioskEvent::CodeTyped`].
    pub fn enrol(self, code: &str) {
        self.dispatch(KioskEvent::CodeTyped(code.into()));
    }

    /// [`KioskEvent::VideoMounted`].
    pub fn mount_video(self, video: &HtmlVideoElement) {
        self.dispatch(KioskEvent::VideoMounted(video.clone()));
    }

    /// [`KioskEvent::ScreenRead`].
    pub fn read_aloud(self, text: String) {
        self.dispatch(KioskEvent::ScreenRead(text));
    }

    /// [`KioskEvent::ControlRead`].
    pub fn read_aside(self, text: String) {
        self.dispatch(KioskEvent::ControlRead(text));
    }

    /// [`KioskEvent::ReadAgain`].
    pub fn repeat(self) {
        self.dispatch(KioskEvent::ReadAgain);
    }

    /// [`KioskEvent::ReadingPaused`].
    pub fn pause(self) {
        self.dispatch(KioskEvent::ReadingPaused);
    }

    /// [`KioskEvent::ReadingEnded`].
    pub fn interrupt(self) {
        self.dispatch(KioskEvent::ReadingEnded);
    }
}
