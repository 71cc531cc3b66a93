//! `gangway-server serve`: from settings to a running server, and its end.

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
    time::Duration,
};

use clap::Args;
use store::{Database, LeaseHolder, Outbox, Store};
use tokio::{net::TcpListener, signal, task::JoinSet};

use crate::{
    Admission, Boards, Clock, Config, DeliveryWorker, Door, Error, EventBus, HostName, Limits,
    Positions, Proxies, RateLimiters, ServedArtifacts, Server, Settings, SettingsCache,
    SignInThrottle, Sweeper, WaitMonitor, WaitTimes,
    api::metrics_page,
    app,
    config::{open_signer, signer_path},
    kiosk_settings,
    net::{self, Net, Tls},
};

/// How the server is started.
#[derive(Args, Clone, Debug)]
pub struct ServeCommand {
    /// File of settings, TOML
    #[arg(long, env = "GANGWAY_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,

    /// Read the settings and all that they name, say what is wrong with them, and end
    #[arg(long)]
    check: bool,

    /// Refuse to start on old tables instead of bringing them up to date
    #[arg(long)]
    no_migrate: bool,

    /// The URL of a PostgreSQL database, which is taken instead of the file
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide = true)]
    database_url: Option<Database>,

    /// What is not set here is looked for in the file
    #[command(flatten)]
    settings: Settings,
}

impl ServeCommand {
    /// Serves until Ctrl-C or SIGTERM, and prints the two addresses once it listens: of the kiosk
    /// and of the desk.
    pub async fn run(self) -> Result<(), Error> {
        let Self { config, check, no_migrate, database_url, mut settings } = self;
        settings.database = database_url.or(settings.database);
        let config = settings.config(config.as_deref())?;
        if check {
            kiosk_settings::check(&config.folder)?;
            let _ = writeln!(io::stdout(), "The settings are good.");
            return Ok(());
        }
        serve(config, no_migrate).await
    }
}

async fn serve(config: Config, no_migrate: bool) -> Result<(), Error> {
    let listener = bind(config.listen).await?;
    let address = listener.local_addr().map_err(Error::Network)?;
    let (door, desk_host) = (door(&config), config.desk_host.clone());
    let desk = match config.desk_listen {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    let desk_at = desk.as_ref().map(TcpListener::local_addr).transpose();
    let desk_at = desk_at.map_err(Error::Network)?.unwrap_or(address);
    let figures = match config.metrics {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    let event_bus = EventBus::new();
    let outbox = Outbox::new(config.policy.partners.clone());
    let store = match no_migrate {
        false => Store::open_with(&config.database, event_bus.clone(), outbox).await?,
        true => Store::open_current(&config.database, event_bus.clone(), outbox).await?,
    };
    let signer = open_signer(&signer_path(config.retention_key.clone(), &config.database))?;
    let (clock, lease_holder) = (Clock::default(), LeaseHolder::new()?);
    let waits = WaitTimes::new(store.clone(), clock.clone());
    let monitor =
        WaitMonitor::new(store.clone(), waits.clone(), config.policy.clone(), lease_holder.clone());
    let sweeper = Sweeper::new(
        store.clone(),
        clock.clone(),
        config.policy.clone(),
        signer,
        lease_holder.clone(),
    );
    let mut work = JoinSet::new();
    work.spawn(monitor.run(event_bus.clone()));
    work.spawn(sweeper.run(event_bus.clone()));
    for partner in config.policy.partners.clone() {
        let delivery_worker =
            DeliveryWorker::new(store.clone(), clock.clone(), partner, lease_holder.clone())?;
        work.spawn(delivery_worker.run(event_bus.clone()));
    }
    let served =
        ServedArtifacts::new(store.clone(), config.folder.clone(), config.policy.known.clone());
    served.refresh().await?;
    let rate_limiters = RateLimiters::new(&config.limits);
    let settings = SettingsCache::new(config.folder.clone());
    let server = Server {
        store: store.clone(),
        admission: Admission::new(store.clone(), event_bus.clone(), rate_limiters.clone()),
        event_bus: event_bus.clone(),
        sign_in_throttle: SignInThrottle::new()?,
        is_trial: config.is_trial,
        rate_limiters,
        waits,
        policy: config.policy,
        recognisers: config.recognisers,
        served,
        boards: Boards::new(store.clone(), event_bus.clone(), settings.clone()),
        positions: Positions::new(store.clone()),
        settings,
        site: config.folder,
    };
    let figures_at = figures.as_ref().map(TcpListener::local_addr).transpose();
    let desk_at = authority(desk_at, desk_host.as_ref());
    announce(address, &desk_at, config.tls.is_some(), figures_at.map_err(Error::Network)?);
    if let Some(tls) = config.tls.clone() {
        tokio::spawn(tls.keep_fresh());
    }
    if let Some(listener) = figures {
        let net = new_net(&config.limits, None, Proxies::default());
        tokio::spawn(net::serve(
            listener,
            metrics_page::app(store.clone()),
            net,
            event_bus.clone(),
        ));
    }
    let stopping = event_bus.clone();
    tokio::spawn(async move {
        stop_signal().await;
        stopping.stop();
    });
    let net = || new_net(&config.limits, config.tls.clone(), config.proxies.clone());
    let kiosks = net::serve(listener, app(&server, door), net(), event_bus.clone());
    let desks = async {
        if let Some(desk) = desk {
            net::serve(desk, app(&server, Door::Desk(desk_host)), net(), event_bus).await;
        }
    };
    tokio::join!(kiosks, desks);
    work.shutdown().await;
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// What is behind the address of `listen`.
fn door(config: &Config) -> Door {
    match (&config.desk_listen, &config.desk_host) {
        (None, Some(name)) => Door::Either(name.clone()),
        (_, name) => Door::Kiosk(name.clone()),
    }
}

/// Takes timeouts and connection counts from `limits`.
fn new_net(limits: &Limits, tls: Option<Tls>, proxies: Proxies) -> Net {
    let seconds = |count: u32| Duration::from_secs(count.into());
    Net {
        tls,
        proxies,
        connections: (limits.connections as usize, limits.connections_per_address as usize),
        head: seconds(limits.head_seconds),
        body: seconds(limits.body_seconds),
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Error::PortTaken(address),
        _ => Error::Listen(address, error),
    })
}

/// Host and port of the desk's URL.
fn authority(address: SocketAddr, name: Option<&HostName>) -> String {
    match name {
        Some(name) => format!("{name}:{}", address.port()),
        None => address.to_string(),
    }
}

/// Prints the URLs. Scripts parse these lines: keep their form.
fn announce(address: SocketAddr, desk: &str, is_tls: bool, figures: Option<SocketAddr>) {
    let scheme = if is_tls { "https" } else { "http" };
    let mut lines = format!("Kiosk: {scheme}://{address}/\nDesk:  {scheme}://{desk}/desk\n");
    if let Some(address) = figures {
        lines += &format!("Figures: http://{address}/metrics\n");
    }
    let mut out = io::stdout();
    // A closed standard output is no reason not to serve.
    let _ = out.write_all(lines.as_bytes()).and_then(|()| out.flush());
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
    // Where signals are not available the server runs until it is killed.
    if signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
