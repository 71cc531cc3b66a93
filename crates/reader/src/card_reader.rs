//! The reader as sessions see it. Tests have one without hardware.

/// Whether there is a chip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChipState {
    /// No reader, or no PC/SC service.
    NoReader,
    /// A reader without a chip, or with one that does not answer or that another program uses.
    Empty,
    /// A chip is on the reader and connected.
    Ready,
}

impl ChipState {
    /// Its message to the client.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NoReader => "no-reader",
            Self::Empty => "empty",
            Self::Ready => "ready",
        }
    }
}

/// The chip did not answer: it was taken off, or its reader is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChipLost;

/// A reader of contactless chips.
pub trait CardReader: Send {
    /// Looks for a chip and connects to it exclusively. Between two different chips, or one that was taken off
    /// and laid on again, it returns another state than [`ChipState::Ready`] at least once.
    fn chip_state(&mut self) -> ChipState;

    /// Sends a command to the connected chip and returns its response with status bytes.
    ///
    /// # Errors
    /// [`ChipLost`]; the connection has ended then.
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, ChipLost>;

    /// Ends the connection and resets the chip, so that no channel stays open.
    fn release(&mut self);
}
