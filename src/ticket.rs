//! Numbers that the kiosk gives out.

use gloo::storage::{LocalStorage, Storage};
use wire::{MessageId, Ticket};

const KEY: &str = "gangway.ticket";

/// The next ticket number of this kiosk. It goes on after a reload.
pub fn next_ticket() -> Ticket {
    let ticket = LocalStorage::get(KEY).map_or(Ticket::FIRST, Ticket::next);
    if LocalStorage::set(KEY, ticket).is_err() {
        leptos::logging::warn!("the browser does not keep the ticket number over a reload");
    }
    ticket
}

/// A number for a message that says nothing about it.
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
