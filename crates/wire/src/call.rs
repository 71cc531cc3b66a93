//! A call for staff.

use serde::{Deserialize, Serialize};

use crate::{KioskId, MessageId, Version};

/// A call for staff from a kiosk, as sent to `POST /v1/calls`.
///
/// It contains place and time, but no person and no reason. The id in the JSON is ignored and derived again:
/// earlier builds of the kiosk chose one at random.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Fields", into = "Fields")]
pub struct HelpCall {
    /// See [`MessageId::of_call`]. Unique among the kiosk's calls: sent twice, it is stored once.
    pub id: MessageId,
    /// The kiosk.
    pub kiosk: KioskId,
    /// When staff were called: seconds since 1970-01-01 UTC.
    pub at: u32,
}

impl HelpCall {
    /// Information content of a call in bits.
    pub const BITS: u32 = KioskId::BITS + u32::BITS;

    /// The call of a kiosk at a time.
    pub fn new(kiosk: KioskId, at: u32) -> Self {
        Self { id: MessageId::of_call(kiosk, at), kiosk, at }
    }
}

/// The serialised form: flat, in this order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    version: Version,
    id: MessageId,
    kiosk: KioskId,
    at: u32,
}

impl From<HelpCall> for Fields {
    fn from(HelpCall { id, kiosk, at }: HelpCall) -> Self {
        Self { version: Version, id, kiosk, at }
    }
}

impl From<Fields> for HelpCall {
    fn from(Fields { version: Version, id: _, kiosk, at }: Fields) -> Self {
        Self::new(kiosk, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: HelpCall =
        HelpCall { id: MessageId(0x7d6b_0c7e_547d_0e09), kiosk: KioskId(7), at: 1_790_000_000 };
    const JSON: &str = r#"{"version":1,"id":"7d6b0c7e547d0e09","kiosk":"0007","at":1790000000}"#;

    #[test]
    fn the_call_is_exactly_this() {
        assert_eq!(CALL.to_json(), JSON);
        assert_eq!(serde_json::from_str::<HelpCall>(JSON).unwrap(), CALL);
    }

    #[test]
    fn the_call_can_carry_no_more_than_its_published_bits() {
        assert_eq!(HelpCall::BITS, 48);
        let most = HelpCall::new(KioskId(u16::MAX), u32::MAX);
        assert_eq!(serde_json::from_str::<HelpCall>(&most.to_json()).unwrap(), most);
    }

    #[test]
    fn s4_the_id_of_a_call_is_derived_and_a_written_one_is_ignored() {
        let other = JSON.replace("7d6b0c7e547d0e09", "0123456789abcdef");
        assert_eq!(serde_json::from_str::<HelpCall>(&other).unwrap(), CALL);
    }

    #[test]
    fn a_changed_call_is_refused() {
        let swaps = [
            (r#""at":1790000000"#, r#""at":1790000000,"ticket":42"#),
            (r#""at":1790000000"#, r#""at":1790000000,"reason":"a name""#),
            (r#""at":1790000000"#, r#""at":1790000000.5"#),
            (r#""at":1790000000"#, r#""at":4294967296"#),
            (r#""at":1790000000"#, r#""at":-1"#),
            (r#","at":1790000000"#, ""),
            (r#""kiosk":"0007","#, ""),
            (r#""kiosk":"0007""#, r#""kiosk":7"#),
            (r#""version":1"#, r#""version":2"#),
            (r#""version":1,"#, ""),
            (r#""id":"7d6b0c7e547d0e09""#, r#""id":"7D6B0C7E547D0E09""#),
        ];
        for (from, to) in swaps {
            let json = JSON.replace(from, to);
            assert_ne!(json, JSON, "{from} is not there");
            assert!(serde_json::from_str::<HelpCall>(&json).is_err(), "{json}");
        }
    }
}
