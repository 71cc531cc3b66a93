//! Public keys: SubjectPublicKeyInfo of RFC 5280, with the curves of RFC 5480 and of BSI TR-03110.

use crate::{
    group::{CURVES, Curve, CurveName, CurveParameters, Group, ModP},
    refusal::{Refusal, unknown_algorithm},
    tlv::{Tlv, TlvReader, tlv},
};
use const_oid::ObjectIdentifier;

const SEQUENCE: u32 = 0x30;
const OID: u32 = 0x06;
const INTEGER: u32 = 0x02;
const BIT_STRING: u32 = 0x03;
const OCTET_STRING: u32 = 0x04;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const PRIME_FIELD: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.1.1");
const STANDARDIZED: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.127.0.7.1.2");
const DH_X942: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10046.2.1");
const DH_PKCS3: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.3.1");

/// A key that verifies signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA, numbers big-endian without leading zeros.
    Rsa {
        /// The modulus.
        modulus: Vec<u8>,
        /// The public exponent.
        exponent: Vec<u8>,
    },
    /// A point of a known curve.
    Ec {
        /// The curve. Parameters in a certificate only say which one of the table it is, so that no
        /// certificate brings a curve of its own (CVE-2020-0601).
        curve: CurveName,
        /// The uncompressed encoding of the point.
        point: Vec<u8>,
    },
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// [`Refusal::UnknownAlgorithm`] for other kinds of keys and for unknown curves.
    pub fn read(info: &[u8]) -> Result<Self, Refusal> {
        let (oid, mut parameters, key) = parts(info)?;
        if oid == RSA.as_bytes() || oid == RSA_PSS.as_bytes() {
            let mut numbers = Tlv::only(key, SEQUENCE)?.children();
            let (modulus, exponent) = (unsigned(&mut numbers)?, unsigned(&mut numbers)?);
            numbers.finish()?;
            return Ok(Self::Rsa { modulus: modulus.to_vec(), exponent: exponent.to_vec() });
        }
        if oid == EC.as_bytes() {
            let curve = curve(&parameters.read()?)?;
            if Curve::new(curve).decode(key).is_none() {
                return Err(Refusal::Malformed);
            }
            return Ok(Self::Ec { curve, point: key.to_vec() });
        }
        Err(unknown_algorithm(oid))
    }

    /// Length of an RSA modulus in bits, 0 for other keys.
    pub fn rsa_bits(&self) -> usize {
        match self {
            Self::Rsa { modulus, .. } => {
                modulus.len() * 8
                    - modulus.first().map_or(0, |first| first.leading_zeros() as usize)
            }
            Self::Ec { .. } => 0,
        }
    }

    /// The key as a SubjectPublicKeyInfo in its shortest form: curves by name.
    pub fn to_info(&self) -> Vec<u8> {
        let bits = |octets: &[u8]| tlv(BIT_STRING, &[&[0], octets]);
        match self {
            Self::Rsa { modulus, exponent } => {
                let key = tlv(SEQUENCE, &[&signed(modulus), &signed(exponent)]);
                let algorithm = tlv(SEQUENCE, &[&tlv(OID, &[RSA.as_bytes()]), &[5, 0]]);
                tlv(SEQUENCE, &[&algorithm, &bits(&key)])
            }
            Self::Ec { curve, point } => {
                let name = tlv(OID, &[curve.parameters().oid.as_bytes()]);
                let algorithm = tlv(SEQUENCE, &[&tlv(OID, &[EC.as_bytes()]), &name]);
                tlv(SEQUENCE, &[&algorithm, &bits(point)])
            }
        }
    }
}

/// A key of the chip for key agreement, with its group.
pub(crate) struct AgreementKey {
    pub(crate) group: Group,
    pub(crate) public: Vec<u8>,
}

/// Reads a SubjectPublicKeyInfo of a key for key agreement: ICAO 9303-11 section 9.4.
pub(crate) fn agreement_key(info: &[u8]) -> Result<AgreementKey, Refusal> {
    let (oid, mut parameters, key) = parts(info)?;
    let (group, public) = if oid == EC.as_bytes() {
        (Group::Curve(Box::new(Curve::new(curve(&parameters.read()?)?))), key.to_vec())
    } else if oid == STANDARDIZED.as_bytes() {
        let id = parameters.read()?.number()?;
        let group = Group::of_pace(id).ok_or_else(|| unknown_algorithm(oid))?;
        let key = match &group {
            Group::Curve(_) => key,
            Group::ModP(_) => unsigned(&mut TlvReader::new(key))?,
        };
        (group, key.to_vec())
    } else if oid == DH_X942.as_bytes() || oid == DH_PKCS3.as_bytes() {
        let prime = unsigned(&mut parameters.expect(SEQUENCE)?.children())?;
        let group = ModP::of_prime(prime).ok_or_else(|| unknown_algorithm(oid))?;
        (Group::ModP(group), unsigned(&mut TlvReader::new(key))?.to_vec())
    } else {
        return Err(unknown_algorithm(oid));
    };
    if group.decode(&public).is_none() {
        return Err(Refusal::Malformed);
    }
    Ok(AgreementKey { group, public })
}

/// Algorithm, its parameters and the key.
fn parts(info: &[u8]) -> Result<(&[u8], TlvReader<'_>, &[u8]), Refusal> {
    let mut parts = Tlv::only(info, SEQUENCE)?.children();
    let mut algorithm = parts.expect(SEQUENCE)?.children();
    let key = parts.expect(BIT_STRING)?.bits()?;
    Ok((algorithm.expect(OID)?.value, algorithm, key))
}

/// The curve of EcpkParameters: a name, or explicit parameters that are those of a known curve.
fn curve(parameters: &Tlv<'_>) -> Result<CurveName, Refusal> {
    let found = match parameters.tag {
        OID => CURVES.iter().find(|curve| curve.oid.as_bytes() == parameters.value),
        SEQUENCE => {
            let explicit = Explicit::read(parameters)?;
            CURVES.iter().find(|curve| explicit.is(curve))
        }
        _ => return Err(Refusal::Malformed),
    };
    match (found, parameters.tag) {
        (Some(curve), _) => Ok(curve.name),
        (None, OID) => Err(unknown_algorithm(parameters.value)),
        (None, _) => Err(Refusal::UnknownAlgorithm(EC)),
    }
}

/// SpecifiedECDomain of SEC 1 section C.2. Seed and cofactor are optional and say nothing new.
struct Explicit<'a> {
    prime: &'a [u8],
    a: &'a [u8],
    b: &'a [u8],
    generator: &'a [u8],
    order: &'a [u8],
}

impl<'a> Explicit<'a> {
    fn read(parameters: &Tlv<'a>) -> Result<Self, Refusal> {
        let mut parts = parameters.children();
        if !matches!(parts.expect(INTEGER)?.number()?, 1..=3) {
            return Err(Refusal::Malformed);
        }
        let mut field = parts.expect(SEQUENCE)?.children();
        let kind = field.expect(OID)?.value;
        if kind != PRIME_FIELD.as_bytes() {
            return Err(unknown_algorithm(kind));
        }
        let prime = unsigned(&mut field)?;
        let mut equation = parts.expect(SEQUENCE)?.children();
        let a = without_zeros(equation.expect(OCTET_STRING)?.value);
        let b = without_zeros(equation.expect(OCTET_STRING)?.value);
        let generator = parts.expect(OCTET_STRING)?.value;
        let order = unsigned(&mut parts)?;
        Ok(Self { prime, a, b, generator, order })
    }

    fn is(&self, curve: &CurveParameters) -> bool {
        let same = |bytes: &[u8], digits: &str| hex(bytes) == digits.trim_start_matches("00");
        let x = curve.x;
        let is_odd = curve.y.as_bytes().last().is_some_and(|digit| b"13579bdf".contains(digit));
        let generator = match self.generator {
            [4, coordinates @ ..] => hex(coordinates) == format!("{x}{}", curve.y),
            [2, coordinate @ ..] => hex(coordinate) == x && !is_odd,
            [3, coordinate @ ..] => hex(coordinate) == x && is_odd,
            _ => false,
        };
        generator
            && same(self.prime, curve.prime)
            && same(self.a, curve.a)
            && same(self.b, curve.b)
            && same(self.order, curve.order)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The next INTEGER, without leading zeros.
fn unsigned<'a>(parts: &mut TlvReader<'a>) -> Result<&'a [u8], Refusal> {
    let digits = without_zeros(parts.expect(INTEGER)?.value);
    if digits.is_empty() { Err(Refusal::Malformed) } else { Ok(digits) }
}

fn without_zeros(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    &bytes[start..]
}

/// An INTEGER with a zero in front where the number would look negative.
fn signed(digits: &[u8]) -> Vec<u8> {
    match digits.first() {
        Some(0x80..) => tlv(INTEGER, &[&[0], digits]),
        _ => tlv(INTEGER, &[digits]),
    }
}
