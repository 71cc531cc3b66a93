//! The keys of kiosks: the present key, and its successor or predecessor.

use domain::{
    Actor, AuditAction, AuditEntry, AuditSubject, DeskEvent, Doubt, kiosks::KEY_LIFETIME,
};
use jiff::Timestamp;
use sqlx::{Any, Row, Transaction};
use wire::{KioskId, PublicKey};

use crate::{Error, Store, audit, doubts};

/// The outcome of a key change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyChangeOutcome {
    /// The new key is valid from now on.
    Taken,
    /// It was refused, because the present key is too new.
    Early,
}

/// The keys of a kiosk: the present one, and its successor or predecessor.
pub(crate) const MOST: i64 = 2;

impl Store {
    /// Lets `new` replace `present` once it is used, and forgets every other key. If the present
    /// key is too new, nothing changes and the desk shows a doubt.
    pub async fn change_key(
        &self,
        kiosk: KioskId,
        present: PublicKey,
        new: PublicKey,
        now: Timestamp,
    ) -> Result<KeyChangeOutcome, Error> {
        let mut transaction = self.begin().await?;
        let keys = sqlx::query("select key, heir, added from keys where kiosk = $1")
            .bind(kiosk.to_string())
            .fetch_all(&mut *transaction)
            .await?;
        let (present, new) = (String::from(present), String::from(new));
        let mut last = 0;
        for row in &keys {
            last = last.max(row.try_get::<i64, _>("added")?);
            let is_heir = row.try_get::<Option<&str>, _>("heir")? == Some(&new);
            if is_heir && row.try_get::<&str, _>("key")? == present {
                // The first answer may have been lost.
                return Ok(KeyChangeOutcome::Taken);
            }
        }
        if i128::from(now.as_millisecond() - last) < KEY_LIFETIME.as_millis() {
            doubts::note(kiosk, Doubt::EarlyKey, now, &mut transaction).await?;
            self.commit(transaction, &[DeskEvent::Change]).await?;
            return Ok(KeyChangeOutcome::Early);
        }
        sqlx::query("delete from keys where kiosk = $1 and key <> $2")
            .bind(kiosk.to_string())
            .bind(present.clone())
            .execute(&mut *transaction)
            .await?;
        add(kiosk, PublicKey::try_from(&*new).map_err(|_| Error::Damaged)?, now, &mut transaction)
            .await?;
        sqlx::query("update keys set heir = $1 where kiosk = $2 and key = $3 and key <> $1")
            .bind(new)
            .bind(kiosk.to_string())
            .bind(present)
            .execute(&mut *transaction)
            .await?;
        let site: String = sqlx::query_scalar("select site from kiosks where kiosk = $1")
            .bind(kiosk.to_string())
            .fetch_one(&mut *transaction)
            .await?;
        let subject = AuditSubject::Kiosk { site, kiosk };
        let entry =
            AuditEntry { at: now, actor: Actor::Kiosk, action: AuditAction::AskKey, subject };
        audit::record(&entry, &mut transaction).await?;
        self.commit(transaction, &[DeskEvent::Kiosk(kiosk)]).await?;
        Ok(KeyChangeOutcome::Taken)
    }

    /// Retires the predecessor when the new key is used, and continues its ticket numbers. The
    /// retired key stays stored until the next change, so that its use is noticed.
    pub async fn retire_elders(
        &self,
        kiosk: KioskId,
        heir: PublicKey,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        sqlx::query(
            "update keys set ticket = (select elder.ticket from keys as elder \
             where elder.kiosk = keys.kiosk and elder.heir = keys.key and elder.retired is null) \
             where kiosk = $1 and key = $2",
        )
        .bind(kiosk.to_string())
        .bind(String::from(heir))
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "update keys set retired = $3 \
             where kiosk = $1 and heir = $2 and key <> heir and retired is null",
        )
        .bind(kiosk.to_string())
        .bind(String::from(heir))
        .bind(now.as_millisecond())
        .execute(&mut *transaction)
        .await?;
        self.commit(transaction, &[DeskEvent::Kiosk(kiosk)]).await
    }
}

/// Adds a key, unless it exists.
pub(crate) async fn add(
    kiosk: KioskId,
    key: PublicKey,
    now: Timestamp,
    transaction: &mut Transaction<'_, Any>,
) -> Result<(), Error> {
    sqlx::query("insert into keys (kiosk, key, added) values ($1, $2, $3) on conflict do nothing")
        .bind(kiosk.to_string())
        .bind(String::from(key))
        .bind(now.as_millisecond())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
