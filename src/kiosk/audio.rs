//! The owner of speech and sound: sounds with captions, and the screen read aloud with a transcript.

use gloo::timers::callback::Timeout;

use super::{Kiosk, Reading, state::audio::Audio};
use crate::{access::Access, flow::Sound, sound, speech};

/// How long the caption of a sound is shown.
const CAPTION_MS: u32 = 4_000;

impl Kiosk {
    /// Changes the accessibility preferences of the traveller.
    pub(super) fn change_access(self, after: Access) {
        let before = self.access.get_untracked();
        self.access.set(after);
        if before.speech && !after.speech {
            self.stop_speech();
        }
    }

    /// Reads the text of the screen aloud, in place of the current text, and shows it.
    pub(super) fn read_screen(self, text: String) {
        if !text.is_empty() {
            self.audio(|audio| audio.passage.clone_from(&text));
            self.read_text(text);
        }
    }

    /// Reads a short text between, such as the name of a control, which a repetition leaves out.
    pub(super) fn read_text(self, text: String) {
        if text.is_empty() || !self.access.get_untracked().speech {
            return;
        }
        let volume = self.access.get_untracked().volume.gain();
        let said = speech::say(&text, self.language.get_untracked().tag(), volume);
        self.reading.set(if said.is_ok() { Reading::Aloud } else { Reading::NoVoice });
        self.transcript.set(text);
    }

    /// Reads once more what the screen said last.
    pub(super) fn read_again(self) {
        self.read_text(self.audio(|audio| audio.passage.clone()));
    }

    /// Reads what could not be read yet, once there is a voice for it.
    pub(super) fn listen_for_voices(self) {
        let heard = speech::on_voices(move |_| {
            if self.reading.get_untracked() == Reading::NoVoice {
                self.read_again();
            }
        });
        self.audio(|audio| audio.voices = heard);
    }

    /// Holds what is being read, or goes on with it.
    pub(super) fn pause_reading(self) {
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
    pub(super) fn end_reading(self) {
        speech::stop();
        if matches!(self.reading.get_untracked(), Reading::Aloud | Reading::Paused) {
            self.reading.set(Reading::Silent);
        }
    }

    /// Ends speech, and clears the transcript.
    pub(super) fn stop_speech(self) {
        self.end_reading();
        self.reading.set(Reading::Silent);
        self.transcript.set(String::new());
        self.audio(|audio| audio.passage.clear());
    }

    /// Plays a sound, and shows its caption.
    pub(super) fn play(self, sound: Sound) {
        sound::play(sound, self.access.get_untracked().volume.gain());
        self.caption.set(Some(sound));
        let over = Timeout::new(CAPTION_MS, move || self.caption.set(None));
        self.audio(|audio| audio.caption = Some(over));
    }

    /// The state of speech and sound: this file alone uses it.
    fn audio<T>(self, use_audio: impl FnOnce(&mut Audio) -> T) -> T {
        use_audio(&mut self.owners().audio.borrow_mut())
    }
}
