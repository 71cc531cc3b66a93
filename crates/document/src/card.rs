//! The chip as a peer that answers one command (APDU) at a time: ISO/IEC 7816-4.

use crate::refusal::Refusal;
use std::future::Future;

/// No contact with the chip, or no reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the chip or its reader is gone")]
pub struct Lost;

impl From<Lost> for Refusal {
    fn from(_: Lost) -> Self {
        Self::Lost
    }
}

/// A chip behind a reader.
pub trait Card {
    /// Sends a command and returns the response with its two status bytes.
    fn transmit(&mut self, command: &[u8]) -> impl Future<Output = Result<Vec<u8>, Lost>>;
}

/// A command without secure messaging.
#[derive(Clone)]
pub(crate) struct Command {
    pub(crate) class: u8,
    pub(crate) instruction: u8,
    pub(crate) p1: u8,
    pub(crate) p2: u8,
    pub(crate) data: Vec<u8>,
    /// The largest response that is expected; none if there is no response data.
    pub(crate) expected: Option<usize>,
}

/// Largest number of data bytes in a short command.
const SHORT: usize = 255;

impl Command {
    /// A command of the interindustry class.
    pub(crate) fn new(header: [u8; 3], data: Vec<u8>, expected: Option<usize>) -> Self {
        let [instruction, p1, p2] = header;
        Self { class: 0, instruction, p1, p2, data, expected }
    }

    /// The bytes, with extended lengths only where they are necessary.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![self.class, self.instruction, self.p1, self.p2];
        let expected = self.expected.unwrap_or(0);
        if self.data.len() <= SHORT && expected <= SHORT + 1 {
            if !self.data.is_empty() {
                bytes.push(self.data.len() as u8);
                bytes.extend_from_slice(&self.data);
            }
            // 0 stands for 256.
            bytes.extend(self.expected.map(|expected| expected as u8));
        } else {
            bytes.push(0);
            if !self.data.is_empty() {
                bytes.extend_from_slice(&(self.data.len() as u16).to_be_bytes());
                bytes.extend_from_slice(&self.data);
            }
            if self.expected.is_some() {
                // 0 stands for 65,536.
                bytes.extend_from_slice(&[0, 0]);
            }
        }
        bytes
    }
}

/// The answer to a command.
pub(crate) struct Response {
    pub(crate) data: Vec<u8>,
    pub(crate) status: u16,
}

/// Normal processing.
pub(crate) const SUCCESS: u16 = 0x9000;

impl Response {
    /// Splits data and status.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Refusal> {
        match bytes {
            [data @ .., high, low] => {
                Ok(Self { data: data.to_vec(), status: u16::from_be_bytes([*high, *low]) })
            }
            _ => Err(Refusal::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_uses_extended_lengths_only_where_it_must() {
        let command = |length: usize, expected| {
            Command::new([0x86, 0, 0], vec![7; length], expected).encode()
        };
        assert_eq!(command(0, None), [0, 0x86, 0, 0]);
        assert_eq!(command(0, Some(256)), [0, 0x86, 0, 0, 0]);
        assert_eq!(command(1, Some(4)), [0, 0x86, 0, 0, 1, 7, 4]);
        assert_eq!(command(0, Some(257)), [0, 0x86, 0, 0, 0, 0, 0]);
        assert_eq!(command(256, Some(256))[4..7], [0, 1, 0]);
        assert_eq!(command(256, None).len(), 4 + 3 + 256);
    }
}
