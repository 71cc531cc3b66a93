//! The calls for staff in the store.

use domain::{
    Actor, AuditAction, AuditEntry, AuditSubject, DeskEvent, Scope, StoredCall, UserName,
};
use jiff::Timestamp;
use sqlx::{Row, any::AnyRow};
use wire::{HelpCall, KioskId};

use crate::{Error, Insert, Store, audit, row};

impl Store {
    /// Stores a call, unless its kiosk and id are stored already, and publishes it if it is new.
    ///
    /// When this returns [`Insert::New`] the row is on disk.
    pub async fn store_call(&self, incoming: &StoredCall) -> Result<Insert, Error> {
        let StoredCall { call: HelpCall { id, kiosk, at }, received, signed } = *incoming;
        let mut transaction = self.begin().await?;
        let inserted = sqlx::query(
            "insert into calls (kiosk, id, at, received, signed, site) values ($1, $2, $3, $4, $5, \
             coalesce((select site from kiosks where kiosk = $1), '')) on conflict (kiosk, id) do nothing",
        )
        .bind(kiosk.to_string())
        .bind(id.to_string())
        .bind(i64::from(at))
        .bind(received.as_millisecond())
        .bind(row::signed(signed))
        .execute(&mut *transaction)
        .await?;
        if inserted.rows_affected() == 1 {
            self.commit(transaction, &[DeskEvent::Call(kiosk)]).await?;
            return Ok(Insert::New);
        }
        let stored = sqlx::query("select * from calls where kiosk = $1 and id = $2")
            .bind(kiosk.to_string())
            .bind(id.to_string())
            .fetch_one(&mut *transaction)
            .await?;
        let stored = read(&stored)?;
        if stored.call != incoming.call {
            return Ok(Insert::Conflict);
        }
        if signed <= stored.signed {
            return Ok(Insert::Replayed);
        }
        sqlx::query("update calls set signed = $1 where kiosk = $2 and id = $3")
            .bind(row::signed(signed))
            .bind(kiosk.to_string())
            .bind(id.to_string())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Insert::Duplicate)
    }

    /// The last unanswered call of each kiosk that was received after `since`, newest first,
    /// `limit` at most.
    pub async fn calls(
        &self,
        since: Timestamp,
        scope: &Scope,
        limit: u16,
    ) -> Result<Vec<StoredCall>, Error> {
        sqlx::query(
            "select * from calls where received > $1 and answered is null and not exists (\
             select 1 from calls as later where later.kiosk = calls.kiosk and \
             (later.received, later.id) > (calls.received, calls.id)) and \
             (cast($2 as text) is null or exists (\
             select 1 from kiosks where kiosks.kiosk = calls.kiosk and site = $2)) \
             order by received desc, kiosk limit $3",
        )
        .bind(since.as_millisecond())
        .bind(scope.site().map(str::to_owned))
        .bind(i64::from(limit))
        .fetch_all(&self.0.read)
        .await?
        .iter()
        .map(read)
        .collect()
    }

    /// Marks all calls of the kiosk until `received` as answered. False if they were answered
    /// before, or the kiosk stands at another site.
    pub async fn answer_call(
        &self,
        by: &UserName,
        kiosk: KioskId,
        received: Timestamp,
        scope: &Scope,
    ) -> Result<bool, Error> {
        let site = self.kiosk(kiosk).await?.map_or_else(String::new, |kiosk| kiosk.site);
        if !scope.covers(&site) {
            return Ok(false);
        }
        let now = Timestamp::now();
        let mut transaction = self.begin().await?;
        let answered = sqlx::query(
            "update calls set answered = $1, answered_by = $2 \
             where kiosk = $3 and received <= $4 and answered is null",
        )
        .bind(now.as_millisecond())
        .bind(by.to_string())
        .bind(kiosk.to_string())
        .bind(received.as_millisecond())
        .execute(&mut *transaction)
        .await?;
        if answered.rows_affected() == 0 {
            return Ok(false);
        }
        let subject = AuditSubject::Kiosk { site, kiosk };
        let entry = AuditEntry {
            at: now,
            actor: Actor::User(by.clone()),
            action: AuditAction::Answer,
            subject,
        };
        audit::record(&entry, &mut transaction).await?;
        self.commit(transaction, &[DeskEvent::Change]).await?;
        Ok(true)
    }
}

fn read(row: &AnyRow) -> Result<StoredCall, Error> {
    // The row of an earlier build's call holds another id, which is not used here.
    let call = HelpCall::new(row::id(row.try_get("kiosk")?)?, row::number(row, "at")?);
    Ok(StoredCall { call, received: row::received(row)?, signed: row::number(row, "signed")? })
}
