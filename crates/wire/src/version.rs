//! Versions of the message formats.

use serde::{Deserialize, Serialize};

/// The version of every message format except that of results, always 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version;

/// The version of a result's format.
///
/// A result keeps the version in which it was made for as long as it exists, in queues, files and the
/// server's database: a receipt seals the exact text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum ResultVersion {
    /// Written by earlier builds. It names no chip, and the earliest builds stored it with a random id and
    /// exact times.
    One,
    /// Written by this build.
    Two,
}

/// There is no such version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownVersion;

impl ResultVersion {
    /// All versions that are read.
    pub const ALL: [Self; 2] = [Self::One, Self::Two];

    /// The version that is written now.
    pub const CURRENT: Self = Self::Two;

    /// The number in messages.
    pub const fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

impl From<ResultVersion> for u8 {
    fn from(version: ResultVersion) -> Self {
        version.number()
    }
}

impl TryFrom<u8> for ResultVersion {
    type Error = UnknownVersion;

    fn try_from(number: u8) -> Result<Self, UnknownVersion> {
        Self::ALL.into_iter().find(|version| version.number() == number).ok_or(UnknownVersion)
    }
}

impl std::fmt::Display for UnknownVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unknown version")
    }
}

impl std::error::Error for UnknownVersion {}

impl Serialize for Version {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u8::deserialize(deserializer)? {
            1 => Ok(Self),
            _ => Err(serde::de::Error::custom("unknown version")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_has_one_of_two_versions_and_the_second_is_written_now() {
        for (number, version) in [(1, ResultVersion::One), (2, ResultVersion::Two)] {
            assert_eq!(ResultVersion::try_from(number), Ok(version));
            assert_eq!(serde_json::to_string(&version).unwrap(), number.to_string());
        }
        for number in [0, 3, u8::MAX] {
            assert_eq!(ResultVersion::try_from(number), Err(UnknownVersion));
        }
        assert_eq!(ResultVersion::ALL.last(), Some(&ResultVersion::CURRENT));
    }
}
