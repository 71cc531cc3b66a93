//! Where the fields of each format are (ICAO 9303 parts 4 to 7).

use std::ops::Range;

use crate::alphabet::Alphabet;

/// The formats of machine-readable travel documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneFormat {
    /// A passport: two lines of 44 characters.
    Td3,
    /// A card of 105 x 74 mm: two lines of 36 characters.
    Td2,
    /// A card of 85.6 x 54 mm: three lines of 30 characters.
    Td1,
    /// A visa as large as a passport's page: two lines of 44 characters.
    MrvA,
    /// A smaller visa: two lines of 36 characters.
    MrvB,
}

/// A field that ends in its check digit, in characters of the joined lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CheckedField {
    /// The field without its check digit.
    pub(crate) field: Range<usize>,
    /// The alphabet of the field.
    pub(crate) alphabet: Alphabet,
    /// The alphabet of the check digit.
    pub(crate) check: Alphabet,
}

impl ZoneFormat {
    /// All formats.
    pub(crate) const ALL: [Self; 5] = [Self::Td3, Self::Td2, Self::Td1, Self::MrvA, Self::MrvB];

    /// Characters of a line.
    pub fn cells(self) -> usize {
        match self {
            Self::Td3 | Self::MrvA => 44,
            Self::Td2 | Self::MrvB => 36,
            Self::Td1 => 30,
        }
    }

    /// Number of lines.
    pub fn lines(self) -> usize {
        if self == Self::Td1 { 3 } else { 2 }
    }

    /// Number, date of birth and date of expiry, each followed by its check digit.
    pub(crate) fn key_fields(self) -> [CheckedField; 3] {
        let cells = self.cells();
        let [number, birth, expiry] = match self {
            Self::Td1 => [5, cells, cells + 8],
            _ => [cells, cells + 13, cells + 21],
        };
        let field = |start: usize, length, alphabet| CheckedField {
            field: start..start + length,
            alphabet,
            check: Alphabet::Digits,
        };
        let number = field(number, 9, Alphabet::Any);
        // A number longer than its field has `<` in place of the check digit.
        let number = CheckedField { check: Alphabet::DigitsOrFiller, ..number };
        [
            number,
            field(birth, 6, Alphabet::DigitsOrFiller),
            field(expiry, 6, Alphabet::DigitsOrFiller),
        ]
    }

    /// The places of number, birth and expiry with their check digits in the joined lines.
    pub fn key_places(self) -> [Range<usize>; 3] {
        self.key_fields().map(|checked| checked.field.start..checked.field.end + 1)
    }

    /// The personal number of a passport, whose check digit may be `<` if there is none.
    pub(crate) fn personal_number(self) -> Option<CheckedField> {
        let (alphabet, check) = (Alphabet::Any, Alphabet::DigitsOrFiller);
        (self == Self::Td3).then_some(CheckedField { field: 72..86, alphabet, check })
    }

    /// The optional data in which a long number of a card goes on.
    pub(crate) fn number_goes_on(self) -> Option<Range<usize>> {
        match self {
            Self::Td1 => Some(15..30),
            Self::Td2 => Some(64..71),
            _ => None,
        }
    }

    /// The composite check digit, and what it covers. Visas have none.
    pub(crate) fn composite(self) -> Option<(usize, &'static [Range<usize>])> {
        match self {
            Self::Td3 => Some((87, &[44..54, 57..64, 65..87])),
            Self::Td2 => Some((71, &[36..46, 49..56, 57..71])),
            Self::Td1 => Some((59, &[5..30, 30..37, 38..45, 48..59])),
            Self::MrvA | Self::MrvB => None,
        }
    }

    /// The sex of the holder.
    fn sex(self) -> usize {
        let cells = self.cells();
        if self == Self::Td1 { cells + 7 } else { cells + 20 }
    }

    /// The characters that position `at` of the joined lines can have.
    pub(crate) fn alphabet(self, at: usize) -> Alphabet {
        let cells = self.cells();
        for checked in self.key_fields().into_iter().chain(self.personal_number()) {
            if checked.field.contains(&at) {
                return checked.alphabet;
            }
            if checked.field.end == at {
                return checked.check;
            }
        }
        let names = if self == Self::Td1 { 2 * cells..3 * cells } else { 5..cells };
        let nationality = if self == Self::Td1 { cells + 15 } else { cells + 10 };
        let is_letter = (1..5).contains(&at)
            || names.contains(&at)
            || (nationality..nationality + 3).contains(&at);
        match at {
            0 => Alphabet::Kind,
            _ if at == self.sex() => Alphabet::Sex,
            _ if self.composite().is_some_and(|(digit, _)| digit == at) => Alphabet::Digits,
            _ if is_letter => Alphabet::Letters,
            _ => Alphabet::Any,
        }
    }

    /// Whether a first character of this class begins a document of the format.
    pub(crate) fn begins_with(self, character: u8) -> bool {
        match self {
            Self::Td3 => character == b'P',
            Self::Td2 | Self::Td1 => b"IACP".contains(&character),
            Self::MrvA | Self::MrvB => character == b'V',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alphabet::{check_digit, class};

    const EXAMPLES: [(ZoneFormat, &str); 5] = [
        (
            ZoneFormat::Td3,
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ),
        (
            ZoneFormat::Td2,
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6",
        ),
        (
            ZoneFormat::Td1,
            "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        ),
        (
            ZoneFormat::MrvA,
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L8988901C4UTO4009078F96121096ZE184226B<<<<<<",
        ),
        (
            ZoneFormat::MrvB,
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<L8988901C4UTO4009078F9612109<<<<<<<<",
        ),
    ];

    #[test]
    fn icaos_examples_have_right_check_digits_and_characters_where_the_layouts_say() {
        for (format, text) in EXAMPLES {
            let classes: Vec<_> = text.bytes().map(|byte| class(byte).unwrap()).collect();
            assert_eq!(classes.len(), format.cells() * format.lines());
            let digit = |at: usize| usize::from(text.as_bytes()[at] - b'0');
            for checked in format.key_fields().into_iter().chain(format.personal_number()) {
                let expected = check_digit(classes[checked.field.clone()].iter().copied());
                assert_eq!(digit(checked.field.end), expected, "{format:?} {checked:?}");
            }
            if let Some((at, ranges)) = format.composite() {
                let covered = ranges.iter().cloned().flatten().map(|at| classes[at]);
                assert_eq!(digit(at), check_digit(covered), "{format:?}");
            }
            for (at, class) in classes.iter().enumerate() {
                assert!(format.alphabet(at).contains(*class), "{format:?} {at}");
            }
            assert!(format.begins_with(text.as_bytes()[0]));
        }
    }
}
