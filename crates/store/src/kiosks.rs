//! The kiosks that may send, and their keys.

use domain::{
    Actor, AuditAction, AuditSubject, DeskEvent, KioskKey, KioskRecord, KioskSummary, digest,
};
use jiff::Timestamp;
use sqlx::{Any, Row, Transaction, any::AnyRow};
use wire::{Code, KioskId, PublicKey};

use crate::{Error, Store, audit, keys::MOST, row};

impl Store {
    /// The record of a kiosk, if it is enrolled or named.
    pub async fn kiosk(&self, kiosk: KioskId) -> Result<Option<KioskRecord>, Error> {
        let known = sqlx::query("select site, revoked, enrolled_as from kiosks where kiosk = $1")
            .bind(kiosk.to_string())
            .fetch_optional(&self.0.read)
            .await?;
        let Some(known) = known else { return Ok(None) };
        let keys = sqlx::query(
            "select key, retired, (select count(*) from keys as old where old.kiosk = keys.kiosk \
             and old.heir = keys.key and old.retired is null) as elders from keys \
             where kiosk = $1 order by elders desc, added desc, key limit $2",
        )
        .bind(kiosk.to_string())
        .bind(MOST)
        .fetch_all(&self.0.read)
        .await?;
        let read = |row: &AnyRow| -> Result<KioskKey, Error> {
            let key = PublicKey::try_from(row.try_get::<&str, _>("key")?);
            let elders: i64 = row.try_get("elders")?;
            let retired = row.try_get::<Option<i64>, _>("retired")?.map(i64::unsigned_abs);
            Ok(KioskKey { key: key.map_err(|_| Error::Damaged)?, is_heir: elders > 0, retired })
        };
        Ok(Some(KioskRecord {
            kiosk,
            site: known.try_get("site")?,
            is_revoked: known.try_get::<Option<i64>, _>("revoked")?.is_some(),
            is_former: known.try_get::<Option<&str>, _>("enrolled_as")?.is_some(),
            keys: keys.iter().map(read).collect::<Result<_, _>>()?,
        }))
    }

    /// All kiosks, by number.
    pub async fn kiosks(&self) -> Result<Vec<KioskRecord>, Error> {
        let numbers =
            sqlx::query("select kiosk from kiosks where enrolled_as is null order by kiosk")
                .fetch_all(&self.0.read)
                .await?;
        let mut kiosks = Vec::new();
        for number in &numbers {
            kiosks.extend(self.kiosk(row::id(number.try_get("kiosk")?)?).await?);
        }
        Ok(kiosks)
    }

    /// All kiosks as the desk lists them, by number.
    pub async fn listed_kiosks(&self) -> Result<Vec<KioskSummary>, Error> {
        let rows = sqlx::query(
            "select kiosk, site, revoked, backlog, \
             (select max(added) from keys where keys.kiosk = kiosks.kiosk and added > 0) as changed, \
             (select count(*) from keys where keys.kiosk = kiosks.kiosk) as enrolled, \
             (select max(expires) from codes \
             where codes.kiosk = kiosks.kiosk and enrolled is null) as code, \
             (select max(received) from results where results.kiosk = kiosks.kiosk) as result, \
             (select max(received) from calls where calls.kiosk = kiosks.kiosk) as call \
             from kiosks where enrolled_as is null order by kiosk",
        )
        .fetch_all(&self.0.read)
        .await?;
        let time = |row: &AnyRow, column: &str| -> Result<Option<Timestamp>, Error> {
            let at = row.try_get::<Option<i64>, _>(column)?;
            at.map(|milliseconds| {
                Timestamp::from_millisecond(milliseconds).map_err(|_| Error::Damaged)
            })
            .transpose()
        };
        let read = |row: &AnyRow| -> Result<KioskSummary, Error> {
            Ok(KioskSummary {
                kiosk: row::id(row.try_get("kiosk")?)?,
                site: row.try_get("site")?,
                is_revoked: row.try_get::<Option<i64>, _>("revoked")?.is_some(),
                is_enrolled: row.try_get::<i64, _>("enrolled")? > 0,
                code: time(row, "code")?,
                heard: time(row, "result")?.max(time(row, "call")?),
                changed: time(row, "changed")?,
                backlog: row::number(row, "backlog")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Creates a kiosk, or reverts its revocation, with a single-use enrolment code that is valid
    /// until `expires`. An earlier code of the kiosk becomes invalid.
    pub async fn admit(
        &self,
        kiosk: KioskId,
        site: &str,
        code: Code,
        expires: Timestamp,
    ) -> Result<(), Error> {
        self.admit_by(&Actor::Unidentified, kiosk, site, code, expires).await
    }

    /// The same, done at the desk.
    pub async fn admit_by(
        &self,
        actor: &Actor,
        kiosk: KioskId,
        site: &str,
        code: Code,
        expires: Timestamp,
    ) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        name(kiosk, site, &mut transaction).await?;
        sqlx::query("delete from codes where kiosk = $1")
            .bind(kiosk.to_string())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("insert into codes (hash, kiosk, expires) values ($1, $2, $3)")
            .bind(digest::sha256_hex(code.to_string().as_bytes()))
            .bind(kiosk.to_string())
            .bind(expires.as_millisecond())
            .execute(&mut *transaction)
            .await?;
        let subject = AuditSubject::Kiosk { site: site.into(), kiosk };
        audit::record(&audit::now(actor, AuditAction::AddKiosk, subject), &mut transaction).await?;
        self.commit(transaction, &[DeskEvent::Kiosk(kiosk)]).await
    }

    /// Revokes a kiosk. False if it does not exist.
    pub async fn revoke(&self, kiosk: KioskId, now: Timestamp) -> Result<bool, Error> {
        self.revoke_by(&Actor::Unidentified, kiosk, now).await
    }

    /// The same, done at the desk.
    pub async fn revoke_by(
        &self,
        actor: &Actor,
        kiosk: KioskId,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let mut transaction = self.begin().await?;
        let revoked = sqlx::query(
            "update kiosks set revoked = coalesce(revoked, $1) where kiosk = $2 or enrolled_as = $2 \
             returning site",
        )
        .bind(now.as_millisecond())
        .bind(kiosk.to_string())
        .fetch_all(&mut *transaction)
        .await?;
        let [revoked, ..] = &*revoked else { return Ok(false) };
        for statement in [WITHOUT_KEYS, "delete from codes where kiosk = $1"] {
            sqlx::query(statement).bind(kiosk.to_string()).execute(&mut *transaction).await?;
        }
        let subject = AuditSubject::Kiosk { site: revoked.try_get("site")?, kiosk };
        audit::record(&audit::now(actor, AuditAction::RevokeKiosk, subject), &mut transaction)
            .await?;
        self.commit(transaction, &[DeskEvent::Kiosk(kiosk)]).await?;
        Ok(true)
    }
}

/// Deletes the keys of a kiosk and of its provisional numbers.
pub(crate) const WITHOUT_KEYS: &str =
    "delete from keys where key in (select key from keys where kiosk = $1)";

async fn name(
    kiosk: KioskId,
    site: &str,
    transaction: &mut Transaction<'_, Any>,
) -> Result<(), Error> {
    sqlx::query(
        "insert into kiosks (kiosk, site) values ($1, $2) \
         on conflict (kiosk) do update set site = excluded.site, revoked = null",
    )
    .bind(kiosk.to_string())
    .bind(site)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
