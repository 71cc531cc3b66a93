//! How soon every open desk sees a result.

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
    kiosk::Kiosk,
    stage::{Kind, Stage},
};

/// What was measured.
#[derive(Debug)]
pub(crate) struct Desks {
    pub(crate) store: Kind,
    /// How many desks were open.
    pub(crate) desks: usize,
    /// Over how many servers.
    pub(crate) servers: usize,
    /// From a result's sending until the last desk saw it, in milliseconds: median and longest.
    pub(crate) seen_ms: [f64; 2],
}

const DESKS: usize = 200;
const RESULTS: usize = 20;

/// Timeout for a desk to show a result.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the desks, on two servers if the store allows it, and sends results.
pub(crate) async fn measure(kind: Kind, program: &Path) -> Result<Desks, Error> {
    let stage = Stage::new(kind, program)?;
    let mut servers = vec![stage.plan.start().await?];
    let mut addresses = vec![stage.plan.desk];
    if kind == Kind::Postgres {
        let second = stage.second(program)?;
        addresses.push(second.desk);
        servers.push(second.start().await?);
    }
    let mut kiosk = Kiosk::new(KioskId(1))?;
    let mut client = Client::new(stage.plan.address);
    client.post(&kiosk.enrolment()?).await?;
    client.post(&kiosk.backlog()?).await?;

    let (heard, mut seen) = mpsc::unbounded_channel();
    let mut open = JoinSet::new();
    for at in 0..DESKS {
        let mut client = Client::new(addresses[at % addresses.len()]);
        let mut events = client.get("/desk/events").await?.into_body();
        let heard = heard.clone();
        open.spawn(async move {
            // The connection lives as long as its client.
            let _client = client;
            while let Some(Ok(frame)) = events.frame().await {
                let Some(data) = frame.data_ref() else { continue };
                for line in String::from_utf8_lossy(data).lines() {
                    if let Some(ticket) = line.strip_prefix("data: ") {
                        let _ = heard.send((ticket.to_owned(), Instant::now()));
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
            let next = timeout(PATIENCE, seen.recv()).await.ok().flatten();
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
    Ok(Desks {
        store: kind,
        desks: DESKS,
        servers: servers.len(),
        seen_ms: [waits[RESULTS / 2], waits[RESULTS - 1]],
    })
}
