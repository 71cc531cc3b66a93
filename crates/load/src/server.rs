//! The server that is measured: the real program, in a process of its own, with two ports.

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

/// The command line of the server, which is restarted at one address.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    program: PathBuf,
    site: PathBuf,
    database: String,
    /// Where kiosks send.
    pub(crate) address: SocketAddr,
    /// Where officers look.
    pub(crate) desk: SocketAddr,
}

/// A running server. It is killed when this is dropped.
pub(crate) struct Server(Child);

/// More than can be sent.
const LIMIT: &str = "1000000";

/// How long it may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);

impl Plan {
    /// `site` is a folder with a page in it.
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

    /// Starts it and waits until it answers.
    pub(crate) async fn start(&self) -> Result<Server, Error> {
        let mut command = Command::new(&self.program);
        command.args(["serve", "--trial", "--listen", &self.address.to_string()]);
        command.args(["--desk-listen", &self.desk.to_string()]);
        command.arg("--site").arg(&self.site).arg("--database").arg(&self.database);
        // Real kiosks never send as fast, and never all from one address, so the limits are raised.
        for limit in ["address-per-second", "address-burst", "kiosk-per-second", "kiosk-burst"] {
            command.args([format!("--{limit}"), LIMIT.into()]);
        }
        // Its log of intended faults would hide the report.
        command.env("GANGWAY_LOG", "off").kill_on_drop(true);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let server = Server(command.spawn().map_err(|_| Error::NoServer)?);
        let began = Instant::now();
        while Client::new(self.address).get("/healthz").await.is_err() {
            if began.elapsed() > PATIENCE {
                return Err(Error::NoServer);
            }
            sleep(Duration::from_millis(10)).await;
        }
        Ok(server)
    }
}

impl Server {
    /// Ends it without a shutdown, like a power cut: `kill -9`.
    pub(crate) async fn kill(mut self) -> Result<(), Error> {
        self.0.kill().await.map_err(|_| Error::NoServer)
    }

    /// Its memory: resident set in bytes, now and at most. Linux alone tells it.
    pub(crate) fn memory(&self) -> Option<[u64; 2]> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()?)).ok()?;
        let line = |name: &str| -> Option<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
        };
        Some([line("VmRSS:")?, line("VmHWM:")?])
    }
}
