//! The state of speech and sound.

use gloo::{events::EventListener, timers::callback::Timeout};

/// What is read and shown of sounds.
#[derive(Default)]
pub(crate) struct Audio {
    /// What is read aloud again when that is asked for.
    pub(crate) passage: String,
    /// Runs while a caption is shown.
    pub(crate) caption: Option<Timeout>,
    /// Hears that the machine's voices are known.
    pub(crate) voices: Option<EventListener>,
}
