//! Signature algorithms by their object identifiers: ICAO 9303-12 section 4, BSI TR-03111.

use crate::{
    hash::Hash,
    refusal::{Refusal, unknown_algorithm},
    tlv::Tlv,
};
use const_oid::ObjectIdentifier;

const SEQUENCE: u32 = 0x30;
const OID: u32 = 0x06;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const MGF1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8");

/// Identifiers that name both the scheme and the hash.
#[rustfmt::skip]
const NAMED: [(ObjectIdentifier, SignatureAlgorithm); 15] = [
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.5"), SignatureAlgorithm::RsaPkcs1(Hash::Sha1)),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.14"), SignatureAlgorithm::RsaPkcs1(Hash::Sha224)),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"), SignatureAlgorithm::RsaPkcs1(Hash::Sha256)),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12"), SignatureAlgorithm::RsaPkcs1(Hash::Sha384)),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13"), SignatureAlgorithm::RsaPkcs1(Hash::Sha512)),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.4.1"), der(Hash::Sha1)),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.1"), der(Hash::Sha224)),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2"), der(Hash::Sha256)),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3"), der(Hash::Sha384)),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4"), der(Hash::Sha512)),
    (ObjectIdentifier::new_unwrap("0.4.0.127.0.7.1.1.4.1.1"), plain(Hash::Sha1)),
    (ObjectIdentifier::new_unwrap("0.4.0.127.0.7.1.1.4.1.2"), plain(Hash::Sha224)),
    (ObjectIdentifier::new_unwrap("0.4.0.127.0.7.1.1.4.1.3"), plain(Hash::Sha256)),
    (ObjectIdentifier::new_unwrap("0.4.0.127.0.7.1.1.4.1.4"), plain(Hash::Sha384)),
    (ObjectIdentifier::new_unwrap("0.4.0.127.0.7.1.1.4.1.5"), plain(Hash::Sha512)),
];

/// How a signature was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
    RsaPkcs1(Hash),
    /// RSASSA-PSS (RFC 8017 section 8.1) with MGF1 of the same hash.
    RsaPss {
        /// Hash of the message and of MGF1.
        hash: Hash,
        /// Length of the salt in bytes.
        salt: usize,
    },
    /// ECDSA (FIPS 186-5).
    Ecdsa {
        /// Hash of the message.
        hash: Hash,
        /// True for r and s side by side (BSI TR-03111), false for a DER sequence.
        plain: bool,
    },
}

const fn der(hash: Hash) -> SignatureAlgorithm {
    SignatureAlgorithm::Ecdsa { hash, plain: false }
}

const fn plain(hash: Hash) -> SignatureAlgorithm {
    SignatureAlgorithm::Ecdsa { hash, plain: true }
}

impl SignatureAlgorithm {
    /// Reads an AlgorithmIdentifier. `digest` is the hash that a signer names elsewhere; it is used where the
    /// identifier names only RSA.
    ///
    /// # Errors
    /// [`Refusal::UnknownAlgorithm`], also for MD5, and for PSS with two hashes or a salt below 20 bytes.
    pub fn read(identifier: &Tlv<'_>, digest: Option<Hash>) -> Result<Self, Refusal> {
        if identifier.tag != SEQUENCE {
            return Err(Refusal::Malformed);
        }
        let mut parts = identifier.children();
        let oid = parts.expect(OID)?.value;
        if let Some((_, algorithm)) = NAMED.iter().find(|(named, _)| named.as_bytes() == oid) {
            return Ok(*algorithm);
        }
        if oid == RSA.as_bytes()
            && let Some(hash) = digest
        {
            return Ok(Self::RsaPkcs1(hash));
        }
        if oid == PSS.as_bytes() {
            return pss(&parts.expect(SEQUENCE)?);
        }
        Err(unknown_algorithm(oid))
    }

    /// The algorithm of this object identifier, for active authentication.
    pub(crate) fn of_oid(oid: &[u8]) -> Result<Self, Refusal> {
        let found = NAMED.iter().find(|(named, _)| named.as_bytes() == oid);
        found.map(|(_, algorithm)| *algorithm).ok_or_else(|| unknown_algorithm(oid))
    }

    /// The hash of the message.
    pub fn hash(self) -> Hash {
        match self {
            Self::RsaPkcs1(hash) | Self::RsaPss { hash, .. } | Self::Ecdsa { hash, .. } => hash,
        }
    }
}

/// RSASSA-PSS-params, RFC 4055 section 3.1: what is absent has the default of SHA-1 and 20 bytes.
fn pss(parameters: &Tlv<'_>) -> Result<SignatureAlgorithm, Refusal> {
    let mut parts = parameters.children();
    let (mut hash, mut mask, mut salt) = (Hash::Sha1, Hash::Sha1, 20);
    while !parts.is_empty() {
        let part = parts.read()?;
        match part.tag {
            0xa0 => hash = hash_of(&part)?,
            0xa1 => {
                let mut mgf = Tlv::only(part.value, SEQUENCE)?.children();
                let oid = mgf.expect(OID)?.value;
                if oid != MGF1.as_bytes() {
                    return Err(unknown_algorithm(oid));
                }
                mask = Hash::from_oid(mgf.expect(SEQUENCE)?.children().expect(OID)?.value)?;
            }
            0xa2 => salt = part.children().read()?.number()? as usize,
            0xa3 => {}
            _ => return Err(Refusal::Malformed),
        }
    }
    if mask != hash || salt < 20 {
        return Err(Refusal::UnknownAlgorithm(PSS));
    }
    Ok(SignatureAlgorithm::RsaPss { hash, salt })
}

fn hash_of(part: &Tlv<'_>) -> Result<Hash, Refusal> {
    Hash::from_oid(Tlv::only(part.value, SEQUENCE)?.children().expect(OID)?.value)
}
