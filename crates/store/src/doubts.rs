//! Quarantined results, and doubts about kiosks.

use domain::{
    Actor, AuditAction, AuditSubject, DeskEvent, Doubt, KioskDoubt, QuarantinedResult, Scope,
};
use jiff::Timestamp;
use sqlx::{Any, Row, Transaction, any::AnyRow};
use wire::{KioskId, Ticket};

use crate::{Error, Store, audit, row};

/// The most quarantined results of a kiosk: without a limit an attacker could store data in them.
const MOST: i64 = 10;

impl Store {
    /// Notes a doubt about a kiosk; it stays until staff have seen it.
    pub async fn doubt(&self, kiosk: KioskId, why: Doubt) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        note(kiosk, why, Timestamp::now(), &mut transaction).await?;
        self.commit(transaction, &[DeskEvent::Change]).await
    }

    /// All doubts about kiosks of these sites.
    pub async fn doubts(&self, scope: &Scope) -> Result<Vec<KioskDoubt>, Error> {
        sqlx::query(
            "select doubts.*, kiosks.site from doubts join kiosks on kiosks.kiosk = doubts.kiosk \
             where (cast($1 as text) is null or site = $1) order by doubts.kiosk, why",
        )
        .bind(scope.site().map(str::to_owned))
        .fetch_all(&self.0.read)
        .await?
        .iter()
        .map(|row| {
            Ok(KioskDoubt {
                kiosk: row::id(row.try_get("kiosk")?)?,
                site: row.try_get("site")?,
                why: why(row)?,
                last: row::time(row, "last")?,
                times: row::number(row, "times")?,
            })
        })
        .collect()
    }

    /// Removes the doubts about a kiosk after staff have seen them. False if there were none.
    pub async fn dismiss(&self, actor: &Actor, kiosk: KioskId) -> Result<bool, Error> {
        let mut transaction = self.begin().await?;
        let gone = sqlx::query("delete from doubts where kiosk = $1")
            .bind(kiosk.to_string())
            .execute(&mut *transaction)
            .await?;
        if gone.rows_affected() == 0 {
            return Ok(false);
        }
        let site = sqlx::query("select site from kiosks where kiosk = $1")
            .bind(kiosk.to_string())
            .fetch_optional(&mut *transaction)
            .await?;
        let site = site.map(|row| row.try_get("site")).transpose()?.unwrap_or_default();
        let subject = AuditSubject::Kiosk { site, kiosk };
        audit::record(&audit::now(actor, AuditAction::SeeDoubts, subject), &mut transaction)
            .await?;
        self.commit(transaction, &[DeskEvent::Change]).await?;
        Ok(true)
    }

    /// Results that were quarantined after `since` at these sites, newest first.
    pub async fn quarantined(
        &self,
        since: Timestamp,
        scope: &Scope,
        limit: u16,
    ) -> Result<Vec<QuarantinedResult>, Error> {
        sqlx::query(
            "select * from quarantine where at > $1 and (cast($2 as text) is null or site = $2) \
             order by at desc, number limit $3",
        )
        .bind(since.as_millisecond())
        .bind(scope.site().map(str::to_owned))
        .bind(i64::from(limit))
        .fetch_all(&self.0.read)
        .await?
        .iter()
        .map(|row| {
            let number = row::number::<u16>(row, "ticket")?;
            Ok(QuarantinedResult {
                kiosk: row::id(row.try_get("kiosk")?)?,
                ticket: Ticket::try_from(number).map_err(|_| Error::Damaged)?,
                why: why(row)?,
                at: row::time(row, "at")?,
            })
        })
        .collect()
    }
}

/// Quarantines a result.
pub(crate) async fn quarantine(
    quarantined_result: &QuarantinedResult,
    transaction: &mut Transaction<'_, Any>,
) -> Result<(), Error> {
    let QuarantinedResult { kiosk, ticket, why, at } = *quarantined_result;
    let random = getrandom::u64().map_err(|_| Error::Random)?;
    sqlx::query(
        "insert into quarantine (number, kiosk, ticket, why, at, site) values ($1, $2, $3, $4, $5, \
         coalesce((select site from kiosks where kiosk = $2), ''))",
    )
    .bind(format!("{:016x}{random:016x}", at.as_millisecond()))
    .bind(kiosk.to_string())
    .bind(i64::from(u16::from(ticket)))
    .bind(why.word())
    .bind(at.as_millisecond())
    .execute(&mut **transaction)
    .await?;
    sqlx::query(
        "delete from quarantine where kiosk = $1 and number not in \
         (select number from quarantine where kiosk = $1 order by number desc limit $2)",
    )
    .bind(kiosk.to_string())
    .bind(MOST)
    .execute(&mut **transaction)
    .await?;
    note(kiosk, why, at, transaction).await
}

/// Notes a doubt about a kiosk in the transaction of another change.
pub(crate) async fn note(
    kiosk: KioskId,
    why: Doubt,
    at: Timestamp,
    transaction: &mut Transaction<'_, Any>,
) -> Result<(), Error> {
    sqlx::query(
        "insert into doubts (kiosk, why, first, last, times) values ($1, $2, $3, $3, 1) \
         on conflict (kiosk, why) do update set last = excluded.last, times = doubts.times + 1",
    )
    .bind(kiosk.to_string())
    .bind(why.word())
    .bind(at.as_millisecond())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

fn why(row: &AnyRow) -> Result<Doubt, Error> {
    row::known(Doubt::ALL, Doubt::word, row.try_get("why")?)
}
