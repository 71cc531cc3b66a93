//! Starts and kills the measured server: the real program, in a separate process with two ports.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::{
    process::{Child, Command},
    time::sleep,
};

use crate::{Error, client::Client};

/// The command line of the server. The addresses stay the same when it is restarted.
#[derive(Clone, Debug)]
pub(crate) struct ServerCommand {
    program: PathBuf,
    site: PathBuf,
    database: String,
    /// The address for kiosks.
    pub(crate) address: SocketAddr,
    /// The address of the desk.
    pub(crate) desk: SocketAddr,
}

/// A running server. Dropping it kills the process.
pub(crate) struct Server(Child);

/// A rate limit that is never reached.
const LIMIT: &str = "1000000";

/// The time limit for its first answer.
const TIMEOUT: Duration = Duration::from_secs(60);

impl ServerCommand {
    /// Chooses two free ports. `site` is the folder of the kiosk's files.
    pub(crate) fn new(program: PathBuf, site: PathBuf, database: String) -> Result<Self, Error> {
        // Both listeners are open at the same time, so that the ports differ.
        let held = [(); 2].map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
        let free =
            held.map(|bound| bound.and_then(|listener| Ok((listener.local_addr()?, listener))));
        let [Ok((address, _kiosks)), Ok((desk, _desks))] = free else {
            return Err(Error::NoServer);
        };
        Ok(Self { program, site, database, address, desk })
    }

    /// Starts the server and waits until it answers.
    pub(crate) async fn start(&self) -> Result<Server, Error> {
        let mut command = Command::new(&self.program);
        command.args(["serve", "--trial", "--listen", &self.address.to_string()]);
        command.args(["--desk-listen", &self.desk.to_string()]);
        command.args(["--trusted-proxies", "127.0.0.1/32"]);
        command.arg("--site").arg(&self.site).arg("--database").arg(&self.database);
        // The limits are raised, because real kiosks send slower and from different addresses.
        for limit in ["address-per-second", "address-burst", "kiosk-per-second", "kiosk-burst"] {
            command.args([format!("--{limit}"), LIMIT.into()]);
        }
        // The log of injected faults would hide the report.
        command.env("GANGWAY_LOG", "off").kill_on_drop(true);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let server = Server(command.spawn().map_err(|_| Error::NoServer)?);
        let began = Instant::now();
        while Client::new(self.address).get("/healthz").await.is_err() {
            if began.elapsed() > TIMEOUT {
                return Err(Error::NoServer);
            }
            sleep(Duration::from_millis(10)).await;
        }
        Ok(server)
    }
}

impl Server {
    /// Kills the process without a shutdown, as a power failure does: `kill -9`.
    pub(crate) async fn kill(mut self) -> Result<(), Error> {
        self.0.kill().await.map_err(|_| Error::NoServer)
    }

    /// Returns the resident memory in bytes, current and maximum. `None` on systems other than Linux.
    pub(crate) fn memory(&self) -> Option<[u64; 2]> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()?)).ok()?;
        let line = |name: &str| -> Option<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
        };
        Some([line("VmRSS:")?, line("VmHWM:")?])
    }
}
