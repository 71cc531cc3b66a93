//! Passes events between server processes with PostgreSQL's LISTEN and NOTIFY.

use std::time::Duration;

use sqlx::{AnyConnection, postgres::PgListener};
use tokio::{task::JoinHandle, time::sleep};
use wire::{KioskId, Lane, Ticket};

use crate::{DeskEvent, Error, EventBus, log};

const CHANNEL: &str = "gangway";

/// How long to wait before a lost connection is tried again.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest text that PostgreSQL passes on has 8,000 bytes, and an event has 23 at most.
const MOST: usize = 300;

/// Passes the events of every process, this one included, on to `event_bus` from now on.
pub(super) async fn start(url: String, event_bus: EventBus) -> Result<JoinHandle<()>, sqlx::Error> {
    let mut listener = connect(&url).await?;
    Ok(tokio::spawn(async move {
        loop {
            if let Err(error) = receive_events(&mut listener, &event_bus).await {
                let cause = log::cause(&error.into());
                tracing::warn!(cause, "other processes are not heard");
            }
            listener = loop {
                sleep(PAUSE).await;
                if let Ok(listener) = connect(&url).await {
                    break listener;
                }
            };
            // Events in between are lost; listeners read the store instead.
            event_bus.mark_lagged();
        }
    }))
}

async fn connect(url: &str) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

async fn receive_events(
    listener: &mut PgListener,
    event_bus: &EventBus,
) -> Result<(), sqlx::Error> {
    loop {
        match listener.try_recv().await? {
            Some(notification) => notification
                .payload()
                .lines()
                .filter_map(read)
                .for_each(|desk_event| event_bus.publish(desk_event)),
            None => event_bus.mark_lagged(),
        }
    }
}

/// Notifies every process when the transaction of `connection` is committed.
pub(super) async fn notify(
    desk_events: &[DeskEvent],
    connection: &mut AnyConnection,
) -> Result<(), Error> {
    for some in desk_events.chunks(MOST) {
        let lines: Vec<_> = some.iter().map(text).collect();
        sqlx::query("select pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(lines.join("\n"))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn text(desk_event: &DeskEvent) -> String {
    match *desk_event {
        DeskEvent::Ticket { kiosk, ticket, lane: Lane::Face } => format!("face {kiosk} {ticket}"),
        DeskEvent::Ticket { kiosk, ticket, lane: Lane::Officer } => {
            format!("officer {kiosk} {ticket}")
        }
        DeskEvent::Call(kiosk) => format!("call {kiosk}"),
        DeskEvent::Change => "change".into(),
        DeskEvent::Kiosk(kiosk) => format!("kiosk {kiosk}"),
    }
}

fn read(line: &str) -> Option<DeskEvent> {
    let mut words = line.split(' ');
    let what = words.next()?;
    let mut kiosk = || -> Option<KioskId> { words.next()?.parse().ok() };
    match what {
        "face" | "officer" => {
            let lane = if what == "face" { Lane::Face } else { Lane::Officer };
            let kiosk = kiosk()?;
            let ticket = Ticket::try_from(words.next()?.parse::<u16>().ok()?).ok()?;
            Some(DeskEvent::Ticket { kiosk, ticket, lane })
        }
        "call" => kiosk().map(DeskEvent::Call),
        "change" => Some(DeskEvent::Change),
        "kiosk" => kiosk().map(DeskEvent::Kiosk),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_processes_hear_exactly_what_is_told() {
        let (kiosk, ticket) = (KioskId(0xffff), Ticket::LAST);
        for desk_event in [
            DeskEvent::Ticket { kiosk, ticket, lane: Lane::Face },
            DeskEvent::Ticket { kiosk, ticket, lane: Lane::Officer },
            DeskEvent::Call(kiosk),
            DeskEvent::Change,
            DeskEvent::Kiosk(kiosk),
        ] {
            assert_eq!(read(&text(&desk_event)), Some(desk_event));
            assert!((text(&desk_event).len() + 1) * MOST < 8_000);
        }
        assert_eq!(read("something newer"), None);
    }
}
