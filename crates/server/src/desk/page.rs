//! The desk's page and its list, as HTML.

use jiff::{Timestamp, Unit};
use maud::{DOCTYPE, Markup, html};
use wire::Lane;

use super::{MOST, Shown, accuracy, calls, parity, words};
use crate::{Kept, Recognisers};

/// The whole page.
pub(super) fn page(shown: &Shown, recognisers: &Recognisers) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title(shown)) }
                link rel="icon" href="/desk/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/desk/desk.css";
                script src="/desk/desk.js" defer {}
            }
            body {
                a.skip href="#tickets" { "To the tickets" }
                header.bar {
                    h1 { "Gangway " span.light { "desk" } }
                    p #connection .connection data-state="start" role="status" {
                        noscript { "Reload the page to see new tickets." }
                    }
                }
                main {
                    @if let Some(weaker) = recognisers.weaker() {
                        p.banner {
                            "This kiosk compares with the fallback recogniser " (weaker.title)
                            "; its error rates are weaker. See models/" (weaker.name) ".md."
                        }
                    }
                    p #alarm .spoken role="alert" {}
                    p #arrival .arrival role="status" {}
                    div #tickets tabindex="-1" { (list(shown, recognisers)) }
                    (accuracy::section(recognisers))
                }
                footer {
                    p {
                        "Tickets of the last two hours, newest first. A call for help is shown for "
                        "ten minutes, whether somebody answered it or not. No picture, name or "
                        "score leaves the kiosk."
                    }
                }
            }
        }
    }
}

/// The page's title, so that calls and the officer lane's count show on the browser's tab.
fn title(shown: &Shown) -> String {
    let calls = calls::title(&shown.calls);
    match shown.officer.len() {
        0 => format!("{calls}Gangway desk"),
        waiting => format!("{calls}({waiting}) Gangway desk"),
    }
}

/// The alarms and the calls, then both lanes, the officer's first. The script puts it in the place of the former
/// one, reads the title from it, and asks again when a call ends.
pub(super) fn list(shown: &Shown, recognisers: &Recognisers) -> Markup {
    let (now, until) = (shown.now.as_millisecond(), calls::until(&shown.calls));
    html! {
        (parity::banner(&shown.alarms))
        (calls::section(&shown.calls))
        div.lanes data-title=(title(shown)) data-now=(now) data-until=[until] {
            (lane(Lane::Officer, &shown.officer, recognisers))
            (lane(Lane::Face, &shown.face, recognisers))
        }
    }
}

fn lane(lane: Lane, tickets: &[Kept], recognisers: &Recognisers) -> Markup {
    let (id, class) = match lane {
        Lane::Officer => ("officer", "lane officer"),
        Lane::Face => ("face", "lane face"),
    };
    html! {
        section class=(class) aria-labelledby=(id) {
            h2 id=(id) { (words::lane(lane)) " " span.count { (tickets.len()) } }
            @if tickets.is_empty() {
                p.empty { (words::empty(lane)) }
            } @else {
                ol { @for kept in tickets { (ticket(kept, recognisers)) } }
            }
            @if tickets.len() == usize::from(MOST) {
                p.empty { "Only the newest " (MOST) " are shown." }
            }
        }
    }
}

fn ticket(kept: &Kept, recognisers: &Recognisers) -> Markup {
    let message = &kept.message;
    html! {
        li {
            p.number { (message.ticket.at(message.kiosk)) }
            p.outcome { (words::outcome(message.end.outcome())) }
            p.since { "Came " (time(kept.came())) }
            @if let Some(comparison) = message.end.comparison() {
                dl {
                    div {
                        dt { "Document photo" }
                        dd { (words::document(comparison.document)) }
                    }
                    div {
                        dt { "Compared by" }
                        dd { (words::recogniser(comparison, recognisers)) }
                    }
                }
            }
        }
    }
}

/// A time that the script turns into "3 minutes ago".
pub(super) fn time(at: Timestamp) -> Markup {
    let seconds = at.round(Unit::Second).unwrap_or(at);
    html! { time datetime=(seconds) { (seconds.strftime("%H:%M UTC")) } }
}
