//! Doubts about kiosks, as HTML.

use domain::{KioskDoubt, QuarantinedResult};
use maud::{Markup, html};

use super::time::time;

/// The banner on every desk of a site until an administrator has seen the doubts.
pub(super) fn banner(doubts: &[KioskDoubt]) -> Markup {
    html! {
        @for doubt in doubts {
            p.banner {
                "Kiosk " (doubt.kiosk)
                @if !doubt.site.is_empty() { " (" (doubt.site) ")" }
                " " (doubt.why.text()) " (" (doubt.times) ", last " (time(doubt.last)) "). "
                "Check its travellers in person. "
                a href="/desk/kiosks" { "Kiosks" }
            }
        }
    }
}

/// The tickets of quarantined results.
pub(super) fn section(results: &[QuarantinedResult]) -> Markup {
    html! {
        @if !results.is_empty() {
            section.lane.aside aria-labelledby="aside" {
                h2 id="aside" { "Not taken as true " span.count { (results.len()) } }
                ol {
                    @for result in results {
                        li {
                            p.number { (result.ticket.at(result.kiosk)) }
                            p.outcome { "Please check in person" }
                            p.since {
                                "Came " (time(result.at)) ". Kiosk " (result.kiosk) " "
                                (result.why.text()) "."
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The doubts about one kiosk, in the list of kiosks.
pub(super) fn of_kiosk(doubts: &[&KioskDoubt]) -> Markup {
    html! {
        ul {
            @for doubt in doubts {
                li { "It " (doubt.why.text()) " (" (doubt.times) ", last " (time(doubt.last)) ")." }
            }
        }
    }
}
