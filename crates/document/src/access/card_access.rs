//! The offers of PACE in EF.CardAccess: ICAO 9303-11 section 9.2.

use crate::{
    cipher::Cipher,
    refusal::{Refusal, unknown_algorithm},
    security_info::{Protocol, read_infos},
};

/// How the nonce becomes the generator of the key agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mapping {
    Generic,
    Integrated,
    ChipAuthentication,
}

/// A variant of PACE.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PaceOffer {
    /// Contents of the object identifier.
    pub(crate) oid: Vec<u8>,
    pub(crate) mapping: Mapping,
    pub(crate) cipher: Cipher,
    /// Number of the standardized domain parameters.
    pub(crate) parameters: u32,
}

/// The known offers in a set of SecurityInfos; chip authentication mapping first, which saves a step.
///
/// # Errors
/// [`Refusal::UnknownAlgorithm`] if there are only unknown ones.
pub(crate) fn pace_offers(set: &[u8]) -> Result<Vec<PaceOffer>, Refusal> {
    let mut offers = Vec::new();
    let mut unknown = None;
    for info in read_infos(set)? {
        let Protocol::Pace { mapping, cipher } = info.protocol else { continue };
        match (known(mapping, cipher, info.id()?), info.version()?) {
            (Some((mapping, cipher, parameters)), 2) => {
                offers.push(PaceOffer { oid: info.oid, mapping, cipher, parameters });
            }
            _ => unknown = Some(unknown_algorithm(&info.oid)),
        }
    }
    offers.sort_by_key(|offer| offer.mapping != Mapping::ChipAuthentication);
    match (offers.is_empty(), unknown) {
        (true, Some(unknown)) => Err(unknown),
        _ => Ok(offers),
    }
}

/// Mapping, cipher and parameters, if this crate knows all three and they fit together.
fn known(mapping: u8, cipher: u8, parameters: Option<u32>) -> Option<(Mapping, Cipher, u32)> {
    let parameters = parameters?;
    let is_curve = match parameters {
        0..=2 => false,
        8..=18 => true,
        _ => return None,
    };
    let (mapping, needs_curve) = match mapping {
        1 => (Mapping::Generic, false),
        2 => (Mapping::Generic, true),
        3 => (Mapping::Integrated, false),
        4 => (Mapping::Integrated, true),
        6 => (Mapping::ChipAuthentication, true),
        _ => return None,
    };
    let cipher = Cipher::of_arc(cipher)?;
    let has_cipher = mapping != Mapping::ChipAuthentication || cipher != Cipher::TripleDes;
    // The prime of P-224 (10) is 1 modulo 4, for which integrated mapping is not defined.
    let has_mapping = mapping != Mapping::Integrated || parameters != 10;
    (is_curve == needs_curve && has_cipher && has_mapping).then_some((mapping, cipher, parameters))
}
