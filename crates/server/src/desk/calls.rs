//! The calls for staff, as HTML.

use jiff::Timestamp;
use maud::{Markup, html};

use super::page::time;
use crate::KeptCall;

/// The section above the tickets. Nothing, if nobody calls.
pub(super) fn section(calls: &[KeptCall]) -> Markup {
    html! {
        @if !calls.is_empty() {
            section.calls aria-labelledby="calls" {
                h2 id="calls" { "Help needed " span.count { (calls.len()) } }
                ol { @for kept in calls { (card(kept)) } }
            }
        }
    }
}

/// `data-call` tells a call from every other, so that the script says each once.
fn card(kept: &KeptCall) -> Markup {
    let kiosk = kept.call.kiosk;
    html! {
        li data-call=(format_args!("{kiosk}-{}", kept.received.as_millisecond())) {
            svg viewBox="0 0 32 32" aria-hidden="true" {
                circle cx="16" cy="16" r="13" {}
                path d="M16 8v10M16 23v.1" {}
            }
            div {
                p.who { "Kiosk " (kiosk) " needs help" }
                p.since { "Called " (time(kept.came())) }
            }
        }
    }
}

/// The words before the page's title: nothing, or `Help at 0007, 0008 · `.
pub(super) fn title(calls: &[KeptCall]) -> String {
    if calls.is_empty() {
        return String::new();
    }
    let kiosks: Vec<_> = calls.iter().map(|kept| kept.call.kiosk.to_string()).collect();
    format!("Help at {} · ", kiosks.join(", "))
}

/// When the first of them leaves the desk, in milliseconds since 1970-01-01 UTC.
pub(super) fn until(calls: &[KeptCall]) -> Option<i64> {
    let first = calls.iter().map(|kept| kept.received).min()?;
    let until = first.checked_add(super::CALL_WINDOW).unwrap_or(Timestamp::MAX);
    Some(until.as_millisecond())
}
