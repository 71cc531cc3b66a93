//! Numbers that the kiosk gives out.

use wire::{MessageId, Ticket};

use crate::{
    json,
    keep::{keep, kept},
    store,
};

/// Where an earlier build counted, and a browser without a database counts.
const KEY: &str = "gangway.ticket";

/// The next ticket number of this kiosk. It goes on after a crash.
pub async fn next_ticket() -> Ticket {
    let last = kept(KEY).and_then(|it| json::read(&it)).map_or(0, |it: Ticket| it.into());
    let next = store::count(last, Ticket::LAST.into()).await;
    keep(KEY, &next.to_string());
    next.try_into().unwrap_or(Ticket::FIRST)
}

/// A number for a call for staff that says nothing about it.
pub fn new_id() -> MessageId {
    let mut bytes = [0; 8];
    if let Ok(crypto) = gloo::utils::window().crypto()
        && crypto.get_random_values_with_u8_array(&mut bytes).is_ok()
    {
        return MessageId(u64::from_le_bytes(bytes));
    }
    // No kiosk's browser lacks it. One that does still delivers: the clock tells messages apart.
    MessageId(js_sys::Date::now().to_bits())
}
