//! Beneath every screen: what is being read aloud, and the captions of sounds.

use leptos::prelude::*;

use super::icon::Icon;
use crate::{
    access::Access,
    kiosk::{Kiosk, Reading},
    sound::Sound,
    text::L10nLanguage,
};

/// Transcript and captions, where there are any.
#[component]
pub fn Reader() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let is_on = Memo::new(move |_| kiosk.access.read().speech);
    let caption = move || {
        let words = kiosk.words.read();
        kiosk.caption.get().map(|sound| {
            view! {
                <Icon name="sound"/>
                <span>{caption(sound)(&words)}</span>
            }
        })
    };
    view! {
        <div class="reader">
            <p class="caption" role="status">{caption}</p>
            {move || is_on.get().then(|| view! { <Transcript/> })}
        </div>
    }
}

/// What is being read, and how to hear it again, hold it or end it.
#[component]
fn Transcript() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let is_paused = move || kiosk.reading.get() == Reading::Paused;
    let hold = move || {
        let words = kiosk.words.read();
        let (icon, word) = if is_paused() {
            ("go-on", words.speech_resume())
        } else {
            ("pause", words.speech_pause())
        };
        view! { <Icon name=icon/> {word} }
    };
    let no_voice = move || {
        let words = kiosk.words.read();
        (kiosk.reading.get() == Reading::NoVoice).then(|| words.speech_no_voice())
    };
    view! {
        <section class="transcript" aria-label=kiosk.say(|words| words.speech_transcript())>
            <p class="spoken" tabindex="0">{kiosk.transcript}</p>
            <p class="quiet">{no_voice}</p>
            <div class="actions">
                <button class="repeat" on:click=move |_| kiosk.repeat()>
                    <Icon name="repeat"/>
                    {kiosk.say(|words| words.speech_repeat())}
                </button>
                <button class="pause" on:click=move |_| kiosk.pause()>{hold}</button>
                <button class="stop" on:click=move |_| kiosk.ease(stop)>
                    <Icon name="stop"/>
                    {kiosk.say(|words| words.speech_stop())}
                </button>
            </div>
        </section>
    }
}

fn stop(access: Access) -> Access {
    access.with_speech(false)
}

fn caption(sound: Sound) -> fn(&L10nLanguage) -> String {
    match sound {
        Sound::Warning => |words| words.sound_warning(),
        Sound::Taken => |words| words.sound_taken(),
        Sound::Done => |words| words.sound_done(),
        Sound::Help => |words| words.sound_help(),
    }
}
