//! What travellers see: the called tickets on a public board, and their own ticket on a telephone.

use domain::{CalledTicket, FollowedTicket, Scope};
use jiff::Timestamp;
use sqlx::Row;
use wire::{MessageId, Ticket};

use crate::{Error, Store, row, tickets::open};

impl Store {
    /// The called tickets that came after `since`, the newest call first, `limit` at most.
    pub async fn called(
        &self,
        since: Timestamp,
        scope: &Scope,
        limit: u16,
    ) -> Result<Vec<CalledTicket>, Error> {
        let query = sqlx::query(
            "select kiosk, ticket, place from results where came > $1 and done is null \
             and taken is not null and place is not null \
             and (cast($2 as text) is null or site = $2) \
             order by taken desc, received desc, kiosk, id limit $3",
        );
        let query = query.bind(since.as_millisecond()).bind(scope.site().map(str::to_owned));
        let rows = query.bind(i64::from(limit)).fetch_all(&self.0.read).await?;
        let read = |row: &sqlx::any::AnyRow| -> Result<CalledTicket, Error> {
            let ticket = Ticket::try_from(row::number::<u16>(row, "ticket")?);
            Ok(CalledTicket {
                kiosk: row::id(row.try_get("kiosk")?)?,
                ticket: ticket.map_err(|_| Error::Damaged)?,
                place: row.try_get("place")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The tickets that came after `since` and whose result has this id: one, unless several kiosks chose
    /// the same.
    ///
    /// The index of lane and time bounds the search. There is none of ids, because SQLite leaves copies
    /// of deleted keys in the pages of an index.
    pub async fn followed(
        &self,
        id: MessageId,
        since: Timestamp,
    ) -> Result<Vec<FollowedTicket>, Error> {
        let query = sqlx::query(row::results_where(
            "lane in ('face', 'officer') and came > $1 and id = $2 order by kiosk",
        ));
        let query = query.bind(since.as_millisecond()).bind(id.to_string());
        let rows = query.fetch_all(&self.0.read).await?;
        let read = |row: &sqlx::any::AnyRow| -> Result<FollowedTicket, Error> {
            let is_done = row.try_get::<Option<i64>, _>("done")?.is_some();
            Ok(FollowedTicket { open: open(row)?, is_done })
        };
        rows.iter().map(read).collect()
    }

    /// Whether a kiosk was ever enrolled at this site.
    pub async fn has_site(&self, site: &str) -> Result<bool, Error> {
        let query = sqlx::query("select 1 from kiosks where site = $1 limit 1").bind(site);
        Ok(query.fetch_optional(&self.0.read).await?.is_some())
    }
}
