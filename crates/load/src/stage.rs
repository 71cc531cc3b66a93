//! A server over an empty database, and what is found in it afterwards.

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
    kiosk::{BUILD, MODEL, NOTICE},
    server::Plan,
};

/// Where messages are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// One file.
    Sqlite,
    /// A server of its own.
    Postgres,
}

/// A database that is empty at first, and how to start a server over it.
pub(crate) struct Stage {
    pub(crate) plan: Plan,
    pub(crate) kind: Kind,
    pub(crate) cluster: Option<Cluster>,
    database: String,
    folder: TempDir,
}

impl Stage {
    pub(crate) fn new(kind: Kind, program: &Path) -> Result<Self, Error> {
        let folder = tempfile::tempdir()?;
        let site = site(folder.path())?;
        let (cluster, database) = match kind {
            Kind::Sqlite => (None, folder.path().join("load.sqlite").display().to_string()),
            Kind::Postgres => {
                let cluster = Cluster::start(&folder.path().join("postgres"))?;
                let url = cluster.database("load")?;
                (Some(cluster), url)
            }
        };
        let plan = Plan::new(program.to_owned(), site, database.clone())?;
        Ok(Self { plan, kind, cluster, database, folder })
    }

    /// Another server over the same database, at another address.
    pub(crate) fn second(&self, program: &Path) -> Result<Plan, Error> {
        Plan::new(program.to_owned(), self.folder.path().join("site"), self.database.clone())
    }

    /// A connection of our own.
    pub(crate) async fn connect(&self) -> Result<AnyConnection, Error> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let url = match self.kind {
            Kind::Sqlite => format!("sqlite://{}", self.database),
            Kind::Postgres => self.database.clone(),
        };
        Ok(AnyConnection::connect(&url).await?)
    }

    /// How many results are stored, and how many of them twice.
    pub(crate) async fn stored(&self) -> Result<[u64; 2], Error> {
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

/// A site as small as a server takes it.
fn site(folder: &Path) -> Result<PathBuf, Error> {
    let site = folder.join("site");
    fs::create_dir_all(site.join("parts"))?;
    fs::write(site.join("index.html"), "<!doctype html><title>Kiosk</title>")?;
    let recogniser = format!(
        r#"[{{"role":"recogniser","name":"load","title":"Load","sha256":"{MODEL}","fallback":false}}]"#
    );
    fs::write(site.join("parts/models.json"), recogniser)?;
    fs::write(site.join("build.json"), format!(r#"{{"build":"{BUILD}"}}"#))?;
    fs::write(site.join("kiosk.json"), format!(r#"{{"notice":{{"version":{NOTICE}}}}}"#))?;
    Ok(site)
}
