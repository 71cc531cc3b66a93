//! Checks that the settings are consistent, and builds the configuration of a server.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};

use store::Database;

use super::{policy::Policy, settings::Settings};
use crate::{
    Error, Fault, Faults, HostName, Partner, Recognisers,
    net::{Proxies, Tls},
};

/// The configuration of a server: every setting has a value, and every file was read.
pub struct Config {
    pub(crate) listen: SocketAddr,
    /// The desk's address, unless it shares `listen` under a host name of its own.
    pub(crate) desk_listen: Option<SocketAddr>,
    pub(crate) desk_host: Option<HostName>,
    pub(crate) folder: PathBuf,
    pub(crate) recognisers: Arc<Recognisers>,
    pub(crate) database: Database,
    pub(crate) policy: Arc<Policy>,
    pub(crate) retention_key: Option<PathBuf>,
    pub(crate) is_trial: bool,
    pub(crate) tls: Option<Tls>,
    pub(crate) proxies: Proxies,
    pub(crate) metrics: Option<SocketAddr>,
    pub(crate) limits: Limits,
}

/// Limits on connections, requests and their duration. Each is at least 1.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections at a time.
    pub connections: u32,
    /// Of these from one address.
    pub connections_per_address: u32,
    /// How long the head of a request may take to come.
    pub head_seconds: u32,
    /// How long its body may take.
    pub body_seconds: u32,
    /// Requests of one address: sustained rate each second.
    pub address_per_second: u32,
    /// Requests of one address: burst.
    pub address_burst: u32,
    /// Messages of one kiosk: sustained rate each second.
    pub kiosk_per_second: u32,
    /// Messages of one kiosk: burst.
    pub kiosk_burst: u32,
}

impl Default for Limits {
    /// 400 kiosks behind one address, each with two connections. A kiosk that was without a
    /// network for long has up to 2,000 messages: alone it delivers them in under two minutes, and
    /// all 400 theirs in under fifteen.
    fn default() -> Self {
        Self {
            connections: 4_096,
            connections_per_address: 1_024,
            head_seconds: 5,
            body_seconds: 10,
            address_per_second: 1_000,
            address_burst: 4_000,
            kiosk_per_second: 20,
            kiosk_burst: 100,
        }
    }
}

impl Settings {
    /// The configuration from these settings and those in a file.
    pub(crate) fn config(self, file: Option<&Path>) -> Result<Config, Error> {
        self.or_in(file)?.check().map_err(Error::Faults)
    }

    /// Reads all files that the settings name, and collects all faults.
    fn check(self) -> Result<Config, Faults> {
        let mut faults = Faults(Vec::new());
        let limits = self.limits(&mut faults);
        let listen = self.listen.unwrap_or((Ipv4Addr::LOCALHOST, 8080).into());
        let desk_listen = match (self.desk_listen, &self.desk_host) {
            (None, None) => next_port(listen).or_else(|| {
                faults.add::<()>("listen", Fault::Without("desk_listen"));
                None
            }),
            (set, _) => set,
        };
        // Two ports 0 are no conflict: the system chooses two different ports.
        if desk_listen == Some(listen) && listen.port() != 0 {
            faults.add::<()>("desk_listen", Fault::As("listen"));
        }
        let is_trial = self.trial.unwrap_or_default();
        let mut addresses = [Some(listen), desk_listen].into_iter().flatten();
        if let Some(public) = addresses.find(|address| is_trial && !address.ip().is_loopback()) {
            faults.add::<()>("trial", Fault::Unusable(Error::TrialInPublic(public)));
        }
        let tls = match (self.tls_certificate, self.tls_key) {
            (Some(certificate), Some(key)) => {
                faults.pick("tls_certificate", Tls::read(certificate, key))
            }
            (Some(_), None) => faults.add("tls_certificate", Fault::Without("tls_key")),
            (None, Some(_)) => faults.add("tls_key", Fault::Without("tls_certificate")),
            (None, None) => None,
        };
        if self.proxy_header.is_some() && self.trusted_proxies.is_none() {
            faults.add::<()>("proxy_header", Fault::Without("trusted_proxies"));
        }
        let folder = self.folder.unwrap_or("dist".into());
        if !folder.join("index.html").is_file() {
            faults.add::<()>("folder", Fault::Unusable(Error::Site(folder.clone())));
        }
        let recognisers = faults.pick("folder", Recognisers::read(&folder)).unwrap_or_default();
        let database = self.database.unwrap_or_default();
        if let Database::Sqlite(file) = &database
            && !file.parent().is_none_or(|parent| parent.as_os_str().is_empty() || parent.is_dir())
        {
            faults.add::<()>("database", Fault::Unusable(Error::NoFolder(file.clone())));
        }
        let policy = Policy::open(self.policy.as_deref()).and_then(|policy| {
            policy.partners.iter().try_for_each(Partner::check)?;
            Ok(policy)
        });
        let policy = faults.pick("policy", policy);
        if !faults.0.is_empty() {
            return Err(faults);
        }
        Ok(Config {
            listen,
            desk_listen,
            desk_host: self.desk_host,
            folder,
            recognisers: Arc::new(recognisers),
            database,
            policy: Arc::new(policy.unwrap_or_default()),
            retention_key: self.retention_key,
            is_trial,
            tls,
            proxies: Proxies {
                networks: self.trusted_proxies.unwrap_or_default(),
                header: self.proxy_header.unwrap_or_default(),
            },
            metrics: self.metrics,
            limits,
        })
    }

    fn limits(&self, faults: &mut Faults) -> Limits {
        let mut number = |name, set: Option<u32>, or| {
            if set == Some(0) {
                faults.add::<()>(name, Fault::Zero);
            }
            set.unwrap_or(or)
        };
        let or = Limits::default();
        Limits {
            connections: number("connections", self.connections, or.connections),
            connections_per_address: number(
                "connections_per_address",
                self.connections_per_address,
                or.connections_per_address,
            ),
            head_seconds: number("head_seconds", self.head_seconds, or.head_seconds),
            body_seconds: number("body_seconds", self.body_seconds, or.body_seconds),
            address_per_second: number(
                "address_per_second",
                self.address_per_second,
                or.address_per_second,
            ),
            address_burst: number("address_burst", self.address_burst, or.address_burst),
            kiosk_per_second: number(
                "kiosk_per_second",
                self.kiosk_per_second,
                or.kiosk_per_second,
            ),
            kiosk_burst: number("kiosk_burst", self.kiosk_burst, or.kiosk_burst),
        }
    }
}

/// The same address with the next port; port 0 stays 0.
fn next_port(mut address: SocketAddr) -> Option<SocketAddr> {
    let port = if address.port() == 0 { 0 } else { address.port().checked_add(1)? };
    address.set_port(port);
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s7_the_desk_is_never_where_the_kiosk_is() {
        let of = |listen: &str, desk: Option<&str>, host: Option<&str>| {
            let settings = Settings {
                listen: listen.parse().ok(),
                desk_listen: desk.map(|text| text.parse().unwrap()),
                desk_host: host.map(|text| text.parse().unwrap()),
                ..Settings::default()
            };
            settings.check().err().unwrap().0.iter().map(|fault| fault.0).collect::<Vec<_>>()
        };
        // The folder is missing in each, so that there is always a fault to look at.
        assert_eq!(of("127.0.0.1:80", None, None), ["folder"]);
        assert_eq!(of("127.0.0.1:80", Some("127.0.0.1:80"), None), ["desk_listen", "folder"]);
        assert_eq!(of("127.0.0.1:65535", None, None), ["listen", "folder"]);
        assert_eq!(of("127.0.0.1:65535", None, Some("desk.example")), ["folder"]);
        for (given, expected) in [("[::]:80", Some("[::]:81")), ("[::]:0", Some("[::]:0"))] {
            let next = next_port(given.parse().unwrap());
            assert_eq!(next, expected.map(|text| text.parse().unwrap()));
        }
    }

    #[test]
    fn every_fault_is_named_with_its_setting() {
        let settings = Settings {
            listen: Some(([0, 0, 0, 0], 80).into()),
            folder: Some("nowhere".into()),
            database: Some(Database::Sqlite("nowhere/a.sqlite".into())),
            trial: Some(true),
            tls_key: Some("key.pem".into()),
            proxy_header: Some(Default::default()),
            kiosk_burst: Some(0),
            ..Settings::default()
        };
        let faults = settings.check().err().unwrap();
        let names: Vec<_> = faults.0.iter().map(|fault| fault.0).collect();
        assert_eq!(
            names,
            ["kiosk_burst", "trial", "tls_key", "proxy_header", "folder", "database"],
            "{faults}"
        );
    }
}
