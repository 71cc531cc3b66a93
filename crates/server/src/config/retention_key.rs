//! The file of the key that signs deletions.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use domain::Signer;
use ring::{rand::SystemRandom, signature::Ed25519KeyPair};
use store::{Database, create_private_file};

use crate::Error;

/// The path of the key. Without a setting it is beside the SQLite file, or in the working directory
/// of the server.
pub(crate) fn signer_path(named: Option<PathBuf>, database: &Database) -> PathBuf {
    named.unwrap_or_else(|| match database {
        Database::Sqlite(file) => file.with_extension("retention.key"),
        Database::Postgres(_) => "gangway.retention.key".into(),
    })
}

/// Reads the key, and makes it if there is none.
pub fn open_signer(path: &Path) -> Result<Signer, Error> {
    let failed = || Error::RetentionKey(path.into());
    let document = match fs::read(path) {
        Ok(document) => document,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            create_key(path).map_err(|_| failed())?;
            // Another process may have created the key in between; that key is used then.
            fs::read(path).map_err(|_| failed())?
        }
        Err(_) => return Err(failed()),
    };
    Signer::from_pkcs8(&document).map_err(|_| failed())
}

/// Writes a new key to a file that is not there, for its owner alone.
fn create_key(path: &Path) -> Result<(), Error> {
    let document =
        Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| Error::Random)?;
    match create_private_file(path) {
        Ok(mut file) => {
            file.write_all(document.as_ref()).map_err(|_| Error::RetentionKey(path.into()))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(_) => Err(Error::RetentionKey(path.into())),
    }
}
