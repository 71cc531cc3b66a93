//! Measures throughput and latency of stored results.

use std::{
    path::Path,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{
    Error,
    client::Endpoint,
    environment::{Environment, StoreKind},
    fleet::{Fleet, Pace},
    proxy::Proxy,
};

/// The measured values.
#[derive(Debug)]
pub(crate) struct Throughput {
    pub(crate) store: StoreKind,
    /// The number of servers; of two, a proxy chooses one for each request.
    pub(crate) servers: usize,
    /// Durably stored results per second. The load generator runs on the same machine.
    pub(crate) per_second: f64,
    /// At that load: median and 99th percentile, in milliseconds.
    pub(crate) full_ms: [f64; 2],
    /// At half of the required load: the load, median and 99th percentile.
    pub(crate) half_per_second: u32,
    pub(crate) half_ms: [f64; 2],
}

/// Duration of each load.
const TIME: Duration = Duration::from_secs(15);

/// Duration of the warm-up, which is not counted.
const WARM: Duration = Duration::from_secs(3);

/// Measures one store. `asked` is the required number of results per second.
pub(crate) async fn measure(
    kind: StoreKind,
    program: &Path,
    asked: u32,
) -> Result<Throughput, Error> {
    let environment = Environment::new(kind, program)?;
    let _server = environment.server_command.start().await?;
    measure_at(&environment, environment.server_command.address.into(), 1, asked).await
}

/// Measures two servers with PostgreSQL behind the proxy, with TLS.
pub(crate) async fn measure_cluster(program: &Path, asked: u32) -> Result<Throughput, Error> {
    let environment = Environment::new(StoreKind::Postgres, program)?;
    let first = environment.server_command.clone();
    let second = environment.second_server(program)?;
    let proxy = Proxy::start(&environment.folder.path().join("proxy"), [&first, &second]).await?;
    let _servers = (first.start().await?, second.start().await?);
    let measured = measure_at(&environment, proxy.kiosk.clone(), 2, asked).await?;
    proxy.stop().await?;
    Ok(measured)
}

async fn measure_at(
    environment: &Environment,
    endpoint: Endpoint,
    servers: usize,
    asked: u32,
) -> Result<Throughput, Error> {
    let mut fleet = Fleet::enrol(endpoint).await?;
    let warm = send_for(&mut fleet, Pace::full(), WARM).await?;
    let began = Instant::now();
    let full = send_for(&mut fleet, Pace::full(), TIME).await?;
    let seconds = began.elapsed().as_secs_f64();
    let rate = asked / 2;
    let half = send_for(&mut fleet, Pace { rate: Some(rate), ..Pace::full() }, TIME).await?;
    let [stored, doubled] = environment.count_stored().await?;
    let acknowledged = [&warm, &full, &half].map(|run| run.acknowledged).iter().sum::<u64>();
    if stored != acknowledged || doubled != 0 {
        return Err(Error::Missed(format!("{acknowledged} acknowledged, {stored} stored")));
    }
    Ok(Throughput {
        store: environment.kind,
        servers,
        per_second: full.acknowledged as f64 / seconds,
        full_ms: [full.percentile(0.5), full.percentile(0.99)],
        half_per_second: rate,
        half_ms: [half.percentile(0.5), half.percentile(0.99)],
    })
}

async fn send_for(
    fleet: &mut Fleet,
    pace: Pace,
    time: Duration,
) -> Result<crate::fleet::SendStatistics, Error> {
    let stop = pace.stop.clone();
    let ended = async {
        sleep(time).await;
        stop.store(true, Ordering::Relaxed);
    };
    tokio::join!(fleet.send(&pace), ended).0
}
