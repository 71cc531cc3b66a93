//! The trust list: keys of country signing authorities, as `gangway-trust` writes them.
//!
//! Numbers are big-endian. Header: the magic bytes, the day of making (u32, YYYYMMDD), the number of
//! anchors (u16). Anchor: country, subject key identifier (each a length byte and bytes), hash of the
//! subject (8), first and last day of validity (u32 each), SubjectPublicKeyInfo (u16 length), day of the
//! revocation list (u32, 0 if none is known), revoked serials (u16 count, then a length byte and bytes each).

use crate::{date::Date, hash::Hash, name::Name, refusal::Refusal};

/// First bytes of a trust list, with its version.
const MAGIC: &[u8; 8] = b"GWTRUST1";
/// Length of the hash of a subject: enough to order keys, and never the only evidence.
const NAME_HASH: usize = 8;

/// A key of a country signing authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Country code of its subject in upper case, two letters.
    pub country: String,
    /// Subject key identifier; empty if its certificates have none.
    pub key_id: Vec<u8>,
    /// [`hash_of_name`] of its subject.
    pub name_hash: Vec<u8>,
    /// First day on which one of its certificates is valid.
    pub not_before: Date,
    /// Last day on which one of its certificates is valid.
    pub not_after: Date,
    /// SubjectPublicKeyInfo.
    pub key_info: Vec<u8>,
    /// Day of the revocation list, if one is known.
    pub revocation_day: Option<Date>,
    /// Serials of revoked certificates.
    pub revoked: Vec<Vec<u8>>,
}

/// All anchors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// Day on which the list was made.
    pub made: Date,
    /// The anchors, in no order that matters.
    pub anchors: Vec<Anchor>,
}

/// Hash of a name that is the same for all its encodings.
pub fn hash_of_name(name: &Name) -> Vec<u8> {
    let mut hash = Hash::Sha256.digest(&[&name.normalized()]);
    hash.truncate(NAME_HASH);
    hash
}

impl Trust {
    /// Reads a trust list.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut cursor = Cursor(bytes.strip_prefix(MAGIC).ok_or(Refusal::Malformed)?);
        let made = cursor.date()?.ok_or(Refusal::Malformed)?;
        let count = cursor.number(2)?;
        let mut anchors = Vec::new();
        for _ in 0..count {
            anchors.push(cursor.anchor()?);
        }
        if cursor.0.is_empty() { Ok(Self { made, anchors }) } else { Err(Refusal::Malformed) }
    }

    /// The bytes of a trust list.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] if a field does not fit into its length.
    pub fn write(&self) -> Result<Vec<u8>, Refusal> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.made.to_number().to_be_bytes());
        bytes.extend(short(self.anchors.len())?);
        for anchor in &self.anchors {
            for field in [anchor.country.as_bytes(), &anchor.key_id] {
                bytes.push(u8::try_from(field.len()).map_err(|_| Refusal::TooLarge)?);
                bytes.extend_from_slice(field);
            }
            bytes.extend_from_slice(&anchor.name_hash);
            for day in [anchor.not_before, anchor.not_after] {
                bytes.extend(day.to_number().to_be_bytes());
            }
            bytes.extend(short(anchor.key_info.len())?);
            bytes.extend_from_slice(&anchor.key_info);
            let day = anchor.revocation_day.map_or(0, Date::to_number);
            bytes.extend(day.to_be_bytes());
            bytes.extend(short(anchor.revoked.len())?);
            for serial in &anchor.revoked {
                bytes.push(u8::try_from(serial.len()).map_err(|_| Refusal::TooLarge)?);
                bytes.extend_from_slice(serial);
            }
        }
        Ok(bytes)
    }

    /// The anchors of a country, those first that an issuer's name or key identifier point to. One of 6
    /// authorities has certificates without a key identifier, and most keys are in several certificates,
    /// so that neither alone decides.
    pub(crate) fn of_issuer(&self, issuer: &Name, key_id: Option<&[u8]>) -> Vec<&Anchor> {
        let country = issuer.country().unwrap_or_default();
        let hash = hash_of_name(issuer);
        let of_country = self.anchors.iter().filter(|anchor| anchor.country == country);
        let mut anchors: Vec<_> = of_country.collect();
        anchors.sort_by_key(|anchor| {
            let named = key_id.is_some_and(|id| anchor.key_id == id);
            (!named, anchor.name_hash != hash)
        });
        anchors
    }
}

fn short(length: usize) -> Result<[u8; 2], Refusal> {
    u16::try_from(length).map(u16::to_be_bytes).map_err(|_| Refusal::TooLarge)
}

/// A position in the bytes of a trust list.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Refusal> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Refusal::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self, length: usize) -> Result<u32, Refusal> {
        let digits = self.take(length)?.iter();
        Ok(digits.fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    /// A field with its length in front.
    fn field(&mut self, length_bytes: usize) -> Result<&'a [u8], Refusal> {
        let length = self.number(length_bytes)? as usize;
        self.take(length)
    }

    /// A day; none for 0.
    fn date(&mut self) -> Result<Option<Date>, Refusal> {
        match self.number(4)? {
            0 => Ok(None),
            number => Date::from_number(number).map(Some).ok_or(Refusal::Malformed),
        }
    }

    fn anchor(&mut self) -> Result<Anchor, Refusal> {
        let country = std::str::from_utf8(self.field(1)?).map_err(|_| Refusal::Malformed)?;
        let key_id = self.field(1)?.to_vec();
        let name_hash = self.take(NAME_HASH)?.to_vec();
        let not_before = self.date()?.ok_or(Refusal::Malformed)?;
        let not_after = self.date()?.ok_or(Refusal::Malformed)?;
        let key_info = self.field(2)?.to_vec();
        let revocation_day = self.date()?;
        let count = self.number(2)?;
        let revoked = (0..count).map(|_| self.field(1).map(<[u8]>::to_vec));
        let revoked = revoked.collect::<Result<_, _>>()?;
        let country = country.to_owned();
        Ok(Anchor {
            country,
            key_id,
            name_hash,
            not_before,
            not_after,
            key_info,
            revocation_day,
            revoked,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Trust {
        let day = Date { year: 2026, month: 11, day: 30 };
        let anchor = Anchor {
            country: "UT".into(),
            key_id: vec![1; 20],
            name_hash: vec![2; 8],
            not_before: day,
            not_after: day,
            key_info: vec![3; 300],
            revocation_day: Some(day),
            revoked: vec![vec![4], vec![5; 20]],
        };
        let other = Anchor { key_id: Vec::new(), revocation_day: None, ..anchor.clone() };
        Trust { made: day, anchors: vec![anchor, other] }
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let bytes = example().write().unwrap();
        assert_eq!(Trust::read(&bytes), Ok(example()));
    }

    #[test]
    fn a_list_that_is_cut_or_too_long_is_refused() {
        let bytes = example().write().unwrap();
        for length in 0..bytes.len() {
            assert_eq!(Trust::read(&bytes[..length]), Err(Refusal::Malformed), "{length}");
        }
        assert!(Trust::read(&[bytes, vec![0]].concat()).is_err());
    }
}
