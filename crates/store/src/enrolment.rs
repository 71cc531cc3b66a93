//! The enrolment of kiosks, and their numbers.

use domain::{DeskEvent, digest};
use jiff::Timestamp;
use sqlx::{Any, Row, Transaction};
use wire::{Code, KioskId, PublicKey, Ticket};

use crate::{
    Error, Store,
    keys::{MOST, add},
    kiosks::WITHOUT_KEYS,
    row,
};

impl Store {
    /// Enrols the kiosk of a code: `key` replaces all its keys, and the code cannot be used with
    /// another key. Results with its `provisional` number are accepted as well. `None` if the code
    /// is unknown, used or expired.
    ///
    /// A repeated request with the same key changes nothing: the first response may have been lost.
    pub async fn enrol(
        &self,
        code: Code,
        key: PublicKey,
        provisional: Option<KioskId>,
        now: Timestamp,
    ) -> Result<Option<(KioskId, Option<Ticket>)>, Error> {
        let mut transaction = self.begin().await?;
        let hash = digest::sha256_hex(code.to_string().as_bytes());
        let used = sqlx::query(
            "update codes set enrolled = $1 \
             where hash = $2 and expires > $3 and enrolled is null returning kiosk",
        )
        .bind(String::from(key))
        .bind(&hash)
        .bind(now.as_millisecond())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(used) = used else {
            let Some(kiosk) = enrolled(&hash, key, now, &mut transaction).await? else {
                return Ok(None);
            };
            let ticket = last_ticket(kiosk, &mut transaction).await?;
            return Ok(Some((kiosk, ticket)));
        };
        let kiosk: KioskId = row::id(used.try_get("kiosk")?)?;
        let ticket = last_ticket(kiosk, &mut transaction).await?;
        sqlx::query(WITHOUT_KEYS).bind(kiosk.to_string()).execute(&mut *transaction).await?;
        add(kiosk, key, now, &mut transaction).await?;
        if let Some(number) = provisional {
            add_former(number, kiosk, key, now, &mut transaction).await?;
        }
        self.commit(transaction, &changes(kiosk, provisional)).await?;
        Ok(Some((kiosk, ticket)))
    }

    /// Enrols a kiosk without a code, in trial mode only. If another kiosk has its number, a kiosk
    /// with a provisional number keeps that one; a kiosk without one shares the number. `None` if
    /// it was revoked.
    pub async fn try_out(
        &self,
        kiosk: KioskId,
        key: PublicKey,
        provisional: Option<KioskId>,
    ) -> Result<Option<(KioskId, Option<Ticket>)>, Error> {
        let (now, mut transaction) = (Timestamp::now(), self.begin().await?);
        let others = sqlx::query("select 1 from keys where kiosk = $1 and key <> $2 limit 1")
            .bind(kiosk.to_string())
            .bind(String::from(key))
            .fetch_optional(&mut *transaction)
            .await?;
        let (kiosk, former) = match provisional {
            Some(number) if others.is_some() => (number, None),
            former => (kiosk, former),
        };
        sqlx::query("insert into kiosks (kiosk, site) values ($1, '') on conflict do nothing")
            .bind(kiosk.to_string())
            .execute(&mut *transaction)
            .await?;
        let revoked = sqlx::query("select 1 from kiosks where kiosk = $1 and revoked is not null")
            .bind(kiosk.to_string())
            .fetch_optional(&mut *transaction)
            .await?;
        if revoked.is_some() {
            return Ok(None);
        }
        let ticket = last_ticket(kiosk, &mut transaction).await?;
        add(kiosk, key, now, &mut transaction).await?;
        keep_newest(kiosk, &mut transaction).await?;
        if let Some(number) = former {
            add_former(number, kiosk, key, now, &mut transaction).await?;
        }
        self.commit(transaction, &changes(kiosk, former)).await?;
        Ok(Some((kiosk, ticket)))
    }
}

/// The events of an enrolment: of the kiosk, and of its former number, if it had one.
fn changes(kiosk: KioskId, former: Option<KioskId>) -> Vec<DeskEvent> {
    former.into_iter().chain([kiosk]).map(DeskEvent::Kiosk).collect()
}

/// Accepts results with the former provisional number of a kiosk: 2,000 at most.
async fn add_former(
    number: KioskId,
    kiosk: KioskId,
    key: PublicKey,
    now: Timestamp,
    transaction: &mut Transaction<'_, Any>,
) -> Result<(), Error> {
    sqlx::query(
        "insert into kiosks (kiosk, site, enrolled_as) \
         select $1, site, kiosk from kiosks where kiosk = $2 \
         on conflict (kiosk) do update set site = excluded.site, revoked = null, \
         enrolled_as = excluded.enrolled_as, backlog = 0, declared = 0",
    )
    .bind(number.to_string())
    .bind(kiosk.to_string())
    .execute(&mut **transaction)
    .await?;
    add(number, key, now, transaction).await?;
    keep_newest(number, transaction).await
}

/// Deletes all keys of a kiosk except for the newest ones.
async fn keep_newest(kiosk: KioskId, transaction: &mut Transaction<'_, Any>) -> Result<(), Error> {
    sqlx::query(
        "delete from keys where kiosk = $1 and key not in \
         (select key from keys where kiosk = $1 order by added desc, key limit $2)",
    )
    .bind(kiosk.to_string())
    .bind(MOST)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// The last ticket that came with a kiosk's number.
async fn last_ticket(
    kiosk: KioskId,
    transaction: &mut Transaction<'_, Any>,
) -> Result<Option<Ticket>, Error> {
    let row = sqlx::query(
        "select ticket from (select ticket, received as at from results where kiosk = $1 union all \
         select ticket, added as at from keys where kiosk = $1 and ticket is not null) as tickets \
         order by at desc limit 1",
    )
    .bind(kiosk.to_string())
    .fetch_optional(&mut **transaction)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Ticket::try_from(row::number::<u16>(&row, "ticket")?).ok())
}

/// The kiosk that a code has enrolled with this key, if the key is still valid.
async fn enrolled(
    hash: &str,
    key: PublicKey,
    now: Timestamp,
    transaction: &mut Transaction<'_, Any>,
) -> Result<Option<KioskId>, Error> {
    let row = sqlx::query(
        "select codes.kiosk from codes \
         join keys on keys.kiosk = codes.kiosk and keys.key = codes.enrolled and retired is null \
         where hash = $1 and expires > $2 and enrolled = $3",
    )
    .bind(hash)
    .bind(now.as_millisecond())
    .bind(String::from(key))
    .fetch_optional(&mut **transaction)
    .await?;
    row.map(|row| row::id(row.try_get("kiosk")?)).transpose()
}
