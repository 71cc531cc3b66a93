//! The clock of the server's background work, which tests can set.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};

/// The system's clock, or one that a test moves. Clones show the same time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// The time of a test clock in milliseconds since 1970-01-01 UTC; `None` for the system's
    /// clock.
    still: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// A test clock, which stands still until it is advanced.
    pub fn still(at: Timestamp) -> Self {
        Self { still: Some(Arc::new(AtomicI64::new(at.as_millisecond()))) }
    }

    /// The present time.
    pub fn now(&self) -> Timestamp {
        match &self.still {
            Some(at) => Timestamp::from_millisecond(at.load(Ordering::SeqCst)).unwrap_or_default(),
            None => Timestamp::now(),
        }
    }

    /// Advances a test clock.
    pub fn advance(&self, by: SignedDuration) {
        if let Some(at) = &self.still {
            at.fetch_add(i64::try_from(by.as_millis()).unwrap_or_default(), Ordering::SeqCst);
        }
    }
}
