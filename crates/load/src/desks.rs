//! Measures the delay until every open desk shows a result.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use http_body_util::BodyExt;
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{sleep, timeout},
};
use wire::KioskId;

use crate::{
    Error,
    client::Client,
    environment::{Environment, StoreKind},
    kiosk::Kiosk,
};

/// The measured values.
#[derive(Debug)]
pub(crate) struct DeskDelay {
    pub(crate) store: StoreKind,
    /// The number of open desks.
    pub(crate) desks: usize,
    /// The number of servers that they are connected to.
    pub(crate) servers: usize,
    /// The time from sending a result until the last desk showed it, in milliseconds: median, maximum.
    pub(crate) seen_ms: [f64; 2],
}

const DESKS: usize = 200;
const RESULTS: usize = 20;

/// Timeout for a desk to show a result.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Opens the desks, on two servers if the store allows it, and sends results.
pub(crate) async fn measure(kind: StoreKind, program: &Path) -> Result<DeskDelay, Error> {
    let environment = Environment::new(kind, program)?;
    let mut servers = vec![environment.server_command.start().await?];
    let mut addresses = vec![environment.server_command.desk];
    if kind == StoreKind::Postgres {
        let second = environment.second_server(program)?;
        addresses.push(second.desk);
        servers.push(second.start().await?);
    }
    let mut kiosk = Kiosk::new(KioskId(1))?;
    let mut client = Client::new(environment.server_command.address);
    client.post(&kiosk.enrolment()?).await?;
    client.post(&kiosk.backlog()?).await?;

    let (sender, mut receiver) = mpsc::unbounded_channel();
    let mut open = JoinSet::new();
    for at in 0..DESKS {
        let mut client = Client::new(addresses[at % addresses.len()]);
        let mut events = client.get("/desk/events").await?.into_body();
        let sender = sender.clone();
        open.spawn(async move {
            // The connection lives as long as its client.
            let _client = client;
            while let Some(Ok(frame)) = events.frame().await {
                let Some(data) = frame.data_ref() else { continue };
                for line in String::from_utf8_lossy(data).lines() {
                    if let Some(ticket) = line.strip_prefix("data: ") {
                        let _ = sender.send((ticket.to_owned(), Instant::now()));
                    }
                }
            }
        });
    }
    let mut waits = Vec::new();
    for _ in 0..RESULTS {
        let message = kiosk.next();
        let request = kiosk.deliver(&message)?;
        let sent = Instant::now();
        client.post(&request).await?;
        let ticket = message.ticket.at(message.kiosk);
        let mut left = DESKS;
        let mut last = sent;
        while left > 0 {
            let next = timeout(TIMEOUT, receiver.recv()).await.ok().flatten();
            let Some((of, at)) = next else {
                return Err(Error::Missed(format!("{left} desks did not see a result")));
            };
            if of == ticket {
                left -= 1;
                last = last.max(at);
            }
        }
        waits.push((last - sent).as_secs_f64() * 1000.0);
        sleep(Duration::from_millis(100)).await;
    }
    waits.sort_by(f64::total_cmp);
    Ok(DeskDelay {
        store: kind,
        desks: DESKS,
        servers: servers.len(),
        seen_ms: [waits[RESULTS / 2], waits[RESULTS - 1]],
    })
}
