//! nginx with the configuration of the deployment files, at addresses of this machine.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    process::{Child, Command},
    time::sleep,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring},
};

use crate::{
    Error,
    client::{Client, Endpoint, LOCALHOST},
    server::ServerCommand,
};

/// The configuration that `deploy/compose.yaml` and `deploy/kubernetes` mount.
const CONFIGURATION: &str = include_str!("../../../deploy/proxy/nginx.conf");

/// The host of the desk. Certificates name [`LOCALHOST`] alone, so only the request names it.
const DESK_HOST: &str = "127.0.0.1";

/// The time limit for its first answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A running nginx. Dropping it kills the process.
pub(crate) struct Proxy {
    nginx: Child,
    pub(crate) kiosk: Endpoint,
    pub(crate) desk: Endpoint,
}

/// Whether nginx is installed.
pub(crate) async fn is_installed() -> bool {
    let mut nginx = Command::new(program());
    nginx.arg("-v").stdout(Stdio::null()).stderr(Stdio::null());
    nginx.status().await.is_ok_and(|status| status.success())
}

/// Debian installs nginx in a folder that only root has on its search path.
fn program() -> &'static str {
    let debian = "/usr/sbin/nginx";
    if Path::new(debian).is_file() { debian } else { "nginx" }
}

impl Proxy {
    /// Starts nginx in front of the servers, which do not have to run yet. `folder` is its own.
    pub(crate) async fn start(folder: &Path, servers: [&ServerCommand; 2]) -> Result<Self, Error> {
        fs::create_dir(folder)?;
        // Workers of a master that runs as root have another user.
        for part in folder.ancestors().take(2) {
            fs::set_permissions(part, fs::Permissions::from_mode(0o755))?;
        }
        let certified = rcgen::generate_simple_self_signed([LOCALHOST.to_owned()])
            .map_err(|_| Error::Key)?;
        fs::write(folder.join("certificate.pem"), certified.cert.pem())?;
        fs::write(folder.join("key.pem"), certified.signing_key.serialize_pem())?;
        let [address, health] = [free_address()?, free_address()?];
        let configuration = configuration(folder, servers, address, health)?;
        fs::write(folder.join("nginx.conf"), configuration)?;
        let mut nginx = Command::new(program());
        nginx.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf"));
        nginx.args(["-e", "stderr"]).kill_on_drop(true);
        let nginx = nginx.stdin(Stdio::null()).spawn().map_err(|_| Error::NoProxy)?;
        let mut roots = RootCertStore::empty();
        roots.add(certified.cert.der().clone()).map_err(|_| Error::Key)?;
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|_| Error::Key)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tls = TlsConnector::from(Arc::new(config));
        let endpoint = |host| Endpoint { address, host, tls: Some(tls.clone()) };
        let proxy = Self { nginx, kiosk: endpoint(LOCALHOST), desk: endpoint(DESK_HOST) };
        let began = Instant::now();
        while Client::new(health).get("/healthz").await.is_err() {
            if began.elapsed() > TIMEOUT {
                return Err(Error::NoProxy);
            }
            sleep(Duration::from_millis(10)).await;
        }
        Ok(proxy)
    }

    /// Loads the configuration again: new workers accept connections, the old ones end theirs.
    pub(crate) async fn reload(&self) -> Result<(), Error> {
        let master = self.nginx.id().ok_or(Error::NoProxy)?;
        let mut kill = Command::new("kill");
        let done = kill.args(["-HUP", &master.to_string()]).status().await?;
        if done.success() { Ok(()) } else { Err(Error::NoProxy) }
    }

    /// Stops nginx with its workers, which a killed master would leave behind.
    pub(crate) async fn stop(mut self) -> Result<(), Error> {
        let master = self.nginx.id().ok_or(Error::NoProxy)?;
        Command::new("kill").args(["-TERM", &master.to_string()]).status().await?;
        self.nginx.wait().await?;
        Ok(())
    }
}

/// The configuration with the addresses, names and files of this test.
fn configuration(
    folder: &Path,
    servers: [&ServerCommand; 2],
    address: SocketAddr,
    health: SocketAddr,
) -> Result<String, Error> {
    let folder = folder.display();
    let mut text = CONFIGURATION.to_owned();
    let substitutions = [
        // First: the folder of a test may itself be in /tmp.
        (" /tmp/", format!(" {folder}/")),
        ("listen 8443 ", format!("listen {address} ")),
        ("listen 8090;", format!("listen {health};")),
        ("kiosk.port.example", LOCALHOST.into()),
        ("desk.port.example", DESK_HOST.into()),
        ("server-one:8080", servers[0].address.to_string()),
        ("server-two:8080", servers[1].address.to_string()),
        ("server-one:8081", servers[0].desk.to_string()),
        ("server-two:8081", servers[1].desk.to_string()),
        ("/run/secrets/proxy_certificate", format!("{folder}/certificate.pem")),
        ("/run/secrets/proxy_key", format!("{folder}/key.pem")),
    ];
    for (from, to) in substitutions {
        if !text.contains(from) {
            return Err(Error::Missed(format!("the configuration of nginx has no {from:?}")));
        }
        text = text.replace(from, &to);
    }
    Ok(text)
}

fn free_address() -> Result<SocketAddr, Error> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
