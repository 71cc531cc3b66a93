//! X.509 certificates of document signers and of country signing authorities: ICAO 9303-12 section 7.
//!
//! The parser is our own because a signature covers the bytes as they were sent: real certificates have
//! negative serials and encodings that a strict library would write differently.

use crate::{
    date::Date,
    name::Name,
    refusal::Refusal,
    signature::{PublicKey, SignatureAlgorithm, verify},
    tlv::{Tlv, TlvReader},
};
use const_oid::ObjectIdentifier;

const SEQUENCE: u32 = 0x30;
const INTEGER: u32 = 0x02;
const BOOLEAN: u32 = 0x01;
const BIT_STRING: u32 = 0x03;
const OCTET_STRING: u32 = 0x04;
const OID: u32 = 0x06;

const SUBJECT_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.14");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
const AUTHORITY_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.35");
/// Extensions that change nothing for us, even if they are critical: alternative names, basic constraints,
/// CRL distribution points, certificate policies, extended key usage, private key usage period, and
/// ICAO's document types and name change.
const HARMLESS: [ObjectIdentifier; 9] = [
    ObjectIdentifier::new_unwrap("2.5.29.16"),
    ObjectIdentifier::new_unwrap("2.5.29.17"),
    ObjectIdentifier::new_unwrap("2.5.29.18"),
    ObjectIdentifier::new_unwrap("2.5.29.19"),
    ObjectIdentifier::new_unwrap("2.5.29.31"),
    ObjectIdentifier::new_unwrap("2.5.29.32"),
    ObjectIdentifier::new_unwrap("2.5.29.37"),
    ObjectIdentifier::new_unwrap("2.23.136.1.1.6.1"),
    ObjectIdentifier::new_unwrap("2.23.136.1.1.6.2"),
];
/// First bit of the first octet of KeyUsage.
const DIGITAL_SIGNATURE: u8 = 0x80;

/// A parsed certificate, still unverified.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// All its bytes.
    pub bytes: Vec<u8>,
    /// Contents of the serial number, which may be negative.
    pub serial: Vec<u8>,
    /// Issuer as it is encoded.
    pub issuer: Name,
    /// Subject as it is encoded.
    pub subject: Name,
    /// First day of validity.
    pub not_before: Date,
    /// Last day of validity.
    pub not_after: Date,
    /// SubjectPublicKeyInfo.
    pub key_info: Vec<u8>,
    /// Subject key identifier.
    pub subject_key_id: Option<Vec<u8>>,
    /// Authority key identifier.
    pub authority_key_id: Option<Vec<u8>>,
    /// False if the key may not sign data; true if nothing is said.
    pub may_sign_data: bool,
    /// A critical extension is unknown.
    pub has_unknown_critical: bool,
    /// Offsets of the signed part in `bytes`.
    signed: (usize, usize),
    algorithm: Vec<u8>,
    signature: Vec<u8>,
}

impl Certificate {
    /// Parses one certificate.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let whole = Tlv::only(bytes, SEQUENCE)?;
        let mut parts = whole.children();
        let signed = parts.expect(SEQUENCE)?;
        let algorithm = parts.expect(SEQUENCE)?;
        let signature = parts.expect(BIT_STRING)?.bits()?;
        parts.finish()?;
        let start = bytes.len() - whole.value.len();
        let mut fields = signed.children();
        fields.optional(0xa0)?;
        let serial = fields.expect(INTEGER)?.value.to_vec();
        // The two places name the same algorithm: RFC 5280 section 4.1.1.2.
        if fields.expect(SEQUENCE)?.whole != algorithm.whole {
            return Err(Refusal::Malformed);
        }
        let issuer = Name::read(&fields.expect(SEQUENCE)?)?;
        let mut validity = fields.expect(SEQUENCE)?.children();
        let not_before = Date::from_tlv(&validity.read()?)?;
        let not_after = Date::from_tlv(&validity.read()?)?;
        let subject = Name::read(&fields.expect(SEQUENCE)?)?;
        let key_info = fields.expect(SEQUENCE)?.whole.to_vec();
        let mut certificate = Self {
            bytes: bytes.to_vec(),
            serial,
            issuer,
            subject,
            not_before,
            not_after,
            key_info,
            subject_key_id: None,
            authority_key_id: None,
            may_sign_data: true,
            has_unknown_critical: false,
            signed: (start, start + signed.whole.len()),
            algorithm: algorithm.whole.to_vec(),
            signature: signature.to_vec(),
        };
        fields.optional(0x81)?;
        fields.optional(0x82)?;
        if let Some(extensions) = fields.optional(0xa3)? {
            certificate.read_extensions(Tlv::only(extensions.value, SEQUENCE)?.children())?;
        }
        Ok(certificate)
    }

    fn read_extensions(&mut self, mut extensions: TlvReader<'_>) -> Result<(), Refusal> {
        while !extensions.is_empty() {
            let mut parts = extensions.expect(SEQUENCE)?.children();
            let oid = parts.expect(OID)?.value;
            let critical = parts.optional(BOOLEAN)?.is_some_and(|flag| flag.value != [0]);
            let value = parts.expect(OCTET_STRING)?.value;
            if oid == SUBJECT_KEY_ID.as_bytes() {
                self.subject_key_id = Some(Tlv::only(value, OCTET_STRING)?.value.to_vec());
            } else if oid == AUTHORITY_KEY_ID.as_bytes() {
                let id = Tlv::only(value, SEQUENCE)?.children().optional(0x80)?;
                self.authority_key_id = id.map(|id| id.value.to_vec());
            } else if oid == KEY_USAGE.as_bytes() {
                let bits = Tlv::only(value, BIT_STRING)?.value;
                self.may_sign_data = bits.get(1).is_some_and(|bits| bits & DIGITAL_SIGNATURE != 0);
            } else if critical && !HARMLESS.iter().any(|known| known.as_bytes() == oid) {
                self.has_unknown_critical = true;
            }
        }
        Ok(())
    }

    /// The key of its subject.
    ///
    /// # Errors
    /// [`Refusal::UnknownAlgorithm`] or [`Refusal::Malformed`].
    pub fn key(&self) -> Result<PublicKey, Refusal> {
        PublicKey::read(&self.key_info)
    }

    /// Checks that `issuer` signed it.
    ///
    /// # Errors
    /// [`Refusal::Signature`], or [`Refusal::UnknownAlgorithm`] if that cannot be said.
    pub fn verify(&self, issuer: &PublicKey) -> Result<(), Refusal> {
        let algorithm = Tlv::only(&self.algorithm, SEQUENCE)?;
        let algorithm = SignatureAlgorithm::read(&algorithm, None)?;
        let signed = &self.bytes[self.signed.0..self.signed.1];
        verify(issuer, algorithm, &[signed], &self.signature)
    }

    /// True if subject and issuer are the same.
    pub fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }
}
