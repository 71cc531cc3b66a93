//! Hashes of secrets, so that the database does not hold the secrets.

use base16ct::lower;
use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    lower::encode_string(&Sha256::digest(bytes))
}
