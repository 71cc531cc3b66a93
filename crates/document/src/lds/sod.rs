//! The document security object: signed hashes of the data groups, ICAO 9303-10 section 4.6.2.

use crate::{
    hash::Hash,
    refusal::{Refusal, unknown_algorithm},
    signed_data::SignedData,
    tlv::{Tlv, to_definite_lengths},
};
use const_oid::ObjectIdentifier;

const SEQUENCE: u32 = 0x30;
const INTEGER: u32 = 0x02;
const OCTET_STRING: u32 = 0x04;
/// Content types of a security object: ICAO's, and those of old passports of Belgium and France and of the
/// Netherlands. A signer may also sign other things, which are no evidence for a document.
const CONTENT_TYPES: [ObjectIdentifier; 3] = [
    ObjectIdentifier::new_unwrap("2.23.136.1.1.1"),
    ObjectIdentifier::new_unwrap("1.3.27.1.1.1"),
    ObjectIdentifier::new_unwrap("1.2.528.1.1006.1.20.1"),
];
/// The most data groups that there are.
const MOST_GROUPS: usize = 16;

/// The security object.
pub struct Sod {
    /// Its envelope.
    pub signed: SignedData,
    hash: Hash,
    groups: Vec<(u8, Vec<u8>)>,
}

impl Sod {
    /// Reads EF.SOD.
    ///
    /// # Errors
    /// [`Refusal::Malformed`], [`Refusal::TooLarge`], or [`Refusal::UnknownAlgorithm`], also for signed data
    /// of another type.
    pub fn read(file: &[u8]) -> Result<Self, Refusal> {
        let file = to_definite_lengths(file)?;
        let signed = SignedData::read(Tlv::only(&file, 0x77)?.value)?;
        if !CONTENT_TYPES.iter().any(|known| known.as_bytes() == signed.content_type) {
            return Err(unknown_algorithm(&signed.content_type));
        }
        let mut parts = Tlv::only(&signed.content, SEQUENCE)?.children();
        parts.expect(INTEGER)?;
        let hash = Hash::from_oid(parts.expect(SEQUENCE)?.children().expect(0x06)?.value)?;
        let mut list = parts.expect(SEQUENCE)?.children();
        let mut groups = Vec::new();
        while !list.is_empty() {
            let mut entry = list.expect(SEQUENCE)?.children();
            let number = u8::try_from(entry.expect(INTEGER)?.number()?);
            let number = number.map_err(|_| Refusal::Malformed)?;
            groups.push((number, entry.expect(OCTET_STRING)?.value.to_vec()));
            if groups.len() > MOST_GROUPS {
                return Err(Refusal::TooLarge);
            }
        }
        Ok(Self { signed, hash, groups })
    }

    /// True if it has a hash of this data group.
    pub fn lists(&self, group: u8) -> bool {
        self.groups.iter().any(|(number, _)| *number == group)
    }

    /// Checks the hash of a data group.
    ///
    /// # Errors
    /// [`Refusal::Hash`] if it differs or if there is none.
    pub fn check(&self, group: u8, file: &[u8]) -> Result<(), Refusal> {
        let mut hashes = self.groups.iter().filter(|(number, _)| *number == group);
        match (hashes.next(), hashes.next()) {
            (Some((_, hash)), None) if *hash == self.hash.digest(&[file]) => Ok(()),
            _ => Err(Refusal::Hash(group)),
        }
    }
}
