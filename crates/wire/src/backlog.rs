//! The declaration of results that were queued while the kiosk was offline.

use serde::{Deserialize, Serialize};

use crate::{Inconsistent, KioskId, ResultMessage, Version};

/// A kiosk that was offline declares the number of queued results, as sent to `POST /v1/backlogs`.
///
/// Without it the server accepts only results of the last minutes, at a rate of one in five seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub struct Backlog {
    /// The kiosk.
    pub kiosk: KioskId,
    /// The number of queued results: 1 to [`Backlog::MOST`].
    pub results: u16,
    /// When the oldest of them was made: its [`ResultMessage::finished`].
    pub oldest: u32,
}

impl Backlog {
    /// The maximum number of results that a kiosk stores, more than it makes in three days.
    pub const MOST: u16 = 2_000;

    /// Information content in bits: the binary logarithm of the number of different backlogs, rounded up.
    pub const BITS: u32 = 56;
}

/// The serialised form: flat, in this order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    version: Version,
    kiosk: KioskId,
    results: u16,
    oldest: u32,
}

impl From<Backlog> for Fields {
    fn from(Backlog { kiosk, results, oldest }: Backlog) -> Self {
        Self { version: Version, kiosk, results, oldest }
    }
}

impl TryFrom<Fields> for Backlog {
    type Error = Inconsistent;

    fn try_from(fields: Fields) -> Result<Self, Inconsistent> {
        let Fields { version: Version, kiosk, results, oldest } = fields;
        let is_whole = oldest.is_multiple_of(ResultMessage::GRAIN);
        if !is_whole || !(1..=Self::MOST).contains(&results) {
            return Err(Inconsistent);
        }
        Ok(Self { kiosk, results, oldest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"version":1,"kiosk":"0007","results":12,"oldest":1790000010}"#;

    #[test]
    fn s4_what_declares_a_backlog_is_exactly_this() {
        let backlog = Backlog { kiosk: KioskId(7), results: 12, oldest: 1_790_000_010 };
        assert_eq!(backlog.to_json(), JSON);
        assert_eq!(serde_json::to_string(&backlog).unwrap(), JSON);
        assert_eq!(serde_json::from_str::<Backlog>(JSON).unwrap(), backlog);
        for (from, to) in [
            ("12", "0"),
            ("12", "2001"),
            ("1790000010", "1790000011"),
            (r#""results":12"#, r#""results":12,"of":"a name""#),
            (r#""version":1"#, r#""version":2"#),
        ] {
            let json = JSON.replace(from, to);
            assert!(json != JSON && serde_json::from_str::<Backlog>(&json).is_err(), "{json}");
        }
    }

    #[test]
    fn s4_a_backlog_can_carry_no_more_than_its_published_bits() {
        let oldest = f64::from(u32::MAX / ResultMessage::GRAIN + 1).log2();
        let bits = f64::from(KioskId::BITS) + f64::from(Backlog::MOST).log2() + oldest;
        assert_eq!(bits.ceil() as u32, Backlog::BITS);
    }
}
