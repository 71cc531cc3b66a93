//! Injects faults under load: kills the server or stops its database, and counts lost results.

use std::{
    path::Path,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use sqlx::{AnyConnection, Connection, Executor};
use tokio::time::sleep;

use crate::{
    Error,
    environment::{Environment, StoreKind},
    fleet::{Fleet, Pace},
};

/// The outcome of a fault test.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) store: StoreKind,
    pub(crate) kind: FaultKind,
    /// The number of kills, or the downtime in seconds.
    pub(crate) times: u32,
    /// The number of results that the server has acknowledged.
    pub(crate) acknowledged: u64,
    /// The number of these that are not in the database.
    pub(crate) lost: u64,
    /// The number of results that are stored twice.
    pub(crate) doubled: u64,
    /// The number of requests that failed and were sent again.
    pub(crate) failures: u64,
    /// Seconds from the database's restart to the first acknowledged result.
    pub(crate) recovered_seconds: Option<f64>,
}

/// The injected fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// The server is killed with `kill -9`.
    Kills,
    /// The database is stopped.
    Outage,
}

/// Kills the server `rounds` times under load, after a different delay each time.
pub(crate) async fn kills(kind: StoreKind, program: &Path, rounds: u32) -> Result<Fault, Error> {
    let environment = Environment::new(kind, program)?;
    let mut server = environment.server_command.start().await?;
    let mut fleet = Fleet::enrol(environment.server_command.address).await?;
    let pace = Pace::full();
    let stop = pace.stop.clone();
    let server_command = environment.server_command.clone();
    let killing = async {
        for round in 0..u64::from(rounds) {
            // Different delays hit different phases of a commit.
            sleep(Duration::from_millis(200 + round * 137 % 600)).await;
            server.kill().await?;
            server = server_command.start().await?;
        }
        sleep(Duration::from_secs(1)).await;
        stop.store(true, Ordering::Relaxed);
        Ok::<_, Error>(server)
    };
    let (sent, server) = tokio::join!(fleet.send(&pace), killing);
    let _server = server?;
    count_losses(&environment, FaultKind::Kills, rounds, sent?, None).await
}

/// Stops the database for `seconds` seconds under load.
pub(crate) async fn outage(kind: StoreKind, program: &Path, seconds: u32) -> Result<Fault, Error> {
    let environment = Environment::new(kind, program)?;
    let _server = environment.server_command.start().await?;
    let mut fleet = Fleet::enrol(environment.server_command.address).await?;
    let pace = Pace::full();
    let stop = pace.stop.clone();
    let taking = async {
        sleep(Duration::from_secs(2)).await;
        let time = Duration::from_secs(u64::from(seconds));
        match &environment.cluster {
            Some(cluster) => {
                cluster.crash()?;
                sleep(time).await;
                cluster.resume()?;
            }
            None => lock_database(environment.connect().await?, time).await?,
        }
        let back = Instant::now();
        let [had, _] = environment.count_stored().await?;
        while environment.count_stored().await?[0] == had {
            sleep(Duration::from_millis(20)).await;
        }
        let recovered = back.elapsed().as_secs_f64();
        sleep(Duration::from_secs(2)).await;
        stop.store(true, Ordering::Relaxed);
        Ok::<_, Error>(recovered)
    };
    let (sent, recovered) = tokio::join!(fleet.send(&pace), taking);
    count_losses(&environment, FaultKind::Outage, seconds, sent?, Some(recovered?)).await
}

/// Locks the database file against other writers.
async fn lock_database(mut connection: AnyConnection, time: Duration) -> Result<(), Error> {
    connection.execute("pragma busy_timeout = 10000").await?;
    connection.execute("begin immediate").await?;
    sleep(time).await;
    connection.execute("rollback").await?;
    connection.close().await?;
    Ok(())
}

async fn count_losses(
    environment: &Environment,
    kind: FaultKind,
    times: u32,
    sent: crate::fleet::SendStatistics,
    recovered_seconds: Option<f64>,
) -> Result<Fault, Error> {
    let [stored, doubled] = environment.count_stored().await?;
    if sent.conflicts > 0 {
        return Err(Error::Missed(format!(
            "{} messages were refused as conflicts",
            sent.conflicts
        )));
    }
    Ok(Fault {
        store: environment.kind,
        kind,
        times,
        acknowledged: sent.acknowledged,
        // Each message was sent until it was acknowledged, so the database contains no other.
        lost: sent.acknowledged.saturating_sub(stored - doubled),
        doubled,
        failures: sent.failures,
        recovered_seconds,
    })
}
