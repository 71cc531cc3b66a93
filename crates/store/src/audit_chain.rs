//! The audit's chain in the store.

use std::collections::VecDeque;

use domain::{
    Signer,
    audit::{AuditRow, ChainHead, Gap, merge_ends},
    deletion::NOTHING,
};
use sqlx::{Any, Row, Transaction, any::AnyRow};

use crate::{Database, Error, Store};

/// The result of a check of the audit.
#[derive(Debug)]
pub struct VerifiedAudit {
    /// Rows that are unchanged.
    pub whole: i64,
    /// Rows that the retention rules have deleted.
    pub deleted: i64,
    /// Rows that are older than the chain.
    pub older: i64,
    /// The head of the chain.
    pub end: ChainHead,
}

/// Rows of one read.
const PAGE: i64 = 1_000;

impl Store {
    /// Checks the whole audit in one snapshot of the database. `noted` is an earlier head.
    /// The error names the first wrong position.
    pub async fn verify_audit(
        &self,
        trusted: &[String],
        noted: Option<&ChainHead>,
    ) -> Result<VerifiedAudit, Error> {
        let mut transaction = match self.0.database {
            Database::Sqlite(_) => self.0.read.begin().await?,
            Database::Postgres(_) => {
                self.0.read.begin_with("begin isolation level repeatable read").await?
            }
        };
        let (end, older) = head(&mut transaction).await?;
        let mut gaps = gaps(&mut transaction).await?;
        let mut lines = VecDeque::new();
        let start = ChainHead { position: 0, link: NOTHING.into() };
        let mut is_noted_there = noted.is_none_or(|head| *head == start);
        let mut found = VerifiedAudit { whole: 0, deleted: 0, older, end: start };
        let mut is_after_line = false;
        loop {
            let position = found.end.position + 1;
            if let Some(gap) = gaps.pop_front_if(|gap| gap.first == position) {
                if !gap.is_signed(trusted) {
                    return Err(Error::AuditLine(position));
                }
                found.deleted += gap.end.position - gap.first + 1;
                // A noted head inside of a gap cannot be checked any more, so it is accepted.
                let is_within =
                    |head: &ChainHead| (gap.first..gap.end.position).contains(&head.position);
                is_noted_there |= noted.is_some_and(|head| *head == gap.end || is_within(head));
                found.end = gap.end;
                is_after_line = false;
                continue;
            }
            if lines.is_empty() {
                lines = after(found.end.position, &mut transaction).await?;
            }
            let Some(line) = lines.pop_front() else { break };
            let Some(end) = follows(&line, &found.end) else {
                // The next row exists, so the row before it must have changed.
                let is_next = line.chained.is_some_and(|(own, _)| own == position);
                return Err(Error::AuditLine(position - i64::from(is_next && is_after_line)));
            };
            found.end = end;
            is_after_line = true;
            found.whole += 1;
            is_noted_there |= noted == Some(&found.end);
        }
        if found.end.position != end.position || !gaps.is_empty() {
            return Err(Error::AuditLine(found.end.position.min(end.position) + 1));
        }
        if found.end != end {
            return Err(Error::AuditLine(end.position));
        }
        if !is_noted_there {
            return Err(Error::AuditEnd);
        }
        Ok(found)
    }
}

/// The head of the chain in the store, and the number of rows that are older than the chain.
async fn head(transaction: &mut Transaction<'_, Any>) -> Result<(ChainHead, i64), Error> {
    let head = sqlx::query("select place, link, began from audit_head");
    let head = head.fetch_one(&mut **transaction).await?;
    let end = ChainHead { position: head.try_get("place")?, link: head.try_get("link")? };
    let unchained = sqlx::query(
        "select count(*) as lines, cast(coalesce(max(at), 0) as bigint) as youngest from audit \
         where place is null or place < 1",
    );
    let unchained = unchained.fetch_one(&mut **transaction).await?;
    if unchained.try_get::<i64, _>("youngest")? > head.try_get::<i64, _>("began")? {
        return Err(Error::AuditBeside);
    }
    Ok((end, unchained.try_get("lines")?))
}

async fn gaps(transaction: &mut Transaction<'_, Any>) -> Result<VecDeque<Gap>, Error> {
    let gaps = sqlx::query("select * from audit_gaps order by first");
    gaps.fetch_all(&mut **transaction).await?.iter().map(gap).collect()
}

/// Rows after this position, in order.
async fn after(
    position: i64,
    transaction: &mut Transaction<'_, Any>,
) -> Result<VecDeque<AuditRow>, Error> {
    let lines = sqlx::query("select * from audit where place > $1 order by place limit $2");
    let lines = lines.bind(position).bind(PAGE).fetch_all(&mut **transaction).await?;
    lines.iter().map(line).collect()
}

/// The head after this row, if the row continues a chain with this head.
fn follows(line: &AuditRow, end: &ChainHead) -> Option<ChainHead> {
    let (position, previous) = line.chained.as_ref()?;
    if *position == end.position + 1 && *previous == end.link { line.end() } else { None }
}

/// Gives a row its position and adds it to the chain. The update locks the head until the
/// transaction ends.
pub(crate) async fn append(
    mut line: AuditRow,
    transaction: &mut Transaction<'_, Any>,
) -> Result<AuditRow, Error> {
    let head = sqlx::query("update audit_head set place = place + 1 returning place, link")
        .fetch_one(&mut **transaction)
        .await?;
    line.chained = Some((head.try_get("place")?, head.try_get("link")?));
    if let Some(end) = line.end() {
        sqlx::query("update audit_head set link = $1")
            .bind(end.link)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(line)
}

/// Signs the gaps that these deleted rows leave.
pub(crate) async fn close(
    rows: &[AnyRow],
    signer: &Signer,
    transaction: &mut Transaction<'_, Any>,
) -> Result<(), Error> {
    let lines = rows.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    for (first, end) in merge_ends(lines.iter().filter_map(AuditRow::end).collect()) {
        // Adjacent gaps are merged into one.
        let beside =
            sqlx::query("delete from audit_gaps where last = $1 or first = $2 returning *")
                .bind(first - 1)
                .bind(end.position + 1)
                .fetch_all(&mut **transaction)
                .await?;
        let (mut first, mut end) = (first, end);
        for gap in beside.iter().map(gap) {
            let gap = gap?;
            first = first.min(gap.first);
            if gap.end.position > end.position {
                end = gap.end;
            }
        }
        let Gap { first, end, signer, signature } = Gap::signed(first, end, signer);
        sqlx::query(
            "insert into audit_gaps (first, last, link, signer, signature) \
             values ($1, $2, $3, $4, $5)",
        )
        .bind(first)
        .bind(end.position)
        .bind(end.link)
        .bind(signer)
        .bind(signature)
        .execute(&mut **transaction)
        .await?;
    }
    Ok(())
}

fn gap(row: &AnyRow) -> Result<Gap, Error> {
    Ok(Gap {
        first: row.try_get("first")?,
        end: ChainHead { position: row.try_get("last")?, link: row.try_get("link")? },
        signer: row.try_get("signer")?,
        signature: row.try_get("signature")?,
    })
}

fn line(row: &AnyRow) -> Result<AuditRow, Error> {
    let position = row.try_get::<Option<i64>, _>("place")?;
    Ok(AuditRow {
        chained: position.zip(row.try_get::<Option<String>, _>("previous")?),
        number: row.try_get("number")?,
        at: row.try_get("at")?,
        who: row.try_get("who")?,
        did: row.try_get("did")?,
        site: row.try_get("site")?,
        kiosk: row.try_get("kiosk")?,
        ticket: row.try_get("ticket")?,
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        class: row.try_get("class")?,
    })
}
