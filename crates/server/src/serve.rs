//! From settings to a running server, and its end.

use std::{
    io::{self, Write},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use tokio::{net::TcpListener, signal, task::JoinSet, time::sleep};

use crate::{
    Admission, Board, Clock, Courier, Error, Holder, News, Outbox, Policy, Recognisers, Server,
    Settings, Signer, Store, Sweeper, Watch, app,
};

/// How long requests in progress may take after the stop.
const GRACE: Duration = Duration::from_secs(5);

/// Serves until Ctrl-C or SIGTERM, and prints the two addresses once it listens.
pub async fn serve(settings: Settings) -> Result<(), Error> {
    let Settings { listen, site, place, policy, retention_key, trial } = settings;
    if trial && !listen.ip().is_loopback() {
        return Err(Error::TrialInPublic(listen));
    }
    if !site.join("index.html").is_file() {
        return Err(Error::Site(site));
    }
    let recognisers = Arc::new(Recognisers::read(&site)?);
    let policy = Arc::new(Policy::open(policy.as_deref())?);
    let database = place.database();
    let signer = Signer::open(&Signer::path(retention_key, &database))?;
    let listener = bind(listen).await?;
    let address = listener.local_addr().map_err(Error::Network)?;
    let news = News::new();
    let store =
        Store::open_with(&database, news.clone(), Outbox::new(policy.partners.clone())).await?;
    let admission = Admission::new(store.clone(), news.clone());
    let (clock, holder) = (Clock::default(), Holder::new()?);
    let waits = Board::new(store.clone(), clock.clone());
    let server = Server {
        store: store.clone(),
        news: news.clone(),
        admission,
        is_trial: trial,
        waits: waits.clone(),
        policy: policy.clone(),
        recognisers,
        site,
    };
    let watch = Watch::new(store.clone(), waits, policy.clone(), holder.clone());
    let sweeper =
        Sweeper::new(store.clone(), clock.clone(), policy.clone(), signer, holder.clone());
    let mut work = JoinSet::new();
    work.spawn(watch.run(news.clone()));
    work.spawn(sweeper.run(news.clone()));
    for partner in policy.partners.clone() {
        let courier = Courier::new(store.clone(), clock.clone(), partner, holder.clone())?;
        work.spawn(courier.run(news.clone()));
    }
    announce(address);
    let ended = run(listener, server).await;
    work.shutdown().await;
    store.close().await;
    tracing::info!("stopped");
    ended
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Error::PortTaken(address),
        _ => Error::Listen(address, error),
    })
}

/// Tells people where to look. Programs read these lines too: keep their form.
fn announce(address: SocketAddr) {
    let lines = format!("Kiosk: http://{address}/\nDesk:  http://{address}/desk\n");
    let mut out = io::stdout();
    // A closed standard output is no reason not to serve.
    let _ = out.write_all(lines.as_bytes()).and_then(|()| out.flush());
}

/// Serves until the signal, then ends the desks' streams, which would else never end.
async fn run(listener: TcpListener, server: Server) -> Result<(), Error> {
    let news = server.news.clone();
    let told = news.clone();
    let serving = axum::serve(listener, app(server))
        .with_graceful_shutdown(async move { told.stopped().await });
    let overdue = async {
        stop_signal().await;
        news.stop();
        sleep(GRACE).await;
    };
    tokio::select! {
        ended = serving => ended.map_err(Error::Network),
        () = overdue => Ok(()),
    }
}

/// Returns at Ctrl-C or SIGTERM.
async fn stop_signal() {
    #[cfg(unix)]
    if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = signal::ctrl_c() => (),
            _ = terminate.recv() => (),
        }
        return;
    }
    // Where no signal can be had the server runs until it is killed.
    if signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
