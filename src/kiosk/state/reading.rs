//! The state of reading aloud.

/// Whether something is being read aloud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reading {
    /// Nothing.
    #[default]
    Silent,
    /// What the transcript shows.
    Aloud,
    /// The same, held.
    Paused,
    /// It is in the transcript only: this machine has no voice for the language.
    NoVoice,
}
