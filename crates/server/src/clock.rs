//! What time it is, as the server's own work goes by it.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};

/// The system's clock, or one that a test moves. Clones show the same time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Where a clock stands that does not go by itself: milliseconds since 1970-01-01 UTC.
    still: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// One that stands still until it is moved.
    pub fn still(at: Timestamp) -> Self {
        Self { still: Some(Arc::new(AtomicI64::new(at.as_millisecond()))) }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        match &self.still {
            Some(at) => Timestamp::from_millisecond(at.load(Ordering::SeqCst)).unwrap_or_default(),
            None => Timestamp::now(),
        }
    }

    /// Moves a clock that stands still.
    pub fn advance(&self, by: SignedDuration) {
        if let Some(at) = &self.still {
            at.fetch_add(i64::try_from(by.as_millis()).unwrap_or_default(), Ordering::SeqCst);
        }
    }
}
