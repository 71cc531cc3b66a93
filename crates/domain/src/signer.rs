//! The key that signs deletions.

use std::fmt;

use base16ct::lower;
use ring::{
    error::KeyRejected,
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};

/// Signs deletions with Ed25519. Every process that shares a database uses the same key.
pub struct Signer {
    pair: Ed25519KeyPair,
}

impl Signer {
    /// Reads a key from its PKCS#8 document.
    pub fn from_pkcs8(document: &[u8]) -> Result<Self, KeyRejected> {
        Ok(Self { pair: Ed25519KeyPair::from_pkcs8(document)? })
    }

    /// The public key, in hexadecimal.
    pub fn name(&self) -> String {
        lower::encode_string(self.pair.public_key().as_ref())
    }

    /// The public key and its signature of a text, both in hexadecimal. Texts of different kinds
    /// begin differently.
    pub fn mark(&self, text: &str) -> (String, String) {
        (self.name(), lower::encode_string(self.pair.sign(text.as_bytes()).as_ref()))
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.name())
    }
}

/// Whether `signer` has made this signature of a text.
pub fn is_marked(text: &str, signer: &str, signature: &str) -> bool {
    let (Ok(key), Ok(signature)) = (lower::decode_vec(signer), lower::decode_vec(signature)) else {
        return false;
    };
    UnparsedPublicKey::new(&ED25519, key).verify(text.as_bytes(), &signature).is_ok()
}
