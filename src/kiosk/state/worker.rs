//! The state of the worker.

use crate::flow::Closure;

/// How the present worker is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum WorkerHealth {
    /// It makes the models ready, or is not there yet.
    #[default]
    Preparing,
    /// It has said that the models are ready.
    Ready,
    /// It could not be had.
    Broken(Closure),
}

/// What is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Awaited {
    /// Nothing.
    #[default]
    Nothing,
    /// An answer of the worker.
    Answer,
    /// The first frame of a camera that was just opened.
    FirstFrame,
    /// The next frame.
    NextFrame,
}
