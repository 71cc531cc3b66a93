//! Below every screen: the transcript of speech, and the captions of sounds.

use leptos::prelude::*;

use super::{icon::Icon, localized::localized};
use crate::{
    kiosk::{Kiosk, Reading},
    sound::Sound,
    text::Sentence,
};

/// Transcript and captions, where there are any.
#[component]
pub fn Reader() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <div class="reader">
            <p class="caption" role="status">
                {move || kiosk.caption.get().map(|sound| view! {
                    <Icon name="sound"/>
                    <span>{localized(caption(sound))}</span>
                })}
            </p>
            <Show when=move || kiosk.access.read().speech>
                <Transcript/>
            </Show>
        </div>
    }
}

/// The transcript, and the buttons to repeat, pause and stop speech.
#[component]
fn Transcript() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let is_paused = move || kiosk.reading.get() == Reading::Paused;
    let has_no_voice = move || kiosk.reading.get() == Reading::NoVoice;
    view! {
        <section class="transcript" aria-label=localized(|words| words.speech_transcript())>
            <p class="spoken" tabindex="0">{kiosk.transcript}</p>
            <p class="quiet">
                <Show when=has_no_voice>{localized(|words| words.speech_no_voice())}</Show>
            </p>
            <div class="actions">
                <button class="repeat" on:click=move |_| kiosk.repeat()>
                    <Icon name="repeat"/>
                    {localized(|words| words.speech_repeat())}
                </button>
                <button class="pause" on:click=move |_| kiosk.pause()>
                    {move || view! { <PauseLabel is_paused=is_paused()/> }}
                </button>
                <button
                    class="stop"
                    on:click=move |_| kiosk.set_accessibility(|access| access.with_speech(false))
                >
                    <Icon name="stop"/>
                    {localized(|words| words.speech_stop())}
                </button>
            </div>
        </section>
    }
}

/// What the button that pauses speech does now.
#[component]
fn PauseLabel(
    /// Whether speech is paused.
    is_paused: bool,
) -> impl IntoView {
    let (name, text): (_, Sentence) = if is_paused {
        ("go-on", |words| words.speech_resume())
    } else {
        ("pause", |words| words.speech_pause())
    };
    view! {
        <Icon name/>
        <span>{localized(text)}</span>
    }
}

fn caption(sound: Sound) -> Sentence {
    match sound {
        Sound::Warning => |words| words.sound_warning(),
        Sound::Taken => |words| words.sound_taken(),
        Sound::Done => |words| words.sound_done(),
        Sound::Help => |words| words.sound_help(),
    }
}
