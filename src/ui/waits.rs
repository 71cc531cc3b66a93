//! How long travellers wait, while the figures are fresh.

use leptos::prelude::*;
use wire::Lane;

use crate::{
    kiosk::Kiosk,
    site::{Source, Told},
};

/// One lane's wait in words.
pub fn minutes(kiosk: Kiosk, lane: Lane) -> Option<String> {
    Some(kiosk.words.read().wait_minutes(told(kiosk)?.minutes(lane)))
}

/// Where the waits come from and how old they are, in words.
pub fn age(kiosk: Kiosk) -> Option<String> {
    let words = kiosk.words.read();
    Some(match told(kiosk)?.source {
        Source::Measured => words.waits_measured(),
        Source::Stated(days) => words.waits_age(days),
    })
}

fn told(kiosk: Kiosk) -> Option<Told> {
    let stated = kiosk.site.read().as_ref().and_then(|site| site.waits);
    Told::of(kiosk.server.get().waits, stated, kiosk.today())
}
