//! When a result leaves: at full ten seconds of the clock, so that a worker that chooses the moment of
//! its answer chooses nothing that is seen outside, unless it makes a traveller wait for so long.

/// As fine as `finished` in the message.
const SLOT_MS: u32 = 10_000;

/// Milliseconds from `now`, which are counted from 1970-01-01 UTC, to the next slot.
pub fn until_slot(now: f64) -> u32 {
    SLOT_MS - (now as u64 % u64::from(SLOT_MS)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s12_every_moment_of_ten_seconds_has_the_same_slot() {
        for (now, left) in [(0.0, 10_000), (1.0, 9_999), (9_999.0, 1), (10_000.0, 10_000)] {
            assert_eq!(until_slot(1_790_000_000_000.0 + now), left, "{now}");
        }
    }
}
