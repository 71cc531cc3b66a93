//! Below every screen: the transcript of speech, and the captions of sounds.

use leptos::prelude::*;

use super::{
    element::{El, el},
    icon::icon,
};
use crate::{
    access::Access,
    kiosk::{Kiosk, KioskEvent, Reading},
    sound::Sound,
    text::Sentence,
};

/// Transcript and captions, where there are any.
pub fn reader() -> El {
    let kiosk: Kiosk = expect_context();
    let is_on = Memo::new(move |_| kiosk.access.read().speech);
    let caption = el("p").class("caption").set("role", "status").show(move || {
        let sound = kiosk.caption.get();
        let said = |sound| vec![icon("sound"), el("span").say(caption(sound))];
        sound.map(said).unwrap_or_default()
    });
    el("div")
        .class("reader")
        .with(caption)
        .show(move || is_on.get().then(transcript).into_iter().collect())
}

/// The transcript, and the buttons to repeat, pause and stop speech.
fn transcript() -> El {
    let kiosk: Kiosk = expect_context();
    let no_voice = el("p").class("quiet").tell(move |words| {
        (kiosk.reading.get() == Reading::NoVoice).then(|| words.speech_no_voice())
    });
    let repeat = el("button")
        .class("repeat")
        .on_click(move || kiosk.dispatch(KioskEvent::ReadAgain))
        .with(icon("repeat"))
        .say(|words| words.speech_repeat());
    let pause = el("button")
        .class("pause")
        .on_click(move || kiosk.dispatch(KioskEvent::ReadingPaused))
        .show(move || {
            let (name, text): (_, Sentence) = if kiosk.reading.get() == Reading::Paused {
                ("go-on", |words| words.speech_resume())
            } else {
                ("pause", |words| words.speech_pause())
            };
            vec![icon(name), el("span").say(text)]
        });
    let stop = el("button")
        .class("stop")
        .on_click(move || kiosk.set_accessibility(stop))
        .with(icon("stop"))
        .say(|words| words.speech_stop());
    let spoken = el("p").class("spoken").set("tabindex", "0");
    el("section")
        .class("transcript")
        .named(|words| words.speech_transcript())
        .with(spoken.read(move || Some(kiosk.transcript.get())))
        .with(no_voice)
        .with(el("div").class("actions").with(repeat).with(pause).with(stop))
}

fn stop(access: Access) -> Access {
    access.with_speech(false)
}

fn caption(sound: Sound) -> Sentence {
    match sound {
        Sound::Warning => |words| words.sound_warning(),
        Sound::Taken => |words| words.sound_taken(),
        Sound::Done => |words| words.sound_done(),
        Sound::Help => |words| words.sound_help(),
    }
}
