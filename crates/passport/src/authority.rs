//! An authority, its document signer, and what they sign.

use crate::{
    configuration::{Fault, Signing},
    curve::{Curve, padded},
    hash::Hash,
    random::Numbers,
    rsa::{AUTHORITY, EXPONENT, RsaKey, SIGNER},
};
use document::{Anchor, Certificate, Date, hash_of_name, tlv::tlv};
use num_bigint::BigUint;

/// A key pair with its algorithm.
#[derive(Clone)]
pub(crate) struct SigningKey {
    signing: Signing,
    rsa: &'static RsaKey,
    secret: BigUint,
    /// SubjectPublicKeyInfo.
    pub(crate) info: Vec<u8>,
}

const RSA: [u8; 8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1];
const EC_KEY: [u8; 7] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
const ECDSA: [u8; 6] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 4];
/// Key identifier of the authority.
const AUTHORITY_ID: [u8; 4] = [1, 2, 3, 4];

/// SubjectPublicKeyInfo of an RSA key.
pub(crate) fn rsa_info(key: &RsaKey) -> Vec<u8> {
    let numbers = tlv(0x30, &[&tlv(2, &[&[0], &key.modulus()]), &tlv(2, &[&EXPONENT])]);
    let algorithm = tlv(0x30, &[&tlv(6, &[&RSA, &[1]]), &[5, 0]]);
    tlv(0x30, &[&algorithm, &tlv(3, &[&[0], &numbers])])
}

/// SubjectPublicKeyInfo of a point.
pub(crate) fn ec_info(curve: &Curve, secret: &BigUint, explicit: bool) -> Vec<u8> {
    let point = curve.encode(&curve.multiply(secret, &curve.generator()));
    let parameters = if explicit { curve.explicit() } else { tlv(6, &[curve.oid]) };
    let algorithm = tlv(0x30, &[&tlv(6, &[&EC_KEY]), &parameters]);
    tlv(0x30, &[&algorithm, &tlv(3, &[&[0], &point])])
}

impl SigningKey {
    fn new(signing: Signing, rsa: &'static RsaKey, numbers: &mut Numbers) -> Self {
        let (secret, info) = match signing {
            Signing::Ecdsa { curve, explicit, .. } => {
                let curve = Curve::of(curve);
                let secret = curve.secret(numbers);
                let info = ec_info(curve, &secret, explicit);
                (secret, info)
            }
            _ => (BigUint::ZERO, rsa_info(rsa)),
        };
        Self { signing, rsa, secret, info }
    }

    fn hash(&self) -> Hash {
        match self.signing {
            Signing::RsaPkcs1(hash) | Signing::RsaPss(hash) | Signing::Ecdsa { hash, .. } => hash,
        }
    }

    fn algorithm(&self) -> Vec<u8> {
        let hash = self.hash();
        match self.signing {
            Signing::RsaPkcs1(_) => tlv(0x30, &[&tlv(6, &[&RSA, &[hash.arcs().0]]), &[5, 0]]),
            Signing::RsaPss(_) => {
                let mgf = tlv(0x30, &[&tlv(6, &[&RSA, &[8]]), &hash.identifier()]);
                let salt = tlv(2, &[&[32]]);
                let parts =
                    [tlv(0xa0, &[&hash.identifier()]), tlv(0xa1, &[&mgf]), tlv(0xa2, &[&salt])];
                tlv(0x30, &[&tlv(6, &[&RSA, &[10]]), &tlv(0x30, &[&parts.concat()])])
            }
            Signing::Ecdsa { .. } if hash == Hash::Sha1 => tlv(0x30, &[&tlv(6, &[&ECDSA, &[1]])]),
            Signing::Ecdsa { .. } => tlv(0x30, &[&tlv(6, &[&ECDSA, &[3, hash.arcs().1]])]),
        }
    }

    fn sign(&self, message: &[u8], numbers: &mut Numbers) -> Vec<u8> {
        match self.signing {
            Signing::RsaPkcs1(hash) => self.rsa.sign_pkcs1(hash, message),
            Signing::RsaPss(hash) => self.rsa.sign_pss(hash, &numbers.bytes(32), message),
            Signing::Ecdsa { curve, hash, .. } => {
                let digest = hash.digest(&[message]);
                let (r, s) = Curve::of(curve).sign(&self.secret, &digest, numbers);
                let number = |value: &BigUint| {
                    let digits = value.to_bytes_be();
                    // A zero where the number would look negative, and nowhere else: DER.
                    let sign: &[u8] = if digits[0] >= 0x80 { &[0] } else { &[] };
                    tlv(2, &[sign, &digits])
                };
                tlv(0x30, &[&number(&r), &number(&s)])
            }
        }
    }
}

/// An authority with one document signer.
#[derive(Clone)]
pub(crate) struct Authority {
    signer: SigningKey,
    /// The certificate of the document signer.
    certificate: Vec<u8>,
    /// The authority's key as a trust list has it.
    pub anchor: Anchor,
}

fn name(country: &str, common: &str) -> Vec<u8> {
    let part = |last: u8, text: &str| {
        let pair = [tlv(6, &[&[0x55, 4, last]]), tlv(0x0c, &[text.as_bytes()])].concat();
        tlv(0x31, &[&tlv(0x30, &[&pair])])
    };
    tlv(0x30, &[&part(6, country), &part(3, common)])
}

fn validity(from: &str, to: &str) -> Vec<u8> {
    let time = |text: &str| tlv(0x17, &[format!("{text}000000Z").as_bytes()]);
    tlv(0x30, &[&time(from), &time(to)])
}

fn extension(oid: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let flag: &[u8] = if critical { &[1, 1, 0xff] } else { &[] };
    tlv(0x30, &[&tlv(6, &[oid]), flag, &tlv(4, &[value])])
}

impl Authority {
    /// An authority of Utopia, with what is wrong about it.
    pub(crate) fn new(signing: Signing, fault: Option<Fault>, numbers: &mut Numbers) -> Self {
        let own = SigningKey::new(signing, &AUTHORITY, numbers);
        let other = SigningKey::new(signing, &SIGNER, numbers);
        let signer = SigningKey::new(signing, &SIGNER, numbers);
        let country = if fault == Some(Fault::ForeignSigner) { "XY" } else { "UT" };
        let issuer = name(country, "Authority");
        let serial = tlv(2, &[&[0x80, 7]]);
        let end = if fault == Some(Fault::SignerExpired) { "240601" } else { "340101" };
        let extensions = [
            extension(&[0x55, 0x1d, 0x0f], true, &[3, 2, 7, 0x80]),
            extension(&[0x55, 0x1d, 0x23], false, &tlv(0x30, &[&tlv(0x80, &[&AUTHORITY_ID])])),
        ];
        let signed = tlv(
            0x30,
            &[
                &[0xa0, 3, 2, 1, 2],
                &serial,
                &own.algorithm(),
                &issuer,
                &validity("240101", end),
                &name(country, "Signer"),
                &signer.info,
                &tlv(0xa3, &[&tlv(0x30, &[&extensions.concat()])]),
            ],
        );
        let maker = if fault == Some(Fault::UnknownAuthority) { &other } else { &own };
        let signature = maker.sign(&signed, numbers);
        let certificate = tlv(0x30, &[&signed, &own.algorithm(), &tlv(3, &[&[0], &signature])]);
        let anchor = anchor(&certificate, &own.info, country, fault);
        Self { signer, certificate, anchor }
    }

    /// CMS signed data of this content, with indefinite lengths if `ber`.
    pub(crate) fn sign(
        &self,
        kind: &[u8],
        content: &[u8],
        ber: bool,
        numbers: &mut Numbers,
    ) -> Vec<u8> {
        let hash = self.signer.hash();
        let attribute = |last: u8, value: &[u8]| {
            let oid = tlv(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, last]]);
            tlv(0x30, &[&oid, &tlv(0x31, &[value])])
        };
        let digest = tlv(4, &[&hash.digest(&[content])]);
        let attributes = [
            attribute(3, &tlv(6, &[kind])),
            attribute(4, &digest),
            attribute(5, &tlv(0x17, &[b"240201000000Z"])),
        ]
        .concat();
        let signature = self.signer.sign(&tlv(0x31, &[&attributes]), numbers);
        let certificate = Certificate::read(&self.certificate);
        let (issuer, serial) = certificate
            .map(|certificate| (certificate.issuer.bytes, certificate.serial))
            .unwrap_or_default();
        let info = tlv(
            0x30,
            &[
                &[2, 1, 1],
                &tlv(0x30, &[&issuer, &tlv(2, &[&serial])]),
                &hash.identifier(),
                &tlv(0xa0, &[&attributes]),
                &self.signer.algorithm(),
                &tlv(4, &[&signature]),
            ],
        );
        let wrap: fn(u32, &[&[u8]]) -> Vec<u8> = if ber { indefinite } else { tlv };
        let octets = if ber {
            let (first, second) = content.split_at(content.len() / 2);
            indefinite(0x24, &[&tlv(4, &[first]), &tlv(4, &[second])])
        } else {
            tlv(4, &[content])
        };
        let data = wrap(
            0x30,
            &[
                &[2, 1, 3],
                &tlv(0x31, &[&hash.identifier()]),
                &wrap(0x30, &[&tlv(6, &[kind]), &wrap(0xa0, &[&octets])]),
                &wrap(0xa0, &[&self.certificate]),
                &tlv(0x31, &[&info]),
            ],
        );
        let signed_data = tlv(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2]]);
        wrap(0x30, &[&signed_data, &wrap(0xa0, &[&data])])
    }
}

fn indefinite(tag: u32, parts: &[&[u8]]) -> Vec<u8> {
    [&[tag as u8, 0x80][..], &parts.concat(), &[0, 0]].concat()
}

fn anchor(certificate: &[u8], info: &[u8], country: &str, fault: Option<Fault>) -> Anchor {
    let name = Certificate::read(certificate).map(|certificate| hash_of_name(&certificate.issuer));
    let known = fault != Some(Fault::UnknownCountry);
    Anchor {
        country: if known { country.to_owned() } else { "ZZ".to_owned() },
        key_id: AUTHORITY_ID.to_vec(),
        name_hash: name.unwrap_or_default(),
        not_before: Date { year: 2020, month: 1, day: 1 },
        not_after: Date { year: 2035, month: 1, day: 1 },
        key_info: info.to_vec(),
        revocation_day: Some(Date { year: 2026, month: 1, day: 1 }),
        revoked: if fault == Some(Fault::Revoked) { vec![vec![0x80, 7]] } else { Vec::new() },
    }
}

/// A coordinate pair as BSI TR-03111 writes a signature: r and s side by side.
pub(crate) fn plain_signature(curve: &Curve, r: &BigUint, s: &BigUint) -> Vec<u8> {
    let length = curve.order().bits().div_ceil(8) as usize;
    [padded(r, length), padded(s, length)].concat()
}
