//! Where the document photo of a comparison came from.

use serde::{Deserialize, Serialize};

use crate::ResultVersion;

/// The source of the document photo, in the order of what it proves about the document: the first three
/// prove nothing, and each of the last two proves more than the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentSource {
    /// The data page was held in front of the camera. It proves nothing: a page can be printed.
    Camera,
    /// A file, from a scanner or chosen by the traveller. It proves nothing: a file can be made.
    File,
    /// The chip was read and its signature could not be verified, for example because the trust list has no
    /// key of its state. It proves nothing: a chip can be written.
    ChipUnverified,
    /// The photo is one that a state of the trust list has signed (passive authentication, ICAO 9303-11).
    /// The chip may be a copy of another one.
    ChipSigned,
    /// The same, and the chip is not a copy: it has proved that it holds the private half of a key that the
    /// state has signed (chip authentication or active authentication, ICAO 9303-11).
    ChipGenuine,
}

impl DocumentSource {
    /// All sources.
    pub const ALL: [Self; 5] =
        [Self::Camera, Self::File, Self::ChipUnverified, Self::ChipSigned, Self::ChipGenuine];

    /// Whether the photo came from a chip.
    pub const fn is_chip(self) -> bool {
        match self {
            Self::Camera | Self::File => false,
            Self::ChipUnverified | Self::ChipSigned | Self::ChipGenuine => true,
        }
    }

    /// Whether a result of this version can name the source: version 1 has no word for a chip.
    pub const fn is_in(self, version: ResultVersion) -> bool {
        match version {
            ResultVersion::One => !self.is_chip(),
            ResultVersion::Two => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_source_has_one_word() {
        let words = ["camera", "file", "chip_unverified", "chip_signed", "chip_genuine"];
        for (source, word) in DocumentSource::ALL.into_iter().zip(words) {
            assert_eq!(serde_json::to_value(source).unwrap(), word);
            assert_eq!(serde_json::from_value::<DocumentSource>(word.into()).unwrap(), source);
        }
        for word in ["chip", "chip-signed", "chip_expired", "CAMERA"] {
            assert!(serde_json::from_value::<DocumentSource>(word.into()).is_err(), "{word}");
        }
    }

    #[test]
    fn version_1_can_name_no_chip() {
        let named = |version| DocumentSource::ALL.map(|source| source.is_in(version));
        assert_eq!(named(ResultVersion::One), [true, true, false, false, false]);
        assert_eq!(named(ResultVersion::Two), [true; 5]);
    }
}
