//! Writes results in groups: many requests share one commit, and each is answered after it.

use std::{collections::HashMap, sync::Arc, time::Instant};

use sqlx::{Any, AnyPool, AssertSqlSafe, Row, Transaction};
use tokio::sync::{Mutex, mpsc, oneshot};
use wire::KioskId;

use super::{
    Aside, Database, Kept, Recorded,
    conduct::{Book, Sender},
    doubts, listen, outbox, results, row,
};
use crate::{
    Arrival, Error, News, Outbox,
    conduct::{Claim, Verdict, senders},
    log, metrics,
    partners::Event,
};

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
    /// What is judged before it is stored; nothing of one that is known to be true.
    claim: Option<Claim>,
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
        claim: Option<Claim>,
        arrival: Option<Arrival>,
    ) -> Result<Recorded, Error> {
        let (answer, told) = oneshot::channel();
        let job = Job { kept, claim, arrival, answer };
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
            // Those of one kiosk stay in the order in which they came.
            group.sort_by_key(|it| it.kept.message.kiosk);
            let start = Instant::now();
            let written = self.write(&group).await;
            metrics::commit(group.len(), start.elapsed());
            match written {
                Ok(recorded) => {
                    for (job, recorded) in group.drain(..).zip(recorded) {
                        if let (Some(arrival), false) = (job.news(recorded), self.is_shared) {
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
        let senders = senders(group.iter().filter_map(Job::claimed));
        let mut book = Book::read(&senders, self.is_shared, &mut transaction).await?;
        let verdicts: Vec<_> = group.iter().map(|job| job.judge(&mut book)).collect();
        let judged = || group.iter().zip(&verdicts);
        let good: Vec<_> =
            judged().filter(|(_, it)| **it == Verdict::True).map(|(job, _)| job).collect();
        let mut inserted = insert(&good, &mut transaction).await?;
        let mut recorded = Vec::with_capacity(group.len());
        let mut letters = Vec::new();
        for (Job { kept, .. }, verdict) in judged() {
            let key = (kept.message.kiosk.to_string(), kept.message.id.to_string());
            recorded.push(if let Some(site) = inserted.remove(&key) {
                let event = Event::result(&kept.message, &site);
                letters.extend(self.outbox.letters(&event, kept.received));
                Recorded::New
            } else if let Some(was) = results::compare(kept, &mut transaction).await? {
                // Whatever is thought of a copy, the answer to the first one may have been lost.
                was
            } else {
                refuse(kept, *verdict, &mut transaction).await?
            });
        }
        book.write(&mut transaction).await?;
        outbox::insert(&letters, &mut transaction).await?;
        if self.is_shared {
            let all = group.iter().zip(&recorded);
            let arrivals: Vec<_> = all.filter_map(|(job, it)| job.news(*it)).collect();
            listen::notify(&arrivals, &mut transaction).await?;
        }
        transaction.commit().await?;
        Ok(recorded)
    }
}

impl Job {
    /// Who sent it, where that is asked.
    fn claimed(&self) -> Option<(KioskId, &Claim)> {
        self.claim.as_ref().map(|it| (self.kept.message.kiosk, it))
    }

    fn judge(&self, book: &mut Book) -> Verdict {
        let Some((kiosk, claim)) = self.claimed() else { return Verdict::True };
        let sender: Sender = (kiosk, claim.key);
        let verdict = book.of(sender).judge(&self.kept.message, self.kept.signed, claim);
        book.settle(sender);
        verdict
    }

    /// What desks are told.
    fn news(&self, recorded: Recorded) -> Option<Arrival> {
        match recorded {
            Recorded::New => self.arrival,
            Recorded::Aside(_) => Some(Arrival::Change),
            Recorded::Again | Recorded::Replayed | Recorded::Conflict | Recorded::TooMuch => None,
        }
    }
}

/// What becomes of a result that is not stored.
async fn refuse(
    kept: &Kept,
    verdict: Verdict,
    transaction: &mut Transaction<'_, Any>,
) -> Result<Recorded, Error> {
    match verdict {
        Verdict::Aside(why) => {
            let wire::ResultMessage { kiosk, ticket, .. } = kept.message;
            let aside = Aside { kiosk, ticket, why, at: kept.received };
            doubts::quarantine(&aside, transaction).await?;
            Ok(Recorded::Aside(why))
        }
        Verdict::TooMuch => Ok(Recorded::TooMuch),
        // It was inserted, unless another process has deleted it since.
        Verdict::True => Err(Error::Damaged),
    }
}

/// Kiosk and id of those that were not there, and where they stood.
async fn insert(
    group: &[&Job],
    transaction: &mut Transaction<'_, Any>,
) -> Result<HashMap<(String, String), String>, Error> {
    if group.is_empty() {
        return Ok(HashMap::new());
    }
    let columns = row::COLUMNS.split(',').count();
    let row = |at: usize| {
        let first = at * columns + 1;
        let values: Vec<_> = (first..first + columns).map(|it| format!("${it}")).collect();
        let site = format!("coalesce((select site from kiosks where kiosk = ${first}), '')");
        // A result's retention class is its lane.
        format!("({},{site},${})", values.join(","), first + row::place("lane"))
    };
    let rows: Vec<_> = (0..group.len()).map(row).collect();
    let statement = format!(
        "insert into results ({}, site, class) values {} on conflict (kiosk, id) do nothing \
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
