//! The state of the worker.

use std::{cell::Cell, rc::Rc};

use gloo::timers::callback::Timeout;

use crate::worker::{
    bridge::Vision,
    parts::{Manifest, Parts},
    state::WorkerState,
};

/// The present worker, what it is made of, and its limits of time.
#[derive(Default)]
pub(crate) struct WorkerControl {
    pub(crate) manifest: Option<Rc<Manifest>>,
    pub(crate) parts: Option<Rc<Parts>>,
    pub(crate) vision: Option<Vision>,
    pub(crate) state: WorkerState,
    /// Runs while the worker makes the models ready.
    pub(crate) preparing: Option<Timeout>,
    /// Runs while the worker has something else to do.
    pub(crate) waiting: Option<Timeout>,
    /// Whether the present worker may hold the present traveller's picture. It is shared with the
    /// worker, which says when it has erased its memory.
    pub(crate) is_marked: Rc<Cell<bool>>,
    /// Whether this page had a traveller's picture.
    pub(crate) has_held: bool,
}
