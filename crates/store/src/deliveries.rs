//! The outbox messages to partners in the store.

use domain::EventKind;
use jiff::Timestamp;
use sqlx::{Any, AssertSqlSafe, Row, Transaction, any::AnyRow};

use crate::{Error, OutboxMessage, Store, row};

/// The columns of a new message, in the order in which they are bound.
const COLUMNS: &str = "partner, event, line, kind, site, at, body";

/// How many messages one statement writes: databases limit its parameters.
const MOST: usize = 500;

/// Writes messages in the same commit as the change that they report.
pub(crate) async fn insert(
    messages: &[OutboxMessage],
    transaction: &mut Transaction<'_, Any>,
) -> Result<(), Error> {
    for some in messages.chunks(MOST) {
        let columns = COLUMNS.split(',').count();
        let row = |at: usize| {
            let first = at * columns + 1;
            let values: Vec<_> =
                (first..first + columns).map(|number| format!("${number}")).collect();
            format!("({})", values.join(","))
        };
        let rows: Vec<_> = (0..some.len()).map(row).collect();
        let statement = format!("insert into deliveries ({COLUMNS}) values {}", rows.join(","));
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for message in some {
            query = query
                .bind(&message.partner)
                .bind(&message.event)
                .bind(&message.ordering_key)
                .bind(message.kind.name())
                .bind(&message.site)
                .bind(message.at.as_millisecond())
                .bind(&message.body);
        }
        query.execute(&mut **transaction).await?;
    }
    Ok(())
}

impl Store {
    /// The first message of each ordering key of a partner and the number of its attempts, if it is
    /// due now. The longest wait comes first.
    pub async fn due(
        &self,
        partner: &str,
        now: Timestamp,
        limit: u16,
    ) -> Result<Vec<(OutboxMessage, u16)>, Error> {
        sqlx::query(
            "select deliveries.* from deliveries join (\
             select min(event) as event from deliveries \
             where partner = $1 and state = 'waiting' group by line) as firsts \
             on deliveries.event = firsts.event where partner = $1 and state = 'waiting' \
             and due <= $2 order by deliveries.event limit $3",
        )
        .bind(partner)
        .bind(now.as_millisecond())
        .bind(i64::from(limit))
        .fetch_all(&self.0.read)
        .await?
        .iter()
        .map(|row| Ok((read(row)?, row::number(row, "tries")?)))
        .collect()
    }

    /// Marks a message as delivered.
    pub async fn delivered(&self, message: &OutboxMessage) -> Result<(), Error> {
        sqlx::query(
            "update deliveries set state = 'delivered', tries = tries + 1, failure = null \
             where partner = $1 and event = $2",
        )
        .bind(&message.partner)
        .bind(&message.event)
        .execute(&self.0.write)
        .await?;
        Ok(())
    }

    /// Schedules the next attempt, or marks the message as dead.
    pub async fn failed(
        &self,
        message: &OutboxMessage,
        tries: u16,
        due: Timestamp,
        failure: &str,
        is_dead: bool,
    ) -> Result<(), Error> {
        sqlx::query(
            "update deliveries set state = $1, tries = $2, due = $3, failure = $4 \
             where partner = $5 and event = $6",
        )
        .bind(if is_dead { "dead" } else { "waiting" })
        .bind(i64::from(tries))
        .bind(due.as_millisecond())
        .bind(failure)
        .bind(&message.partner)
        .bind(&message.event)
        .execute(&self.0.write)
        .await?;
        Ok(())
    }

    /// Each partner, and how many of its messages wait, are delivered, and are dead.
    pub async fn partners(&self) -> Result<Vec<(String, [i64; 3])>, Error> {
        sqlx::query(
            "select partner, count(case when state = 'waiting' then 1 end) as waiting, \
             count(case when state = 'delivered' then 1 end) as delivered, \
             count(case when state = 'dead' then 1 end) as dead \
             from deliveries group by partner order by partner",
        )
        .fetch_all(&self.0.read)
        .await?
        .iter()
        .map(|row| {
            let counts = [row.try_get("waiting")?, row.try_get("delivered")?, row.try_get("dead")?];
            Ok((row.try_get("partner")?, counts))
        })
        .collect()
    }

    /// The dead messages: partner, event, attempts and the last failure.
    pub async fn dead(&self) -> Result<Vec<(String, String, i64, String)>, Error> {
        sqlx::query("select * from deliveries where state = 'dead' order by partner, event")
            .fetch_all(&self.0.read)
            .await?
            .iter()
            .map(|row| {
                let (partner, event) = (row.try_get("partner")?, row.try_get("event")?);
                let failure = row.try_get::<Option<String>, _>("failure")?.unwrap_or_default();
                Ok((partner, event, row.try_get("tries")?, failure))
            })
            .collect()
    }

    /// Schedules an event again. Returns for how many partners.
    pub async fn replay(
        &self,
        event: &str,
        partner: Option<&str>,
        now: Timestamp,
    ) -> Result<u64, Error> {
        let replayed = sqlx::query(
            "update deliveries set state = 'waiting', tries = 0, due = $1 \
             where event = $2 and partner = coalesce($3, partner)",
        )
        .bind(now.as_millisecond())
        .bind(event)
        .bind(partner)
        .execute(&self.0.write)
        .await?;
        Ok(replayed.rows_affected())
    }
}

fn read(row: &AnyRow) -> Result<OutboxMessage, Error> {
    Ok(OutboxMessage {
        partner: row.try_get("partner")?,
        event: row.try_get("event")?,
        ordering_key: row.try_get("line")?,
        kind: row::known(
            [EventKind::Result, EventKind::ParityAlarm],
            EventKind::name,
            row.try_get("kind")?,
        )?,
        site: row.try_get("site")?,
        at: row::time(row, "at")?,
        body: row.try_get("body")?,
    })
}
