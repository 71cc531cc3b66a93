//! Numbers that the kiosk gives out.

use wire::Ticket;

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
