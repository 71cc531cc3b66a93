//! Writes results in groups: many requests share one commit, and each is answered after it.

use std::{collections::HashMap, sync::Arc, time::Instant};

use domain::{
    DeskEvent, PartnerEvent, QuarantinedResult, SignedRequest, StoredResult,
    conduct::{Verdict, senders},
};
use sqlx::{Any, AnyPool, AssertSqlSafe, Row, Transaction};
use tokio::sync::{Mutex, mpsc};
use wire::KioskId;

use crate::{
    Error, Insert, Observer, Outbox,
    conduct::{SenderKey, SenderStates},
    deliveries, doubts,
    publisher::Publisher,
    queue::{Job, ResultQueue},
    results, row,
};

/// The most results of one commit.
const GROUP: usize = 64;

/// Groups that are written concurrently.
const WRITERS: usize = 4;

/// Starts to write through `pool`, and returns the queue. It ends when all senders are dropped.
pub(crate) fn start(
    is_shared: bool,
    pool: &AnyPool,
    observer: Arc<dyn Observer>,
    publisher: Publisher,
    outbox: Outbox,
) -> ResultQueue {
    let (queue, receiver) = ResultQueue::new(observer.clone());
    let receiver = Arc::new(Mutex::new(receiver));
    let writer = GroupWriter { pool: pool.clone(), observer, publisher, outbox, is_shared };
    for _ in 0..if is_shared { WRITERS } else { 1 } {
        tokio::spawn(writer.clone().run(receiver.clone()));
    }
    queue
}

#[derive(Clone)]
struct GroupWriter {
    pool: AnyPool,
    observer: Arc<dyn Observer>,
    publisher: Publisher,
    outbox: Outbox,
    /// Whether other processes use the same database.
    is_shared: bool,
}

impl GroupWriter {
    async fn run(self, jobs: Arc<Mutex<mpsc::Receiver<Job>>>) {
        let mut group = Vec::with_capacity(GROUP);
        while jobs.lock().await.recv_many(&mut group, GROUP).await > 0 {
            // The sort is stable: results of one kiosk stay in the order of their arrival.
            group.sort_by_key(|job| job.result.message.kiosk);
            let start = Instant::now();
            let written = self.write(&group).await;
            self.observer.on_group(group.len(), start.elapsed());
            match written {
                Ok(recorded) => {
                    for (job, recorded) in group.drain(..).zip(recorded) {
                        // The client may have disconnected.
                        let _ = job.answer.send(Ok(recorded));
                    }
                }
                Err(error) => {
                    let cause = error.cause();
                    tracing::error!(cause, results = group.len(), "not written");
                    for job in group.drain(..) {
                        let _ = job.answer.send(Err(Error::Unwritten));
                    }
                }
            }
        }
    }

    /// Writes one commit, and returns the outcome of each result.
    async fn write(&self, group: &[Job]) -> Result<Vec<Insert>, Error> {
        let begin = if self.is_shared { "begin" } else { "begin immediate" };
        let mut transaction = self.pool.begin_with(begin).await?;
        let senders = senders(group.iter().filter_map(Job::signed_request));
        let mut states = SenderStates::read(&senders, self.is_shared, &mut transaction).await?;
        let verdicts: Vec<_> = group.iter().map(|job| job.judge(&mut states)).collect();
        let judged = || group.iter().zip(&verdicts);
        let good: Vec<_> = judged()
            .filter(|(_, verdict)| **verdict == Verdict::Accept)
            .map(|(job, _)| job)
            .collect();
        let mut inserted = insert(&good, &mut transaction).await?;
        let mut recorded = Vec::with_capacity(group.len());
        let mut messages = Vec::new();
        for (Job { result, .. }, verdict) in judged() {
            let key = (result.message.kiosk.to_string(), result.message.id.to_string());
            recorded.push(if let Some(site) = inserted.remove(&key) {
                let event = PartnerEvent::result(&result.message, &site);
                messages.extend(self.outbox.messages(&event, result.received));
                Insert::New
            } else if let Some(was) = results::compare(result, &mut transaction).await? {
                // A copy is compared before its verdict counts: the answer to the first one may
                // have been lost.
                was
            } else {
                refuse(result, *verdict, &mut transaction).await?
            });
        }
        states.write(&mut transaction).await?;
        deliveries::insert(&messages, &mut transaction).await?;
        let all = group.iter().zip(&recorded);
        let events: Vec<_> =
            all.filter_map(|(job, recorded)| job.desk_event_after(*recorded)).collect();
        self.publisher.commit(transaction, &events).await?;
        Ok(recorded)
    }
}

impl Job {
    /// The kiosk and the signed request, unless the result is known to be true.
    fn signed_request(&self) -> Option<(KioskId, &SignedRequest)> {
        self.request.as_ref().map(|request| (self.result.message.kiosk, request))
    }

    fn judge(&self, states: &mut SenderStates) -> Verdict {
        let Some((kiosk, request)) = self.signed_request() else { return Verdict::Accept };
        let sender: SenderKey = (kiosk, request.key);
        let verdict =
            states.state_of(sender).judge(&self.result.message, self.result.signed, request);
        states.settle(sender);
        verdict
    }

    /// The event that desks receive after this outcome.
    fn desk_event_after(&self, recorded: Insert) -> Option<DeskEvent> {
        match recorded {
            Insert::New => self.desk_event,
            Insert::Quarantined(_) => Some(DeskEvent::Change),
            Insert::Duplicate | Insert::Replayed | Insert::Conflict | Insert::RateLimited => None,
        }
    }
}

/// The outcome of a result that is not stored.
async fn refuse(
    result: &StoredResult,
    verdict: Verdict,
    transaction: &mut Transaction<'_, Any>,
) -> Result<Insert, Error> {
    match verdict {
        Verdict::Quarantine(why) => {
            let wire::ResultMessage { kiosk, ticket, .. } = result.message;
            let quarantined = QuarantinedResult { kiosk, ticket, why, at: result.received };
            doubts::quarantine(&quarantined, transaction).await?;
            Ok(Insert::Quarantined(why))
        }
        Verdict::RateLimit => Ok(Insert::RateLimited),
        // It was inserted, unless another process has deleted it since.
        Verdict::Accept => Err(Error::Damaged),
    }
}

/// Inserts new results. Returns the site of each inserted one by kiosk and id.
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
        let values: Vec<_> = (first..first + columns).map(|number| format!("${number}")).collect();
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
    let query = group.iter().fold(query, |query, job| row::bind(query, &job.result));
    let rows = query.fetch_all(&mut **transaction).await?;
    Ok(rows
        .iter()
        .map(|row| Ok(((row.try_get("kiosk")?, row.try_get("id")?), row.try_get("site")?)))
        .collect::<Result<_, sqlx::Error>>()?)
}
