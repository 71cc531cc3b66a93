//! What screens can ask of the kiosk: one event each.

use super::{Kiosk, event::KioskEvent};
use crate::access::Access;

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
            KioskEvent::ExportAsked => self.export_results(),
            KioskEvent::VideoMounted(video) => self.video.set(Some(video)),
            KioskEvent::ScreenRead(text) => self.read_screen(text),
            KioskEvent::ControlRead(text) => self.read_text(text),
            KioskEvent::ReadAgain => self.read_again(),
            KioskEvent::ReadingPaused => self.pause_reading(),
            KioskEvent::ReadingEnded => self.end_reading(),
        }
    }

    /// Changes the present preferences, as [`KioskEvent::AccessChanged`] says.
    pub fn set_accessibility(self, change: impl FnOnce(Access) -> Access) {
        self.dispatch(KioskEvent::AccessChanged(change(self.access.get_untracked())));
    }
}
