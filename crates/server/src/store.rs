//! Stores each message once, and acknowledges it only when it is on disk.
//!
//! One set of statements for SQLite and PostgreSQL: numbers are `bigint`, words `text`.

mod audit;
mod browsers;
mod calls;
mod chain;
mod conduct;
mod database;
mod doubts;
mod enrolment;
mod keys;
mod kiosks;
mod lease;
mod listen;
mod outbox;
mod results;
mod retention;
pub(crate) mod row;
mod schema;
mod served;
mod sessions;
mod settings;
mod statistics;
mod tickets;
mod users;
mod waits;
mod writer;

use std::{
    sync::{Arc, Once},
    time::Duration,
};

use jiff::Timestamp;
use sqlx::{Any, AnyPool, Transaction, any::AnyPoolOptions};
use tokio::task::JoinHandle;

pub use calls::StoredCall;
pub use database::Database;
pub use kiosks::KioskRecord;
pub use lease::LeaseHolder;
pub use results::StoredResult;
pub use schema::Step;

pub(crate) use audit::Filter;
pub(crate) use doubts::{KioskDoubt, QuarantinedResult};
pub(crate) use keys::KeyChangeOutcome;
pub(crate) use kiosks::KioskSummary;
pub(crate) use retention::RETAINED_TABLES;
pub(crate) use settings::{ClosedLane, ReportedSettings};
pub(crate) use tickets::{Handling, OpenTicket};
pub(crate) use waits::Tally;

use crate::{DeskEvent, Doubt, Error, EventBus, Outbox, private_file};
use writer::Writer;

/// The database. Clones share it.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    database: Database,
    /// SQLite has one writer at a time: with a pool of one connection, writers queue instead of
    /// retrying.
    write: AnyPool,
    read: AnyPool,
    results: Writer,
    event_bus: EventBus,
    outbox: Outbox,
    /// Receives the events of other server processes.
    listener: Option<JoinHandle<()>>,
}

/// The outcome of storing a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insert {
    /// It is stored now.
    New,
    /// It was stored before, with the same content.
    Duplicate,
    /// It was stored before, and this copy has no newer signature: a replayed request.
    Replayed,
    /// Another message has its kiosk and id; nothing was stored.
    Conflict,
    /// It was quarantined: only its arrival and the reason were stored.
    Quarantined(Doubt),
    /// Its kiosk exceeds its rate and must wait, or declare a backlog; nothing was stored.
    RateLimited,
}

/// The time this many milliseconds before `time`.
fn ago(time: Timestamp, milliseconds: u64) -> Timestamp {
    time.checked_sub(Duration::from_millis(milliseconds)).unwrap_or(Timestamp::MIN)
}

/// How long a request waits for a database connection before it is refused.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections to PostgreSQL that write, and that read.
const CONNECTIONS: u32 = 4;

impl Store {
    async fn connect(
        database: &Database,
        event_bus: EventBus,
        outbox: Outbox,
    ) -> Result<Self, sqlx::Error> {
        let (write, read, listener) = match database {
            Database::Sqlite(path) => {
                // SQLite gives its log and index the same rights, and reports an unusable path
                // itself.
                private_file::create(path).ok();
                let url = format!("{}?mode=rwc", database.url());
                let write = sqlite().max_connections(1).connect(&url).await?;
                shrinkable(&write).await?;
                (write, sqlite().max_connections(4).connect(&url).await?, None)
            }
            Database::Postgres(url) => {
                let pool = || pool().max_connections(CONNECTIONS).connect(url);
                let listener = listen::start(url.clone(), event_bus.clone()).await?;
                (pool().await?, pool().await?, Some(listener))
            }
        };
        Ok(Self::with(database, write, read, event_bus, outbox, listener))
    }

    /// Opens an existing database for reading: a server may be using it.
    pub async fn inspect(database: &Database) -> Result<Self, Error> {
        let failed = |source| Error::Open { database: database.clone(), source };
        let (pool, url) = match database {
            Database::Sqlite(_) => (pool(), format!("{}?mode=ro", database.url())),
            Database::Postgres(url) => (pool().max_connections(1), url.clone()),
        };
        let pool = pool.connect(&url).await.map_err(failed)?;
        let store =
            Self::with(database, pool.clone(), pool, EventBus::new(), Outbox::default(), None);
        match store.check().await {
            Err(Error::Store(source)) => Err(failed(source)),
            checked => checked.map(|()| store),
        }
    }

    fn with(
        database: &Database,
        write: AnyPool,
        read: AnyPool,
        event_bus: EventBus,
        outbox: Outbox,
        listener: Option<JoinHandle<()>>,
    ) -> Self {
        let results = Writer::start(database, &write, &event_bus, &outbox);
        let database = database.clone();
        Self(Arc::new(Inner { database, write, read, results, event_bus, outbox, listener }))
    }

    /// Publishes an event to the listeners of every process.
    async fn publish(&self, desk_event: DeskEvent) -> Result<(), Error> {
        match self.0.database {
            Database::Sqlite(_) => self.0.event_bus.publish(desk_event),
            Database::Postgres(_) => {
                listen::notify(&[desk_event], &mut *self.0.write.acquire().await?).await?;
            }
        }
        Ok(())
    }

    /// A transaction that writes.
    async fn begin(&self) -> Result<Transaction<'static, Any>, Error> {
        Ok(match self.0.database {
            Database::Sqlite(_) => self.0.write.begin_with("begin immediate").await?,
            Database::Postgres(_) => self.0.write.begin().await?,
        })
    }

    /// Commits a change, and publishes its event to the listeners of every process.
    async fn commit(
        &self,
        mut transaction: Transaction<'static, Any>,
        desk_event: DeskEvent,
    ) -> Result<(), Error> {
        match self.0.database {
            Database::Sqlite(_) => {
                transaction.commit().await?;
                self.0.event_bus.publish(desk_event);
            }
            Database::Postgres(_) => {
                listen::notify(&[desk_event], &mut transaction).await?;
                transaction.commit().await?;
            }
        }
        Ok(())
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

fn pool() -> AnyPoolOptions {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
    AnyPoolOptions::new().acquire_timeout(PATIENCE)
}

fn sqlite() -> AnyPoolOptions {
    pool().after_connect(|connection, _| {
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
