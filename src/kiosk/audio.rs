//! Audio output: sounds with captions, and the screen read aloud with a transcript.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::{Kiosk, Reading};
use crate::{
    access::Access,
    flow::{Flow, Panel, Step},
    sound::{self, Sound},
    speech,
};

/// How long the caption of a sound is shown.
const CAPTION_MS: u32 = 4_000;

impl Kiosk {
    /// Changes the accessibility preferences of the traveller.
    pub fn set_accessibility(self, change: impl FnOnce(Access) -> Access) {
        let before = self.access.get_untracked();
        let after = change(before);
        self.access.set(after);
        if before.speech && !after.speech {
            self.stop_speech();
        }
    }

    /// Reads the text of the screen aloud, in place of the current text, and shows it.
    pub fn read_aloud(self, text: String) {
        if !text.is_empty() {
            self.with(|machine| machine.passage.clone_from(&text));
            self.read_aside(text);
        }
    }

    /// Reads a short text between, such as the name of a control, which [`Kiosk::repeat`] leaves out.
    pub fn read_aside(self, text: String) {
        if text.is_empty() || !self.access.get_untracked().speech {
            return;
        }
        let volume = self.access.get_untracked().volume.gain();
        let said = speech::say(&text, self.language.get_untracked().tag(), volume);
        self.reading.set(if said.is_ok() { Reading::Aloud } else { Reading::NoVoice });
        self.transcript.set(text);
    }

    /// Reads once more what the screen said last.
    pub fn repeat(self) {
        self.read_aside(self.with(|machine| machine.passage.clone()));
    }

    /// Reads what could not be read yet, once there is a voice for it.
    pub(super) fn listen_for_voices(self) {
        let heard = speech::on_voices(move |_| {
            if self.reading.get_untracked() == Reading::NoVoice {
                self.repeat();
            }
        });
        self.with(|machine| machine.voices = heard);
    }

    /// Holds what is being read, or goes on with it.
    pub fn pause(self) {
        match self.reading.get_untracked() {
            Reading::Aloud => {
                speech::pause();
                self.reading.set(Reading::Paused);
            }
            Reading::Paused => {
                speech::resume();
                self.reading.set(Reading::Aloud);
            }
            Reading::Silent | Reading::NoVoice => {}
        }
    }

    /// Ends what is being read. The next screen is read again.
    pub fn interrupt(self) {
        speech::stop();
        if matches!(self.reading.get_untracked(), Reading::Aloud | Reading::Paused) {
            self.reading.set(Reading::Silent);
        }
    }

    /// Ends speech, and clears the transcript.
    pub(super) fn stop_speech(self) {
        self.interrupt();
        self.reading.set(Reading::Silent);
        self.transcript.set(String::new());
        self.with(|machine| machine.passage.clear());
    }

    /// Plays the sound of a transition, and shows its caption.
    pub(super) fn sound_for(self, before: Flow, after: Flow) {
        let moved = before.step != after.step;
        if moved && before.step == Step::Welcome {
            sound::make_ready();
        }
        let sound = match after.step {
            _ if after.time.is_short && !before.time.is_short => Sound::Warning,
            _ if after.panel == Some(Panel::Help) && before.panel != after.panel => Sound::Help,
            Step::Face(..) if moved && matches!(before.step, Step::Document(_)) => Sound::Taken,
            Step::Comparing(..) if moved => Sound::Taken,
            Step::Done(_) if moved => Sound::Done,
            _ => return,
        };
        sound.play(self.access.get_untracked().volume.gain());
        self.caption.set(Some(sound));
        let over = Timeout::new(CAPTION_MS, move || self.caption.set(None));
        self.with(|machine| machine.caption = Some(over));
    }
}
