//! Open tickets in the store, and the actions of officers.

use domain::{
    Actor, AuditEntry, AuditSubject, DeskEvent, Handling, OpenTicket, Scope, TicketKey, UserName,
    words,
};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Row, any::AnyRow};
use wire::{Lane, MessageId};

use crate::{Error, Store, audit, row};

/// How many tickets of one kiosk are shown before those of all others.
const TOGETHER: i64 = 10;

/// The longest queueing time that counts for the order: ten minutes, in milliseconds.
const BELIEVED: i64 = 10 * 60 * 1000;

/// `$1` to `$4` identify the ticket, `$5` is the time, `$6` the user and `$7` the place.
fn statement(handling: Handling) -> &'static str {
    match handling {
        Handling::Take | Handling::CallNext => {
            "update results set taken = $5, taken_by = $6, place = $7 \
             where kiosk = $1 and ticket = $2 and received = $3 \
             and (cast($4 as text) is null or site = $4) \
             and taken is null and done is null returning id, site"
        }
        // The ticket waits as before, so no new value is bound.
        Handling::PutBack => {
            "update results set taken = null, taken_by = null, place = null \
             where kiosk = $1 and ticket = $2 and received = $3 \
             and (cast($4 as text) is null or site = $4) \
             and taken is not null and done is null returning id, site"
        }
        Handling::Finish => {
            "update results set done = $5, taken = coalesce(taken, $5), \
             taken_by = coalesce(taken_by, $6) \
             where kiosk = $1 and ticket = $2 and received = $3 \
             and (cast($4 as text) is null or site = $4) \
             and done is null returning id, site"
        }
    }
}

impl Store {
    /// Untaken tickets of a lane that [came](domain::StoredResult::came) after `since`, `limit` at
    /// most. In the officer lane the longest wait comes first, in the face lane the newest ticket;
    /// but only ten of each kiosk come before those of all others.
    ///
    /// The wait begins when the result was received, less the time that it was queued in its kiosk.
    /// The kiosk reports the queueing time, so it counts for some minutes at most.
    pub async fn waiting(
        &self,
        lane: Lane,
        since: Timestamp,
        scope: &Scope,
        limit: u16,
    ) -> Result<Vec<OpenTicket>, Error> {
        let direction = match lane {
            Lane::Officer => "",
            Lane::Face => "desc",
        };
        let columns = row::all_columns();
        let statement = format!(
            "select * from (select waiting.*, row_number() over \
             (partition by kiosk order by since {direction}, received {direction}, id) as turn \
             from (select {columns}, received - case when queued > {BELIEVED} then {BELIEVED} \
             else queued end as since from results where lane = $1 and came > $2 and done is null \
             and taken is null and (cast($3 as text) is null or site = $3)) as waiting) as turns \
             order by (turn - 1) / {TOGETHER}, since {direction}, received {direction}, kiosk, id \
             limit $4"
        );
        let query = sqlx::query(AssertSqlSafe(statement))
            .bind(words::lane(lane))
            .bind(since.as_millisecond());
        let query = query.bind(scope.site().map(str::to_owned)).bind(i64::from(limit));
        query.fetch_all(&self.0.read).await?.iter().map(open).collect()
    }

    /// Taken and unfinished tickets of both lanes that came after `since`, in the order in which
    /// they were taken.
    pub async fn taken(
        &self,
        since: Timestamp,
        scope: &Scope,
        limit: u16,
    ) -> Result<Vec<OpenTicket>, Error> {
        let query = sqlx::query(row::results_where(
            "came > $1 and done is null and taken is not null \
             and (cast($2 as text) is null or site = $2) \
             order by taken, received, kiosk, id limit $3",
        ));
        let query = query.bind(since.as_millisecond()).bind(scope.site().map(str::to_owned));
        query.bind(i64::from(limit)).fetch_all(&self.0.read).await?.iter().map(open).collect()
    }

    /// Handles a ticket; an officer who takes one calls its traveller to `place`. False if another
    /// officer was quicker, or the ticket is of another site.
    pub async fn handle(
        &self,
        by: &UserName,
        handling: Handling,
        ticket: TicketKey,
        place: Option<&str>,
        scope: &Scope,
    ) -> Result<bool, Error> {
        let TicketKey { kiosk, ticket: number, received } = ticket;
        let now = Timestamp::now();
        let mut transaction = self.begin().await?;
        let query = sqlx::query(statement(handling))
            .bind(kiosk.to_string())
            .bind(i64::from(u16::from(number)))
            .bind(received.as_millisecond())
            .bind(scope.site().map(str::to_owned));
        let query = match handling {
            Handling::PutBack => query,
            Handling::Take | Handling::CallNext => {
                query.bind(now.as_millisecond()).bind(by.to_string()).bind(place.map(str::to_owned))
            }
            Handling::Finish => query.bind(now.as_millisecond()).bind(by.to_string()),
        };
        let changed = query.fetch_optional(&mut *transaction).await?;
        let Some(changed) = changed else { return Ok(false) };
        let id: MessageId = row::id(changed.try_get("id")?)?;
        let subject =
            AuditSubject::Ticket { site: changed.try_get("site")?, kiosk, ticket: number, id };
        let entry = AuditEntry {
            at: now,
            actor: Actor::User(by.clone()),
            action: handling.action(),
            subject,
        };
        audit::record(&entry, &mut transaction).await?;
        self.commit(transaction, &[DeskEvent::Change]).await?;
        Ok(true)
    }

    /// Takes the ticket of the officer lane that has waited longest, if one waits. Two concurrent
    /// requests never get the same ticket.
    pub async fn call_next(
        &self,
        by: &UserName,
        since: Timestamp,
        place: Option<&str>,
        scope: &Scope,
    ) -> Result<bool, Error> {
        // If another officer has just taken the first ticket, try the next one. The loop ends,
        // because each failed turn means that another request has succeeded.
        while let [first, ..] = &*self.waiting(Lane::Officer, since, scope, 1).await? {
            if self.handle(by, Handling::CallNext, first.key(), place, scope).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Reads a ticket of the desk.
pub(crate) fn open(row: &AnyRow) -> Result<OpenTicket, Error> {
    let by = row.try_get::<Option<&str>, _>("taken_by")?;
    let by = by.map(|name| name.parse::<UserName>().map_err(|_| Error::Damaged)).transpose()?;
    let at = row.try_get::<Option<i64>, _>("taken")?;
    let at = at
        .map(|milliseconds| Timestamp::from_millisecond(milliseconds).map_err(|_| Error::Damaged))
        .transpose()?;
    Ok(OpenTicket {
        result: row::read(row)?,
        site: row.try_get("site")?,
        taken: by.zip(at),
        place: row.try_get("place")?,
    })
}
