//! Hash functions.

use document::tlv::tlv;
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha384, Sha512};

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// 20 bytes.
    Sha1,
    /// 32 bytes.
    Sha256,
    /// 48 bytes.
    Sha384,
    /// 64 bytes.
    Sha512,
}

impl Hash {
    /// Hash of the parts.
    pub fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        let message = parts.concat();
        match self {
            Self::Sha1 => Sha1::digest(message).to_vec(),
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }

    /// AlgorithmIdentifier of the hash, with NULL.
    pub fn identifier(self) -> Vec<u8> {
        let sha2 = |last| vec![0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, last];
        let oid = match self {
            Self::Sha1 => vec![0x2b, 0x0e, 3, 2, 0x1a],
            Self::Sha256 => sha2(1),
            Self::Sha384 => sha2(2),
            Self::Sha512 => sha2(3),
        };
        tlv(0x30, &[&tlv(6, &[&oid]), &[5, 0]])
    }

    /// Last arc of the identifiers of RSA and of ECDSA with this hash.
    pub fn arcs(self) -> (u8, u8) {
        match self {
            Self::Sha1 => (5, 1),
            Self::Sha256 => (11, 2),
            Self::Sha384 => (12, 3),
            Self::Sha512 => (13, 4),
        }
    }
}
