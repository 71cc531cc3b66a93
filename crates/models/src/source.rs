//! The sources of a network's file, and the hashes that identify them.

use std::{fmt, str::FromStr};

use base16ct::lower;
use serde::Deserialize;

use crate::error::ModelsError;

/// One file that the ONNX file is made from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Source {
    /// A file inside a package of the npm registry.
    Npm(NpmFile),
    /// A file of its own, which is taken byte for byte.
    Web(WebFile),
}

/// A file inside a package of the npm registry.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NpmFile {
    /// The package's name with its scope.
    pub package: String,
    /// The package's exact version.
    pub version: String,
    /// The hash of the package as its lock file would write it, if it is fetched for this file
    /// alone and never installed.
    pub integrity: Option<String>,
    /// The file's path inside the package.
    pub path: String,
    /// The file's hash.
    pub sha256: Sha256,
}

/// A file at an address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebFile {
    /// The address.
    pub url: String,
    /// The file's hash.
    pub sha256: Sha256,
}

/// A SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Sha256(pub [u8; 32]);

impl Source {
    /// The file's hash.
    pub fn sha256(&self) -> Sha256 {
        match self {
            Self::Npm(file) => file.sha256,
            Self::Web(file) => file.sha256,
        }
    }
}

impl FromStr for Sha256 {
    type Err = ModelsError;

    fn from_str(text: &str) -> Result<Self, ModelsError> {
        let mut bytes = [0; 32];
        let is_whole = lower::decode(text, &mut bytes).is_ok_and(|decoded| decoded.len() == 32);
        if is_whole { Ok(Self(bytes)) } else { Err(ModelsError::Inconsistent) }
    }
}

impl TryFrom<String> for Sha256 {
    type Error = ModelsError;

    fn try_from(text: String) -> Result<Self, ModelsError> {
        text.parse()
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&lower::encode_string(&self.0))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_one_spelling() {
        let text = format!("{}0f", "ab".repeat(31));
        let hash: Sha256 = text.parse().unwrap();
        assert_eq!((hash.0[0], hash.0[31]), (0xab, 0x0f));
        assert_eq!(hash.to_string(), text);
        for wrong in [text.to_uppercase(), text[1..].to_owned(), format!("{text}0"), "".into()] {
            assert_eq!(wrong.parse::<Sha256>(), Err(ModelsError::Inconsistent), "{wrong}");
        }
    }
}
