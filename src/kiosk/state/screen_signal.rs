//! Signals that screens can only read.

use std::ops::Deref;

use leptos::prelude::*;

/// A signal that screens read and the kiosk alone writes.
pub struct ScreenSignal<T: 'static, S: 'static = SyncStorage> {
    read: ReadSignal<T, S>,
    write: WriteSignal<T, S>,
}

impl<T: Send + Sync> ScreenSignal<T> {
    /// A signal with a first value.
    pub(crate) fn new(value: T) -> Self {
        RwSignal::new(value).split().into()
    }

    /// Writes a new value.
    pub(in crate::kiosk) fn set(&self, value: T) {
        self.write.set(value);
    }

    /// Changes the value.
    pub(in crate::kiosk) fn update(&self, change: impl FnOnce(&mut T)) {
        self.write.update(change);
    }

    /// The whole signal, for the gallery of all screens.
    #[cfg(feature = "gallery")]
    pub fn exhibit(&self) -> WriteSignal<T> {
        self.write
    }
}

impl<T> ScreenSignal<T, LocalStorage> {
    /// A signal with a first value of the browser's.
    pub(crate) fn new_local(value: T) -> Self {
        RwSignal::new_local(value).split().into()
    }

    /// Writes a new value.
    pub(in crate::kiosk) fn set_local(&self, value: T) {
        self.write.set(value);
    }
}

impl<T, S> From<(ReadSignal<T, S>, WriteSignal<T, S>)> for ScreenSignal<T, S> {
    fn from((read, write): (ReadSignal<T, S>, WriteSignal<T, S>)) -> Self {
        Self { read, write }
    }
}

impl<T, S> Deref for ScreenSignal<T, S> {
    type Target = ReadSignal<T, S>;

    fn deref(&self) -> &ReadSignal<T, S> {
        &self.read
    }
}
