//! The calls for staff, as HTML.

use domain::StoredCall;
use jiff::Timestamp;
use maud::{Markup, html};

use super::{frame, session::Session, time::time, window::CALL_WINDOW};

/// The section above the tickets. Empty if there is no call.
pub(super) fn section(calls: &[StoredCall], session: &Session) -> Markup {
    html! {
        @if !calls.is_empty() {
            section.calls aria-labelledby="calls" {
                h2 id="calls" { "Help needed " span.count { (calls.len()) } }
                ol { @for call in calls { (card(call, session)) } }
            }
        }
    }
}

/// `data-call` identifies a call, so that the script announces each call once.
fn card(call: &StoredCall, session: &Session) -> Markup {
    let kiosk = call.call.kiosk;
    let name = format!("{kiosk}-{}", call.received.as_millisecond());
    html! {
        li id=(format_args!("c-{name}")) data-call=(name) tabindex="-1" {
            svg viewBox="0 0 32 32" aria-hidden="true" {
                circle cx="16" cy="16" r="13" {}
                path d="M16 8v10M16 23v.1" {}
            }
            div {
                p.who { "Kiosk " (kiosk) " needs help" }
                p.since { "Called " (time(call.came())) }
            }
            form.actions method="post" action="/desk/calls/answer" {
                (frame::token(session))
                input type="hidden" name="call" value=(name);
                button.main { "Answered" span.spoken { " kiosk " (kiosk) } }
            }
        }
    }
}

/// The words before the page's title: nothing, or `Help at 0007, 0008 · `.
pub(super) fn title(calls: &[StoredCall]) -> String {
    if calls.is_empty() {
        return String::new();
    }
    let kiosks: Vec<_> = calls.iter().map(|call| call.call.kiosk.to_string()).collect();
    format!("Help at {} · ", kiosks.join(", "))
}

/// When the first of them leaves the desk, in milliseconds since 1970-01-01 UTC.
pub(super) fn until(calls: &[StoredCall]) -> Option<i64> {
    let first = calls.iter().map(|call| call.received).min()?;
    let until = first.checked_add(CALL_WINDOW).unwrap_or(Timestamp::MAX);
    Some(until.as_millisecond())
}
