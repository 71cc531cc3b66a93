//! The open database, its transactions and its end.

use std::sync::Arc;

use domain::DeskEvent;
use sqlx::{Any, AnyPool, Transaction};
use tokio::task::JoinHandle;

use crate::{Database, Error, Outbox, publisher::Publisher, queue::ResultQueue};

/// The database. Clones share it.
#[derive(Clone, Debug)]
pub struct Store(pub(crate) Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) database: Database,
    pub(crate) write: AnyPool,
    pub(crate) read: AnyPool,
    pub(crate) results: ResultQueue,
    pub(crate) outbox: Outbox,
    publisher: Publisher,
    /// Receives the events of other server processes.
    listener: Option<JoinHandle<()>>,
}

impl Store {
    /// Combines the parts of an open store.
    pub(crate) fn with(
        database: &Database,
        [write, read]: [AnyPool; 2],
        results: ResultQueue,
        outbox: Outbox,
        publisher: Publisher,
        listener: Option<JoinHandle<()>>,
    ) -> Self {
        let database = database.clone();
        Self(Arc::new(Inner { database, write, read, results, outbox, publisher, listener }))
    }

    /// A transaction that writes.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>, Error> {
        Ok(match self.0.database {
            Database::Sqlite(_) => self.0.write.begin_with("begin immediate").await?,
            Database::Postgres(_) => self.0.write.begin().await?,
        })
    }

    /// Commits a change, and publishes its events.
    pub(crate) async fn commit(
        &self,
        transaction: Transaction<'static, Any>,
        events: &[DeskEvent],
    ) -> Result<(), Error> {
        self.0.publisher.commit(transaction, events).await
    }

    /// Fails if the store does not answer.
    pub async fn check(&self) -> Result<(), Error> {
        sqlx::query("select 1 from results limit 1").fetch_optional(&self.0.read).await?;
        Ok(())
    }

    /// Writes the rest of the log into the file. The store refuses everything afterwards.
    pub async fn close(&self) {
        if let Some(listener) = &self.0.listener {
            listener.abort();
        }
        self.0.read.close().await;
        self.0.write.close().await;
    }
}
