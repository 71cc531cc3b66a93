//! Signatures of requests: ECDSA with P-256 and SHA-256 (ES256).

use std::{fmt, str::FromStr};

use base16ct::lower::{decode, encode_string};
use serde::{Deserialize, Serialize};

use crate::NotHex;

/// The public half of a kiosk's key pair: a point of P-256, uncompressed, as WebCrypto exports it
/// "raw". The verifier of a signature checks that the point lies on the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "&str", into = "String")]
pub struct PublicKey(pub [u8; 65]);

/// The signature of a request: r and s, 32 bytes each, in WebCrypto's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

/// The value of the header [`Proof::HEADER`]: `<at>.<signature>`, the time in decimal.
///
/// The same request signed again later has another time and so another proof. An attacker who
/// replays a kiosk's request cannot make a new one without its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// When it was signed: milliseconds since 1970-01-01 UTC, by the kiosk's clock. A whole number of
    /// seconds, because finer times could carry other data.
    pub at: u64,
    /// The signature of [`Proof::signed`].
    pub signature: Signature,
}

/// The header's value has another format, or its time is not a whole number of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAProof;

impl Proof {
    /// The resolution of the time in milliseconds.
    pub const GRAIN: u64 = 1_000;

    /// The name of the header of a signed request.
    pub const HEADER: &str = "gangway-proof";

    /// The signed text: the path and the time, one line each, and the exact body.
    pub fn signed(path: &str, at: u64, body: &str) -> String {
        format!("{path}\n{at}\n{body}")
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at, encode_string(&self.signature.0))
    }
}

impl FromStr for Proof {
    type Err = NotAProof;

    /// Accepts only the text that `Display` writes.
    fn from_str(text: &str) -> Result<Self, NotAProof> {
        let (at, signature) = text.split_once('.').ok_or(NotAProof)?;
        let signature = Signature(parse_hex(signature).map_err(|_| NotAProof)?);
        let proof = Self { at: at.parse().map_err(|_| NotAProof)?, signature };
        // A sign or leading zeros would be another text of the same time.
        let is_exact = proof.at.is_multiple_of(Self::GRAIN) && proof.at.to_string() == at;
        if is_exact { Ok(proof) } else { Err(NotAProof) }
    }
}

impl TryFrom<&str> for PublicKey {
    type Error = NotHex;

    fn try_from(text: &str) -> Result<Self, NotHex> {
        let bytes = parse_hex(text)?;
        // The first byte of a compressed point is not 4.
        if bytes[0] == 4 { Ok(Self(bytes)) } else { Err(NotHex) }
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        encode_string(&key.0)
    }
}

/// The bytes of `text`, which must be lower-case hexadecimal of exactly this length.
fn parse_hex<const N: usize>(text: &str) -> Result<[u8; N], NotHex> {
    let mut bytes = [0; N];
    let length = decode(text, &mut bytes).map_err(|_| NotHex)?.len();
    if length == N { Ok(bytes) } else { Err(NotHex) }
}

impl fmt::Display for NotAProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time and a signature")
    }
}

impl std::error::Error for NotAProof {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_has_one_valid_text() {
        let proof = Proof { at: 1_790_000_000_000, signature: Signature([0xa5; 64]) };
        let text = format!("1790000000000.{}", "a5".repeat(64));
        assert_eq!(proof.to_string(), text);
        assert_eq!(text.parse(), Ok(proof));
        let others = [
            String::new(),
            ".".into(),
            format!("+{text}"),
            format!("0{text}"),
            format!("{text} "),
            text.to_uppercase(),
            text.replacen('.', "", 1),
            text[..text.len() - 2].into(),
            format!("-1.{}", "a5".repeat(64)),
            format!("18446744073709552000.{}", "a5".repeat(64)),
        ];
        for other in others {
            assert_eq!(other.parse::<Proof>(), Err(NotAProof), "{other}");
        }
    }

    #[test]
    fn s12_a_proof_contains_whole_seconds() {
        let text = |at: u64| format!("{at}.{}", "a5".repeat(64));
        for at in [0, 1_000, 1_790_000_001_000] {
            assert!(text(at).parse::<Proof>().is_ok(), "{at}");
        }
        for at in [1, 999, 1_790_000_000_001, 1_790_000_000_100, 1_790_000_000_999] {
            assert_eq!(text(at).parse::<Proof>(), Err(NotAProof), "{at}");
        }
    }

    #[test]
    fn what_is_signed_is_the_path_the_time_and_the_exact_body() {
        assert_eq!(Proof::signed("/v1/results", 7, "{}"), "/v1/results\n7\n{}");
    }

    #[test]
    fn a_key_is_an_uncompressed_point() {
        let text = format!("04{}", "0f".repeat(64));
        let key = PublicKey::try_from(&*text).unwrap();
        assert_eq!(String::from(key), text);
        for other in [text.replacen("04", "02", 1), text[2..].into(), text.to_uppercase()] {
            assert_eq!(PublicKey::try_from(&*other), Err(NotHex), "{other}");
        }
    }
}
