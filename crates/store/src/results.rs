//! The results in the store.

use domain::{DeskEvent, SignedRequest, StoredResult};
use sqlx::{Any, Transaction};
use wire::MessageId;

use crate::{Error, Insert, Store, row};

impl Store {
    /// Stores a result, unless its kiosk and id are stored already. Publishes `desk_event` if it is
    /// new.
    ///
    /// When this returns [`Insert::New`] the row is on disk.
    ///
    /// It is not checked for plausibility: the caller knows that it is true.
    pub async fn store_result(
        &self,
        result: &StoredResult,
        desk_event: Option<DeskEvent>,
    ) -> Result<Insert, Error> {
        self.0.results.submit(*result, None, desk_event).await
    }

    /// Judges a result by the kiosk's earlier results, and stores it if it is plausible.
    pub async fn judge_result(
        &self,
        result: &StoredResult,
        request: SignedRequest,
        desk_event: Option<DeskEvent>,
    ) -> Result<Insert, Error> {
        self.0.results.submit(*result, Some(request), desk_event).await
    }

    /// The results with this id: one, unless several kiosks chose the same.
    pub async fn with_id(&self, id: MessageId) -> Result<Vec<StoredResult>, Error> {
        sqlx::query(row::results_where("id = $1 order by kiosk"))
            .bind(id.to_string())
            .fetch_all(&self.0.read)
            .await?
            .iter()
            .map(row::read)
            .collect()
    }
}

/// Compares a result with the stored one. `None` if none has its kiosk and id.
pub(crate) async fn compare(
    result: &StoredResult,
    transaction: &mut Transaction<'_, Any>,
) -> Result<Option<Insert>, Error> {
    let (kiosk, id) = (result.message.kiosk.to_string(), result.message.id.to_string());
    let stored = sqlx::query(row::results_where("kiosk = $1 and id = $2"))
        .bind(kiosk.clone())
        .bind(id.clone())
        .fetch_optional(&mut **transaction)
        .await?;
    let Some(stored) = stored else { return Ok(None) };
    let stored = row::read(&stored)?;
    if stored.message != result.message {
        return Ok(Some(Insert::Conflict));
    }
    if result.signed <= stored.signed {
        return Ok(Some(Insert::Replayed));
    }
    sqlx::query("update results set signed = $1 where kiosk = $2 and id = $3")
        .bind(row::signed(result.signed))
        .bind(kiosk)
        .bind(id)
        .execute(&mut **transaction)
        .await?;
    Ok(Some(Insert::Duplicate))
}
