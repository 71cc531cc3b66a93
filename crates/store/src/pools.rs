//! Pools of connections to either database.

use std::{sync::Once, time::Duration};

use sqlx::{AnyPool, any::AnyPoolOptions};

use crate::{Database, private_file::create_private_file};

/// How long a request waits for a database connection before it is refused.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections to PostgreSQL that write, and that read.
const CONNECTIONS: u32 = 4;

/// The pools that write and that read. SQLite has one writer at a time: with a pool of one
/// connection, writers queue instead of retrying.
pub(crate) async fn open(database: &Database) -> Result<[AnyPool; 2], sqlx::Error> {
    match database {
        Database::Sqlite(path) => {
            // SQLite gives its log and index the same rights, and reports an unusable path itself.
            create_private_file(path).ok();
            let url = format!("{}?mode=rwc", database.url());
            let write = sqlite().max_connections(1).connect(&url).await?;
            shrinkable(&write).await?;
            Ok([write, sqlite().max_connections(4).connect(&url).await?])
        }
        Database::Postgres(url) => {
            let pool = || any().max_connections(CONNECTIONS).connect(url);
            Ok([pool().await?, pool().await?])
        }
    }
}

/// Options of every pool.
pub(crate) fn any() -> AnyPoolOptions {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
    AnyPoolOptions::new().acquire_timeout(PATIENCE)
}

fn sqlite() -> AnyPoolOptions {
    any().after_connect(|connection, _| {
        Box::pin(async move {
            // A commit waits for the disk, so that an acknowledged message survives a power cut.
            // Deleted content is overwritten, and its pages can be returned to the file system.
            sqlx::raw_sql(
                "pragma auto_vacuum = incremental; pragma journal_mode = wal; pragma synchronous = full; \
                 pragma busy_timeout = 5000; pragma foreign_keys = on; pragma secure_delete = on",
            )
            .execute(connection)
            .await?;
            Ok(())
        })
    })
}

/// Rewrites the file of an older version, which could not return free pages.
async fn shrinkable(pool: &AnyPool) -> Result<(), sqlx::Error> {
    const INCREMENTAL: i64 = 2;
    let mut connection = pool.acquire().await?;
    let mode =
        sqlx::query_scalar::<_, i64>("pragma auto_vacuum").fetch_one(&mut *connection).await?;
    if mode != INCREMENTAL {
        sqlx::raw_sql("vacuum").execute(&mut *connection).await?;
    }
    Ok(())
}
