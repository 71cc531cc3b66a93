//! What a kiosk that reads chips says of itself.

use serde::{Deserialize, Deserializer};

use crate::TrustListId;

/// Whether a kiosk can read chips, and with which trust list it verifies them. It is about the kiosk: its
/// reader and its files are the same for every traveller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChipSupport {
    /// Whether a reader is connected.
    pub reader: bool,
    /// The list of the states' keys; `None` if the kiosk has none, so that no chip is verified.
    #[serde(deserialize_with = "present")]
    pub trust_list: Option<TrustListInUse>,
}

/// A trust list: which one, and of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustListInUse {
    /// The hash of the file.
    pub id: TrustListId,
    /// The day on which the list was made: days since 1970-01-01.
    pub day: u16,
}

impl ChipSupport {
    /// Information content in bits: one for the reader, one for whether there is a list, and the list.
    pub const BITS: u32 = 1 + 1 + TrustListId::BITS + u16::BITS;

    /// The JSON text, byte for byte. Formatted by hand like
    /// [`SettingsInUse::to_json`](crate::SettingsInUse::to_json).
    pub(crate) fn to_json(self) -> String {
        let Self { reader, trust_list } = self;
        let list = match trust_list {
            Some(TrustListInUse { id, day }) => format!(r#"{{"id":"{id}","day":{day}}}"#),
            None => "null".into(),
        };
        format!(r#"{{"reader":{reader},"trust_list":{list}}}"#)
    }
}

/// Reads `null` or a list. A missing field is an error.
fn present<'de, D>(deserializer: D) -> Result<Option<TrustListInUse>, D::Error>
where
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"reader":true,"trust_list":{"id":"44136fa3","day":20787}}"#;
    const SUPPORT: ChipSupport = ChipSupport {
        reader: true,
        trust_list: Some(TrustListInUse { id: TrustListId(0x4413_6fa3), day: 20_787 }),
    };

    #[test]
    fn what_a_kiosk_says_of_its_reader_and_its_list_is_exactly_this() {
        let without = ChipSupport { reader: false, trust_list: None };
        for (support, json) in [(SUPPORT, JSON), (without, r#"{"reader":false,"trust_list":null}"#)]
        {
            assert_eq!(support.to_json(), json);
            assert_eq!(serde_json::from_str::<ChipSupport>(json).unwrap(), support);
        }
    }

    #[test]
    fn nothing_else_can_be_said_of_them() {
        for (from, to) in [
            ("true", "1"),
            ("true", r#""ACS ACR1252""#),
            (r#""reader":true,"#, ""),
            (r#","trust_list":{"id":"44136fa3","day":20787}"#, ""),
            ("44136fa3", "44136FA3"),
            ("20787", "-1"),
            ("20787", "65536"),
            ("20787", "20787.5"),
            (r#","day":20787"#, ""),
            (r#""day":20787"#, r#""day":20787,"states":112"#),
            (r#""reader":true"#, r#""reader":true,"state":"UTO""#),
        ] {
            let json = JSON.replacen(from, to, 1);
            assert_ne!(json, JSON, "{from} is not there");
            assert!(serde_json::from_str::<ChipSupport>(&json).is_err(), "{json}");
        }
    }
}
