//! DG1: the characters, the issuing state and the date of expiry.

use dmrtd::lds::df1::efdg1::EfDG1;
use document::{read_dg1, tlv::Tlv};

use crate::comparison::{Comparison, PANIC, caught};

const CHECK_DIGITS: &str =
    "dmrtd verifies check digits and the date of birth; the chip's are signed";
const CHARACTERS: &str = "the product refuses other characters than A to Z, 0 to 9 and <";
const LINE_ENDS: &str = "the product skips line ends";
const LENGTH: &str = "dmrtd reads lengths of at most three bytes";
const FILLER: &str = "the issuing state ends at the first <, in dmrtd before the last ones";
const CENTURY: &str = "dmrtd guesses the century of expiry, the product's is 20";
const EXPIRY: &str = "a date of expiry that is no date is refused when it is judged";

pub fn compare(file: &[u8]) -> Comparison {
    let ours = read_dg1(file);
    let Some(theirs) = caught(|| EfDG1::from_bytes(file)) else {
        return Comparison::Explained(PANIC);
    };
    let zone = Tlv::only(file, 0x61).and_then(|group| Tlv::only(group.value, 0x5f1f));
    let zone = zone.map(|zone| zone.value).unwrap_or_default();
    match (ours, theirs) {
        (Err(_), Err(_)) => Comparison::BothRefuse,
        (Ok(ours), Ok(theirs)) => {
            let theirs = theirs.mrz();
            if theirs.to_bytes() != zone {
                return Comparison::Unexplained("other characters".into());
            }
            let country = theirs.country.as_bytes();
            if ours.issuer() != country {
                let reason = country.starts_with(ours.issuer()) && country.contains(&b'<');
                return Comparison::of(reason.then_some(FILLER), || "another state".into());
            }
            let Ok(Some(expiry)) = ours.expiry() else {
                return Comparison::Unexplained("no date of expiry".into());
            };
            let expiry = format!("{}-{:02}-{:02}", expiry.year, expiry.month, expiry.day);
            let date = theirs.date_of_expiry.to_string();
            match expiry == date {
                true => Comparison::BothAccept,
                false if expiry[2..] == date[2..] => Comparison::Explained(CENTURY),
                false => Comparison::Unexplained(format!("expiry {expiry} and {date}")),
            }
        }
        (Ok(ours), Err(theirs)) => {
            let is_digit = theirs.0.contains("check digit");
            let reason = if zone.iter().any(|byte| b"\r\n".contains(byte)) {
                Some(LINE_ENDS)
            } else if theirs.0.contains("too big") {
                Some(LENGTH)
            } else if theirs.0.contains("Invalid date") && ours.expiry().is_err() {
                Some(EXPIRY)
            } else {
                (is_digit || theirs.0.contains("Invalid date")).then_some(CHECK_DIGITS)
            };
            Comparison::of(reason, || format!("only dmrtd refuses: {theirs}"))
        }
        (Err(ours), Ok(_)) => {
            let known =
                |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'<';
            let reason = (!zone.iter().all(known)).then_some(CHARACTERS);
            Comparison::of(reason, || format!("only the product refuses: {ours}"))
        }
    }
}
