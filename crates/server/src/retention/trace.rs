//! Signed counts of deletions, in a hash chain.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use ring::{
    rand::SystemRandom,
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};

use crate::{Database, Error, digest, private_file};

/// The previous hash of the first row.
pub(crate) const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Signs deletions. Every process that shares a database uses the same key.
pub struct Signer {
    pair: Ed25519KeyPair,
}

/// A signed count of deleted records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// Counts from 1, without a gap.
    pub number: u64,
    /// When they were deleted.
    pub at: Timestamp,
    /// The site of the records.
    pub site: String,
    /// The class of the records.
    pub class: String,
    /// How many records were deleted.
    pub deleted: u64,
    /// The [hash](Deletion::hash) of the row before.
    pub previous: String,
    /// The public key, in hexadecimal.
    pub signer: String,
    /// The signature of all fields above except for the key, in hexadecimal.
    pub signature: String,
}

impl Signer {
    /// The path of the key. Without a setting it is beside the SQLite file, or in the working
    /// directory of the server.
    pub(crate) fn path(named: Option<PathBuf>, database: &Database) -> PathBuf {
        named.unwrap_or_else(|| match database {
            Database::Sqlite(file) => file.with_extension("retention.key"),
            Database::Postgres(_) => "gangway.retention.key".into(),
        })
    }

    /// Reads the key, and makes it if there is none.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let failed = || Error::RetentionKey(path.into());
        let document = match fs::read(path) {
            Ok(document) => document,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                make(path).map_err(|_| failed())?;
                // Another process may have created the key in between; that key is used then.
                fs::read(path).map_err(|_| failed())?
            }
            Err(_) => return Err(failed()),
        };
        let pair = Ed25519KeyPair::from_pkcs8(&document).map_err(|_| failed())?;
        Ok(Self { pair })
    }

    /// The public key, in hexadecimal.
    pub fn name(&self) -> String {
        hex(self.pair.public_key().as_ref())
    }

    /// Signs what `deletion` says, and that this key says it.
    pub(crate) fn sign(&self, mut deletion: Deletion) -> Deletion {
        (deletion.signer, deletion.signature) = self.mark(&deletion.text());
        deletion
    }

    /// The public key and its signature of a text, both in hexadecimal. Texts of different kinds
    /// begin differently.
    pub(crate) fn mark(&self, text: &str) -> (String, String) {
        (self.name(), hex(self.pair.sign(text.as_bytes()).as_ref()))
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({})", self.name())
    }
}

/// Writes a new key to a file that is not there, for its owner alone.
fn make(path: &Path) -> Result<(), Error> {
    let document =
        Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| Error::Random)?;
    match private_file::create(path) {
        Ok(mut file) => {
            file.write_all(document.as_ref()).map_err(|_| Error::RetentionKey(path.into()))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(_) => Err(Error::RetentionKey(path.into())),
    }
}

impl Deletion {
    /// The signed text: a JSON array, which is unambiguous.
    fn text(&self) -> String {
        let Self { number, at, site, class, deleted, previous, .. } = self;
        let at = at.as_millisecond();
        serde_json::json!(["gangway-deletion", number, at, site, class, deleted, previous])
            .to_string()
    }

    /// The hash that the next row refers to.
    pub fn hash(&self) -> String {
        digest::hex(format!("{}{}", self.text(), self.signature).as_bytes())
    }

    /// Whether this row follows `before`, and one of `trusted` has signed it.
    pub(crate) fn follows(&self, before: Option<&Self>, trusted: &[String]) -> bool {
        let (number, previous) = match before {
            Some(before) => (before.number + 1, before.hash()),
            None => (1, NOTHING.into()),
        };
        self.number == number
            && self.previous == previous
            && trusted.contains(&self.signer)
            && is_marked(&self.text(), &self.signer, &self.signature)
    }
}

/// Whether `signer` has made this signature of a text.
pub(crate) fn is_marked(text: &str, signer: &str, signature: &str) -> bool {
    let (Some(key), Some(signature)) = (bytes(signer), bytes(signature)) else { return false };
    UnparsedPublicKey::new(&ED25519, key).verify(text.as_bytes(), &signature).is_ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
