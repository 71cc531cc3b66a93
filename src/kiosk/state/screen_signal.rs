//! Signals that screens can only read.

use std::cell::{Ref, RefCell};

use leptos::{prelude::*, reactive::signal::ArcTrigger};
use send_wrapper::SendWrapper;

/// A signal that screens read and the kiosk alone writes: a value, and Leptos's trigger for those that have
/// read it. Leptos's own signals compile all of their code for each type of value, which was a tenth of the
/// page's program.
pub struct ScreenSignal<T: 'static> {
    // The page has one thread. Closures of effects must be able to change threads.
    value: SendWrapper<RefCell<T>>,
    changed: ArcTrigger,
}

impl<T> ScreenSignal<T> {
    /// A signal with a first value.
    pub(crate) fn new(value: T) -> Self {
        Self { value: SendWrapper::new(RefCell::new(value)), changed: ArcTrigger::new() }
    }

    /// The value. An effect that reads it runs again when it changes.
    pub fn read(&self) -> Ref<'_, T> {
        self.changed.track();
        self.value.borrow()
    }

    /// The value as it is now.
    pub fn read_untracked(&self) -> Ref<'_, T> {
        self.value.borrow()
    }

    /// Writes a new value.
    pub(in crate::kiosk) fn set(&self, value: T) {
        self.value.replace(value);
        self.changed.notify();
    }

    /// Changes the value.
    pub(in crate::kiosk) fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.borrow_mut());
        self.changed.notify();
    }

    /// The signal as the gallery of all screens may write it.
    #[cfg(feature = "gallery")]
    pub fn exhibit(&self) -> Exhibit<'_, T> {
        Exhibit(self)
    }
}

impl<T: Clone> ScreenSignal<T> {
    /// A copy of the value. An effect that reads it runs again when it changes.
    pub fn get(&self) -> T {
        self.read().clone()
    }

    /// A copy of the value as it is now.
    pub fn get_untracked(&self) -> T {
        self.value.borrow().clone()
    }
}

/// A signal that can be written from outside of the kiosk.
#[cfg(feature = "gallery")]
pub struct Exhibit<'a, T: 'static>(&'a ScreenSignal<T>);

#[cfg(feature = "gallery")]
impl<T> Exhibit<'_, T> {
    /// Writes a new value.
    pub fn set(&self, value: T) {
        self.0.set(value);
    }

    /// Changes the value.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.0.update(change);
    }
}
