//! Times, as HTML.

use jiff::{Timestamp, Unit};
use maud::{Markup, html};

/// A time that the script turns into "3 minutes ago".
pub(super) fn time(at: Timestamp) -> Markup {
    let seconds = at.round(Unit::Second).unwrap_or(at);
    html! { time datetime=(seconds) { (seconds.strftime("%H:%M UTC")) } }
}

/// The same with its day, for what is long ago.
pub(super) fn date(at: Timestamp) -> Markup {
    let seconds = at.round(Unit::Second).unwrap_or(at);
    html! { time.date datetime=(seconds) { (seconds.strftime("%Y-%m-%d %H:%M:%S UTC")) } }
}
