//! The environment of a test: an empty database, a server for it, and a count of the stored results.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Once,
};

use cluster::Cluster;
use sqlx::{AnyConnection, Connection};
use tempfile::TempDir;

use crate::{
    Error,
    kiosk::{BUILD, MODEL},
    server::ServerCommand,
};

/// The database of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum StoreKind {
    /// SQLite: one file.
    Sqlite,
    /// PostgreSQL: a separate server.
    Postgres,
}

/// An empty database, and the command that starts a server for it.
pub(crate) struct Environment {
    pub(crate) server_command: ServerCommand,
    pub(crate) kind: StoreKind,
    pub(crate) cluster: Option<Cluster>,
    database: String,
    pub(crate) folder: TempDir,
}

impl Environment {
    pub(crate) fn new(kind: StoreKind, program: &Path) -> Result<Self, Error> {
        let folder = tempfile::tempdir()?;
        let site = site(folder.path())?;
        let (cluster, database) = match kind {
            StoreKind::Sqlite => (None, folder.path().join("load.sqlite").display().to_string()),
            StoreKind::Postgres => {
                let cluster = Cluster::start(&folder.path().join("postgres"))?;
                let url = cluster.database("load")?;
                (Some(cluster), url)
            }
        };
        let server_command = ServerCommand::new(program.to_owned(), site, database.clone())?;
        Ok(Self { server_command, kind, cluster, database, folder })
    }

    /// The command of another server for the same database, at another address.
    pub(crate) fn second_server(&self, program: &Path) -> Result<ServerCommand, Error> {
        ServerCommand::new(
            program.to_owned(),
            self.folder.path().join("site"),
            self.database.clone(),
        )
    }

    /// Opens a separate connection to the database.
    pub(crate) async fn connect(&self) -> Result<AnyConnection, Error> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let url = match self.kind {
            StoreKind::Sqlite => format!("sqlite://{}", self.database),
            StoreKind::Postgres => self.database.clone(),
        };
        Ok(AnyConnection::connect(&url).await?)
    }

    /// Counts the stored results, and how many of them are duplicates.
    pub(crate) async fn count_stored(&self) -> Result<[u64; 2], Error> {
        let mut connection = self.connect().await?;
        let mut count = async |query: &'static str| -> Result<u64, Error> {
            let count: i64 = sqlx::query_scalar(query).fetch_one(&mut connection).await?;
            Ok(count.unsigned_abs())
        };
        let all = count("select count(*) from results").await?;
        let different =
            count("select count(*) from (select distinct kiosk, id from results) as one").await?;
        Ok([all, all - different])
    }
}

/// The settings of the kiosk, whose notice is [`NOTICE`](crate::kiosk::NOTICE).
const SETTINGS: &str = include_str!("../../../public/kiosk.json");
const BOARD_OFF: &str = r#""board": "off""#;
const BOARD_ON: &str = r#""board": "on""#;

/// Writes the smallest site that the server accepts, with public boards.
fn site(folder: &Path) -> Result<PathBuf, Error> {
    let site = folder.join("site");
    fs::create_dir_all(site.join("parts"))?;
    fs::write(site.join("index.html"), "<!doctype html><title>Kiosk</title>")?;
    let recogniser = format!(
        r#"[{{"role":"recogniser","name":"load","title":"Load","sha256":"{MODEL}","fallback":false}}]"#
    );
    fs::write(site.join("parts/models.json"), recogniser)?;
    fs::write(site.join("build.json"), format!(r#"{{"build":"{BUILD}"}}"#))?;
    fs::write(site.join("kiosk.json"), SETTINGS.replace(BOARD_OFF, BOARD_ON))?;
    Ok(site)
}
