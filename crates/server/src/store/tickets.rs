//! Open tickets in the store, and the actions of officers.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Row, any::AnyRow};
use wire::{KioskId, Lane, MessageId, Ticket};

use super::{Store, StoredResult, audit, row};
use crate::{
    AuditAction, AuditEntry, DeskEvent, Error, Scope, UserName,
    audit::{Actor, AuditSubject},
};

/// Identifies a ticket to the desk without the id of its result: that id would link a receipt to
/// its traveller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TicketKey {
    kiosk: KioskId,
    ticket: Ticket,
    received: Timestamp,
}

/// A ticket that is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenTicket {
    /// Its result.
    pub(crate) result: StoredResult,
    /// The site of its kiosk.
    pub(crate) site: String,
    /// Which officer has taken it, and when.
    pub(crate) taken: Option<(UserName, Timestamp)>,
}

/// How many tickets of one kiosk are shown before those of all others.
const TOGETHER: i64 = 10;

/// The longest queueing time that counts for the order: ten minutes, in milliseconds.
const BELIEVED: i64 = 10 * 60 * 1000;

/// An action on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handling {
    /// Assigns a waiting ticket to the officer.
    Take,
    /// The same for the ticket that has waited longest.
    CallNext,
    /// Puts a taken ticket back to the waiting ones.
    PutBack,
    /// Removes the ticket from the desk. If no officer had taken it, this one has.
    Finish,
}

impl OpenTicket {
    pub(crate) fn key(&self) -> TicketKey {
        let StoredResult { message, received, .. } = self.result;
        TicketKey { kiosk: message.kiosk, ticket: message.ticket, received }
    }
}

impl Handling {
    fn action(self) -> AuditAction {
        match self {
            Self::Take => AuditAction::Take,
            Self::CallNext => AuditAction::CallNext,
            Self::PutBack => AuditAction::PutBack,
            Self::Finish => AuditAction::Finish,
        }
    }

    /// `$1` to `$4` identify the ticket, `$5` is the time and `$6` the user.
    fn statement(self) -> &'static str {
        match self {
            Self::Take | Self::CallNext => {
                "update results set taken = $5, taken_by = $6 \
                 where kiosk = $1 and ticket = $2 and received = $3 \
                 and (cast($4 as text) is null or site = $4) \
                 and taken is null and done is null returning id, site"
            }
            // The ticket waits as before, so neither the time nor the user is bound.
            Self::PutBack => {
                "update results set taken = null, taken_by = null \
                 where kiosk = $1 and ticket = $2 and received = $3 \
                 and (cast($4 as text) is null or site = $4) \
                 and taken is not null and done is null returning id, site"
            }
            Self::Finish => {
                "update results set done = $5, taken = coalesce(taken, $5), \
                 taken_by = coalesce(taken_by, $6) \
                 where kiosk = $1 and ticket = $2 and received = $3 \
                 and (cast($4 as text) is null or site = $4) \
                 and done is null returning id, site"
            }
        }
    }
}

impl Store {
    /// Untaken tickets of a lane that [came](StoredResult::came) after `since`, `limit` at most. In
    /// the officer lane the longest wait comes first, in the face lane the newest ticket; but only
    /// ten of each kiosk come before those of all others.
    ///
    /// The wait begins when the result was received, less the time that it was queued in its kiosk.
    /// The kiosk reports the queueing time, so it counts for some minutes at most.
    pub(crate) async fn waiting(
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
        let statement = format!(
            "select * from (select waiting.*, row_number() over \
             (partition by kiosk order by since {direction}, received {direction}, id) as turn \
             from (select results.*, received - case when queued > {BELIEVED} then {BELIEVED} \
             else queued end as since from results where lane = $1 and came > $2 and done is null \
             and taken is null and (cast($3 as text) is null or site = $3)) as waiting) as turns \
             order by (turn - 1) / {TOGETHER}, since {direction}, received {direction}, kiosk, id \
             limit $4"
        );
        let query = sqlx::query(AssertSqlSafe(statement))
            .bind(row::lane(lane))
            .bind(since.as_millisecond());
        let query = query.bind(scope.site().map(str::to_owned)).bind(i64::from(limit));
        query.fetch_all(&self.0.read).await?.iter().map(open).collect()
    }

    /// Taken and unfinished tickets of both lanes that came after `since`, in the order in which
    /// they were taken.
    pub(crate) async fn taken(
        &self,
        since: Timestamp,
        scope: &Scope,
        limit: u16,
    ) -> Result<Vec<OpenTicket>, Error> {
        let query = sqlx::query(
            "select * from results where came > $1 and done is null and taken is not null \
             and (cast($2 as text) is null or site = $2) \
             order by taken, received, kiosk, id limit $3",
        );
        let query = query.bind(since.as_millisecond()).bind(scope.site().map(str::to_owned));
        query.bind(i64::from(limit)).fetch_all(&self.0.read).await?.iter().map(open).collect()
    }

    /// Handles a ticket. False if another officer was quicker, or the ticket is of another site.
    pub(crate) async fn handle(
        &self,
        by: &UserName,
        handling: Handling,
        ticket: TicketKey,
        scope: &Scope,
    ) -> Result<bool, Error> {
        let TicketKey { kiosk, ticket: number, received } = ticket;
        let now = Timestamp::now();
        let mut transaction = self.begin().await?;
        let query = sqlx::query(handling.statement())
            .bind(kiosk.to_string())
            .bind(i64::from(u16::from(number)))
            .bind(received.as_millisecond())
            .bind(scope.site().map(str::to_owned));
        let query = match handling {
            Handling::PutBack => query,
            Handling::Take | Handling::CallNext | Handling::Finish => {
                query.bind(now.as_millisecond()).bind(by.to_string())
            }
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
        self.commit(transaction, DeskEvent::Change).await?;
        Ok(true)
    }

    /// Takes the ticket of the officer lane that has waited longest, if one waits. Two concurrent
    /// requests never get the same ticket.
    pub(crate) async fn call_next(
        &self,
        by: &UserName,
        since: Timestamp,
        scope: &Scope,
    ) -> Result<bool, Error> {
        // If another officer has just taken the first ticket, try the next one. The loop ends,
        // because each failed turn means that another request has succeeded.
        while let [first, ..] = &*self.waiting(Lane::Officer, since, scope, 1).await? {
            if self.handle(by, Handling::CallNext, first.key(), scope).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn open(row: &AnyRow) -> Result<OpenTicket, Error> {
    let by = row.try_get::<Option<&str>, _>("taken_by")?;
    let by = by.map(|name| name.parse::<UserName>().map_err(|_| Error::Damaged)).transpose()?;
    let at = row.try_get::<Option<i64>, _>("taken")?;
    let at = at
        .map(|milliseconds| Timestamp::from_millisecond(milliseconds).map_err(|_| Error::Damaged))
        .transpose()?;
    Ok(OpenTicket { result: row::read(row)?, site: row.try_get("site")?, taken: by.zip(at) })
}

impl fmt::Display for TicketKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kiosk, ticket, received } = self;
        write!(f, "{kiosk}-{ticket}-{}", received.as_millisecond())
    }
}

impl FromStr for TicketKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().ok_or(());
        let kiosk = part()?.parse().map_err(drop)?;
        let number: u16 = part()?.parse().map_err(drop)?;
        let received = Timestamp::from_millisecond(part()?.parse().map_err(drop)?).map_err(drop)?;
        Ok(Self { kiosk, ticket: Ticket::try_from(number).map_err(drop)?, received })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_ticket_is_read_as_it_is_written() {
        let key: TicketKey = "0007-042-1790000009123".parse().unwrap();
        assert_eq!(key.to_string(), "0007-042-1790000009123");
        for text in ["", "0007", "0007-042", "0007-0-1", "07-042-1", "0007-042-x", "0007-042-"] {
            assert_eq!(text.parse::<TicketKey>(), Err(()), "{text:?}");
        }
    }
}
