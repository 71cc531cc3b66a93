//! Public keys, and the algorithms with which certificates and security objects are signed.

mod algorithm;
mod ecdsa;
mod public_key;
mod rsa;

pub(crate) use self::rsa::recover;
pub use algorithm::SignatureAlgorithm;
pub use public_key::PublicKey;
pub(crate) use public_key::agreement_key;

use crate::refusal::Refusal;

/// Checks a signature over the parts, one after the other.
///
/// # Errors
/// [`Refusal::Signature`] if it is wrong, or if the key is of another kind than the algorithm.
pub fn verify(
    key: &PublicKey,
    algorithm: SignatureAlgorithm,
    parts: &[&[u8]],
    signature: &[u8],
) -> Result<(), Refusal> {
    match (key, algorithm) {
        (PublicKey::Rsa { .. }, SignatureAlgorithm::RsaPkcs1(hash)) => {
            rsa::verify_pkcs1(key, hash, &hash.digest(parts), signature)
        }
        (PublicKey::Rsa { .. }, SignatureAlgorithm::RsaPss { hash, salt }) => {
            rsa::verify_pss(key, hash, salt, &hash.digest(parts), signature)
        }
        (PublicKey::Ec { curve, point }, SignatureAlgorithm::Ecdsa { hash, plain }) => {
            let digest = hash.digest(parts);
            ecdsa::verify(*curve, point, &digest, signature, plain)
        }
        _ => Err(Refusal::Signature),
    }
}
