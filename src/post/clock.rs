//! The time in everything that is sent: the server's. It is counted from the server's last answer by a
//! monotonic clock, so that a wrong system clock decides nothing.

use std::cell::Cell;

use crate::task::now as elapsed;

/// How far a clock may be off before it is put right, in milliseconds.
const TOLERANCE: f64 = 60_000.0;

thread_local! {
    /// What the system's clock showed when the page's began: milliseconds since 1970-01-01 UTC.
    static BEGAN: f64 = js_sys::Date::now() - elapsed();
    /// How far the server's clock is ahead of the page's, in milliseconds, once that is known.
    static AHEAD: Cell<Option<f64>> = const { Cell::new(None) };
    /// How far the system's clock is ahead of the server's, in minutes, once that is known.
    static ERROR: Cell<Option<i32>> = const { Cell::new(None) };
}

/// The page's own clock: the system's time when the page was loaded, and from then on a monotonic
/// clock, in milliseconds. The difference of two readings is the time between them.
pub(super) fn reading() -> f64 {
    BEGAN.with(|began| began + elapsed())
}

/// Milliseconds since 1970-01-01 UTC by the server's clock or, before it has answered, the page's.
pub(super) fn now() -> f64 {
    reading() + AHEAD.get().unwrap_or_default()
}

/// Whether the server has told the time.
pub(super) fn is_set() -> bool {
    AHEAD.get().is_some()
}

/// How far the system's clock was ahead of the server's when that was last heard, in minutes: 0 within
/// one.
pub(super) fn error() -> Option<i32> {
    ERROR.get()
}

/// Goes by the server's clock, which shows `date`.
pub(super) fn follow(date: Option<&str>) {
    let date = date.map_or(f64::NAN, js_sys::Date::parse);
    if date.is_finite() {
        AHEAD.set(Some(ahead(AHEAD.get(), date - reading())));
        let error = ahead(None, js_sys::Date::now() - date);
        ERROR.set(Some((error / 60_000.0) as i32));
    }
}

/// How far a clock is ahead that was `before`, and seems to be `now`. The header `Date` tells whole
/// seconds, and late: small differences are none.
fn ahead(before: Option<f64>, now: f64) -> f64 {
    let before = before.unwrap_or_default();
    if (now - before).abs() > TOLERANCE { now } else { before }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k3_a_clock_that_is_wrong_by_more_than_a_minute_is_put_right() {
        let hour = 3_600_000.0;
        for (before, now, then) in [
            (None, 59_000.0, 0.0),
            (None, -60_000.0, 0.0),
            (None, 61_000.0, 61_000.0),
            (None, -40.0 * 60_000.0, -40.0 * 60_000.0),
            (Some(hour), hour + 59_000.0, hour),
            (Some(hour), hour - 61_000.0, hour - 61_000.0),
            (Some(hour), 0.0, 0.0),
        ] {
            assert_eq!(ahead(before, now), then, "{before:?} {now}");
        }
    }
}
