//! `GET /desk/events`: tells an open desk what has come, as server-sent events.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use tokio::time::{Instant, interval_at};
use tokio_stream::{StreamExt, once, wrappers::IntervalStream};
use wire::{KioskId, Lane};

use super::session::{Session, Watching};
use crate::{
    Server,
    event_bus::{BusMessage, DeskEvent},
    metrics,
};

/// How often a quiet stream shows that it lives. The page takes three times as long for loss.
const BEAT: Duration = Duration::from_secs(5);

/// How often an open desk's session is looked at: who was signed out hears no more after that, and
/// who got another role or site begins anew.
const CHECK: Duration = Duration::from_secs(30);

/// Lets nginx pass each event on as it comes. It keeps them back otherwise, as it is installed.
const DIRECT: (&str, &str) = ("x-accel-buffering", "no");

/// What an open desk has to see to.
enum Heard {
    Message(BusMessage),
    Check,
    Stop,
}

/// `officer` and `face` carry a ticket's number, `call` a kiosk's id; `change` says that a ticket
/// or a call was dealt with, `missed` that some were left out, `beat` that the stream lives. An
/// event without data would be dropped by the browser.
pub(super) async fn stream(
    State(server): State<Server>,
    Watching(session): Watching,
) -> impl IntoResponse {
    let counted = metrics::stream();
    let checks = IntervalStream::new(interval_at(Instant::now() + CHECK, CHECK));
    let event_bus = server.event_bus.listen().map(Heard::Message).chain(once(Heard::Stop));
    let heard = event_bus.merge(checks.map(|_| Heard::Check));
    let answers = heard.then(move |heard| {
        let (server, session) = (server.clone(), session.clone());
        async move { answer(heard, &server, &session).await }
    });
    let answers = answers.map_while(|it| it).filter_map(move |it| {
        let _until_the_end = &counted;
        it
    });
    let beat = Event::default().event("beat").data("1");
    // At once, so that a page knows that the stream is no proxy's to hold back.
    let events = once(beat.clone()).chain(answers).map(Ok::<_, Infallible>);
    let events = Sse::new(events).keep_alive(KeepAlive::new().interval(BEAT).event(beat));
    ([DIRECT], events)
}

/// What is said of it, if anything; none at the end of the stream.
async fn answer(heard: Heard, server: &Server, session: &Session) -> Option<Option<Event>> {
    match heard {
        Heard::Message(message) => Some(event(message, server, session).await),
        // A store that does not answer signs nobody out.
        Heard::Check => session.lasts(server).await.unwrap_or(true).then_some(None),
        Heard::Stop => None,
    }
}

async fn event(message: BusMessage, server: &Server, session: &Session) -> Option<Event> {
    Some(match message {
        BusMessage::Event(DeskEvent::Ticket { kiosk, ticket, lane }) => {
            let name = match lane {
                Lane::Officer => "officer",
                Lane::Face => "face",
            };
            concerns(kiosk, server, session).await?;
            Event::default().event(name).data(ticket.at(kiosk))
        }
        BusMessage::Event(DeskEvent::Call(kiosk)) => {
            concerns(kiosk, server, session).await?;
            Event::default().event("call").data(kiosk.to_string())
        }
        BusMessage::Event(DeskEvent::Change) => Event::default().event("change").data("1"),
        BusMessage::Event(DeskEvent::Kiosk(_)) => return None,
        BusMessage::Lagged => Event::default().event("missed").data("1"),
    })
}

/// None if the kiosk stands at a site that is not the officer's.
async fn concerns(kiosk: KioskId, server: &Server, session: &Session) -> Option<()> {
    let scope = session.user.scope();
    if scope.site().is_none() {
        return Some(());
    }
    let site = server.admission.site(kiosk).await.ok()??;
    scope.covers(&site).then_some(())
}
