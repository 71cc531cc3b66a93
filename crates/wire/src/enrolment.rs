//! Enrolment of a kiosk at the server, and key rotation.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{KioskId, MessageId, PublicKey, Ticket, Version};

/// A kiosk asks to be enrolled, as sent to `POST /v1/enrolments`, signed with the key in the request.
///
/// An administrator has created the code, for one kiosk and one use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// The version of the message format.
    pub version: Version,
    /// The administrator's code. Only a server in trial mode accepts a kiosk without one.
    pub code: Option<Code>,
    /// The number in the kiosk's settings. With a code, the number of the code is used.
    pub kiosk: KioskId,
    /// The public key that verifies this kiosk's signatures from now on.
    pub key: PublicKey,
    /// The number on its tickets until now. Waiting results with this number are accepted under it, so
    /// that the number of a ticket never changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisional: Option<KioskId>,
}

/// The answer to an [`Enrolment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolled {
    /// The id of the request: see [`MessageId::of_body`].
    pub id: MessageId,
    /// The number that this kiosk has from now on.
    pub kiosk: KioskId,
    /// The last ticket that the server has for this number: the next one follows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Ticket>,
}

/// An enrolled kiosk replaces its key, as sent to `POST /v1/keys`, signed with the present one.
///
/// The present key stays valid until the new one is used, so that a lost answer locks no kiosk out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyChange {
    /// The version of the message format.
    pub version: Version,
    /// The kiosk.
    pub kiosk: KioskId,
    /// The new key.
    pub key: PublicKey,
}

/// A code for one enrolment: 12 characters of Crockford's base 32 (60 bits), such as
/// `K7QF-03ZM-9XPT`.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "&str", into = "String")]
pub struct Code([u8; 12]);

/// The text is not an enrolment code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACode;

/// The alphabet leaves out I, L and O, which look like digits, and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Code {
    /// The code of the lowest 60 bits of `bits`.
    pub fn new(bits: u64) -> Self {
        Self(std::array::from_fn(|at| ALPHABET[(bits >> (5 * at) & 31) as usize]))
    }
}

impl FromStr for Code {
    type Err = NotACode;

    /// Parses a typed code: lower case, with or without hyphens and spaces, and with letters that look
    /// like digits.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let typed = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
        let mut read = typed.map(|byte| match byte.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            it => it,
        });
        let mut code = [0; 12];
        for place in &mut code {
            *place = read.next().filter(|letter| ALPHABET.contains(letter)).ok_or(NotACode)?;
        }
        if read.next().is_none() { Ok(Self(code)) } else { Err(NotACode) }
    }
}

impl TryFrom<&str> for Code {
    type Error = NotACode;

    fn try_from(text: &str) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.to_string()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            let hyphen = if at > 0 && at % 4 == 0 { "-" } else { "" };
            write!(f, "{hyphen}{}", char::from(*byte))?;
        }
        Ok(())
    }
}

/// Prints no digits, because a reader of a log could use the code.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an enrolment code")
    }
}

impl std::error::Error for NotACode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code: Code = "K7QF-03ZM-9XPT".parse().unwrap();
        assert_eq!(code.to_string(), "K7QF-03ZM-9XPT");
        for typed in ["k7qf03zm9xpt", "K7QF o3ZM 9XPT", " k7qf-O3zm-9xpt "] {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
        for other in ["", "K7QF-03ZM-9XP", "K7QF-03ZM-9XPTT", "K7QF-03ZM-9XPU", "K7QF-03ZM-9XPé"] {
            assert_eq!(other.parse::<Code>(), Err(NotACode), "{other}");
        }
    }

    #[test]
    fn a_code_holds_sixty_bits_and_its_debug_text_none() {
        assert_eq!(Code::new(0).to_string(), "0000-0000-0000");
        assert_eq!(Code::new(u64::MAX).to_string(), "ZZZZ-ZZZZ-ZZZZ");
        assert_ne!(Code::new(1 << 59), Code::new(0));
        assert_eq!(format!("{:?}", Code::new(1)), "Code");
    }

    #[test]
    fn what_enrols_a_kiosk_is_exactly_this() {
        let key = PublicKey::try_from(&*format!("04{}", "0f".repeat(64))).unwrap();
        let code = Some(Code::new(0));
        let enrolment =
            Enrolment { version: Version, code, kiosk: KioskId(1), key, provisional: None };
        let json = format!(
            r#"{{"version":1,"code":"0000-0000-0000","kiosk":"0001","key":"04{}"}}"#,
            "0f".repeat(64)
        );
        assert_eq!(serde_json::to_string(&enrolment).unwrap(), json);
        assert_eq!(serde_json::from_str::<Enrolment>(&json).unwrap(), enrolment);
        let drawn = Enrolment { provisional: Some(KioskId::PROVISIONAL), ..enrolment };
        let longer = json.replace("\"}", "\",\"provisional\":\"c000\"}");
        assert_eq!(serde_json::to_string(&drawn).unwrap(), longer);
        assert_eq!(serde_json::from_str::<Enrolment>(&longer).unwrap(), drawn);
        let other = json.replace("\"kiosk\"", "\"name\":\"\",\"kiosk\"");
        assert!(serde_json::from_str::<Enrolment>(&other).is_err());
    }
}
