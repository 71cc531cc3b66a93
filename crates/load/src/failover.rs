//! Two servers behind a proxy: one is killed, the database restarts and the proxy reloads under load.

use std::{
    path::Path,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use tokio::{
    task::block_in_place,
    time::{sleep, sleep_until},
};

use crate::{
    Error,
    client::Endpoint,
    environment::{Environment, StoreKind},
    fleet::{Fleet, Pace},
    officer::call_travellers,
    proxy::Proxy,
    viewers::{BOARD, DESK, Viewers, longest_gap},
};

/// What was measured.
#[derive(Debug)]
pub(crate) struct Failover {
    pub(crate) acknowledged: u64,
    pub(crate) lost: u64,
    pub(crate) doubled: u64,
    pub(crate) failures: u64,
    /// How long the database was away, in seconds: part of its interruption.
    pub(crate) restart_seconds: Option<f64>,
    pub(crate) interruptions: Vec<Interruption>,
}

/// The longest times without a change around one fault, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Interruption {
    pub(crate) fault: &'static str,
    /// Of the board that waited longest.
    pub(crate) board: f64,
    /// Of the desk that waited longest.
    pub(crate) desk: f64,
    /// Between two calls of the officer.
    pub(crate) calls: f64,
    /// Of the result that waited longest until it was acknowledged.
    pub(crate) result: f64,
}

/// The number of boards and of desks that are open.
pub(crate) const PAGES: usize = 20;

/// Results per second of all kiosks together.
const RATE: u32 = 200;

/// Time before and after each fault.
const BEFORE: Duration = Duration::from_secs(1);
const AFTER: Duration = Duration::from_secs(9);

/// Injects each fault once. Boards, desks, kiosks and an officer use the proxy, with TLS.
pub(crate) async fn measure(program: &Path) -> Result<Failover, Error> {
    let environment = Environment::new(StoreKind::Postgres, program)?;
    let Some(database) = &environment.cluster else { return Err(Error::NoServer) };
    let first = environment.server_command.clone();
    let second = environment.second_server(program)?;
    let proxy = Proxy::start(&environment.folder.path().join("proxy"), [&first, &second]).await?;
    // Both start on an empty database: one of them migrates it, the other waits.
    let (one, two) = tokio::join!(first.start(), second.start());
    let (_one, two) = (one?, two?);
    let mut fleet = Fleet::enrol(proxy.kiosk.clone()).await?;
    let boards = Viewers::open(BOARD, &proxy.kiosk, PAGES);
    let desks = Viewers::open(DESK, &proxy.desk, PAGES);
    let pace = Pace { rate: Some(RATE), ..Pace::full() };
    let stop = pace.stop.clone();
    let own_desks = [&first, &second].map(|server| Endpoint::from(server.desk));
    let officer =
        tokio::spawn(call_travellers(proxy.desk.clone(), own_desks, pace.stop.clone()));
    let hurting = async {
        let (mut faults, mut restart_seconds) = (Vec::new(), None);
        sleep(Duration::from_secs(3)).await;
        faults.push(("a server is killed", Instant::now()));
        two.kill().await?;
        sleep(AFTER).await;
        let _two = second.start().await?;
        sleep(Duration::from_secs(2)).await;
        faults.push(("the database restarts", Instant::now()));
        block_in_place(|| database.crash().and_then(|()| database.resume()))?;
        restart_seconds = faults.last().map(|(_, at): &(_, Instant)| at.elapsed().as_secs_f64());
        sleep(AFTER).await;
        faults.push(("the proxy reloads", Instant::now()));
        proxy.reload().await?;
        let end = Instant::now() + AFTER;
        sleep_until(end.into()).await;
        stop.store(true, Ordering::Relaxed);
        Ok::<_, Error>((faults, restart_seconds, _two))
    };
    let (sent, hurt) = tokio::join!(fleet.send(&pace), hurting);
    let (sent, (faults, restart_seconds, _two)) = (sent?, hurt?);
    let called = officer.await.map_err(|_| Error::NoAnswer)?;
    let interruptions = faults.into_iter().map(|(fault, at)| {
        let (from, until) = (at - BEFORE, at + AFTER);
        let late = sent.finished.iter().filter(|(end, _)| (from..until).contains(end));
        Interruption {
            fault,
            board: boards.longest_gap(from, until).as_secs_f64(),
            desk: desks.longest_gap(from, until).as_secs_f64(),
            calls: longest_gap(&called, from, until).as_secs_f64(),
            result: late.map(|(_, wait)| wait.as_secs_f64()).fold(0.0, f64::max),
        }
    });
    let interruptions = interruptions.collect();
    let [stored, doubled] = environment.count_stored().await?;
    proxy.stop().await?;
    Ok(Failover {
        acknowledged: sent.acknowledged,
        lost: sent.acknowledged.saturating_sub(stored - doubled),
        doubled,
        failures: sent.failures,
        restart_seconds,
        interruptions,
    })
}
