//! Identifiers of fixed width, written as lower-case hexadecimal.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Ticket;

/// The text is not lower-case hexadecimal of the right length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotHex;

impl fmt::Display for NotHex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not lower-case hexadecimal of the right length")
    }
}

impl std::error::Error for NotHex {}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($int:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "&str", into = "String")]
        pub struct $name(pub $int);

        impl $name {
            /// Its size in bits.
            pub const BITS: u32 = <$int>::BITS;
            const DIGITS: usize = Self::BITS as usize / 4;
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:0width$x}", self.0, width = Self::DIGITS)
            }
        }

        impl FromStr for $name {
            type Err = NotHex;

            fn from_str(text: &str) -> Result<Self, NotHex> {
                let lower = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
                if text.len() != Self::DIGITS || !text.bytes().all(lower) {
                    return Err(NotHex);
                }
                <$int>::from_str_radix(text, 16).map(Self).map_err(|_| NotHex)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = NotHex;

            fn try_from(text: &str) -> Result<Self, NotHex> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    };
}

id! {
    /// Identifies one message of one kiosk, and is derived from its content: see [`MessageId::of`] and
    /// [`MessageId::of_call`].
    MessageId(u64)
}
id! {
    /// The number of a kiosk, assigned by the operator, or chosen by the kiosk from
    /// [`KioskId::PROVISIONAL`] on.
    KioskId(u16)
}
id! {
    /// The first four bytes of the SHA-256 of the recogniser's ONNX file.
    ModelId(u32)
}
id! {
    /// The first four bytes of the SHA-256 of the sources that the kiosk was built from.
    BuildId(u32)
}
id! {
    /// The first four bytes of the SHA-256 of `kiosk.json`.
    SettingsId(u32)
}
id! {
    /// The first four bytes of the SHA-256 of `trust.bin`.
    TrustListId(u32)
}

impl KioskId {
    /// The lowest provisional number. A kiosk that is not enrolled chooses one at random and keeps it, so
    /// that its tickets differ from those of other kiosks. Operators cannot assign them.
    pub const PROVISIONAL: Self = Self(0xc000);

    /// The provisional number for a random number from 0 up to but not including 1.
    pub fn provisional(random: f64) -> Self {
        let count = f64::from(u16::MAX - Self::PROVISIONAL.0) + 1.0;
        Self(Self::PROVISIONAL.0.saturating_add((random * count) as u16))
    }

    /// Whether the kiosk chose the number itself.
    pub fn is_provisional(self) -> bool {
        self >= Self::PROVISIONAL
    }
}

impl MessageId {
    /// The id of a result: the first eight bytes of the SHA-256 of its kiosk, its ticket and arrival
    /// time, each in decimal with a space between them, after the word `result`.
    ///
    /// It is derived and not chosen, so it cannot carry other data.
    pub fn of(kiosk: KioskId, ticket: Ticket, arrived: u32) -> Self {
        let text = format!("result {} {} {arrived}", kiosk.0, u16::from(ticket));
        Self(first_bytes(&text))
    }

    /// The id of a message that has no id field: the first eight bytes of the SHA-256 of its JSON.
    pub fn of_body(json: &str) -> Self {
        Self(first_bytes(json))
    }

    /// The id of a call for staff: the same hash of its kiosk and its time, after the word `call`.
    pub fn of_call(kiosk: KioskId, at: u32) -> Self {
        Self(first_bytes(&format!("call {} {at}", kiosk.0)))
    }
}

/// The first eight bytes of the SHA-256, most significant first.
pub(crate) fn first_bytes(text: &str) -> u64 {
    Sha256::digest(text).iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_an_id_follows_from_kiosk_ticket_and_arrival_alone() {
        let id = MessageId::of(KioskId(7), Ticket::FIRST, 1_790_000_000);
        let hash = Sha256::digest("result 7 1 1790000000");
        let hex = base16ct::lower::encode_string(&hash[..8]);
        assert_eq!(id.to_string(), hex);
        for other in [
            MessageId::of(KioskId(8), Ticket::FIRST, 1_790_000_000),
            MessageId::of(KioskId(7), Ticket::LAST, 1_790_000_000),
            MessageId::of(KioskId(7), Ticket::FIRST, 1_790_000_001),
        ] {
            assert_ne!(id, other);
        }
    }

    #[test]
    fn k14_operators_cannot_assign_a_provisional_number() {
        for (random, number) in [(0.0, 0xc000), (0.5, 0xe000), (0.999_999, 0xffff)] {
            assert_eq!(KioskId::provisional(random), KioskId(number));
            assert!(KioskId(number).is_provisional());
        }
        assert!(!KioskId(0xbfff).is_provisional());
    }

    #[test]
    fn an_id_is_written_with_leading_zeros() {
        assert_eq!(KioskId(7).to_string(), "0007");
        assert_eq!(MessageId(0xab).to_string(), "00000000000000ab");
    }

    #[test]
    fn an_id_has_one_valid_text() {
        assert_eq!("00ff".parse(), Ok(KioskId(0xff)));
        for text in ["", "ff", "00FF", "+0ff", "00ff0", "00fg", " 0ff", "٠٠٠٠"] {
            assert_eq!(text.parse::<KioskId>(), Err(NotHex), "{text:?}");
        }
    }
}
