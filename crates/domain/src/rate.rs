//! The rate limit of a token bucket.

use std::time::Duration;

/// A burst after a pause, and a sustained rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The time in which one token is added.
    pub every: Duration,
    /// The most tokens of a bucket.
    pub burst: u32,
}

impl Rate {
    /// A sustained rate of `count` each second.
    pub const fn per_second(count: u32, burst: u32) -> Self {
        Self { every: Duration::from_nanos(1_000_000_000 / count as u64), burst }
    }

    /// A sustained rate of one in this time, and a burst.
    pub const fn every(every: Duration, burst: u32) -> Self {
        Self { every, burst }
    }

    /// A burst that is refilled completely after this time.
    pub fn within(time: Duration, burst: u32) -> Self {
        Self { every: time / burst, burst }
    }

    /// How long an empty bucket takes to fill.
    pub fn time_to_fill(self) -> Duration {
        self.every * self.burst
    }
}
