//! Short signals. Each one comes with a caption, so a traveller can do without the sound.

use std::cell::OnceCell;

use wasm_bindgen::prelude::*;
use web_sys::{AudioContext, OscillatorType};

#[wasm_bindgen]
extern "C" {
    /// web-sys asks for its own one while the page's program loads: where the browser throws, nothing starts.
    #[wasm_bindgen(js_name = AudioContext)]
    type Audio;
    #[wasm_bindgen(constructor, catch, js_class = "AudioContext")]
    fn new() -> Result<Audio, JsValue>;
}

/// What can be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sound {
    /// Time is running out.
    Warning,
    /// A picture was taken.
    Taken,
    /// The check is over, in whichever lane.
    Done,
    /// Staff were called.
    Help,
}

/// Seconds from one tone to the next.
const BEAT: f64 = 0.18;
/// The loudest amplitude, of 1.
const AMPLITUDE: f32 = 0.3;

impl Sound {
    /// Its tones in hertz, one after the other. No two sounds are alike.
    fn tones(self) -> &'static [f32] {
        match self {
            Self::Warning => &[880.0, 880.0, 880.0],
            Self::Taken => &[660.0],
            Self::Done => &[523.0, 659.0],
            Self::Help => &[659.0, 523.0, 659.0, 523.0],
        }
    }

    /// Plays it at a `gain` from 0 to 1. Where the browser plays nothing the caption is enough.
    pub fn play(self, gain: f32) {
        if gain > 0.0 {
            // Nothing hangs on whether it is heard.
            let _ = self.try_play(gain);
        }
    }

    fn try_play(self, gain: f32) -> Result<(), JsValue> {
        let Some(context) = context() else { return Ok(()) };
        // A page may be silent until it is touched; a promise that is refused is no error of ours.
        let _ = context.resume()?;
        let volume = context.create_gain()?;
        volume.gain().set_value(gain * AMPLITUDE);
        volume.connect_with_audio_node(&context.destination())?;
        for (i, &tone) in self.tones().iter().enumerate() {
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
}

/// Opens the browser's sound while it has nothing else to do. For a blink the page then does
/// nothing: better now than while a face is taken.
pub fn make_ready() {
    let open = Closure::once_into_js(|| drop(context()));
    // A browser that cannot wait opens it with the first sound.
    let _ = gloo::utils::window().request_idle_callback(open.unchecked_ref());
}

/// The page's one way to make sounds.
fn context() -> Option<AudioContext> {
    thread_local! {
        static CONTEXT: OnceCell<Option<AudioContext>> = const { OnceCell::new() };
    }
    CONTEXT.with(|context| {
        context.get_or_init(|| Audio::new().ok().map(JsCast::unchecked_into)).clone()
    })
}
