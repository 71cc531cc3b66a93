//! Reads finished checks for the statistics.

use domain::{statistics::FinishedCheck, words};
use jiff::Timestamp;
use sqlx::Row;
use wire::Lane;

use crate::{Error, Store, row};

impl Store {
    /// When the first of all travellers [came](domain::StoredResult::came), if there is one.
    pub async fn first(&self) -> Result<Option<Timestamp>, Error> {
        let mut first = None;
        for lane in [Lane::Face, Lane::Officer] {
            let came: Option<i64> =
                sqlx::query_scalar("select min(came) from results where lane = $1")
                    .bind(words::lane(lane))
                    .fetch_one(&self.0.read)
                    .await?;
            let came = came.map(Timestamp::from_millisecond).transpose();
            first = first.into_iter().chain(came.map_err(|_| Error::Damaged)?).min();
        }
        Ok(first)
    }

    /// The checks whose travellers [came](domain::StoredResult::came) from `start` on and before
    /// `end`.
    pub async fn checks(
        &self,
        start: Timestamp,
        end: Timestamp,
    ) -> Result<Vec<FinishedCheck>, Error> {
        let mut checks = Vec::new();
        // By lane, since the index is.
        for lane in [Lane::Face, Lane::Officer] {
            let rows = sqlx::query(
                "select came, finished - arrived as seconds, site, lane, outcome, document, model \
                 from results where lane = $1 and came >= $2 and came < $3",
            )
            .bind(words::lane(lane))
            .bind(start.as_millisecond())
            .bind(end.as_millisecond())
            .fetch_all(&self.0.read)
            .await?;
            for row in rows {
                let came = Timestamp::from_millisecond(row.try_get("came")?);
                checks.push(FinishedCheck {
                    came: came.map_err(|_| Error::Damaged)?,
                    seconds: row::number(&row, "seconds")?,
                    site: row.try_get("site")?,
                    lane: row.try_get("lane")?,
                    outcome: row.try_get("outcome")?,
                    document: row.try_get("document")?,
                    model: row.try_get("model")?,
                });
            }
        }
        Ok(checks)
    }
}
