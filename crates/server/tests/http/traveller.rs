//! Simulated travellers in the store.

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use server::{Insert, StoredResult};
use wire::{BuildId, Code, Comparison, DocumentSource, End, KioskId, MessageId, ModelId, Ticket};
use wire::{Lane, ResultMessage, ResultVersion};

use crate::bench::Bench;

/// The real times, in seconds before the bench's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Traveller {
    pub(crate) kiosk: u16,
    /// How far the kiosk's clock is ahead.
    pub(crate) ahead: i64,
    pub(crate) lane: Lane,
    /// How long the check at the kiosk took.
    pub(crate) check: i64,
    /// When it ended.
    pub(crate) ended: i64,
    /// How long the result was queued in the kiosk.
    pub(crate) queued: i64,
    /// When an officer had finished.
    pub(crate) done: Option<i64>,
}

/// A traveller who left the face lane a minute ago, after ten seconds.
pub(crate) const FACE: Traveller =
    Traveller { kiosk: 7, ahead: 0, lane: Lane::Face, check: 10, ended: 60, queued: 0, done: None };

/// A traveller who came to the officer lane five minutes ago, and left a minute ago.
pub(crate) const OFFICER: Traveller =
    Traveller { lane: Lane::Officer, ended: 300, done: Some(60), ..FACE };

impl Bench {
    /// Stores them all, as their kiosks and officers would have.
    pub(crate) async fn remember(&self, travellers: &[Traveller]) {
        let now = self.clock.now();
        let ago = |seconds: i64| now - SignedDuration::from_secs(seconds);
        let store = &self.server.store;
        let mut connection = self.database.connect().await;
        let stored: Vec<_> = travellers.iter().map(|traveller| traveller.stored(now)).collect();
        for recorded in join_all(stored.iter().map(|result| store.store_result(result, None))).await
        {
            assert_eq!(recorded.unwrap(), Insert::New);
        }
        for (traveller, stored) in travellers.iter().zip(&stored) {
            let Some(done) = traveller.done else { continue };
            sqlx::query("update results set done = $1 where kiosk = $2 and id = $3")
                .bind(ago(done).as_millisecond())
                .bind(stored.message.kiosk.to_string())
                .bind(stored.message.id.to_string())
                .execute(&mut connection)
                .await
                .unwrap();
        }
    }

    /// Sets the site of a kiosk.
    pub(crate) async fn place(&self, kiosk: u16, site: &str) {
        let (kiosk, code) = (KioskId(kiosk), Code::new(kiosk.into()));
        self.server.store.admit(kiosk, site, code, Timestamp::MAX).await.unwrap();
    }
}

impl Traveller {
    fn stored(&self, now: Timestamp) -> StoredResult {
        let at = |seconds: i64| now - SignedDuration::from_secs(seconds);
        let shown = at(self.ended - self.ahead).as_second();
        let compared = Comparison { document: DocumentSource::File, model: ModelId(1) };
        let message = ResultMessage {
            version: ResultVersion::CURRENT,
            id: MessageId(getrandom::u64().unwrap()),
            kiosk: KioskId(self.kiosk),
            ticket: Ticket::FIRST,
            end: if self.lane == Lane::Face { End::Match(compared) } else { End::Manual },
            build: BuildId(1),
            notice: 1,
            arrived: u32::try_from(shown - self.check).unwrap(),
            finished: u32::try_from(shown).unwrap(),
        };
        let sent = at(self.ended - self.queued - self.ahead).as_millisecond().unsigned_abs();
        StoredResult { message, received: at(self.ended - self.queued), signed: sent }
    }
}
