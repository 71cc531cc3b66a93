//! DG1: the machine-readable zone, ICAO 9303-10 section 4.7.1.

use crate::{mrz::Mrz, refusal::Refusal, tlv::Tlv};

/// Reads DG1.
///
/// # Errors
/// [`Refusal::Malformed`].
pub fn read_dg1(file: &[u8]) -> Result<Mrz, Refusal> {
    let group = Tlv::only(file, 0x61)?;
    Mrz::read(Tlv::only(group.value, 0x5f1f)?.value)
}
