//! What an operator can set, on the command line or in the environment.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

/// The settings of `gangway-server serve`.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "GANGWAY_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// Folder of the built kiosk
    #[arg(long, env = "GANGWAY_SITE", value_name = "FOLDER", default_value = "dist")]
    pub site: PathBuf,

    /// SQLite file of the results; made if missing
    #[arg(long, env = "GANGWAY_DATABASE", value_name = "FILE", default_value = "gangway.sqlite")]
    pub database: PathBuf,
}
