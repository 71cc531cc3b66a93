//! The kiosk's identity: its number, and the key pair that proves it.

use wire::{KioskId, ResultMessage};

use crate::{
    key::Key,
    number,
    store::{self, Record},
};

/// The kiosk's identity. It is read again for each use: another window may have changed it.
#[derive(Default)]
pub struct Identity {
    /// The enrolled identity, if the kiosk was ever enrolled.
    pub known: Option<Known>,
    /// A new key that the server may not know yet: an answer may have been lost.
    pub next: Option<Key>,
}

/// An enrolled identity.
pub struct Known {
    /// The number that the server assigned.
    pub kiosk: KioskId,
    /// The key pair, whose public half the server knows.
    pub key: Key,
    /// The provisional number on earlier tickets, which the server knows.
    pub provisional: Option<KioskId>,
}

impl Identity {
    /// The stored identity, if the database answers in time.
    pub async fn read() -> Self {
        store::record().await.map_or_else(Self::default, Self::of)
    }

    /// The stored identity, once the database answers.
    pub async fn read_at_last() -> Self {
        store::record_at_last().await.map_or_else(Self::default, Self::of)
    }

    fn of(record: Record) -> Self {
        let number = |text: Option<String>| text?.parse().ok();
        let provisional = number(record.provisional());
        let known = number(record.kiosk()).zip(record.key());
        let known = known.map(|(kiosk, key)| Known { kiosk, key, provisional });
        Self { known, next: record.next() }
    }

    async fn keep(&self) {
        let known = self.known.as_ref();
        let kiosk = known.map(|known| known.kiosk.to_string());
        let provisional =
            known.and_then(|known| known.provisional).map(|number| number.to_string());
        store::keep(kiosk, known.map(|known| &known.key), self.next.as_ref(), provisional).await;
    }

    /// The next key, which is stored before it is sent. `None` if the browser cannot create one.
    pub async fn next_key(&mut self) -> Option<&Key> {
        if self.next.is_none() {
            self.next = Some(Key::create().await?);
            self.keep().await;
        }
        self.next.as_ref()
    }

    /// Dates the present key to `now`, in milliseconds since 1970-01-01 UTC: the server finds it too
    /// young to be replaced, so a wrong clock has dated it.
    pub async fn date_key(&self, now: f64) {
        if let Some(known) = &self.known {
            known.key.date(now);
            self.keep().await;
        }
    }

    /// Makes the next key the present one, after the server has accepted it.
    pub async fn settle(&mut self, kiosk: KioskId, provisional: Option<KioskId>) {
        if let Some(key) = self.next.take() {
            number::keep_enrolled(Some(kiosk));
            self.known = Some(Known { kiosk, key, provisional });
            self.keep().await;
        }
    }
}

impl Known {
    /// A result as the server accepts it from this kiosk. A provisional number that the server knows
    /// stays, as the traveller saw it; any other number is replaced by the assigned one.
    pub fn own(&self, message: ResultMessage) -> ResultMessage {
        if self.provisional == Some(message.kiosk) { message } else { message.of(self.kiosk) }
    }
}
