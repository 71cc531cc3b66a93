//! Migrations of the database, and the check whether all were applied.

use std::collections::BTreeSet;

use sqlx::{Row, migrate::Migrator};

use super::{Database, Store};
use crate::{Error, EventBus, Outbox};

/// All migrations.
static STEPS: Migrator = sqlx::migrate!();

/// A migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub number: i64,
    /// Its description.
    pub name: String,
    /// Whether it was applied before.
    pub was_done: bool,
}

impl Store {
    /// Opens the database, makes a file that is missing, and brings its tables up to date. Changes
    /// of this process and of others are published on `event_bus`.
    pub async fn open(database: &Database, event_bus: EventBus) -> Result<Self, Error> {
        Self::open_with(database, event_bus, Outbox::default()).await
    }

    /// The same, and messages to partners are written to `outbox`.
    pub async fn open_with(
        database: &Database,
        event_bus: EventBus,
        outbox: Outbox,
    ) -> Result<Self, Error> {
        let failed = |source| Error::Open { database: database.clone(), source };
        let store = Self::connect(database, event_bus, outbox).await.map_err(failed)?;
        STEPS.run(&store.0.write).await.map_err(|error| failed(error.into()))?;
        Ok(store)
    }

    /// Opens a database whose tables are up to date, and changes none.
    pub async fn open_current(
        database: &Database,
        event_bus: EventBus,
        outbox: Outbox,
    ) -> Result<Self, Error> {
        let failed = |source| Error::Open { database: database.clone(), source };
        let store = Self::connect(database, event_bus, outbox).await.map_err(failed)?;
        if store.is_current().await? { Ok(store) } else { Err(Error::OldTables) }
    }

    /// Applies missing migrations, and returns all of them.
    pub async fn migrate(database: &Database) -> Result<Vec<Step>, Error> {
        let failed = |source| Error::Open { database: database.clone(), source };
        let store =
            Self::connect(database, EventBus::new(), Outbox::default()).await.map_err(failed)?;
        let before = store.done().await?;
        let run = STEPS.run(&store.0.write).await.map_err(|error| failed(error.into()));
        store.close().await;
        run?;
        let step = |migration: &sqlx::migrate::Migration| Step {
            number: migration.version,
            name: migration.description.to_string(),
            was_done: before.contains(&migration.version),
        };
        Ok(STEPS.iter().map(step).collect())
    }

    /// Whether all migrations of this program are applied. A newer program may have applied more.
    pub async fn is_current(&self) -> Result<bool, Error> {
        let done = self.done().await?;
        Ok(STEPS.iter().all(|migration| done.contains(&migration.version)))
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
