//! The machine-readable zone: ICAO 9303 parts 4 to 6.

use crate::{date::Date, refusal::Refusal};
use std::{fmt, ops::Range};
use zeroize::Zeroizing;

/// Where the fields of a format are in its characters, lines joined.
struct Layout {
    number: Range<usize>,
    /// Optional data, in which a long document number goes on.
    optional: Range<usize>,
    birth: usize,
    expiry: usize,
    length: usize,
}

const TD1: Layout = Layout { number: 5..14, optional: 15..30, birth: 30, expiry: 38, length: 90 };
const TD2: Layout = Layout { number: 36..45, optional: 64..71, birth: 49, expiry: 57, length: 72 };
const TD3: Layout = Layout { number: 44..53, optional: 72..86, birth: 57, expiry: 65, length: 88 };

/// The characters of a machine-readable zone. Zeroised when dropped; `Debug` prints nothing of them.
pub struct Mrz {
    characters: Zeroizing<Vec<u8>>,
    layout: &'static Layout,
}

impl fmt::Debug for Mrz {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mrz")
    }
}

/// How many characters of a printed zone may have been read wrongly. Names have no check digit.
const MOST_MISREAD: usize = 8;

impl Mrz {
    /// The zone with these characters; line ends are skipped.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] unless it is as long as TD1, TD2 or TD3 and has only their characters.
    pub fn read(text: &[u8]) -> Result<Self, Refusal> {
        let characters = text.iter().copied().filter(|byte| !b"\r\n".contains(byte));
        let characters = Zeroizing::new(characters.collect::<Vec<_>>());
        let known = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'<';
        let layout =
            [&TD1, &TD2, &TD3].into_iter().find(|format| format.length == characters.len());
        match layout {
            Some(layout) if characters.iter().all(known) => Ok(Self { characters, layout }),
            _ => Err(Refusal::Malformed),
        }
    }

    /// The issuing state or organization, up to three letters.
    pub fn issuer(&self) -> &[u8] {
        let field = &self.characters[2..5];
        let end = field.iter().position(|byte| *byte == b'<').unwrap_or(field.len());
        &field[..end]
    }

    /// The last day of validity; none for documents without one.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] if it is no date.
    pub fn expiry(&self) -> Result<Option<Date>, Refusal> {
        let field = &self.characters[self.layout.expiry..self.layout.expiry + 6];
        if field == b"<<<<<<" {
            return Ok(None);
        }
        Ok(Some(Date::from_mrz(field)?))
    }

    /// Whether this zone, read from a page, can be that of the chip: number and dates are the same, and the
    /// rest is, but for errors of reading.
    pub(crate) fn is_reading_of(&self, chip: &Self) -> bool {
        let pairs = self.characters.iter().zip(&*chip.characters);
        let differences = pairs.filter(|(read, right)| read != right).count();
        self.characters.len() == chip.characters.len()
            && self.information() == chip.information()
            && differences <= MOST_MISREAD
    }

    /// MRZ information: number, date of birth and date of expiry, each with its check digit
    /// (ICAO 9303-11 section 9.7.2).
    pub(crate) fn information(&self) -> Zeroizing<Vec<u8>> {
        let layout = self.layout;
        let characters = &self.characters;
        let mut information = Zeroizing::new(characters[layout.number.clone()].to_vec());
        let check = characters[layout.number.end];
        let rest = &characters[layout.optional.clone()];
        let rest_length = rest.iter().position(|byte| *byte == b'<').unwrap_or(rest.len());
        if check == b'<' && rest_length > 0 && layout.length != TD3.length {
            // The number is longer than its field: it goes on in the optional data, check digit last.
            information.extend_from_slice(&rest[..rest_length]);
        } else {
            information.push(check);
        }
        for date in [layout.birth, layout.expiry] {
            information.extend_from_slice(&characters[date..date + 7]);
        }
        information
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn information(lines: &str) -> String {
        let mrz = Mrz::read(lines.as_bytes()).unwrap();
        String::from_utf8(mrz.information().to_vec()).unwrap()
    }

    #[test]
    fn the_examples_of_appendix_d_come_out() {
        let td3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226B<<<<<14";
        assert_eq!(information(td3), "L898902C<369080619406236");
        let td2 = "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8";
        assert_eq!(information(td2), "D23145890734934071279507122");
        let td1 = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<";
        assert_eq!(information(td1), "D23145890734934071279507122");
    }

    #[test]
    fn other_lengths_and_characters_are_refused() {
        assert!(Mrz::read(b"P<UTO").is_err());
        assert!(Mrz::read(&[b'a'; 88]).is_err());
        assert!(Mrz::read(&[b'<'; 88]).is_ok());
    }

    #[test]
    fn a_name_that_was_read_with_errors_is_that_of_the_chip_and_another_one_is_not() {
        let zone = |first: &str, second: &str| {
            let lines = format!("{first:<<44}{second}");
            Mrz::read(lines.as_bytes()).unwrap()
        };
        let number = "L898902C36UTO7408122F3204159ZE184226B<<<<<10";
        let chip = zone("P<UTOERIKSSON<<ANNA<MARIA", number);
        for name in ["P<UTOERIKSSON<<ANNA<MARIA", "P<UT0ERIK5SON<<ANNA<MAR1A<<<<<<K"] {
            assert!(zone(name, number).is_reading_of(&chip));
        }
        assert!(!zone("P<UTOERIKSSON<<BERTA", number).is_reading_of(&chip));
        let older = "L898902C36UTO7408122F3104158ZE184226B<<<<<10";
        assert!(!zone("P<UTOERIKSSON<<ANNA<MARIA", older).is_reading_of(&chip));
    }

    #[test]
    fn nothing_of_it_is_printed() {
        assert_eq!(format!("{:?}", Mrz::read(&[b'<'; 88]).unwrap()), "Mrz");
    }
}
