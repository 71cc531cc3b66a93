//! `GET /desk/events`: streams changes to an open desk as server-sent events.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::DeskEvent;
use tokio::time::{Instant, interval_at};
use tokio_stream::{StreamExt, once, wrappers::IntervalStream};
use wire::{KioskId, Lane};

use super::session::{BackgroundSession, Session};
use crate::{Server, event_bus::BusMessage, metrics};

/// Interval of the keep-alive event. The page takes the stream for lost after three times as long.
const BEAT: Duration = Duration::from_secs(5);

/// Interval at which an open stream checks its session: it ends if the user was signed out, or has
/// another role or site.
const CHECK: Duration = Duration::from_secs(30);

/// Tells nginx to pass on each event at once. By default nginx buffers them.
const DIRECT: (&str, &str) = ("x-accel-buffering", "no");

/// What drives the stream of an open desk.
enum StreamInput {
    Message(BusMessage),
    Check,
    Stop,
}

/// `officer` and `face` carry a ticket's number, `call` a kiosk's id; `change` says that a ticket
/// or a call was dealt with, `missed` that some were left out, `beat` that the stream lives. An
/// event without data would be dropped by the browser.
pub(super) async fn stream(
    State(server): State<Server>,
    BackgroundSession(session): BackgroundSession,
) -> impl IntoResponse {
    let counted = metrics::stream();
    let checks = IntervalStream::new(interval_at(Instant::now() + CHECK, CHECK));
    let event_bus =
        server.event_bus.listen().map(StreamInput::Message).chain(once(StreamInput::Stop));
    let heard = event_bus.merge(checks.map(|_| StreamInput::Check));
    let answers = heard.then(move |heard| {
        let (server, session) = (server.clone(), session.clone());
        async move { answer(heard, &server, &session).await }
    });
    let answers = answers.map_while(|answer| answer).filter_map(move |event| {
        let _until_the_end = &counted;
        event
    });
    let beat = Event::default().event("beat").data("1");
    // The first event is sent immediately, so that the page notices a proxy that buffers the
    // stream.
    let events = once(beat.clone()).chain(answers).map(Ok::<_, Infallible>);
    let events = Sse::new(events).keep_alive(KeepAlive::new().interval(BEAT).event(beat));
    ([DIRECT], events)
}

/// The event to send, if any; the outer `None` ends the stream.
async fn answer(heard: StreamInput, server: &Server, session: &Session) -> Option<Option<Event>> {
    match heard {
        StreamInput::Message(message) => Some(event(message, server, session).await),
        // If the store does not answer, the session is kept.
        StreamInput::Check => session.lasts(server).await.unwrap_or(true).then_some(None),
        StreamInput::Stop => None,
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

/// `None` if the kiosk stands at a site outside of the officer's scope.
async fn concerns(kiosk: KioskId, server: &Server, session: &Session) -> Option<()> {
    let scope = session.user.scope();
    if scope.site().is_none() {
        return Some(());
    }
    let site = server.admission.site(kiosk).await.ok()??;
    scope.covers(&site).then_some(())
}
