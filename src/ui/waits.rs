//! How long travellers wait, while the figures are fresh.

use leptos::prelude::*;

use crate::{kiosk::Kiosk, site::Waits};

/// One lane's wait in words.
pub fn minutes(kiosk: Kiosk, lane: fn(&Waits) -> u16) -> Option<String> {
    let (waits, _) = fresh(kiosk)?;
    Some(kiosk.words.read().wait_minutes(lane(&waits)))
}

/// Where the waits come from and how old they are, in words.
pub fn age(kiosk: Kiosk) -> Option<String> {
    let (_, days) = fresh(kiosk)?;
    Some(kiosk.words.read().waits_age(days))
}

fn fresh(kiosk: Kiosk) -> Option<(Waits, u16)> {
    let waits = kiosk.site.read().as_ref()?.waits?;
    Some((waits, waits.age(kiosk.today())?))
}
