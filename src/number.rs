//! The kiosk's number on tickets: assigned by the server or, before enrolment, drawn at random.

use std::sync::atomic::{AtomicU16, Ordering};

use wire::KioskId;

use crate::local_storage::{read_item, write_item};

/// Item with the number that the server assigned: a copy, since the database may not answer.
const ENROLLED: &str = "gangway.kiosk";
/// Item with the number that this browser drew at random.
const PROVISIONAL: &str = "gangway.provisional";
/// The same in memory, for a browser without storage; 0 before it is drawn.
static DRAWN: AtomicU16 = AtomicU16::new(0);

/// The number that the server gave this kiosk, as it was known last.
pub fn enrolled() -> Option<KioskId> {
    read(ENROLLED)
}

/// Stores the number that the server assigned, if any.
pub fn keep_enrolled(kiosk: Option<KioskId>) {
    if kiosk != enrolled() {
        write_item(ENROLLED, &kiosk.map(|kiosk| kiosk.to_string()).unwrap_or_default());
    }
}

/// The number of a kiosk that the server has not given one. No other kiosk of the site has it, but for
/// one in 16,384: so many are drawn from.
pub fn provisional() -> KioskId {
    let drawn = KioskId(DRAWN.load(Ordering::Relaxed));
    if drawn.is_provisional() {
        return drawn;
    }
    let number = read(PROVISIONAL).filter(|number| number.is_provisional()).unwrap_or_else(|| {
        let number = KioskId::provisional(js_sys::Math::random());
        write_item(PROVISIONAL, &number.to_string());
        number
    });
    DRAWN.store(number.0, Ordering::Relaxed);
    number
}

fn read(name: &str) -> Option<KioskId> {
    read_item(name)?.parse().ok()
}
