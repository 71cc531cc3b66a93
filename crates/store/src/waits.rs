//! Waits and alarms in the store.

use std::time::Duration;

use domain::{
    Alarm, DeskEvent, PartnerEvent, Tally, WaitSample,
    waits::{LATE, WAITING, WINDOW},
    words,
};
use jiff::Timestamp;
use sqlx::{
    Any, Row,
    any::{AnyArguments, AnyRow},
    query::Query,
};
use wire::{Lane, ResultMessage, Wait};

use crate::{Error, Store, deliveries, row};

/// `came` is the time of the last screen by the server's clock. A check of $5 or more, or a wait of
/// $6 or more, is ignored: a clock has jumped, or the ticket of a gone traveller stayed open.
const TALLIES: &str = "\
    select site, lane, ended, seconds, count(*) as travellers from (\
    select site, lane, 1 as ended, finished - arrived as seconds from results \
    where lane = 'face' and came > $1 and queued <= $2 and finished - arrived < $5 \
    union all \
    select site, lane, 1 as ended, \
    finished - arrived + (done - came) / 1000 as seconds from results \
    where lane = 'officer' and done > $1 and queued <= $2 and finished - arrived < $5 \
    and done - came < $6 \
    union all \
    select site, lane, 0 as ended, \
    finished - arrived + ($3 - came) / 1000 as seconds from results \
    where lane = 'officer' and came > $4 and done is null and queued <= $2 \
    and finished - arrived < $5) as each_one group by site, lane, ended, seconds";

impl Store {
    /// The waits that ended within the last hour, and those of travellers who still wait for an
    /// officer.
    pub async fn tallies(&self, now: Timestamp) -> Result<Vec<Tally>, Error> {
        let ago = |duration: Duration| {
            now.checked_sub(duration).unwrap_or(Timestamp::MIN).as_millisecond()
        };
        let milliseconds =
            |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        sqlx::query(TALLIES)
            .bind(ago(WINDOW))
            .bind(milliseconds(LATE))
            .bind(now.as_millisecond())
            .bind(ago(WAITING))
            .bind(i64::from(ResultMessage::LONGEST))
            .bind(milliseconds(WAITING))
            .fetch_all(&self.0.read)
            .await?
            .iter()
            .map(|row| {
                Ok(Tally {
                    site: row.try_get("site")?,
                    lane: lane(row)?,
                    is_over: row.try_get::<i64, _>("ended")? == 1,
                    // Negative if the clock of the process that finished the ticket is behind the
                    // receiving one.
                    seconds: u32::try_from(row.try_get::<i64, _>("seconds")?).unwrap_or(0),
                    travellers: row::number(row, "travellers")?,
                })
            })
            .collect()
    }

    /// Stores a sample. An earlier sample of the same lane and time stays.
    pub async fn keep_wait_sample(&self, site: &str, sample: &WaitSample) -> Result<(), Error> {
        sqlx::query(
            "insert into waits (site, lane, at, median, p90, travellers) \
             values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        )
        .bind(site)
        .bind(words::lane(sample.lane))
        .bind(sample.at.as_millisecond())
        .bind(i64::from(sample.wait.median_seconds))
        .bind(i64::from(sample.wait.p90_seconds))
        .bind(i64::from(sample.wait.travellers))
        .execute(&self.0.write)
        .await?;
        Ok(())
    }

    /// The samples of a site after `since`, by time.
    pub async fn wait_samples(
        &self,
        site: &str,
        since: Timestamp,
    ) -> Result<Vec<WaitSample>, Error> {
        sqlx::query("select * from waits where site = $1 and at > $2 order by at, lane")
            .bind(site)
            .bind(since.as_millisecond())
            .fetch_all(&self.0.read)
            .await?
            .iter()
            .map(|row| {
                let wait = Wait {
                    median_seconds: row::number(row, "median")?,
                    p90_seconds: row::number(row, "p90")?,
                    travellers: row::number(row, "travellers")?,
                };
                Ok(WaitSample { lane: lane(row)?, at: row::time(row, "at")?, wait })
            })
            .collect()
    }

    /// Deletes the samples before `until`.
    pub async fn delete_wait_samples(&self, until: Timestamp) -> Result<(), Error> {
        sqlx::query("delete from waits where at < $1")
            .bind(until.as_millisecond())
            .execute(&self.0.write)
            .await?;
        Ok(())
    }

    /// The alarms that are on, by site.
    pub async fn alarms(&self) -> Result<Vec<Alarm>, Error> {
        sqlx::query("select * from alarms order by site")
            .fetch_all(&self.0.read)
            .await?
            .iter()
            .map(|row| {
                Ok(Alarm {
                    site: row.try_get("site")?,
                    since: row::time(row, "since")?,
                    slower_by: row::number(row, "slower_by")?,
                    allowed: row::number(row, "allowed")?,
                })
            })
            .collect()
    }

    /// Turns an alarm on, and notifies desks and partners. False if it is on already.
    pub async fn raise_alarm(&self, alarm: &Alarm) -> Result<bool, Error> {
        let raise = sqlx::query(
            "insert into alarms (site, since, slower_by, allowed) values ($1, $2, $3, $4) \
             on conflict do nothing",
        )
        .bind(&alarm.site)
        .bind(alarm.since.as_millisecond())
        .bind(i64::from(alarm.slower_by))
        .bind(i64::from(alarm.allowed));
        self.switch(raise, &PartnerEvent::alarm(alarm, true), alarm.since).await
    }

    /// Turns an alarm off, and notifies desks and partners. False if it is off already.
    pub async fn clear_alarm(&self, alarm: &Alarm, now: Timestamp) -> Result<bool, Error> {
        let lower = sqlx::query("delete from alarms where site = $1").bind(&alarm.site);
        self.switch(lower, &PartnerEvent::alarm(alarm, false), now).await
    }

    async fn switch(
        &self,
        statement: Query<'_, Any, AnyArguments>,
        event: &PartnerEvent<'_>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let mut transaction = self.begin().await?;
        let has_changed = statement.execute(&mut *transaction).await?.rows_affected() == 1;
        if has_changed {
            deliveries::insert(&self.0.outbox.messages(event, now), &mut transaction).await?;
        }
        let events: &[DeskEvent] = if has_changed { &[DeskEvent::Change] } else { &[] };
        self.commit(transaction, events).await?;
        Ok(has_changed)
    }
}

fn lane(row: &AnyRow) -> Result<Lane, Error> {
    row::known([Lane::Face, Lane::Officer], words::lane, row.try_get("lane")?)
}
