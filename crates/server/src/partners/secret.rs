//! Secrets that a partner shares with us.

use std::{fmt, fs, path::PathBuf};

use serde::Deserialize;

use crate::Error;

/// The place of a secret, which is not in the policy itself.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SecretPlace {
    /// The first line of a file.
    File(PathBuf),
    /// A variable of the environment.
    Env(String),
}

/// A secret shared with the partner. `Debug` does not show it.
pub(super) struct Secret(pub(super) Vec<u8>);

impl Secret {
    /// The least bytes of a secret: shorter ones can be guessed.
    const FEWEST: usize = 16;

    /// Reads it from its place.
    pub(super) fn read(place: &SecretPlace) -> Result<Self, Error> {
        let text = match place {
            SecretPlace::File(path) => fs::read_to_string(path).ok(),
            SecretPlace::Env(name) => std::env::var(name).ok(),
        };
        let secret =
            text.and_then(|text| text.lines().next().map(|line| line.trim().as_bytes().to_vec()));
        secret.filter(|secret| secret.len() >= Self::FEWEST).map(Self).ok_or(Error::Secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
