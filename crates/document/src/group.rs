//! The groups in which keys are agreed: elliptic curves, and integers modulo a prime.
//!
//! An operation without a result (`None`) met the neutral element, which no honest peer causes.

mod curve;
mod integer;
mod known;
mod library;
mod modp;
mod point;
mod weierstrass;

use crypto_bigint::BoxedUint;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

pub(crate) use curve::Curve;
pub(crate) use integer::{Modulus, bytes_of, integer};
pub use known::CurveName;
pub(crate) use known::{CURVES, CurveParameters};
pub(crate) use modp::ModP;
pub(crate) use point::Point;

/// A group with a generator of prime order.
pub(crate) enum Group {
    Curve(Box<Curve>),
    ModP(ModP),
}

/// An element of a group, known to lie in the subgroup and not to be the neutral one.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Element {
    Point(Point),
    Residue(BoxedUint),
}

/// A secret scalar, big-endian, as long as the group's order.
pub(crate) struct Secret(Zeroizing<Vec<u8>>);

/// Bytes beyond the length of the order, so that the remainder has no noticeable bias.
const SURPLUS: usize = 8;

impl Group {
    /// The group of these standardized domain parameters: ICAO 9303-11 table 6.
    pub(crate) fn of_pace(id: u32) -> Option<Self> {
        match ModP::of_pace(id) {
            Some(group) => Some(Self::ModP(group)),
            None => Curve::of_pace(id).map(|curve| Self::Curve(Box::new(curve))),
        }
    }

    pub(crate) fn generator(&self) -> Element {
        match self {
            Self::Curve(curve) => Element::Point(curve.generator()),
            Self::ModP(group) => Element::Residue(group.generator()),
        }
    }

    /// A random secret.
    pub(crate) fn secret(&self, rng: &mut impl CryptoRng) -> Secret {
        let order = match self {
            Self::Curve(curve) => bytes_of(curve.order().value(), curve.order_length()),
            Self::ModP(group) => group.order(),
        };
        let mut wide = Zeroizing::new(vec![0; order.len() + SURPLUS]);
        rng.fill_bytes(&mut wide);
        self.reduce(&wide, order)
    }

    /// Bytes modulo the order.
    fn reduce(&self, wide: &[u8], order: Vec<u8>) -> Secret {
        let length = order.len();
        let remainder = match self {
            Self::Curve(curve) => curve.order().reduce(wide).retrieve(),
            // Orders of these groups have at most 256 bits.
            Self::ModP(_) => {
                let order = integer(&order).unwrap_or_default();
                Modulus::new(&order).reduce(wide).retrieve()
            }
        };
        Secret(Zeroizing::new(bytes_of(&remainder, length)))
    }

    /// The scalar with these big-endian bytes, such as the nonce of PACE or the chip's data of CAM.
    pub(crate) fn scalar(&self, bytes: &[u8]) -> Secret {
        let order = match self {
            Self::Curve(curve) => bytes_of(curve.order().value(), curve.order_length()),
            Self::ModP(group) => group.order(),
        };
        self.reduce(bytes, order)
    }

    /// The element, `secret` times.
    pub(crate) fn multiply(&self, secret: &Secret, element: &Element) -> Option<Element> {
        match (self, element) {
            (Self::Curve(curve), Element::Point(point)) => {
                curve.multiply(&integer(&secret.0)?, point).map(Element::Point)
            }
            (Self::ModP(group), Element::Residue(residue)) => {
                group.multiply(&secret.0, residue).map(Element::Residue)
            }
            _ => None,
        }
    }

    /// The sum of two points, or the product of two residues.
    pub(crate) fn add(&self, one: &Element, other: &Element) -> Option<Element> {
        match (self, one, other) {
            (Self::Curve(curve), Element::Point(one), Element::Point(other)) => {
                curve.add(one, other).map(Element::Point)
            }
            (Self::ModP(group), Element::Residue(one), Element::Residue(other)) => {
                group.add(one, other).map(Element::Residue)
            }
            _ => None,
        }
    }

    /// The element that integrated mapping gives for a pseudo-random seed.
    pub(crate) fn element_of_seed(&self, seed: &[u8]) -> Option<Element> {
        match self {
            Self::Curve(curve) => curve.point_of_seed(seed).map(Element::Point),
            Self::ModP(group) => group.element_of_seed(seed).map(Element::Residue),
        }
    }

    /// Length of the prime in bits.
    pub(crate) fn bits(&self) -> usize {
        match self {
            Self::Curve(curve) => curve.bits(),
            Self::ModP(group) => group.length() * 8,
        }
    }

    /// A public key: an uncompressed point, or a number without a sign.
    pub(crate) fn decode(&self, bytes: &[u8]) -> Option<Element> {
        match self {
            Self::Curve(curve) => curve.decode(bytes).map(Element::Point),
            Self::ModP(group) => group.decode(bytes).map(Element::Residue),
        }
    }

    /// The inverse of [`Self::decode`].
    pub(crate) fn encode(&self, element: &Element) -> Vec<u8> {
        match (self, element) {
            (Self::Curve(curve), Element::Point(point)) => curve.encode(point),
            (Self::ModP(group), Element::Residue(residue)) => group.bytes(residue),
            _ => Vec::new(),
        }
    }

    /// The secret that an agreed element stands for: the x-coordinate or the number, with leading zeros.
    pub(crate) fn shared(&self, element: &Element) -> Zeroizing<Vec<u8>> {
        let encoded = Zeroizing::new(self.encode(element));
        match self {
            Self::Curve(curve) => Zeroizing::new(encoded[1..=curve.length()].to_vec()),
            Self::ModP(_) => encoded,
        }
    }

    /// Tag of a public key in a public key data object: ICAO 9303-11 section 9.4.
    pub(crate) fn key_tag(&self) -> u32 {
        match self {
            Self::Curve(_) => 0x86,
            Self::ModP(_) => 0x84,
        }
    }
}

#[cfg(test)]
mod tests;
