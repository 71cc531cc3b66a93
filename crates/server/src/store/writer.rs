//! Writes results in groups: many requests share one commit, and each is answered after it.

use std::{collections::HashMap, sync::Arc, time::Instant};

use sqlx::{Any, AnyPool, AssertSqlSafe, Row, Transaction};
use tokio::sync::{Mutex, mpsc, oneshot};

use super::{Database, Kept, Recorded, listen, outbox, results, row};
use crate::{Arrival, Error, News, Outbox, log, metrics, partners::Event};

/// The results of one commit, at most.
const GROUP: usize = 64;

/// How many results may wait for a commit.
const WAITING: usize = 1024;

/// Groups that are written side by side.
const LINES: usize = 4;

/// Where results are handed in. Clones write in the same line.
#[derive(Clone, Debug)]
pub(super) struct Writer(mpsc::Sender<Job>);

/// A result that waits for its commit.
struct Job {
    kept: Kept,
    /// What is told once it is stored.
    arrival: Option<Arrival>,
    answer: oneshot::Sender<Result<Recorded, Error>>,
}

impl Writer {
    /// Starts to write through `pool`. It ends when nobody hands in any more.
    pub(super) fn start(database: &Database, pool: &AnyPool, news: &News, outbox: &Outbox) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        let receiver = Arc::new(Mutex::new(receiver));
        let is_shared = matches!(database, Database::Postgres(_));
        for _ in 0..if is_shared { LINES } else { 1 } {
            let (pool, news, outbox) = (pool.clone(), news.clone(), outbox.clone());
            let line = Line { pool, news, outbox, is_shared };
            tokio::spawn(line.run(receiver.clone()));
        }
        Self(sender)
    }

    /// Stores a result, unless its kiosk and id are stored already.
    pub(super) async fn keep(
        &self,
        kept: Kept,
        arrival: Option<Arrival>,
    ) -> Result<Recorded, Error> {
        let (answer, told) = oneshot::channel();
        let job = Job { kept, arrival, answer };
        self.0.try_send(job).map_err(|_| Error::Busy)?;
        metrics::wait();
        told.await.map_err(|_| Error::Busy)?
    }
}

struct Line {
    pool: AnyPool,
    news: News,
    outbox: Outbox,
    /// Whether other processes use the same database.
    is_shared: bool,
}

impl Line {
    async fn run(self, jobs: Arc<Mutex<mpsc::Receiver<Job>>>) {
        let mut group = Vec::with_capacity(GROUP);
        while jobs.lock().await.recv_many(&mut group, GROUP).await > 0 {
            // Two groups that share keys must not wait for each other.
            group.sort_by_key(|it| (it.kept.message.kiosk, it.kept.message.id));
            let start = Instant::now();
            let written = self.write(&group).await;
            metrics::commit(group.len(), start.elapsed());
            match written {
                Ok(recorded) => {
                    for (job, recorded) in group.drain(..).zip(recorded) {
                        if let (Recorded::New, Some(arrival), false) =
                            (recorded, job.arrival, self.is_shared)
                        {
                            self.news.tell(arrival);
                        }
                        // Whoever asked may have gone.
                        let _ = job.answer.send(Ok(recorded));
                    }
                }
                Err(error) => {
                    let cause = log::cause(&error);
                    tracing::error!(cause, results = group.len(), "not written");
                    for job in group.drain(..) {
                        let _ = job.answer.send(Err(Error::Unwritten));
                    }
                }
            }
        }
    }

    /// One commit. Says what became of each.
    async fn write(&self, group: &[Job]) -> Result<Vec<Recorded>, Error> {
        let begin = if self.is_shared { "begin" } else { "begin immediate" };
        let mut transaction = self.pool.begin_with(begin).await?;
        let mut inserted = insert(group, &mut transaction).await?;
        let mut recorded = Vec::with_capacity(group.len());
        let mut letters = Vec::new();
        for Job { kept, .. } in group {
            let key = (kept.message.kiosk.to_string(), kept.message.id.to_string());
            recorded.push(if let Some(site) = inserted.remove(&key) {
                let event = Event::result(&kept.message, &site);
                letters.extend(self.outbox.letters(&event, kept.received));
                Recorded::New
            } else {
                results::compare(kept, &mut transaction).await?
            });
        }
        outbox::insert(&letters, &mut transaction).await?;
        if self.is_shared {
            let new = group.iter().zip(&recorded).filter(|(_, it)| **it == Recorded::New);
            let arrivals: Vec<_> = new.filter_map(|(job, _)| job.arrival).collect();
            listen::notify(&arrivals, &mut transaction).await?;
        }
        transaction.commit().await?;
        Ok(recorded)
    }
}

/// Kiosk and id of those that were not there, and where they stood.
async fn insert(
    group: &[Job],
    transaction: &mut Transaction<'_, Any>,
) -> Result<HashMap<(String, String), String>, Error> {
    let columns = row::COLUMNS.split(',').count();
    let row = |at: usize| {
        let first = at * columns + 1;
        let values: Vec<_> = (first..first + columns).map(|it| format!("${it}")).collect();
        let site = format!("coalesce((select site from kiosks where kiosk = ${first}), '')");
        let place = |column| first + row::place(column);
        // How long it lay in the kiosk: from the last screen to the signature, both by its clock.
        let queued = format!("${} - ${} * 1000", place("signed"), place("finished"));
        let queued = format!("case when {queued} > 0 then {queued} else 0 end");
        // A result's retention class is its lane.
        format!("({},{site},{queued},${})", values.join(","), place("lane"))
    };
    let rows: Vec<_> = (0..group.len()).map(row).collect();
    let statement = format!(
        "insert into results ({}, site, queued, class) values {} on conflict (kiosk, id) do nothing \
         returning kiosk, id, site",
        row::COLUMNS,
        rows.join(",")
    );
    let query = sqlx::query(AssertSqlSafe(statement));
    let query = group.iter().fold(query, |query, job| row::bind(query, &job.kept));
    let rows = query.fetch_all(&mut **transaction).await?;
    Ok(rows
        .iter()
        .map(|it| Ok(((it.try_get("kiosk")?, it.try_get("id")?), it.try_get("site")?)))
        .collect::<Result<_, sqlx::Error>>()?)
}
