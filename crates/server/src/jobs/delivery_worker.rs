//! Delivers the outbox messages of one partner.

use std::time::Duration;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use store::{LeaseHolder, OutboxMessage, Store};

use crate::{
    Clock, Error, EventBus, Partner,
    partners::{DeliveryFailure, Transport},
};

/// The pause between two looks into the outbox.
const PAUSE: Duration = Duration::from_millis(500);

/// The lease: how long one process delivers to a partner before another one may take over.
const LEASE: Duration = Duration::from_secs(60);

/// Messages that are delivered concurrently. No two have the same ordering key.
const CONCURRENCY: u16 = 16;

/// The first pause after a failure, and the longest.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(5 * 60);

/// Delivers the messages of one partner. Of several server processes, the lease holder does it.
#[derive(Debug)]
pub struct DeliveryWorker {
    store: Store,
    clock: Clock,
    partner: Partner,
    transport: Transport,
    holder: LeaseHolder,
    /// Until when this process holds the lease.
    leased: Timestamp,
}

impl DeliveryWorker {
    /// A worker for `partner`, whose secret and certificates are read now.
    pub fn new(
        store: Store,
        clock: Clock,
        partner: Partner,
        holder: LeaseHolder,
    ) -> Result<Self, Error> {
        let transport = Transport::open(&partner.route)?;
        Ok(Self { store, clock, partner, transport, holder, leased: Timestamp::MIN })
    }

    /// Delivers messages until the stop.
    pub async fn run(mut self, event_bus: EventBus) {
        loop {
            let delivered = self.round().await.unwrap_or_else(|error| {
                tracing::warn!(%error, partner = self.partner.name, "letters are not brought");
                0
            });
            if delivered > 0 {
                continue;
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => (),
                () = event_bus.stopped() => return,
            }
        }
    }

    /// Tries the first message of up to 16 ordering keys, the longest wait first, if
    /// this process holds the lease. Returns how many were delivered.
    pub async fn round(&mut self) -> Result<usize, Error> {
        let now = self.clock.now();
        if !self.has_lease(now).await? {
            return Ok(0);
        }
        let messages = self.store.due(&self.partner.name, now, CONCURRENCY).await?;
        let tried =
            join_all(messages.iter().map(|(message, tries)| self.deliver(message, *tries))).await;
        let mut delivered = 0;
        for is_delivered in tried {
            delivered += usize::from(is_delivered?);
        }
        Ok(delivered)
    }

    /// Renews the lease long before it ends, but not in each round: renewing writes to the
    /// database.
    async fn has_lease(&mut self, now: Timestamp) -> Result<bool, Error> {
        if self.leased.duration_since(now) < SignedDuration::from_secs(30) {
            let name = format!("partner {}", self.partner.name);
            if !self.store.lease(&name, &self.holder, now, LEASE).await? {
                return Ok(false);
            }
            self.leased = now.checked_add(LEASE).unwrap_or(Timestamp::MAX);
        }
        Ok(true)
    }

    /// Tries a message, and stores the outcome.
    async fn deliver(&self, message: &OutboxMessage, before: u16) -> Result<bool, Error> {
        let sent = self.transport.deliver(message).await;
        match sent {
            Ok(()) => self.store.delivered(message).await?,
            Err(failure) => self.fail(message, before + 1, failure).await?,
        }
        Ok(sent.is_ok())
    }

    async fn fail(
        &self,
        message: &OutboxMessage,
        tries: u16,
        failure: DeliveryFailure,
    ) -> Result<(), Error> {
        let is_dead = tries >= self.partner.tries;
        tracing::warn!(
            partner = self.partner.name,
            event = message.event,
            tries,
            is_dead,
            %failure,
            "not delivered"
        );
        let due = self.clock.now().checked_add(pause(tries)).unwrap_or(Timestamp::MAX);
        let failure = failure.to_string();
        Ok(self.store.failed(message, tries, due, &failure, is_dead).await?)
    }
}

/// Exponential backoff with jitter: doubles after each failure, less up to a half at random.
fn pause(tries: u16) -> Duration {
    let doubled = FIRST.saturating_mul(1 << u32::from(tries.saturating_sub(1)).min(16));
    let part = getrandom::u32().map_or(1.0, |random| f64::from(random) / f64::from(u32::MAX));
    doubled.min(LONGEST).mul_f64(0.5 + part / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_five_minutes() {
        for (tries, seconds) in [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (u16::MAX, 300)] {
            let longest = Duration::from_secs(seconds);
            for _ in 0..50 {
                assert!((longest / 2..=longest).contains(&pause(tries)), "{tries}");
            }
        }
    }
}
