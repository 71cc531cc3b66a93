//! Master lists: certificates of authorities that a state collected and signed, ICAO 9303-12 section 9.

use crate::error::TrustError;
use document::{
    Certificate, Refusal, SignedData,
    tlv::{Tlv, TlvError},
};

/// 2.23.136.1.1.2, the content of a master list.
const MASTER_LIST: [u8; 6] = [0x67, 0x81, 0x08, 0x01, 0x01, 0x02];

/// A master list whose signature is right.
pub struct MasterList {
    /// Each certificate, or its bytes if it cannot be parsed.
    pub certificates: Vec<Result<Certificate, Vec<u8>>>,
}

impl MasterList {
    /// Reads a list and checks that its signer is one of the pinned certificates, or certified by one.
    ///
    /// # Errors
    /// [`TrustError::NotPinned`], or what is wrong with the file.
    pub fn read(bytes: &[u8], pinned: &[Certificate]) -> Result<Self, TrustError> {
        let content = |refusal| TrustError::Content { path: "master list".into(), refusal };
        let signed = SignedData::read(bytes).map_err(content)?;
        if signed.content_type != MASTER_LIST {
            return Err(content(Refusal::Malformed));
        }
        let signer = signed.signer().map_err(content)?;
        let certified = pinned.iter().any(|authority| {
            let by = || authority.key().and_then(|key| signer.verify(&key)).is_ok();
            authority.bytes == signer.bytes || by()
        });
        if !certified {
            return Err(TrustError::NotPinned);
        }
        signer.key().and_then(|key| signed.verify(&key)).map_err(content)?;
        let certificates =
            certificates(&signed.content).map_err(|_| content(Refusal::Malformed))?;
        Ok(Self { certificates })
    }
}

fn certificates(content: &[u8]) -> Result<Vec<Result<Certificate, Vec<u8>>>, TlvError> {
    let mut parts = Tlv::only(content, 0x30)?.children();
    parts.expect(0x02)?;
    let mut set = parts.expect(0x31)?.children();
    let mut certificates = Vec::new();
    while !set.is_empty() {
        let bytes = set.read()?.whole;
        certificates.push(Certificate::read(bytes).map_err(|_| bytes.to_vec()));
    }
    Ok(certificates)
}
