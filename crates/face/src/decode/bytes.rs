//! Reads a container and checks the lengths that it declares.
//!
//! A decoder may allocate memory for a length before it checks that the file is that long. So every
//! length is compared with the file before a decoder sees it. Truncated containers are detected by
//! the same comparison.

use crate::Error;

/// The bytes that were not read yet.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next `length` bytes, or [`Error::Corrupt`] if there are fewer.
    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Error::Corrupt)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Error::Corrupt)?;
        self.0 = rest;
        Ok(*taken)
    }

    /// The next byte.
    pub(super) fn u8(&mut self) -> Result<u8, Error> {
        self.array().map(u8::from_be_bytes)
    }

    /// The next two bytes, big-endian.
    pub(super) fn u16(&mut self) -> Result<u16, Error> {
        self.array().map(u16::from_be_bytes)
    }

    /// The next four bytes, big-endian.
    pub(super) fn u32(&mut self) -> Result<u32, Error> {
        self.array().map(u32::from_be_bytes)
    }

    /// A length of four bytes, big-endian.
    pub(super) fn length(&mut self) -> Result<usize, Error> {
        usize::try_from(self.u32()?).map_err(|_| Error::Corrupt)
    }

    /// A length of four bytes, little-endian.
    pub(super) fn little_length(&mut self) -> Result<usize, Error> {
        let length = u32::from_le_bytes(self.array()?);
        usize::try_from(length).map_err(|_| Error::Corrupt)
    }
}
