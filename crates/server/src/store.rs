//! Keeps each message once, and has it on disk before it says so.

mod calls;
mod row;

use std::{path::Path, sync::Arc, time::Duration};

use jiff::Timestamp;
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use wire::{Lane, MessageId, ResultMessage};

pub use calls::KeptCall;

use crate::Error;

/// The results and the calls for staff, in one SQLite file. Clones share the file.
#[derive(Clone, Debug)]
pub struct Store(Arc<Pools>);

/// SQLite has one writer at a time: a pool of one makes writers wait in line, not in retries.
#[derive(Debug)]
struct Pools {
    write: SqlitePool,
    read: SqlitePool,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is stored now.
    New,
    /// It was stored before, with the same content.
    Again,
    /// Another message has its kiosk and id; nothing was stored.
    Conflict,
}

/// A stored result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What the kiosk sent.
    pub message: ResultMessage,
    /// When it came, by the clock of this server; whole milliseconds.
    pub received: Timestamp,
}

impl Kept {
    /// When the traveller's last screen came, which a kiosk without a network tells late. A
    /// kiosk's clock is believed, except where it runs ahead of ours.
    pub fn came(&self) -> Timestamp {
        believed(self.message.finished, self.received)
    }
}

/// What a kiosk's clock said, in seconds since 1970-01-01 UTC, but not later than `received`.
fn believed(seconds: u32, received: Timestamp) -> Timestamp {
    Timestamp::from_second(i64::from(seconds)).map_or(received, |it| it.min(received))
}

/// How long a request waits for its turn before it is refused.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens the file, makes it if it is missing, and brings its tables up to date.
    pub async fn open(path: &Path) -> Result<Self, Error> {
        Self::connect(path).await.map_err(|source| Error::Open { path: path.to_owned(), source })
    }

    async fn connect(path: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit waits for the disk: what the kiosk was told is kept survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE);
        let pool = || SqlitePoolOptions::new().acquire_timeout(PATIENCE);
        let write = pool().max_connections(1).connect_with(options.clone()).await?;
        sqlx::migrate!().run(&write).await?;
        let read = pool().max_connections(4).connect_with(options).await?;
        Ok(Self(Arc::new(Pools { write, read })))
    }

    /// Opens a file that is there, to look and not to change: a server may be using it.
    pub async fn inspect(path: &Path) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new().filename(path).read_only(true);
        let options = options.busy_timeout(PATIENCE);
        let pool = SqlitePoolOptions::new().acquire_timeout(PATIENCE).connect_lazy_with(options);
        let store = Self(Arc::new(Pools { write: pool.clone(), read: pool }));
        match store.check().await {
            Err(Error::Store(source)) => Err(Error::Open { path: path.to_owned(), source }),
            checked => checked.map(|()| store),
        }
    }

    /// Stores a result, unless its kiosk and id are stored already.
    ///
    /// When this returns [`Recorded::New`] the row is on disk.
    pub async fn keep(&self, kept: &Kept) -> Result<Recorded, Error> {
        let Kept { message, received } = kept;
        let ResultMessage { id, kiosk, ticket, end, build, notice, arrived, finished } = *message;
        let compared = end.comparison();
        let inserted = sqlx::query(
            "insert into results (kiosk, id, ticket, lane, outcome, document, model, build, \
             notice, arrived, finished, received) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             on conflict (kiosk, id) do nothing",
        )
        .bind(kiosk.to_string())
        .bind(id.to_string())
        .bind(i64::from(u16::from(ticket)))
        .bind(row::lane(end.lane()))
        .bind(row::outcome(end.outcome()))
        .bind(compared.map(|it| row::document(it.document)))
        .bind(compared.map(|it| it.model.to_string()))
        .bind(build.to_string())
        .bind(i64::from(notice))
        .bind(i64::from(arrived))
        .bind(i64::from(finished))
        .bind(received.as_millisecond())
        .execute(&self.0.write)
        .await?;
        if inserted.rows_affected() == 1 {
            return Ok(Recorded::New);
        }
        let row = sqlx::query("select * from results where kiosk = $1 and id = $2")
            .bind(kiosk.to_string())
            .bind(id.to_string())
            .fetch_one(&self.0.read)
            .await?;
        let same = row::read(&row)?.message == *message;
        Ok(if same { Recorded::Again } else { Recorded::Conflict })
    }

    /// The newest results of a lane that [came](Kept::came) after `since`, newest first, `limit`
    /// at most.
    pub async fn newest(
        &self,
        lane: Lane,
        since: Timestamp,
        limit: u16,
    ) -> Result<Vec<Kept>, Error> {
        sqlx::query(
            "select * from results where lane = $1 and received > $2 and finished * 1000 > $2 \
             order by case when finished * 1000 < received then finished * 1000 else received end \
             desc, received desc, kiosk, id limit $3",
        )
        .bind(row::lane(lane))
        .bind(since.as_millisecond())
        .bind(i64::from(limit))
        .fetch_all(&self.0.read)
        .await?
        .iter()
        .map(row::read)
        .collect()
    }

    /// The results with this id: one, unless several kiosks chose the same.
    pub async fn with_id(&self, id: MessageId) -> Result<Vec<Kept>, Error> {
        sqlx::query("select * from results where id = $1 order by kiosk")
            .bind(id.to_string())
            .fetch_all(&self.0.read)
            .await?
            .iter()
            .map(row::read)
            .collect()
    }

    /// Fails if the store does not answer.
    pub async fn check(&self) -> Result<(), Error> {
        sqlx::query("select 1 from results limit 1").fetch_optional(&self.0.read).await?;
        Ok(())
    }

    /// Writes what is left in the log into the file. The store refuses everything afterwards.
    pub async fn close(&self) {
        self.0.read.close().await;
        self.0.write.close().await;
    }
}
