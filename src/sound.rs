//! Short signals. Each one comes with a caption, so a traveller can do without the sound.

use std::cell::OnceCell;

use wasm_bindgen::prelude::*;
use web_sys::{AudioContext, OscillatorType};

#[wasm_bindgen]
extern "C" {
    /// Our own binding: that of web-sys is resolved while the program loads, and the page would not start
    /// in a browser that throws then.
    #[wasm_bindgen(js_name = AudioContext)]
    type Audio;
    #[wasm_bindgen(constructor, catch, js_class = "AudioContext")]
    fn new() -> Result<Audio, JsValue>;
}

pub use crate::flow::Sound;

/// Seconds from one tone to the next.
const BEAT: f64 = 0.18;
/// The loudest amplitude, of 1.
const AMPLITUDE: f32 = 0.3;

/// Plays a sound at a `gain` from 0 to 1. Where the browser plays nothing the caption is enough.
pub fn play(sound: Sound, gain: f32) {
    if gain > 0.0 {
        // A failure does not matter: the caption is shown.
        let _ = try_play(sound, gain);
    }
}

/// The tones of a sound in hertz, one after the other. No two sounds are alike.
fn tones(sound: Sound) -> &'static [f32] {
    match sound {
        Sound::Warning => &[880.0, 880.0, 880.0],
        Sound::Taken => &[660.0],
        Sound::Done => &[523.0, 659.0],
        Sound::Help => &[659.0, 523.0, 659.0, 523.0],
    }
}

fn try_play(sound: Sound, gain: f32) -> Result<(), JsValue> {
    let Some(context) = context() else { return Ok(()) };
    // A browser may keep a page silent until it is touched, and then rejects the promise.
    let _ = context.resume()?;
    let volume = context.create_gain()?;
    volume.gain().set_value(gain * AMPLITUDE);
    volume.connect_with_audio_node(&context.destination())?;
    for (i, &tone) in tones(sound).iter().enumerate() {
        let start = context.current_time() + BEAT * i as f64;
        let oscillator = context.create_oscillator()?;
        oscillator.set_type(OscillatorType::Sine);
        oscillator.frequency().set_value(tone);
        oscillator.connect_with_audio_node(&volume)?;
        oscillator.start_with_when(start)?;
        oscillator.stop_with_when(start + BEAT * 0.7)?;
    }
    Ok(())
}

/// Opens the audio context while the page is idle. That blocks the page for a moment, which must not
/// happen while a face is captured.
pub fn make_ready() {
    let open = Closure::once_into_js(|| drop(context()));
    // A browser without `requestIdleCallback` opens it with the first sound.
    let _ = gloo::utils::window().request_idle_callback(open.unchecked_ref());
}

/// The page's audio context.
fn context() -> Option<AudioContext> {
    thread_local! {
        static CONTEXT: OnceCell<Option<AudioContext>> = const { OnceCell::new() };
    }
    CONTEXT.with(|context| {
        context.get_or_init(|| Audio::new().ok().map(JsCast::unchecked_into)).clone()
    })
}
