//! The signed count of what was deleted.

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

use crate::{Database, Error, digest, private};

/// What the first row names as the one before it.
pub(crate) const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Signs deletions. Every process that shares a database uses the same key.
pub struct Signer {
    pair: Ed25519KeyPair,
}

/// That some records were deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// Counts from 1, without a gap.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Where the kiosks stood.
    pub site: String,
    /// What they were.
    pub class: String,
    /// How many.
    pub deleted: u64,
    /// The [hash](Deletion::hash) of the row before.
    pub previous: String,
    /// The public key, in hexadecimal.
    pub signer: String,
    /// Of all of the above but the key, in hexadecimal.
    pub signature: String,
}

impl Signer {
    /// Where the key is, if nobody says it: beside SQLite's file, or in the folder where the
    /// server was started.
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
                // What another process has made meanwhile is as good.
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
    match private::create(path) {
        Ok(mut file) => {
            file.write_all(document.as_ref()).map_err(|_| Error::RetentionKey(path.into()))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(_) => Err(Error::RetentionKey(path.into())),
    }
}

impl Deletion {
    /// What is signed: one line of JSON, so that no two rows have the same text.
    fn text(&self) -> String {
        let Self { number, at, site, class, deleted, previous, .. } = self;
        let at = at.as_millisecond();
        serde_json::json!(["gangway-deletion", number, at, site, class, deleted, previous])
            .to_string()
    }

    /// What the next row names this one by.
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
    pairs.map(|it| u8::from_str_radix(std::str::from_utf8(it).ok()?, 16).ok()).collect()
}
