//! What one session may use.

use std::time::Duration;

/// The limits of one session.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Time from the first command to the end of the session.
    pub time: Duration,
    /// Number of commands.
    pub commands: usize,
    /// Bytes to the chip.
    pub sent: usize,
    /// Bytes from the chip.
    pub received: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(60),
            commands: 600,
            sent: 64 << 10,
            // The portrait has at most 1 MiB.
            received: 3 << 19,
        }
    }
}

/// A limit is passed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OverLimit;

/// What is left of a session's limits.
pub(crate) struct Budget {
    commands: usize,
    sent: usize,
    received: usize,
}

impl Budget {
    /// Nothing is used yet.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { commands: limits.commands, sent: limits.sent, received: limits.received }
    }

    /// Counts a command of this length before it is sent.
    pub(crate) fn send(&mut self, length: usize) -> Result<(), OverLimit> {
        self.commands = self.commands.checked_sub(1).ok_or(OverLimit)?;
        self.sent = self.sent.checked_sub(length).ok_or(OverLimit)?;
        Ok(())
    }

    /// Counts a response of this length before it is passed on.
    pub(crate) fn receive(&mut self, length: usize) -> Result<(), OverLimit> {
        self.received = self.received.checked_sub(length).ok_or(OverLimit)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_600_commands_64_kib_to_the_chip_and_1536_kib_from_it() {
        let mut budget = Budget::new(&Limits::default());
        assert!((0..600).all(|_| budget.send(5).is_ok()));
        assert_eq!(budget.send(5), Err(OverLimit));
        let mut budget = Budget::new(&Limits::default());
        assert_eq!(budget.send(65_536), Ok(()));
        assert_eq!(budget.send(1), Err(OverLimit));
        let mut budget = Budget::new(&Limits::default());
        assert_eq!(budget.receive(1_536 * 1_024), Ok(()));
        assert_eq!(budget.receive(1), Err(OverLimit));
    }
}
