//! Opens a database, applies its migrations, or checks whether all were applied.

use std::{collections::BTreeSet, sync::Arc};

use sqlx::{AnyPool, Row, migrate::Migrator};
use tokio::task::JoinHandle;

use crate::{
    Database, Error, Observer, Outbox, Store, listen, pools, publisher::Publisher, writer,
};

/// All migrations.
static MIGRATIONS: Migrator = sqlx::migrate!();

/// A migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// Its number.
    pub number: i64,
    /// Its description.
    pub name: String,
    /// Whether it was applied before.
    pub was_done: bool,
}

impl Store {
    /// Opens the database, makes a file that is missing, and brings its tables up to date. Changes
    /// of this process and of others are reported to `observer`.
    pub async fn open(database: &Database, observer: impl Observer) -> Result<Self, Error> {
        Self::open_with(database, observer, Outbox::default()).await
    }

    /// The same, and messages to partners are written to `outbox`.
    pub async fn open_with(
        database: &Database,
        observer: impl Observer,
        outbox: Outbox,
    ) -> Result<Self, Error> {
        let failed = |source| Error::Open { database: database.clone(), source };
        let store = connect(database, Arc::new(observer), outbox).await.map_err(failed)?;
        MIGRATIONS.run(&store.0.write).await.map_err(|error| failed(error.into()))?;
        Ok(store)
    }

    /// Opens a database whose tables are up to date, and changes none.
    pub async fn open_current(
        database: &Database,
        observer: impl Observer,
        outbox: Outbox,
    ) -> Result<Self, Error> {
        let failed = |source| Error::Open { database: database.clone(), source };
        let store = connect(database, Arc::new(observer), outbox).await.map_err(failed)?;
        if store.is_current().await? { Ok(store) } else { Err(Error::OldTables) }
    }

    /// Opens an existing database for reading: a server may be using it.
    pub async fn inspect(database: &Database) -> Result<Self, Error> {
        let failed = |source| Error::Open { database: database.clone(), source };
        let (pool, url) = match database {
            Database::Sqlite(_) => (pools::any(), format!("{}?mode=ro", database.url())),
            Database::Postgres(url) => (pools::any().max_connections(1), url.clone()),
        };
        let pool = pool.connect(&url).await.map_err(failed)?;
        let (observer, outbox) = (Arc::new(()), Outbox::default());
        let store = assemble(database, [pool.clone(), pool], observer, outbox, None);
        match store.check().await {
            Err(Error::Database(source)) => Err(failed(source)),
            checked => checked.map(|()| store),
        }
    }

    /// Applies missing migrations, and returns all of them.
    pub async fn migrate(database: &Database) -> Result<Vec<Migration>, Error> {
        let failed = |source| Error::Open { database: database.clone(), source };
        let store = connect(database, Arc::new(()), Outbox::default()).await.map_err(failed)?;
        let before = store.done().await?;
        let run = MIGRATIONS.run(&store.0.write).await.map_err(|error| failed(error.into()));
        store.close().await;
        run?;
        let step = |migration: &sqlx::migrate::Migration| Migration {
            number: migration.version,
            name: migration.description.to_string(),
            was_done: before.contains(&migration.version),
        };
        Ok(MIGRATIONS.iter().map(step).collect())
    }

    /// Whether all migrations of this program are applied. A newer program may have applied more.
    pub async fn is_current(&self) -> Result<bool, Error> {
        let done = self.done().await?;
        Ok(MIGRATIONS.iter().all(|migration| done.contains(&migration.version)))
    }

    /// The numbers of the applied migrations.
    async fn done(&self) -> Result<BTreeSet<i64>, Error> {
        let done = sqlx::query("select version from _sqlx_migrations where success")
            .fetch_all(&self.0.read)
            .await;
        match done {
            Ok(rows) => Ok(rows
                .iter()
                .map(|row| row.try_get("version"))
                .collect::<Result<_, sqlx::Error>>()?),
            // An empty database has no table of migrations.
            Err(sqlx::Error::Database(_)) => Ok(BTreeSet::new()),
            Err(error) => Err(error.into()),
        }
    }
}

async fn connect(
    database: &Database,
    observer: Arc<dyn Observer>,
    outbox: Outbox,
) -> Result<Store, sqlx::Error> {
    let pools = pools::open(database).await?;
    let listener = match database {
        Database::Sqlite(_) => None,
        Database::Postgres(url) => Some(listen::start(url.clone(), observer.clone()).await?),
    };
    Ok(assemble(database, pools, observer, outbox, listener))
}

/// Starts to write the results, and combines the parts.
fn assemble(
    database: &Database,
    [write, read]: [AnyPool; 2],
    observer: Arc<dyn Observer>,
    outbox: Outbox,
    listener: Option<JoinHandle<()>>,
) -> Store {
    let is_shared = matches!(database, Database::Postgres(_));
    let publisher = Publisher::new(observer.clone(), is_shared);
    let queue = writer::start(is_shared, &write, observer, publisher.clone(), outbox.clone());
    Store::with(database, [write, read], queue, outbox, publisher, listener)
}
