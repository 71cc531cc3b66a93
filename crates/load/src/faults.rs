//! Fault injection: counts results that are lost when the server is killed, or its database stops, under
//! load.

use std::{
    path::Path,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use sqlx::{AnyConnection, Connection, Executor};
use tokio::time::sleep;

use crate::{
    Error,
    fleet::{Fleet, Pace},
    stage::{Kind, Stage},
};

/// What was found.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) store: Kind,
    pub(crate) what: What,
    /// How often, or for how many seconds.
    pub(crate) times: u32,
    /// How many results the server has acknowledged.
    pub(crate) acknowledged: u64,
    /// How many of them are missing in the database.
    pub(crate) lost: u64,
    /// How many are stored twice.
    pub(crate) doubled: u64,
    /// How many requests failed and were sent again.
    pub(crate) failures: u64,
    /// Seconds from the database's restart to the first acknowledged result.
    pub(crate) recovered_seconds: Option<f64>,
}

/// The injected fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// `kill -9` of the server.
    Kills,
    /// The database was stopped.
    Outage,
}

/// Kills the server `rounds` times under load, each time after another delay.
pub(crate) async fn kills(kind: Kind, program: &Path, rounds: u32) -> Result<Fault, Error> {
    let stage = Stage::new(kind, program)?;
    let mut server = stage.plan.start().await?;
    let mut fleet = Fleet::enrol(stage.plan.address).await?;
    let pace = Pace::full();
    let stop = pace.stop.clone();
    let plan = stage.plan.clone();
    let killing = async {
        for round in 0..u64::from(rounds) {
            // No two rounds hit the same moment of a commit.
            sleep(Duration::from_millis(200 + round * 137 % 600)).await;
            server.kill().await?;
            server = plan.start().await?;
        }
        sleep(Duration::from_secs(1)).await;
        stop.store(true, Ordering::Relaxed);
        Ok::<_, Error>(server)
    };
    let (sent, server) = tokio::join!(fleet.send(&pace), killing);
    let _server = server?;
    found(&stage, What::Kills, rounds, sent?, None).await
}

/// Stops the database for `seconds` seconds under load.
pub(crate) async fn outage(kind: Kind, program: &Path, seconds: u32) -> Result<Fault, Error> {
    let stage = Stage::new(kind, program)?;
    let _server = stage.plan.start().await?;
    let mut fleet = Fleet::enrol(stage.plan.address).await?;
    let pace = Pace::full();
    let stop = pace.stop.clone();
    let taking = async {
        sleep(Duration::from_secs(2)).await;
        let time = Duration::from_secs(u64::from(seconds));
        match &stage.cluster {
            Some(cluster) => {
                cluster.crash()?;
                sleep(time).await;
                cluster.resume()?;
            }
            None => hold(stage.connect().await?, time).await?,
        }
        let back = Instant::now();
        let [had, _] = stage.stored().await?;
        while stage.stored().await?[0] == had {
            sleep(Duration::from_millis(20)).await;
        }
        let recovered = back.elapsed().as_secs_f64();
        sleep(Duration::from_secs(2)).await;
        stop.store(true, Ordering::Relaxed);
        Ok::<_, Error>(recovered)
    };
    let (sent, recovered) = tokio::join!(fleet.send(&pace), taking);
    found(&stage, What::Outage, seconds, sent?, Some(recovered?)).await
}

/// Locks the database file against other writers.
async fn hold(mut connection: AnyConnection, time: Duration) -> Result<(), Error> {
    connection.execute("pragma busy_timeout = 10000").await?;
    connection.execute("begin immediate").await?;
    sleep(time).await;
    connection.execute("rollback").await?;
    connection.close().await?;
    Ok(())
}

async fn found(
    stage: &Stage,
    what: What,
    times: u32,
    sent: crate::fleet::Sent,
    recovered_seconds: Option<f64>,
) -> Result<Fault, Error> {
    let [stored, doubled] = stage.stored().await?;
    if sent.conflicts > 0 {
        return Err(Error::Missed(format!("{} messages taken for others", sent.conflicts)));
    }
    Ok(Fault {
        store: stage.kind,
        what,
        times,
        acknowledged: sent.acknowledged,
        // Every message was sent until it was acknowledged, so that no other is there.
        lost: sent.acknowledged.saturating_sub(stored - doubled),
        doubled,
        failures: sent.failures,
        recovered_seconds,
    })
}
