//! How long travellers wait, while the figures are fresh.

use leptos::prelude::*;
use wire::Lane;

use crate::{
    kiosk::Kiosk,
    waits::{ShownWaits, WaitSource},
};

/// One lane's wait in words.
pub fn minutes(kiosk: Kiosk, lane: Lane) -> Option<String> {
    Some(kiosk.words.read().wait_minutes(shown_waits(kiosk)?.minutes(lane)))
}

/// Where the waits come from and how old they are, in words.
pub fn age(kiosk: Kiosk) -> Option<String> {
    let words = kiosk.words.read();
    Some(match shown_waits(kiosk)?.source {
        WaitSource::Measured => words.waits_measured(),
        WaitSource::Stated(days) => words.waits_age(days),
    })
}

fn shown_waits(kiosk: Kiosk) -> Option<ShownWaits> {
    let stated = kiosk.site.read().as_ref().and_then(|site| site.waits);
    ShownWaits::of(kiosk.server.get().waits, stated, kiosk.today())
}
