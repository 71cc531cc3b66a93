//! Reads aloud, with the voices of this machine alone.
//!
//! Browsers also offer voices that are computed elsewhere. Those would carry the words, and with
//! them the ticket, to a stranger: they are never used.

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, SpeechSynthesisUtterance, SpeechSynthesisVoice};

#[wasm_bindgen]
extern "C" {
    /// `SpeechSynthesis`, any part of which may be missing: most kiosk browsers have none of it.
    type Synthesis;
    #[wasm_bindgen(method, catch)]
    fn cancel(this: &Synthesis) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn pause(this: &Synthesis) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn resume(this: &Synthesis) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn speak(this: &Synthesis, words: &SpeechSynthesisUtterance) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = getVoices)]
    fn voices(this: &Synthesis) -> Result<JsValue, JsValue>;
}

/// Why nothing is heard. The transcript shows the words all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpeechError {
    /// This machine has no voice for the language.
    #[error("no voice of this machine speaks the language")]
    NoVoice,
}

/// Says `text` in `language` at a `volume` from 0 to 1, in place of what is being said.
pub fn say(text: &str, language: &str, volume: f32) -> Result<(), SpeechError> {
    let synthesis = synthesis().ok_or(SpeechError::NoVoice)?;
    synthesis.cancel().map_err(|_| SpeechError::NoVoice)?;
    let voice = voice(&synthesis, language).ok_or(SpeechError::NoVoice)?;
    let words = SpeechSynthesisUtterance::new_with_text(text).map_err(|_| SpeechError::NoVoice)?;
    words.set_voice(Some(&voice));
    words.set_lang(&voice.lang());
    words.set_volume(volume);
    synthesis.resume().and_then(|()| synthesis.speak(&words)).map_err(|_| SpeechError::NoVoice)
}

/// Holds what is being said.
pub fn pause() {
    let _ = synthesis().map(|synthesis| synthesis.pause());
}

/// Goes on with it.
pub fn resume() {
    let _ = synthesis().map(|synthesis| synthesis.resume());
}

/// Ends it.
pub fn stop() {
    let _ = synthesis().map(|synthesis| synthesis.cancel().and_then(|()| synthesis.resume()));
}

/// Calls `changed` when this machine's voices are known, which may be after they were first
/// wanted.
pub fn on_voices(changed: impl FnMut(&web_sys::Event) + 'static) -> Option<EventListener> {
    let synthesis = synthesis()?;
    // Some browsers look for voices only when asked.
    synthesis.voices().ok()?;
    // Older browsers send no event.
    let teller = synthesis.dyn_ref::<EventTarget>()?;
    Some(EventListener::new(teller, "voiceschanged", changed))
}

/// A voice of this machine for a language: `en-GB` will do for `en`.
fn voice(synthesis: &Synthesis, language: &str) -> Option<SpeechSynthesisVoice> {
    // What voices call it, where that is another name: Filipino, and Mandarin, not Cantonese.
    let wanted: &[&str] = match language {
        "tl" => &["tl", "fil"],
        "zh-Hans" => &["zh-cn", "zh-hans", "zh-sg", "cmn"],
        other => &[other],
    };
    let speaks = |tag: &str| {
        let tag = tag.replace('_', "-").to_ascii_lowercase();
        let is = |it: &&&str| {
            tag.strip_prefix(**it).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        wanted.iter().find(is).is_some()
    };
    let voices = synthesis.voices().ok()?.dyn_into::<Array>().ok()?;
    let mut voices = voices.iter().map(JsValue::unchecked_into::<SpeechSynthesisVoice>);
    voices.find(|voice| voice.local_service() && speaks(&voice.lang()))
}

fn synthesis() -> Option<Synthesis> {
    let found = js_sys::Reflect::get(&gloo::utils::window(), &"speechSynthesis".into()).ok()?;
    found.is_object().then(|| found.unchecked_into())
}
