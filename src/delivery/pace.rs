//! How long to wait between two tries.

/// Waits that double, each a little off, so that a room full of kiosks does not ask at once.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    next_ms: u32,
}

const FIRST_MS: u32 = 1_000;
const LONGEST_MS: u32 = 60_000;

impl Default for Pace {
    fn default() -> Self {
        Self { next_ms: FIRST_MS }
    }
}

impl Pace {
    /// The next wait in milliseconds; `chance` is anything from 0 to 1.
    pub fn next(&mut self, chance: f64) -> u32 {
        let wait = f64::from(self.next_ms) * (0.75 + 0.5 * chance);
        self.next_ms = (self.next_ms * 2).min(LONGEST_MS);
        wait as u32
    }

    /// The next wait where the server may have said how many seconds to wait. Whatever it says, it is
    /// not asked more often than one that says nothing.
    pub fn next_or(&mut self, said: Option<u32>, chance: f64) -> u32 {
        self.next(chance).max(said.unwrap_or_default() * 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_minute_give_or_take_a_quarter() {
        for (chance, factor) in [(0.0, 0.75), (0.5, 1.0), (1.0, 1.25)] {
            let mut pace = Pace::default();
            for seconds in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
                let wait = f64::from(pace.next(chance));
                assert_eq!(wait, f64::from(seconds) * 1_000.0 * factor);
            }
        }
    }

    #[test]
    fn k1_no_wait_is_shorter_because_the_server_says_so() {
        for (said, seconds) in [
            (None, [1, 2, 4]),
            (Some(0), [1, 2, 4]),
            (Some(1), [1, 2, 4]),
            (Some(3), [3, 3, 4]),
            (Some(30), [30, 30, 30]),
        ] {
            let mut pace = Pace::default();
            let waits = seconds.map(|_| pace.next_or(said, 0.5));
            assert_eq!(waits, seconds.map(|wait| wait * 1_000), "{said:?}");
        }
    }
}
