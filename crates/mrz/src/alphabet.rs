//! The 37 characters of a zone and which of them a position can have.

/// All characters, in the order of the network's classes. The 38th class is the gap between two.
pub(crate) const CHARACTERS: &[u8; 37] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";

/// Number of characters.
pub(crate) const COUNT: usize = CHARACTERS.len();

/// The class of `<`.
pub(crate) const FILLER: usize = 36;

/// The characters of one position (ICAO 9303 parts 4 to 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// Letters, digits and `<`.
    Any,
    /// Letters and `<`.
    Letters,
    /// Digits.
    Digits,
    /// Digits and `<`.
    DigitsOrFiller,
    /// `M`, `F`, `X` and `<`.
    Sex,
    /// The first character of a document, `P`, `I`, `A`, `C` or `V`.
    Kind,
}

impl Alphabet {
    /// Whether it has the character of class `class`.
    pub(crate) fn contains(self, class: usize) -> bool {
        let character = CHARACTERS[class];
        match self {
            Self::Any => true,
            Self::Letters => !character.is_ascii_digit(),
            Self::Digits => character.is_ascii_digit(),
            Self::DigitsOrFiller => !character.is_ascii_alphabetic(),
            Self::Sex => b"MFX<".contains(&character),
            Self::Kind => b"PIACV".contains(&character),
        }
    }
}

/// The value of a class in a check digit: digits 0 to 9, letters 10 to 35, `<` 0 (part 3, 4.9).
pub(crate) fn value(class: usize) -> usize {
    match class {
        0..26 => class + 10,
        26..36 => class - 26,
        _ => 0,
    }
}

/// The check digit of these classes.
pub(crate) fn check_digit(classes: impl IntoIterator<Item = usize>) -> usize {
    let weights = [7, 3, 1].into_iter().cycle();
    classes.into_iter().zip(weights).map(|(class, weight)| value(class) * weight).sum::<usize>()
        % 10
}

/// The class of a character of a zone.
#[cfg(test)]
pub(crate) fn class(character: u8) -> Option<usize> {
    CHARACTERS.iter().position(|known| *known == character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digit_of(text: &str) -> usize {
        check_digit(text.bytes().map(|byte| class(byte).unwrap()))
    }

    #[test]
    fn check_digits_are_those_of_icaos_worked_examples() {
        for (text, digit) in [("520727", 3), ("AB2134<<<", 5), ("L898902C3", 6), ("740812", 2)] {
            assert_eq!(digit_of(text), digit, "{text}");
        }
        assert_eq!(digit_of("L898902C3674081221204159ZE184226B<<<<<1"), 0);
    }

    #[test]
    fn an_alphabet_has_the_characters_of_its_name() {
        let text = |alphabet: Alphabet| -> Vec<u8> {
            (0..COUNT).filter(|at| alphabet.contains(*at)).map(|at| CHARACTERS[at]).collect()
        };
        assert_eq!(text(Alphabet::Digits), b"0123456789");
        assert_eq!(text(Alphabet::DigitsOrFiller), b"0123456789<");
        assert_eq!(text(Alphabet::Letters).len(), 27);
        assert_eq!(text(Alphabet::Sex), b"FMX<");
        assert_eq!(text(Alphabet::Kind), b"ACIPV");
        assert_eq!(text(Alphabet::Any), CHARACTERS);
    }
}
