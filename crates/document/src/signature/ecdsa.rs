//! ECDSA on any curve of the table: FIPS 186-5 section 6.4.2.

use crate::{
    group::{Curve, CurveName, Modulus, bytes_of, integer},
    refusal::Refusal,
    tlv::Tlv,
};

const SEQUENCE: u32 = 0x30;
const INTEGER: u32 = 0x02;

/// Checks a signature of `digest` by the key `point`.
pub(super) fn verify(
    curve: CurveName,
    point: &[u8],
    digest: &[u8],
    signature: &[u8],
    plain: bool,
) -> Result<(), Refusal> {
    let curve = Curve::new(curve);
    let public = curve.decode(point).ok_or(Refusal::Signature)?;
    let (r, s) = numbers(signature, plain)?;
    let order = curve.order();
    let (Some(r), Some(s)) = (integer(r), integer(s)) else {
        return Err(Refusal::Signature);
    };
    let zero = order.zero().retrieve();
    if r == zero || s == zero || r >= *order.value() || s >= *order.value() {
        return Err(Refusal::Signature);
    }
    let inverse = order.residue(&s).invert().into_option().ok_or(Refusal::Signature)?;
    let message = leftmost_bits(digest, order, curve.order_length());
    let u1 = order.reduce(&message).mul(&inverse).retrieve();
    let u2 = order.residue(&r).mul(&inverse).retrieve();
    let with_key = curve.multiply(&u2, &public).ok_or(Refusal::Signature)?;
    let sum = match curve.multiply(&u1, &curve.generator()) {
        Some(with_generator) => curve.add(&with_generator, &with_key).ok_or(Refusal::Signature)?,
        None => with_key,
    };
    let x = order.reduce(&bytes_of(&sum.x, curve.length())).retrieve();
    if x == r { Ok(()) } else { Err(Refusal::Signature) }
}

/// The two numbers of a signature.
fn numbers(signature: &[u8], plain: bool) -> Result<(&[u8], &[u8]), Refusal> {
    if plain {
        if !signature.len().is_multiple_of(2) {
            return Err(Refusal::Signature);
        }
        return Ok(signature.split_at(signature.len() / 2));
    }
    let sequence = Tlv::only(signature, SEQUENCE).map_err(|_| Refusal::Signature)?;
    let mut parts = sequence.children();
    let number = |part: Tlv<'_>| match part.value.first() {
        // A negative number.
        None | Some(0x80..) => Err(Refusal::Signature),
        Some(_) => Ok(()),
    };
    let r = parts.expect(INTEGER).map_err(|_| Refusal::Signature)?;
    let s = parts.expect(INTEGER).map_err(|_| Refusal::Signature)?;
    parts.finish().map_err(|_| Refusal::Signature)?;
    number(r)?;
    number(s)?;
    Ok((r.value, s.value))
}

/// As many bits of the digest as the order has.
fn leftmost_bits(digest: &[u8], order: &Modulus, length: usize) -> Vec<u8> {
    let bits = order.value().bit_width_vartime() as usize;
    // Only the order of P-521 is no multiple of 8 bits long, and no digest is longer than that.
    if digest.len() * 8 <= bits { digest.to_vec() } else { digest[..length].to_vec() }
}
