//! Certificates: dmrtd tells only whether it can use one as an authority's.

use dmrtd::auth::passive::{PassiveAuthError, TrustAnchor};
use document::{
    Certificate, PublicKey, Refusal, SignatureAlgorithm,
    tlv::{Tlv, TlvReader, tlv},
};

use crate::comparison::{BER, Comparison, PANIC, caught, is_der};

const KEY: &str = "a kind of key or a curve that dmrtd does not know";
const POINT: &str = "dmrtd looks only at the length of a point";
const ALGORITHM: &str = "the product looks at the signature's algorithm when it verifies";
const VALIDITY: &str = "dmrtd does not read the dates";
const NAMES: &str = "dmrtd does not look into names";
const EXTENSIONS: &str = "dmrtd does not look into extensions";
const RSA_NUMBERS: &str = "the product judges the numbers of an RSA key when it verifies";

pub fn compare(file: &[u8]) -> Comparison {
    let ours = Certificate::read(file).and_then(|read| read.key().map(|key| (read, key)));
    let Some(theirs) = caught(|| TrustAnchor::from_certificate(file)) else {
        return Comparison::Explained(PANIC);
    };
    match (ours, theirs) {
        (Ok(_), Ok(_)) => Comparison::BothAccept,
        (Err(_), Err(_)) => Comparison::BothRefuse,
        (Ok((_, key)), Err(theirs)) => {
            let reason = accepted(file, &key, &theirs);
            Comparison::of(reason, || format!("only dmrtd refuses: {theirs}"))
        }
        (Err(ours), Ok(_)) => {
            Comparison::of(refused(file, ours), || format!("only the product refuses: {ours}"))
        }
    }
}

fn accepted(file: &[u8], key: &PublicKey, theirs: &PassiveAuthError) -> Option<&'static str> {
    let fields = Fields::read(file)?;
    if !is_der(file) {
        return Some(BER);
    }
    let algorithm = SignatureAlgorithm::read(&fields.algorithm, None);
    let plain = matches!(algorithm, Ok(SignatureAlgorithm::Ecdsa { plain: true, .. }));
    let parameters = fields.algorithm.children();
    if algorithm.is_err() || plain || has_parameters(parameters) {
        return Some(ALGORITHM);
    }
    match (theirs, key) {
        (PassiveAuthError::UnsupportedKey, PublicKey::Rsa { .. }) => Some(RSA_NUMBERS),
        (PassiveAuthError::UnsupportedKey, PublicKey::Ec { .. }) => Some(KEY),
        _ => None,
    }
}

/// Parameters other than NULL and those of PSS, which dmrtd reads more strictly.
fn has_parameters(mut identifier: TlvReader<'_>) -> bool {
    let _oid = identifier.read();
    let rest = identifier.read();
    rest.is_ok_and(|parameters| parameters.whole != [5, 0]) || !identifier.is_empty()
}

fn refused(file: &[u8], ours: Refusal) -> Option<&'static str> {
    let fields = Fields::read(file)?;
    let key = PublicKey::read(fields.key.whole);
    let mut validity = fields.validity.children();
    let dates = [validity.read(), validity.read()];
    let is_date =
        |date: Result<Tlv<'_>, _>| date.is_ok_and(|date| document::Date::from_tlv(&date).is_ok());
    if !dates.into_iter().all(is_date) {
        Some(VALIDITY)
    } else if [fields.issuer, fields.subject].iter().any(|name| document::Name::read(name).is_err())
    {
        Some(NAMES)
    } else if matches!(key, Err(Refusal::Malformed)) {
        Some(POINT)
    } else {
        let is_readable = Certificate::read(&fields.without_extensions()).is_ok();
        (ours == Refusal::Malformed && is_readable).then_some(EXTENSIONS)
    }
}

/// The fields of a certificate, by position.
struct Fields<'a> {
    signature: Tlv<'a>,
    serial: Tlv<'a>,
    algorithm: Tlv<'a>,
    issuer: Tlv<'a>,
    validity: Tlv<'a>,
    subject: Tlv<'a>,
    key: Tlv<'a>,
}

impl<'a> Fields<'a> {
    fn read(file: &'a [u8]) -> Option<Self> {
        let mut parts = Tlv::only(file, 0x30).ok()?.children();
        let mut signed = parts.expect(0x30).ok()?.children();
        let algorithm = parts.expect(0x30).ok()?;
        let signature = parts.expect(0x03).ok()?;
        signed.optional(0xa0).ok()?;
        let serial = signed.expect(0x02).ok()?;
        signed.expect(0x30).ok()?;
        let mut next = || signed.expect(0x30).ok();
        let (issuer, validity, subject, key) = (next()?, next()?, next()?, next()?);
        Some(Self { signature, serial, algorithm, issuer, validity, subject, key })
    }

    /// The certificate with these fields alone.
    fn without_extensions(&self) -> Vec<u8> {
        let Self { serial, algorithm, issuer, validity, subject, key, .. } = self;
        let signed = [serial, algorithm, issuer, validity, subject, key].map(|field| field.whole);
        tlv(0x30, &[&tlv(0x30, &signed), algorithm.whole, self.signature.whole])
    }
}
