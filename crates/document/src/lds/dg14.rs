//! DG14, the chip's protocols, and DG15, the key of active authentication.

use crate::{
    cipher::Cipher,
    refusal::{Refusal, unknown_algorithm},
    security_info::{Protocol, SecurityInfo, read_infos},
    signature::{PublicKey, SignatureAlgorithm},
    tlv::Tlv,
};

/// ECDSA of active authentication where DG14 does not name it: ICAO 9303-11 section 6.1 requires it to.
const PLAIN_SHA256: [u8; 10] = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, 0x03];

/// The protocols of a chip.
pub(crate) struct Dg14 {
    infos: Vec<SecurityInfo>,
}

/// A static key of the chip, with the cipher of the channel that it gives.
pub(crate) struct ChipKey {
    pub(crate) id: Option<u32>,
    pub(crate) key_info: Vec<u8>,
    pub(crate) cipher: Cipher,
    /// Contents of the object identifier of the protocol.
    pub(crate) protocol: Vec<u8>,
}

impl Dg14 {
    /// Reads DG14.
    pub(crate) fn read(file: &[u8]) -> Result<Self, Refusal> {
        Ok(Self { infos: read_infos(Tlv::only(file, 0x6e)?.value)? })
    }

    /// The offers of PACE, which CardAccess must repeat.
    pub(crate) fn pace(&self) -> impl Iterator<Item = &SecurityInfo> {
        self.infos.iter().filter(|info| matches!(info.protocol, Protocol::Pace { .. }))
    }

    /// The key of chip authentication, none if the chip has no such key.
    pub(crate) fn chip_key(&self) -> Result<Option<ChipKey>, Refusal> {
        let of = |wanted: fn(&Protocol) -> bool| {
            self.infos.iter().filter(move |info| wanted(&info.protocol))
        };
        let Some(key) = of(|protocol| *protocol == Protocol::ChipKey).next() else {
            return Ok(None);
        };
        let id = key.id()?;
        let mut offers = of(|protocol| matches!(protocol, Protocol::ChipAuthentication { .. }));
        let offer = offers.find(|offer| offer.id().ok().flatten() == id || id.is_none());
        let (cipher, protocol) = match offer.map(|offer| (offer.protocol, &offer.oid)) {
            Some((Protocol::ChipAuthentication { cipher }, oid)) => {
                (Cipher::of_arc(cipher).ok_or_else(|| unknown_algorithm(oid))?, oid.clone())
            }
            // France lists the key alone, which stands for 3DES.
            _ => {
                let mut oid = key.oid.clone();
                if let [.., protocol, kind] = oid.as_mut_slice() {
                    *protocol = 3;
                    let kind = *kind;
                    oid.truncate(oid.len() - 1);
                    oid.extend([kind, 1]);
                }
                (Cipher::TripleDes, oid)
            }
        };
        Ok(Some(ChipKey { id, key_info: key.required.clone(), cipher, protocol }))
    }

    /// The algorithm of active authentication by an elliptic curve key.
    pub(crate) fn active_authentication(&self) -> Result<SignatureAlgorithm, Refusal> {
        let info = self.infos.iter().find(|info| info.protocol == Protocol::ActiveAuthentication);
        match info.and_then(|info| info.optional.as_deref()) {
            Some(oid) => SignatureAlgorithm::of_oid(Tlv::only(oid, 0x06)?.value),
            None => SignatureAlgorithm::of_oid(&PLAIN_SHA256),
        }
    }
}

/// Reads DG15.
pub(crate) fn read_dg15(file: &[u8]) -> Result<PublicKey, Refusal> {
    PublicKey::read(Tlv::only(file, 0x6f)?.value)
}

/// A static key as CardSecurity and DG14 list it, in a set of its own.
pub(crate) fn chip_keys(set: &[u8]) -> Result<Vec<SecurityInfo>, Refusal> {
    let keys = read_infos(set)?.into_iter();
    Ok(keys.filter(|info| info.protocol == Protocol::ChipKey).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tlv::tlv;

    #[test]
    fn a_key_without_its_protocol_stands_for_3des() {
        let oid = tlv(0x06, &[&[0x04, 0x00, 0x7f, 0x00, 0x07, 0x02, 0x02, 0x01, 0x02]]);
        let info = tlv(0x30, &[&oid, &tlv(0x30, &[&[]])]);
        let dg14 = Dg14::read(&tlv(0x6e, &[&tlv(0x31, &[&info])])).unwrap();
        let key = dg14.chip_key().unwrap().unwrap();
        assert_eq!(key.cipher, Cipher::TripleDes);
        assert_eq!(key.protocol[7..], [3, 2, 1]);
    }
}
