//! Passes events between server processes with PostgreSQL's LISTEN and NOTIFY.

use std::{sync::Arc, time::Duration};

use domain::DeskEvent;
use sqlx::{
    AnyConnection,
    postgres::{PgListener, PgPoolOptions},
};
use tokio::{task::JoinHandle, time::sleep};

use crate::{Error, Observer};

const CHANNEL: &str = "gangway";

/// How long to wait before a lost connection is tried again.
const PAUSE: Duration = Duration::from_millis(500);

/// How long one attempt to connect lasts. Within an attempt, sqlx waits longer after each failure, up to
/// a fifth of this time.
const ATTEMPT: Duration = Duration::from_secs(1);

/// The longest text that PostgreSQL passes on has 8,000 bytes, and an event has 57 at most.
const MOST: usize = 100;

/// Passes the events of every process, this one included, on to `observer` from now on.
pub(crate) async fn start(
    url: String,
    observer: Arc<dyn Observer>,
) -> Result<JoinHandle<()>, sqlx::Error> {
    let mut listener = connect(&url).await?;
    Ok(tokio::spawn(async move {
        loop {
            if let Err(error) = receive_events(&mut listener, &*observer).await {
                let cause = Error::from(error).cause();
                tracing::warn!(cause, "other processes are not heard");
            }
            listener = loop {
                sleep(PAUSE).await;
                if let Ok(listener) = connect(&url).await {
                    break listener;
                }
            };
            // Events in between are lost; listeners read the store instead.
            observer.on_lost_events();
        }
    }))
}

async fn connect(url: &str) -> Result<PgListener, sqlx::Error> {
    let mut options = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
    options = options.acquire_timeout(ATTEMPT);
    let mut listener = PgListener::connect_with(&options.connect(url).await?).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

async fn receive_events(
    listener: &mut PgListener,
    observer: &dyn Observer,
) -> Result<(), sqlx::Error> {
    loop {
        let events = listener.try_recv().await?.and_then(|notification| {
            serde_json::from_str::<Vec<DeskEvent>>(notification.payload()).ok()
        });
        match events {
            Some(events) => events.into_iter().for_each(|event| observer.on_event(event)),
            // The connection was lost, or a process of another version sent an unknown event.
            None => observer.on_lost_events(),
        }
    }
}

/// Notifies every process when the transaction of `connection` is committed.
pub(crate) async fn notify(
    events: &[DeskEvent],
    connection: &mut AnyConnection,
) -> Result<(), Error> {
    for some in events.chunks(MOST) {
        sqlx::query("select pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(text(some))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn text(events: &[DeskEvent]) -> String {
    serde_json::to_string(events).expect("words and numbers have a JSON text")
}

#[cfg(test)]
mod tests {
    use wire::{KioskId, Lane, Ticket};

    use super::*;

    #[test]
    fn other_processes_hear_exactly_what_is_told() {
        let (kiosk, ticket) = (KioskId(0xffff), Ticket::LAST);
        for event in [
            DeskEvent::Ticket { kiosk, ticket, lane: Lane::Face },
            DeskEvent::Ticket { kiosk, ticket, lane: Lane::Officer },
            DeskEvent::Call(kiosk),
            DeskEvent::Change,
            DeskEvent::Kiosk(kiosk),
        ] {
            let many = text(&[event; MOST]);
            assert!(many.len() < 8_000, "{}", many.len());
            assert_eq!(serde_json::from_str::<Vec<DeskEvent>>(&many).unwrap(), [event; MOST]);
        }
        assert!(serde_json::from_str::<Vec<DeskEvent>>("something newer").is_err());
    }
}
