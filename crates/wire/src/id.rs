//! Identifiers of fixed width, written as lower-case hexadecimal.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

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
            /// How many bits it can carry.
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
    /// Names one message of one kiosk. Random, so that it tells nothing.
    MessageId(u64)
}
id! {
    /// Names a kiosk of the site. Given by the operator.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_in_full_width() {
        assert_eq!(KioskId(7).to_string(), "0007");
        assert_eq!(MessageId(0xab).to_string(), "00000000000000ab");
    }

    #[test]
    fn an_id_has_one_spelling() {
        assert_eq!("00ff".parse(), Ok(KioskId(0xff)));
        for text in ["", "ff", "00FF", "+0ff", "00ff0", "00fg", " 0ff", "٠٠٠٠"] {
            assert_eq!(text.parse::<KioskId>(), Err(NotHex), "{text:?}");
        }
    }
}
