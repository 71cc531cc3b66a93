//! CMS signed data (RFC 5652): the envelope of the SOD, of CardSecurity and of master lists.

use crate::{
    certificate::Certificate,
    date::Date,
    hash::Hash,
    name::Name,
    refusal::{ChainFault, Refusal},
    signature::{PublicKey, SignatureAlgorithm, verify},
    tlv::{Tlv, TlvReader, to_definite_lengths},
};
use const_oid::ObjectIdentifier;

const SEQUENCE: u32 = 0x30;
const SET: u32 = 0x31;
const OID: u32 = 0x06;
const INTEGER: u32 = 0x02;
const OCTET_STRING: u32 = 0x04;

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");

/// Signed data with one signer. Further signers are ignored: no state uses them.
pub struct SignedData {
    /// Contents of the object identifier of the content's type.
    pub content_type: Vec<u8>,
    /// The signed content.
    pub content: Vec<u8>,
    /// Certificates that came along.
    pub certificates: Vec<Certificate>,
    signer: Signer,
}

struct Signer {
    id: SignerId,
    digest: Hash,
    /// The signed attributes as they were sent, with the tag that the signature covers.
    attributes: Option<Vec<u8>>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
}

enum SignerId {
    IssuerAndSerial(Name, Vec<u8>),
    KeyId(Vec<u8>),
}

impl SignedData {
    /// Reads a ContentInfo, which may be BER.
    ///
    /// # Errors
    /// [`Refusal::Malformed`], or [`Refusal::UnknownAlgorithm`] for an unknown hash.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let der = to_definite_lengths(bytes)?;
        let mut info = Tlv::only(&der, SEQUENCE)?.children();
        if info.expect(OID)?.value != SIGNED_DATA.as_bytes() {
            return Err(Refusal::Malformed);
        }
        let mut parts = Tlv::only(info.expect(0xa0)?.value, SEQUENCE)?.children();
        parts.expect(INTEGER)?;
        parts.expect(SET)?;
        let mut content = parts.expect(SEQUENCE)?.children();
        let content_type = content.expect(OID)?.value.to_vec();
        let content = Tlv::only(content.expect(0xa0)?.value, OCTET_STRING)?.value.to_vec();
        let certificates = match parts.optional(0xa0)? {
            Some(certificates) => read_certificates(certificates.children())?,
            None => Vec::new(),
        };
        parts.optional(0xa1)?;
        let signer = Signer::read(&parts.expect(SET)?.children().expect(SEQUENCE)?)?;
        Ok(Self { content_type, content, certificates, signer })
    }

    /// The certificate of the signer: the one that it names, or the only one that came along.
    ///
    /// # Errors
    /// [`ChainFault::NoSigner`].
    pub fn signer(&self) -> Result<&Certificate, Refusal> {
        let named = self.certificates.iter().find(|certificate| match &self.signer.id {
            SignerId::IssuerAndSerial(issuer, serial) => {
                certificate.issuer == *issuer && certificate.serial == *serial
            }
            SignerId::KeyId(id) => certificate.subject_key_id.as_ref() == Some(id),
        });
        match (named, self.certificates.as_slice()) {
            (Some(certificate), _) | (None, [certificate]) => Ok(certificate),
            _ => Err(Refusal::Chain(ChainFault::NoSigner)),
        }
    }

    /// Checks that `key` signed the content.
    ///
    /// # Errors
    /// [`Refusal::Signature`], or [`Refusal::UnknownAlgorithm`].
    pub fn verify(&self, key: &PublicKey) -> Result<(), Refusal> {
        let signer = &self.signer;
        let algorithm = Tlv::only(&signer.algorithm, SEQUENCE)?;
        let algorithm = SignatureAlgorithm::read(&algorithm, Some(signer.digest))?;
        let Some(attributes) = &signer.attributes else {
            return verify(key, algorithm, &[&self.content], &signer.signature);
        };
        let digest = attribute(attributes, &MESSAGE_DIGEST)?.ok_or(Refusal::Signature)?;
        let content_type = attribute(attributes, &CONTENT_TYPE)?.ok_or(Refusal::Signature)?;
        if digest.value != signer.digest.digest(&[&self.content])
            || content_type.value != self.content_type
        {
            return Err(Refusal::Signature);
        }
        verify(key, algorithm, &[attributes], &signer.signature)
    }

    /// The day on which it says that it was signed.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn signing_day(&self) -> Result<Option<Date>, Refusal> {
        let Some(attributes) = &self.signer.attributes else {
            return Ok(None);
        };
        let time = attribute(attributes, &SIGNING_TIME)?;
        Ok(time.map(|time| Date::from_tlv(&time)).transpose()?)
    }
}

impl Signer {
    fn read(info: &Tlv<'_>) -> Result<Self, Refusal> {
        let mut parts = info.children();
        parts.expect(INTEGER)?;
        let id = parts.read()?;
        let id = match id.tag {
            SEQUENCE => {
                let mut both = id.children();
                let issuer = Name::read(&both.expect(SEQUENCE)?)?;
                SignerId::IssuerAndSerial(issuer, both.expect(INTEGER)?.value.to_vec())
            }
            0x80 => SignerId::KeyId(id.value.to_vec()),
            // Some signers wrap the identifier in an explicit tag.
            0xa0 => SignerId::KeyId(Tlv::only(id.value, OCTET_STRING)?.value.to_vec()),
            _ => return Err(Refusal::Malformed),
        };
        let digest = Hash::from_oid(parts.expect(SEQUENCE)?.children().expect(OID)?.value)?;
        let attributes = parts.optional(0xa0)?.map(|attributes| {
            let mut bytes = attributes.whole.to_vec();
            bytes[0] = SET as u8;
            bytes
        });
        let algorithm = parts.expect(SEQUENCE)?.whole.to_vec();
        let signature = parts.expect(OCTET_STRING)?.value.to_vec();
        Ok(Self { id, digest, attributes, algorithm, signature })
    }
}

fn read_certificates(mut certificates: TlvReader<'_>) -> Result<Vec<Certificate>, Refusal> {
    let mut read = Vec::new();
    while !certificates.is_empty() {
        let certificate = certificates.read()?;
        if certificate.tag == SEQUENCE {
            read.push(Certificate::read(certificate.whole)?);
        }
    }
    Ok(read)
}

/// The only value of an attribute, if the attribute is there once.
fn attribute<'a>(set: &'a [u8], wanted: &ObjectIdentifier) -> Result<Option<Tlv<'a>>, Refusal> {
    let mut attributes = Tlv::only(set, SET)?.children();
    let mut found = None;
    while !attributes.is_empty() {
        let mut parts = attributes.expect(SEQUENCE)?.children();
        if parts.expect(OID)?.value == wanted.as_bytes() {
            let mut values = parts.expect(SET)?.children();
            let value = values.read()?;
            values.finish()?;
            if found.replace(value).is_some() {
                return Err(Refusal::Malformed);
            }
        }
    }
    Ok(found)
}
