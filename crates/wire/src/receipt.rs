//! The receipt that a traveller can take home.

use std::{error, fmt, str::FromStr};

use crate::{BuildId, MessageId, ResultMessage, id::first_bytes};

/// Identifies the message that was sent without its content: no person, no ticket, no time.
///
/// Its text is made for a QR code in alphanumeric mode, such as
/// `GANGWAY1:0A96988EBC89D053:00C0FFEE:3:11BDEF2330F4709A:E560`: the version, the id, the build,
/// the notice in decimal, the seal, and a check of all that. The version is that of the receipt's format,
/// not of the result's.
///
/// It proves that a message was not changed. It is not a signature: the author of a message can create
/// its receipt. It does not hide the content from an attacker who tries every ticket and time until the
/// seal matches, so the traveller should keep it private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The id of the message.
    pub id: MessageId,
    /// The build of the kiosk.
    pub build: BuildId,
    /// The version of the notice that was shown.
    pub notice: u16,
    /// A hash of the message.
    pub seal: Seal,
}

/// The first eight bytes of the SHA-256 of [`ResultMessage::to_json`], in the version in which the result was
/// made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal(u64);

/// Why a text is not a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAReceipt {
    /// It does not begin like a receipt.
    Foreign,
    /// It begins like a receipt of another version.
    Version,
    /// A part is missing, is one too many, or has a wrong length or an invalid character.
    Form,
    /// The check is wrong: a character is wrong, or two are swapped.
    Check,
}

const NAME: &str = "GANGWAY";
const VERSION: &str = "1";

impl Receipt {
    /// The maximum length of the text in characters.
    pub const LONGEST: usize = 62;

    /// The receipt of a message.
    pub fn of(message: &ResultMessage) -> Self {
        let ResultMessage { id, build, notice, .. } = *message;
        Self { id, build, notice, seal: Seal(first_bytes(&message.to_json())) }
    }

    /// Whether this is the receipt of exactly this message.
    pub fn matches(&self, message: &ResultMessage) -> bool {
        *self == Self::of(message)
    }

    /// The text without its check.
    fn body(&self) -> String {
        let Self { id: MessageId(id), build: BuildId(build), notice, seal: Seal(seal) } = self;
        format!("{NAME}{VERSION}:{id:016X}:{build:08X}:{notice}:{seal:016X}")
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = self.body();
        write!(f, "{body}:{:04X}", check(&body))
    }
}

impl FromStr for Receipt {
    type Err = NotAReceipt;

    /// Accepts only the text that `Display` writes.
    fn from_str(text: &str) -> Result<Self, NotAReceipt> {
        let after_name = text.strip_prefix(NAME).ok_or(NotAReceipt::Foreign)?;
        let (version, parts) = after_name.split_once(':').ok_or(NotAReceipt::Form)?;
        if version != VERSION {
            return Err(NotAReceipt::Version);
        }
        let receipt = read(parts).ok_or(NotAReceipt::Form)?;
        let (body, _) = text.rsplit_once(':').ok_or(NotAReceipt::Form)?;
        // Signs, leading zeros or small letters would be another text of the same numbers.
        if body != receipt.body() {
            return Err(NotAReceipt::Form);
        }
        if text == receipt.to_string() { Ok(receipt) } else { Err(NotAReceipt::Check) }
    }
}

/// Parses the part after the version, with numbers in any format.
fn read(parts: &str) -> Option<Receipt> {
    let mut parts = parts.split(':');
    let id = MessageId(u64::from_str_radix(parts.next()?, 16).ok()?);
    let build = BuildId(u32::from_str_radix(parts.next()?, 16).ok()?);
    let notice = parts.next()?.parse().ok()?;
    let seal = Seal(u64::from_str_radix(parts.next()?, 16).ok()?);
    let check = parts.next()?;
    let whole = check.len() == 4 && parts.next().is_none();
    whole.then_some(Receipt { id, build, notice, seal })
}

/// The first two bytes of the SHA-256. One damaged text in 65,536 passes.
fn check(body: &str) -> u16 {
    (first_bytes(body) >> 48) as u16
}

impl fmt::Display for NotAReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "it does not begin with GANGWAY",
            Self::Version => "it is of another version than 1",
            Self::Form => "it is incomplete, or a part has a wrong length or character",
            Self::Check => "its last four characters do not fit: some character is wrong",
        })
    }
}

impl error::Error for NotAReceipt {}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::{
        End, KioskId, Ticket,
        message::tests::{FORMER, MESSAGE},
    };

    const TEXT: &str = "GANGWAY1:0A96988EBC89D053:00C0FFEE:3:11BDEF2330F4709A:E560";
    /// The receipt of the same result of version 1.
    const FORMER_TEXT: &str = "GANGWAY1:0A96988EBC89D053:00C0FFEE:3:C87015B9CE214A05:D6F2";

    #[test]
    fn the_receipt_is_exactly_this() {
        assert_eq!(Receipt::of(&MESSAGE).to_string(), TEXT);
        assert_eq!(TEXT.parse(), Ok(Receipt::of(&MESSAGE)));
    }

    #[test]
    fn a_receipt_of_a_result_of_version_1_is_that_of_its_exact_text() {
        assert_eq!(Receipt::of(&FORMER).to_string(), FORMER_TEXT);
        let receipt: Receipt = FORMER_TEXT.parse().unwrap();
        assert!(receipt.matches(&FORMER) && !receipt.matches(&MESSAGE));
    }

    #[test]
    fn the_seal_is_the_beginning_of_the_sha_256_of_what_was_sent() {
        let hash = Sha256::digest(MESSAGE.to_json());
        let hex = base16ct::upper::encode_string(&hash[..8]);
        assert!(TEXT.contains(&format!(":{hex}:")), "{hex}");
    }

    #[test]
    fn a_receipt_matches_its_message_and_no_other() {
        let receipt = Receipt::of(&MESSAGE);
        assert!(receipt.matches(&MESSAGE));
        let others = [
            ResultMessage { id: MessageId(1), ..MESSAGE },
            ResultMessage { kiosk: KioskId(8), ..MESSAGE },
            ResultMessage { ticket: Ticket::LAST, ..MESSAGE },
            ResultMessage { end: End::Manual, ..MESSAGE },
            ResultMessage { build: BuildId(1), ..MESSAGE },
            ResultMessage { notice: 4, ..MESSAGE },
            ResultMessage { arrived: MESSAGE.arrived - 1, ..MESSAGE },
            ResultMessage { finished: MESSAGE.finished + 1, ..MESSAGE },
        ];
        for other in others {
            assert!(!receipt.matches(&other), "{other:?}");
        }
    }

    #[test]
    fn the_receipt_names_no_kiosk_no_ticket_no_lane_and_no_time() {
        let Receipt { id: _, build: _, notice: _, seal: _ } = Receipt::of(&MESSAGE);
        for told in ["FACE", "MATCH", "CAMERA", "B7120C09", "0007", "042", "1790000000"] {
            assert!(!TEXT.contains(told), "{told}");
        }
    }

    #[test]
    fn a_qr_code_can_hold_the_longest_receipt_in_alphanumeric_mode() {
        let longest = Receipt {
            id: MessageId(u64::MAX),
            build: BuildId(u32::MAX),
            notice: u16::MAX,
            seal: Seal(u64::MAX),
        };
        let text = longest.to_string();
        assert_eq!(text.len(), Receipt::LONGEST);
        assert_eq!(text.parse(), Ok(longest));
        assert!(text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b == b':'));
    }

    #[test]
    fn what_is_no_receipt_is_refused_with_a_reason() {
        use NotAReceipt::{Check, Foreign, Form, Version};
        let changed = |from: &str, to: &str| TEXT.replacen(from, to, 1);
        let table = [
            (String::new(), Foreign),
            ("https://example.org".into(), Foreign),
            (TEXT.to_lowercase(), Foreign),
            (format!(" {TEXT}"), Foreign),
            (changed("GANGWAY1", "GANGWAY2"), Version),
            (changed("GANGWAY1", "GANGWAY"), Version),
            ("GANGWAY1".into(), Form),
            ("GANGWAY1:".into(), Form),
            (format!("{TEXT}\n"), Form),
            (format!("{TEXT}:"), Form),
            (TEXT[..TEXT.len() - 5].into(), Form),
            (TEXT[..TEXT.len() - 1].into(), Form),
            (changed(":00C0FFEE", ":C0FFEE"), Form),
            (changed("00C0FFEE", "00c0ffee"), Form),
            (changed("00C0FFEE", "+0C0FFEE"), Form),
            (changed("00C0FFEE", "00C0FFEG"), Form),
            (changed(":3:", ":03:"), Form),
            (changed(":3:", ":+3:"), Form),
            (changed(":3:", ":65536:"), Form),
            (changed(":3:", "::"), Form),
            (changed(":3:", ":٣:"), Form),
            (changed(":3:", ":4:"), Check),
            (changed(":E560", ":e560"), Check),
            (changed(":E560", ":E56F"), Check),
        ];
        for (text, reason) in table {
            assert_eq!(text.parse::<Receipt>(), Err(reason), "{text:?}");
        }
    }

    #[test]
    fn one_wrong_character_or_two_swapped_ones_are_noticed() {
        for at in 0..TEXT.len() {
            for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".chars() {
                let text = format!("{}{other}{}", &TEXT[..at], &TEXT[at + 1..]);
                assert!(text == TEXT || text.parse::<Receipt>().is_err(), "{text}");
            }
            let mut swapped = TEXT.as_bytes().to_vec();
            swapped.swap(at, (at + 1).min(TEXT.len() - 1));
            let text = String::from_utf8(swapped).unwrap();
            assert!(text == TEXT || text.parse::<Receipt>().is_err(), "{text}");
        }
    }
}
