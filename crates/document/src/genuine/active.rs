//! Active authentication: the chip signs a challenge. ICAO 9303-11 section 6.1.

use crate::{
    card::{Card, Command},
    connection::Connection,
    hash::Hash,
    lds::Dg14,
    refusal::{Refusal, Step},
    signature::{PublicKey, SignatureAlgorithm, recover, verify},
};
use rand_core::CryptoRng;

const INTERNAL_AUTHENTICATE: [u8; 3] = [0x88, 0, 0];
/// Longest signature that fits into a short protected response.
const SHORT_SIGNATURE: usize = 208;

/// Has the chip sign a random challenge.
pub(crate) async fn ask<C: Card>(
    connection: &mut Connection<C>,
    key: &PublicKey,
    rng: &mut impl CryptoRng,
) -> Result<([u8; 8], Vec<u8>), Refusal> {
    let mut challenge = [0; 8];
    rng.fill_bytes(&mut challenge);
    let expected = if key.rsa_bits() > SHORT_SIGNATURE * 8 { 65_536 } else { 256 };
    let command = Command::new(INTERNAL_AUTHENTICATE, challenge.to_vec(), Some(expected));
    let signature = connection.demand(Step::ActiveAuthentication, &command).await?;
    Ok((challenge, signature))
}

/// Checks the signature of the challenge.
///
/// # Errors
/// [`Refusal::Clone`], or [`Refusal::UnknownAlgorithm`].
pub(crate) fn check(
    key: &PublicKey,
    dg14: Option<&Dg14>,
    challenge: &[u8],
    signature: &[u8],
) -> Result<(), Refusal> {
    if matches!(key, PublicKey::Rsa { .. }) {
        return check_recovered(&recover(key, signature).map_err(|_| Refusal::Clone)?, challenge);
    }
    let algorithm = match dg14 {
        Some(dg14) => dg14.active_authentication()?,
        None => SignatureAlgorithm::Ecdsa { hash: Hash::Sha256, plain: true },
    };
    // DG14 names the plain format; some chips send a DER sequence.
    let hash = algorithm.hash();
    for plain in [true, false] {
        let algorithm = SignatureAlgorithm::Ecdsa { hash, plain };
        if verify(key, algorithm, &[challenge], signature).is_ok() {
            return Ok(());
        }
    }
    Err(Refusal::Clone)
}

/// Digital signature scheme 1 of ISO/IEC 9796-2: 6A, message, hash of message and challenge, trailer.
fn check_recovered(block: &[u8], challenge: &[u8]) -> Result<(), Refusal> {
    let (hash, rest) = match block {
        [rest @ .., 0xbc] => (Hash::Sha1, rest),
        [rest @ .., 0x34, 0xcc] => (Hash::Sha256, rest),
        [rest @ .., 0x36, 0xcc] => (Hash::Sha384, rest),
        [rest @ .., 0x35, 0xcc] => (Hash::Sha512, rest),
        [rest @ .., 0x38, 0xcc] => (Hash::Sha224, rest),
        _ => return Err(Refusal::Clone),
    };
    let [0x6a, rest @ ..] = rest else {
        return Err(Refusal::Clone);
    };
    let length = hash.digest(&[]).len();
    let (message, digest) =
        rest.split_at_checked(rest.len().wrapping_sub(length)).ok_or(Refusal::Clone)?;
    if hash.digest(&[message, challenge]) == digest { Ok(()) } else { Err(Refusal::Clone) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(hash: Hash, trailer: &[u8], challenge: &[u8]) -> Vec<u8> {
        let message = [7; 20];
        let digest = hash.digest(&[&message, challenge]);
        [&[0x6a][..], &message, &digest, trailer].concat()
    }

    #[test]
    fn each_trailer_names_its_hash() {
        for (hash, trailer) in [
            (Hash::Sha1, &[0xbc][..]),
            (Hash::Sha224, &[0x38, 0xcc]),
            (Hash::Sha256, &[0x34, 0xcc]),
            (Hash::Sha384, &[0x36, 0xcc]),
            (Hash::Sha512, &[0x35, 0xcc]),
        ] {
            assert_eq!(check_recovered(&block(hash, trailer, b"12345678"), b"12345678"), Ok(()));
            let other = check_recovered(&block(hash, trailer, b"12345678"), b"12345679");
            assert_eq!(other, Err(Refusal::Clone));
        }
    }

    #[test]
    fn a_block_that_is_too_short_is_refused() {
        for block in [&[][..], &[0xbc], &[0x6a, 0xbc], &[0x6a, 0x34, 0xcc]] {
            assert_eq!(check_recovered(block, b"12345678"), Err(Refusal::Clone));
        }
    }
}
