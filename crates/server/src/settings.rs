//! What an operator can set, on the command line or in the environment.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

use crate::Database;

/// The settings of `gangway-server serve`.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "GANGWAY_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// Folder of the built kiosk
    #[arg(long, env = "GANGWAY_SITE", value_name = "FOLDER", default_value = "dist")]
    pub site: PathBuf,

    /// Where the messages are
    #[command(flatten)]
    pub place: Place,

    /// TOML file of what holds at each site
    #[arg(long, env = "GANGWAY_POLICY", value_name = "FILE")]
    pub policy: Option<PathBuf>,

    /// Key that signs counts of deletions, made if missing; else beside the database's file
    #[arg(long, env = "GANGWAY_RETENTION_KEY", value_name = "FILE")]
    pub retention_key: Option<PathBuf>,

    /// Take every kiosk without a code: to try it out, on loopback alone
    #[arg(long, env = "GANGWAY_TRIAL")]
    pub trial: bool,
}

/// Where the messages are.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// SQLite file of the messages, made if missing; or the URL of a PostgreSQL database
    #[arg(
        long,
        env = "GANGWAY_DATABASE",
        value_name = "FILE|URL",
        default_value = "gangway.sqlite"
    )]
    database: Database,

    /// The URL of a PostgreSQL database, which is taken instead of the file
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide = true)]
    database_url: Option<Database>,
}

impl Place {
    /// The database that is meant.
    pub fn database(self) -> Database {
        self.database_url.unwrap_or(self.database)
    }
}
