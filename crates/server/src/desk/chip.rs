//! What a kiosk has said of its chip reader and its trust list, as HTML.

use domain::{TRUST_LIST_DAYS, trust_list_age};
use jiff::Timestamp;
use maud::{Markup, html};
use wire::{ChipSupport, TrustListInUse};

/// The reader and the trust list of a kiosk that reads chips.
pub(super) fn support(chip: ChipSupport, now: Timestamp) -> Markup {
    html! {
        @if chip.reader {
            p { "Chip reader connected" }
        } @else {
            p.error { "No chip reader is connected. Connect it." }
        }
        @match chip.trust_list {
            Some(list) => (trust_list(list, now)),
            None => p.error { "It has no trust list: no chip is verified." },
        }
    }
}

fn trust_list(list: TrustListInUse, now: Timestamp) -> Markup {
    let age = trust_list_age(list, now);
    html! {
        p { "Trust list " (list.id) ", " (days(age)) }
        @if age > TRUST_LIST_DAYS {
            p.error {
                "Its trust list is older than " (TRUST_LIST_DAYS) " days: new keys and revoked "
                "certificates are missing. Bring a newer one."
            }
        }
    }
}

fn days(age: u16) -> String {
    match age {
        0 => "made today".into(),
        1 => "1 day old".into(),
        age => format!("{age} days old"),
    }
}
