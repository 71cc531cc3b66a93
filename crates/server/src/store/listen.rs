//! What several server processes tell each other through PostgreSQL.

use std::time::Duration;

use sqlx::{AnyConnection, postgres::PgListener};
use tokio::{task::JoinHandle, time::sleep};
use wire::{KioskId, Lane, Ticket};

use crate::{Arrival, Error, News, log};

const CHANNEL: &str = "gangway";

/// How long to wait before a lost connection is tried again.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest text that PostgreSQL passes on has 8,000 bytes, and an arrival has 23 at most.
const MOST: usize = 300;

/// Passes on to `news` what every process tells from now on, this one included.
pub(super) async fn start(url: String, news: News) -> Result<JoinHandle<()>, sqlx::Error> {
    let mut listener = connect(&url).await?;
    Ok(tokio::spawn(async move {
        loop {
            if let Err(error) = hear(&mut listener, &news).await {
                let cause = log::cause(&error.into());
                tracing::warn!(cause, "other processes are not heard");
            }
            listener = loop {
                sleep(PAUSE).await;
                if let Ok(listener) = connect(&url).await {
                    break listener;
                }
            };
            // What was told meanwhile is in the store.
            news.miss();
        }
    }))
}

async fn connect(url: &str) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

async fn hear(listener: &mut PgListener, news: &News) -> Result<(), sqlx::Error> {
    loop {
        match listener.try_recv().await? {
            Some(told) => told.payload().lines().filter_map(read).for_each(|it| news.tell(it)),
            None => news.miss(),
        }
    }
}

/// Tells every process, once what `connection` does is committed.
pub(super) async fn notify(
    arrivals: &[Arrival],
    connection: &mut AnyConnection,
) -> Result<(), Error> {
    for some in arrivals.chunks(MOST) {
        let lines: Vec<_> = some.iter().map(text).collect();
        sqlx::query("select pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(lines.join("\n"))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn text(arrival: &Arrival) -> String {
    match *arrival {
        Arrival::Ticket { kiosk, ticket, lane: Lane::Face } => format!("face {kiosk} {ticket}"),
        Arrival::Ticket { kiosk, ticket, lane: Lane::Officer } => {
            format!("officer {kiosk} {ticket}")
        }
        Arrival::Call(kiosk) => format!("call {kiosk}"),
        Arrival::Change => "change".into(),
        Arrival::Kiosk(kiosk) => format!("kiosk {kiosk}"),
    }
}

fn read(line: &str) -> Option<Arrival> {
    let mut words = line.split(' ');
    let what = words.next()?;
    let mut kiosk = || -> Option<KioskId> { words.next()?.parse().ok() };
    match what {
        "face" | "officer" => {
            let lane = if what == "face" { Lane::Face } else { Lane::Officer };
            let kiosk = kiosk()?;
            let ticket = Ticket::try_from(words.next()?.parse::<u16>().ok()?).ok()?;
            Some(Arrival::Ticket { kiosk, ticket, lane })
        }
        "call" => kiosk().map(Arrival::Call),
        "change" => Some(Arrival::Change),
        "kiosk" => kiosk().map(Arrival::Kiosk),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_processes_hear_exactly_what_is_told() {
        let (kiosk, ticket) = (KioskId(0xffff), Ticket::LAST);
        for arrival in [
            Arrival::Ticket { kiosk, ticket, lane: Lane::Face },
            Arrival::Ticket { kiosk, ticket, lane: Lane::Officer },
            Arrival::Call(kiosk),
            Arrival::Change,
            Arrival::Kiosk(kiosk),
        ] {
            assert_eq!(read(&text(&arrival)), Some(arrival));
            assert!((text(&arrival).len() + 1) * MOST < 8_000);
        }
        assert_eq!(read("something newer"), None);
    }
}
