//! The database of the commands other than `serve`.

use std::path::PathBuf;

use clap::Args;
use store::{Database, Store};

use super::{file, settings::Settings};
use crate::Error;

/// Where the messages are.
#[derive(Args, Clone, Debug)]
pub struct DatabaseArgs {
    /// SQLite file of the messages, or the URL of a PostgreSQL database [default: gangway.sqlite]
    #[arg(long, env = "GANGWAY_DATABASE", value_name = "FILE|URL")]
    database: Option<Database>,

    /// The URL of a PostgreSQL database, which is taken instead of the file
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide = true)]
    database_url: Option<Database>,

    /// The settings of the server, which name its database
    #[arg(long, env = "GANGWAY_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl DatabaseArgs {
    /// The database that the arguments choose.
    pub fn database(&self) -> Result<Database, Error> {
        if let Some(database) = self.database_url.as_ref().or(self.database.as_ref()) {
            return Ok(database.clone());
        }
        Ok(self.settings()?.database.unwrap_or_default())
    }

    /// Opens the database, and brings its tables up to date.
    pub(crate) async fn open(&self) -> Result<Store, Error> {
        Ok(Store::open(&self.database()?, ()).await?)
    }

    /// Opens the database for reading.
    pub(crate) async fn inspect(&self) -> Result<Store, Error> {
        Ok(Store::inspect(&self.database()?).await?)
    }

    /// The server's settings file, if one is named.
    pub(crate) fn settings(&self) -> Result<Settings, Error> {
        self.config.as_deref().map_or_else(|| Ok(Settings::default()), file::read)
    }
}
