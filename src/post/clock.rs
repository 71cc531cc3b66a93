//! The time that requests are signed with: the kiosk's or, where the server finds that far off,
//! the server's.

use std::cell::Cell;

thread_local! {
    /// How far the server's clock is ahead of the kiosk's, in milliseconds.
    static AHEAD: Cell<f64> = const { Cell::new(0.0) };
}

/// Milliseconds since 1970-01-01 UTC, of which only whole seconds are told.
pub(super) fn now() -> u64 {
    (js_sys::Date::now() + AHEAD.get()) as u64 / 1_000 * 1_000
}

/// Goes by the server's clock, which shows `date`.
pub(super) fn follow(date: Option<&str>) {
    let date = date.map_or(f64::NAN, js_sys::Date::parse);
    if date.is_finite() {
        AHEAD.set(date - js_sys::Date::now());
    }
}
