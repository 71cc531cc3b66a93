//! What opens a chip: data printed on the document.

use crate::{hash::Hash, mrz::Mrz, refusal::Refusal};
use std::fmt;
use zeroize::Zeroizing;

/// The password of BAC and PACE. Zeroised when dropped; `Debug` prints nothing of it.
pub enum Key {
    /// From the machine-readable zone.
    Mrz(Zeroizing<Vec<u8>>),
    /// The card access number, six digits. It opens PACE only.
    Can(Zeroizing<Vec<u8>>),
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key")
    }
}

impl Key {
    /// The key of a machine-readable zone.
    pub fn of_mrz(mrz: &Mrz) -> Self {
        Self::Mrz(Zeroizing::new(Hash::Sha1.digest(&[&mrz.information()])))
    }

    /// The key of a card access number.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] unless it has six digits.
    pub fn of_can(digits: &[u8]) -> Result<Self, Refusal> {
        if digits.len() == 6 && digits.iter().all(u8::is_ascii_digit) {
            Ok(Self::Can(Zeroizing::new(digits.to_vec())))
        } else {
            Err(Refusal::Malformed)
        }
    }

    /// The seed of the keys of BAC: ICAO 9303-11 section 9.7.2.
    pub(crate) fn bac_seed(&self) -> Option<&[u8]> {
        match self {
            Self::Mrz(hash) => Some(&hash[..16]),
            Self::Can(_) => None,
        }
    }

    /// The password of PACE and its reference in MSE:Set AT.
    pub(crate) fn pace_password(&self) -> (&[u8], u8) {
        match self {
            Self::Mrz(hash) => (hash, 1),
            Self::Can(digits) => (digits, 2),
        }
    }
}
