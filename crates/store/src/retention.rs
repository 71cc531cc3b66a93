//! Deletes old rows from the store, and counts the deletions.

use domain::{Deletion, Signer, deletion::NOTHING};
use jiff::Timestamp;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};

use crate::{Database, Error, Store, audit_chain, row};

/// A table whose rows have a site, a class and a time.
#[derive(Clone, Copy, Debug)]
pub struct RetainedTable {
    table: &'static str,
    /// The columns of its primary key.
    key: &'static str,
    /// The column with the start of the retention time: milliseconds since 1970-01-01 UTC. There
    /// must be an index of site, class and this column.
    from: &'static str,
}

/// The table of the audit, whose rows form a chain.
const AUDIT: &str = "audit";

/// All tables with a retention time.
pub const RETAINED_TABLES: [RetainedTable; 5] = [
    RetainedTable { table: "results", key: "kiosk, id", from: "came" },
    RetainedTable { table: "calls", key: "kiosk, id", from: "received" },
    RetainedTable { table: "quarantine", key: "number", from: "at" },
    RetainedTable { table: "deliveries", key: "partner, event", from: "at" },
    RetainedTable { table: AUDIT, key: "number", from: "at" },
];

impl Store {
    /// Every pair of site and class in a table. Skips from one to the next in the index (loose
    /// index scan), however many rows each has.
    pub async fn classes(&self, record: RetainedTable) -> Result<Vec<(String, String)>, Error> {
        let RetainedTable { table, .. } = record;
        let mut classes = Vec::<(String, String)>::new();
        loop {
            let next = match classes.last() {
                None => {
                    let first =
                        format!("select site, class from {table} order by site, class limit 1");
                    sqlx::query(AssertSqlSafe(first)).fetch_optional(&self.0.read).await?
                }
                Some((site, class)) => {
                    let next = format!(
                        "select site, class from {table} where (site, class) > ($1, $2) \
                         order by site, class limit 1"
                    );
                    let next = sqlx::query(AssertSqlSafe(next)).bind(site).bind(class);
                    next.fetch_optional(&self.0.read).await?
                }
            };
            let Some(next) = next else { return Ok(classes) };
            classes.push((next.try_get("site")?, next.try_get("class")?));
        }
    }

    /// How many rows of a site and class there are.
    pub async fn count(
        &self,
        record: RetainedTable,
        site: &str,
        class: &str,
    ) -> Result<i64, Error> {
        let RetainedTable { table, .. } = record;
        let count = format!("select count(*) from {table} where site = $1 and class = $2");
        let count = sqlx::query_scalar(AssertSqlSafe(count)).bind(site).bind(class);
        Ok(count.fetch_one(&self.0.read).await?)
    }

    /// Deletes `limit` rows at most from before `before`, the oldest first, and counts them, both
    /// or neither.
    #[expect(clippy::too_many_arguments, reason = "what is deleted, and who says so")]
    pub async fn delete(
        &self,
        record: RetainedTable,
        site: &str,
        class: &str,
        before: Timestamp,
        limit: u16,
        signer: &Signer,
        now: Timestamp,
    ) -> Result<u64, Error> {
        let RetainedTable { table, key, from } = record;
        let mut transaction = self.begin().await?;
        let delete = format!(
            "delete from {table} where ({key}) in (select {key} from {table} \
             where site = $1 and class = $2 and {from} < $3 order by {from} limit $4)"
        );
        let returning = if table == AUDIT { " returning *" } else { "" };
        let delete = sqlx::query(AssertSqlSafe(delete + returning))
            .bind(site)
            .bind(class)
            .bind(before.as_millisecond())
            .bind(i64::from(limit));
        let deleted = if table == AUDIT {
            let lines = delete.fetch_all(&mut *transaction).await?;
            audit_chain::close(&lines, signer, &mut transaction).await?;
            lines.len() as u64
        } else {
            delete.execute(&mut *transaction).await?.rows_affected()
        };
        if deleted > 0 {
            count(site, class, deleted, signer, now, &mut transaction).await?;
        }
        transaction.commit().await?;
        Ok(deleted)
    }

    /// The counts after this number, in order.
    pub async fn deletions(&self, after: u64, limit: u16) -> Result<Vec<Deletion>, Error> {
        sqlx::query("select * from deletions where number > $1 order by number limit $2")
            .bind(i64::try_from(after).unwrap_or(i64::MAX))
            .bind(i64::from(limit))
            .fetch_all(&self.0.read)
            .await?
            .iter()
            .map(read)
            .collect()
    }

    /// How many records of each site and class were deleted.
    pub async fn deleted(&self) -> Result<Vec<(String, String, i64)>, Error> {
        sqlx::query(
            "select site, class, cast(sum(deleted) as bigint) as deleted from deletions \
             group by site, class order by site, class",
        )
        .fetch_all(&self.0.read)
        .await?
        .iter()
        .map(|row| Ok((row.try_get("site")?, row.try_get("class")?, row.try_get("deleted")?)))
        .collect()
    }

    /// Returns the free pages and the log of SQLite's file to the file system. In PostgreSQL,
    /// autovacuum does it.
    pub async fn shrink(&self) -> Result<(), Error> {
        if matches!(self.0.database, Database::Sqlite(_)) {
            let mut connection = self.0.write.acquire().await?;
            for pragma in ["pragma incremental_vacuum", "pragma wal_checkpoint(truncate)"] {
                sqlx::query(pragma).fetch_all(&mut *connection).await?;
            }
        }
        Ok(())
    }
}

async fn count(
    site: &str,
    class: &str,
    deleted: u64,
    signer: &Signer,
    at: Timestamp,
    transaction: &mut Transaction<'_, Any>,
) -> Result<(), Error> {
    let last = sqlx::query("select * from deletions order by number desc limit 1")
        .fetch_optional(&mut **transaction)
        .await?;
    let last = last.as_ref().map(read).transpose()?;
    let deletion = Deletion {
        // If two processes count concurrently, one transaction fails and deletes nothing.
        number: last.as_ref().map_or(0, |deletion| deletion.number) + 1,
        at,
        site: site.into(),
        class: class.into(),
        deleted,
        previous: last.as_ref().map_or_else(|| NOTHING.into(), Deletion::hash),
        signer: String::new(),
        signature: String::new(),
    }
    .signed(signer);
    sqlx::query(
        "insert into deletions (number, at, site, class, deleted, previous, signer, signature) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(i64::try_from(deletion.number).unwrap_or(i64::MAX))
    .bind(deletion.at.as_millisecond())
    .bind(&deletion.site)
    .bind(&deletion.class)
    .bind(i64::try_from(deleted).unwrap_or(i64::MAX))
    .bind(&deletion.previous)
    .bind(&deletion.signer)
    .bind(&deletion.signature)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

fn read(row: &sqlx::any::AnyRow) -> Result<Deletion, Error> {
    Ok(Deletion {
        number: row::number(row, "number")?,
        at: row::time(row, "at")?,
        site: row.try_get("site")?,
        class: row.try_get("class")?,
        deleted: row::number(row, "deleted")?,
        previous: row.try_get("previous")?,
        signer: row.try_get("signer")?,
        signature: row.try_get("signature")?,
    })
}
