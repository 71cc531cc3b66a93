//! `GET /desk/events`: tells an open desk what has come, as server-sent events.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use tokio_stream::{Stream, StreamExt};
use wire::Lane;

use crate::{
    Server, metrics,
    news::{Arrival, Item},
};

/// How often a quiet stream shows that it lives. The page takes three times as long for loss.
const BEAT: Duration = Duration::from_secs(5);

/// `officer` and `face` carry a ticket's number, `call` a kiosk's id; `change` says that a ticket was
/// dealt with, `missed` that some were left out, `beat` that the stream lives. An event without data would be dropped by the browser.
pub(super) async fn stream(
    State(server): State<Server>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let counted = metrics::stream();
    let events = server.news.listen().filter_map(move |item| {
        let _until_the_end = &counted;
        event(item).map(Ok)
    });
    let beat = Event::default().event("beat").data("1");
    Sse::new(events).keep_alive(KeepAlive::new().interval(BEAT).event(beat))
}

fn event(item: Item) -> Option<Event> {
    Some(match item {
        Item::Arrival(Arrival::Ticket { kiosk, ticket, lane }) => {
            let name = match lane {
                Lane::Officer => "officer",
                Lane::Face => "face",
            };
            Event::default().event(name).data(ticket.at(kiosk))
        }
        Item::Arrival(Arrival::Call(kiosk)) => {
            Event::default().event("call").data(kiosk.to_string())
        }
        Item::Arrival(Arrival::Change) => Event::default().event("change").data("1"),
        Item::Arrival(Arrival::Kiosk(_)) => return None,
        Item::Missed => Event::default().event("missed").data("1"),
    })
}
