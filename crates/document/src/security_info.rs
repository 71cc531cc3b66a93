//! SecurityInfos: what a chip can do, ICAO 9303-11 section 9.2. CardAccess, CardSecurity and DG14 hold them.

use crate::{
    refusal::Refusal,
    tlv::{Tlv, TlvError},
};

const SET: u32 = 0x31;
const SEQUENCE: u32 = 0x30;
const OID: u32 = 0x06;

/// Prefix of all protocols of BSI TR-03110: 0.4.0.127.0.7.2.2.
const PROTOCOLS: [u8; 7] = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x02, 0x02];
/// 2.23.136.1.1.5, active authentication.
const ACTIVE_AUTHENTICATION: [u8; 6] = [0x67, 0x81, 0x08, 0x01, 0x01, 0x05];

/// Protocols below the common prefix, with their remaining arcs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// The static key of chip authentication: 1 for DH, 2 for ECDH.
    ChipKey,
    /// Chip authentication: kind of key and cipher.
    ChipAuthentication { cipher: u8 },
    /// PACE: mapping and cipher.
    Pace { mapping: u8, cipher: u8 },
    /// Active authentication, which names the algorithm of an elliptic curve key.
    ActiveAuthentication,
    /// All others.
    Other,
}

/// One entry.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SecurityInfo {
    pub(crate) protocol: Protocol,
    /// Contents of the object identifier.
    pub(crate) oid: Vec<u8>,
    /// The required data, encoded.
    pub(crate) required: Vec<u8>,
    /// The optional data, encoded.
    pub(crate) optional: Option<Vec<u8>>,
}

impl SecurityInfo {
    /// The number in the required data, such as a version.
    pub(crate) fn version(&self) -> Result<u32, TlvError> {
        number(&self.required)
    }

    /// The number in the optional data, such as a key's identifier.
    pub(crate) fn id(&self) -> Result<Option<u32>, TlvError> {
        self.optional.as_deref().map(number).transpose()
    }
}

fn number(encoded: &[u8]) -> Result<u32, TlvError> {
    Tlv::only(encoded, 0x02)?.number()
}

/// Reads a set of them. Entries without required data, which the standard does not have, are skipped.
pub(crate) fn read_infos(set: &[u8]) -> Result<Vec<SecurityInfo>, Refusal> {
    let mut entries = Tlv::only(set, SET)?.children();
    let mut infos = Vec::new();
    while !entries.is_empty() {
        let mut parts = entries.expect(SEQUENCE)?.children();
        let oid = parts.expect(OID)?.value;
        if parts.is_empty() {
            continue;
        }
        let required = parts.read()?.whole.to_vec();
        let optional = if parts.is_empty() { None } else { Some(parts.read()?.whole.to_vec()) };
        infos.push(SecurityInfo { protocol: protocol(oid), oid: oid.to_vec(), required, optional });
    }
    Ok(infos)
}

fn protocol(oid: &[u8]) -> Protocol {
    if oid == ACTIVE_AUTHENTICATION {
        return Protocol::ActiveAuthentication;
    }
    match oid.strip_prefix(&PROTOCOLS) {
        Some([1, 1 | 2]) => Protocol::ChipKey,
        Some([3, 1 | 2, cipher]) => Protocol::ChipAuthentication { cipher: *cipher },
        Some([4, mapping, cipher]) => Protocol::Pace { mapping: *mapping, cipher: *cipher },
        _ => Protocol::Other,
    }
}
