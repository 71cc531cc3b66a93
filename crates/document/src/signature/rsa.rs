//! RSA signatures, and the recovery of a message from one.

use super::public_key::PublicKey;
use crate::{hash::Hash, refusal::Refusal};
use crypto_bigint::BoxedUint;
use rsa::{
    Pkcs1v15Sign, Pss, PublicKey as RsaKey,
    traits::{PublicKeyParts, SignatureScheme},
};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};

/// RSASSA-PKCS1-v1_5.
pub(super) fn verify_pkcs1(
    key: &PublicKey,
    hash: Hash,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), Refusal> {
    let scheme = match hash {
        Hash::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
        Hash::Sha224 => Pkcs1v15Sign::new::<Sha224>(),
        Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    };
    check(key, scheme, digest, signature)
}

/// RSASSA-PSS.
pub(super) fn verify_pss(
    key: &PublicKey,
    hash: Hash,
    salt: usize,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), Refusal> {
    match hash {
        Hash::Sha1 => check(key, Pss::<Sha1>::new_with_salt(salt), digest, signature),
        Hash::Sha224 => check(key, Pss::<Sha224>::new_with_salt(salt), digest, signature),
        Hash::Sha256 => check(key, Pss::<Sha256>::new_with_salt(salt), digest, signature),
        Hash::Sha384 => check(key, Pss::<Sha384>::new_with_salt(salt), digest, signature),
        Hash::Sha512 => check(key, Pss::<Sha512>::new_with_salt(salt), digest, signature),
    }
}

fn check(
    key: &PublicKey,
    scheme: impl SignatureScheme,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), Refusal> {
    rsa_key(key)?.verify(scheme, digest, signature).map_err(|_| Refusal::Signature)
}

/// The number of which `signature` is the root, as long as the modulus: RSAVP1 of RFC 8017.
pub(crate) fn recover(key: &PublicKey, signature: &[u8]) -> Result<Vec<u8>, Refusal> {
    let key = rsa_key(key)?;
    let number = BoxedUint::from_be_slice(signature, key.n().bits_precision())
        .map_err(|_| Refusal::Signature)?;
    if number >= *key.n().as_ref() {
        return Err(Refusal::Signature);
    }
    let recovered = rsa::hazmat::rsa_encrypt(&key, &number).map_err(|_| Refusal::Signature)?;
    let bytes = recovered.to_be_bytes();
    Ok(bytes[bytes.len() - key.size()..].to_vec())
}

fn rsa_key(key: &PublicKey) -> Result<RsaKey, Refusal> {
    let PublicKey::Rsa { modulus, exponent } = key else {
        return Err(Refusal::Signature);
    };
    let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(bytes);
    RsaKey::new(number(modulus), number(exponent)).map_err(|_| Refusal::Signature)
}
