//! The results in the store.

use jiff::Timestamp;
use sqlx::{Any, Transaction};
use wire::{MessageId, ResultMessage};

use super::{Recorded, Store, ago, row};
use crate::{Arrival, Error, conduct::Claim};

/// A stored result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What the kiosk sent.
    pub message: ResultMessage,
    /// When it came, by the clock of this server; whole milliseconds.
    pub received: Timestamp,
    /// When the last copy that came was signed: milliseconds since 1970-01-01 UTC, by the kiosk's
    /// clock.
    pub signed: u64,
}

impl Kept {
    /// How long it lay in the kiosk, from the last screen to the signature: milliseconds. Both times are
    /// by the kiosk's clock, so that it does not matter what time that believes it is.
    pub fn queued(&self) -> u64 {
        self.signed.saturating_sub(u64::from(self.message.finished) * 1_000)
    }

    /// When the traveller's last screen came, by the clock of this server.
    pub fn came(&self) -> Timestamp {
        ago(self.received, self.queued())
    }
}

impl Store {
    /// Stores a result, unless its kiosk and id are stored already. Tells `arrival` if it was not.
    ///
    /// When this returns [`Recorded::New`] the row is on disk.
    ///
    /// It is not judged: whoever calls knows that it is true.
    pub async fn keep(&self, kept: &Kept, arrival: Option<Arrival>) -> Result<Recorded, Error> {
        self.0.results.keep(*kept, None, arrival).await
    }

    /// Judges a result by what its kiosk has sent before, and stores it if it can be true.
    pub(crate) async fn take_in(
        &self,
        kept: &Kept,
        claim: Claim,
        arrival: Option<Arrival>,
    ) -> Result<Recorded, Error> {
        self.0.results.keep(*kept, Some(claim), arrival).await
    }

    /// The results with this id: one, unless several kiosks chose the same.
    pub async fn with_id(&self, id: MessageId) -> Result<Vec<Kept>, Error> {
        sqlx::query("select * from results where id = $1 order by kiosk")
            .bind(id.to_string())
            .fetch_all(&self.0.read)
            .await?
            .iter()
            .map(row::read)
            .collect()
    }
}

/// What a result is that was not new. None if there is none of its kiosk and id.
pub(super) async fn compare(
    kept: &Kept,
    transaction: &mut Transaction<'_, Any>,
) -> Result<Option<Recorded>, Error> {
    let (kiosk, id) = (kept.message.kiosk.to_string(), kept.message.id.to_string());
    let stored = sqlx::query("select * from results where kiosk = $1 and id = $2")
        .bind(kiosk.clone())
        .bind(id.clone())
        .fetch_optional(&mut **transaction)
        .await?;
    let Some(stored) = stored else { return Ok(None) };
    let stored = row::read(&stored)?;
    if stored.message != kept.message {
        return Ok(Some(Recorded::Conflict));
    }
    if kept.signed <= stored.signed {
        return Ok(Some(Recorded::Replayed));
    }
    sqlx::query("update results set signed = $1 where kiosk = $2 and id = $3")
        .bind(row::signed(kept.signed))
        .bind(kiosk)
        .bind(id)
        .execute(&mut **transaction)
        .await?;
    Ok(Some(Recorded::Again))
}
