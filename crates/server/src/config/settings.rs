//! Settings of the server: from a file, the environment and the command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, builder::BoolishValueParser};
use ipnet::IpNet;
use serde::Deserialize;
use store::Database;

use crate::{HostName, net::ProxyHeader};

/// The settings of `gangway-server serve`. docs/server.md lists them.
///
/// One struct is read from the file, the environment and the command line, so that a setting has
/// one name: `tls_key` in the file is `GANGWAY_TLS_KEY` and `--tls-key`. Whatever is not set in
/// one place is looked for in the next.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "GANGWAY_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,

    /// Address and port of the desk; else the port after that of `listen`, unless there is a
    /// `desk_host`
    #[arg(long, env = "GANGWAY_DESK_LISTEN", value_name = "ADDRESS")]
    pub desk_listen: Option<SocketAddr>,

    /// The only name under which the desk answers, and under which the kiosk never does
    #[arg(long, env = "GANGWAY_DESK_HOST", value_name = "NAME")]
    pub desk_host: Option<HostName>,

    /// Folder of the built kiosk
    #[arg(long = "site", env = "GANGWAY_SITE", value_name = "FOLDER")]
    pub folder: Option<PathBuf>,

    /// SQLite file of the messages, made if missing; or the URL of a PostgreSQL database
    #[arg(long, env = "GANGWAY_DATABASE", value_name = "FILE|URL")]
    pub database: Option<Database>,

    /// File of what holds at each site, TOML
    #[arg(long, env = "GANGWAY_POLICY", value_name = "FILE")]
    pub policy: Option<PathBuf>,

    /// Key that signs counts of deletions, made if missing; else beside the database's file
    #[arg(long, env = "GANGWAY_RETENTION_KEY", value_name = "FILE")]
    pub retention_key: Option<PathBuf>,

    /// Take every kiosk without a code and everybody at the desk: to try it out, on loopback alone
    #[arg(
        long,
        env = "GANGWAY_TRIAL",
        num_args = 0..=1,
        default_missing_value = "true",
        value_parser = BoolishValueParser::new()
    )]
    pub trial: Option<bool>,

    /// Certificate chain, PEM; read again when it changes and at SIGHUP
    #[arg(long, env = "GANGWAY_TLS_CERTIFICATE", value_name = "FILE")]
    pub tls_certificate: Option<PathBuf>,

    /// Key of the certificate, PEM
    #[arg(long, env = "GANGWAY_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,

    /// Networks of the proxies whose word on a request's address is taken
    #[arg(
        long,
        env = "GANGWAY_TRUSTED_PROXIES",
        value_name = "NETWORK,...",
        value_delimiter = ','
    )]
    pub trusted_proxies: Option<Vec<IpNet>>,

    /// The header in which they say it
    #[arg(long, env = "GANGWAY_PROXY_HEADER", value_name = "HEADER")]
    pub proxy_header: Option<ProxyHeader>,

    /// Address and port of the figures for Prometheus; off if unset
    #[arg(long, env = "GANGWAY_METRICS", value_name = "ADDRESS")]
    pub metrics: Option<SocketAddr>,

    /// Connections at a time
    #[arg(long, env = "GANGWAY_CONNECTIONS", value_name = "N")]
    pub connections: Option<u32>,

    /// Connections at a time from one address, proxies aside
    #[arg(long, env = "GANGWAY_CONNECTIONS_PER_ADDRESS", value_name = "N")]
    pub connections_per_address: Option<u32>,

    /// How long the head of a request may take to come, and the next request on a connection
    #[arg(long, env = "GANGWAY_HEAD_SECONDS", value_name = "SECONDS")]
    pub head_seconds: Option<u32>,

    /// How long the body of a request may take to come
    #[arg(long, env = "GANGWAY_BODY_SECONDS", value_name = "SECONDS")]
    pub body_seconds: Option<u32>,

    /// Sustained rate of requests of one address to `/v1` and `/desk`
    #[arg(long, env = "GANGWAY_ADDRESS_PER_SECOND", value_name = "N")]
    pub address_per_second: Option<u32>,

    /// Burst of requests of one address to `/v1` and `/desk`
    #[arg(long, env = "GANGWAY_ADDRESS_BURST", value_name = "N")]
    pub address_burst: Option<u32>,

    /// Sustained rate of messages of one kiosk
    #[arg(long, env = "GANGWAY_KIOSK_PER_SECOND", value_name = "N")]
    pub kiosk_per_second: Option<u32>,

    /// Burst of messages of one kiosk
    #[arg(long, env = "GANGWAY_KIOSK_BURST", value_name = "N")]
    pub kiosk_burst: Option<u32>,
}

impl Settings {
    /// These settings, with missing values from `other`.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            listen: self.listen.or(other.listen),
            desk_listen: self.desk_listen.or(other.desk_listen),
            desk_host: self.desk_host.or(other.desk_host),
            folder: self.folder.or(other.folder),
            database: self.database.or(other.database),
            policy: self.policy.or(other.policy),
            retention_key: self.retention_key.or(other.retention_key),
            trial: self.trial.or(other.trial),
            tls_certificate: self.tls_certificate.or(other.tls_certificate),
            tls_key: self.tls_key.or(other.tls_key),
            trusted_proxies: self.trusted_proxies.or(other.trusted_proxies),
            proxy_header: self.proxy_header.or(other.proxy_header),
            metrics: self.metrics.or(other.metrics),
            connections: self.connections.or(other.connections),
            connections_per_address: self.connections_per_address.or(other.connections_per_address),
            head_seconds: self.head_seconds.or(other.head_seconds),
            body_seconds: self.body_seconds.or(other.body_seconds),
            address_per_second: self.address_per_second.or(other.address_per_second),
            address_burst: self.address_burst.or(other.address_burst),
            kiosk_per_second: self.kiosk_per_second.or(other.kiosk_per_second),
            kiosk_burst: self.kiosk_burst.or(other.kiosk_burst),
        }
    }
}
