//! The machine-readable zone of a specimen (ICAO 9303 parts 3 to 6).

use crate::SeededRng;

/// The size of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A passport's data page: 125 x 88 mm, two lines of 44 characters.
    Td3,
    /// A card of 105 x 74 mm with two lines of 36 characters.
    Td2,
    /// A card of 85.6 x 54 mm with three lines of 30 characters.
    Td1,
}

/// The lines of a machine-readable zone, with correct check digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mrz {
    /// The lines, from the top.
    pub lines: Vec<String>,
}

/// Invented names: `PRIMARY<<SECONDARY`.
const NAMES: [&str; 8] = [
    "ERIKSSON<<ANNA<MARIA",
    "OKONKWO<<ADAEZE<CHIDIMMA",
    "LI<<WEI",
    "VAN<DER<MUELLEN<<MARIANNE<LOUISE",
    "GARCIA<MARQUEZ<<JOSE<EDUARDO<LUIS",
    "AL<HASHIMI<<FATIMA<ZAHRA",
    "NGUYEN<<THI<THU<HUONG",
    "BROWN<<SAM",
];

impl Format {
    /// Width and height in mm.
    pub fn size(self) -> [f64; 2] {
        match self {
            Self::Td3 => [125.0, 88.0],
            Self::Td2 => [105.0, 74.0],
            Self::Td1 => [85.6, 54.0],
        }
    }

    /// Number of characters in a line.
    pub fn cells(self) -> usize {
        match self {
            Self::Td3 => 44,
            Self::Td2 => 36,
            Self::Td1 => 30,
        }
    }
}

impl Mrz {
    /// Makes the MRZ of a random specimen of UTO, valid until 2027 or later.
    pub fn draw(format: Format, rng: &mut SeededRng) -> Self {
        Self::until(27, format, rng)
    }

    /// The same of one that expired in one of the ten years from 2010.
    pub fn expired(format: Format, rng: &mut SeededRng) -> Self {
        Self::until(10, format, rng)
    }

    /// The year of expiry is one of ten, the first of which is `year` in two digits.
    fn until(year: usize, format: Format, rng: &mut SeededRng) -> Self {
        let name = rng.choose(&NAMES);
        let number: String =
            (0..9).map(|at| if at == 0 { letter(rng) } else { digit(rng) }).collect();
        let sex = rng.choose(&['F', 'M', '<']);
        let [birth, expiry] = [
            (40 + rng.below(59), 1 + rng.below(12), 1 + rng.below(28)),
            (year + rng.below(10), 1 + rng.below(12), 1 + rng.below(28)),
        ]
        .map(|(year, month, day)| format!("{year:02}{month:02}{day:02}"));
        let number = checked(&number);
        let birth = checked(&birth);
        let expiry = checked(&expiry);
        let cells = format.cells();
        let lines = match format {
            Format::Td3 => {
                let personal = checked(&filled("", 14));
                let all = check(&format!("{number}{birth}{expiry}{personal}"));
                vec![
                    filled(&format!("P<UTO{name}"), cells),
                    format!("{number}UTO{birth}{sex}{expiry}{personal}{all}"),
                ]
            }
            Format::Td2 => {
                let optional = filled("", 7);
                let all = check(&format!("{number}{birth}{expiry}{optional}"));
                vec![
                    filled(&format!("I<UTO{name}"), cells),
                    format!("{number}UTO{birth}{sex}{expiry}{optional}{all}"),
                ]
            }
            Format::Td1 => {
                let first = filled(&format!("I<UTO{number}"), cells);
                let optional = filled("", 11);
                let all = check(&format!("{}{birth}{expiry}{optional}", &first[5..]));
                vec![first, format!("{birth}{sex}{expiry}UTO{optional}{all}"), filled(name, cells)]
            }
        };
        Self { lines }
    }
}

/// `text`, cut or filled to `cells` characters.
fn filled(text: &str, cells: usize) -> String {
    text.chars().chain(std::iter::repeat('<')).take(cells).collect()
}

/// `text` and its check digit.
fn checked(text: &str) -> String {
    format!("{text}{}", check(text))
}

/// The check digit of ICAO 9303 part 3, section 4.9: weights 7, 3, 1, modulo 10.
fn check(text: &str) -> u32 {
    let values = text.chars().map(|character| character.to_digit(36).unwrap_or(0));
    values.zip([7, 3, 1].into_iter().cycle()).map(|(value, weight)| value * weight).sum::<u32>()
        % 10
}

fn letter(rng: &mut SeededRng) -> char {
    char::from(b'A' + rng.below(26) as u8)
}

fn digit(rng: &mut SeededRng) -> char {
    char::from(b'0' + rng.below(10) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_icaos_worked_example() {
        for (text, digit) in [("520727", 3), ("AB2134<<<", 5), ("L898902C3", 6), ("740812", 2)] {
            assert_eq!(check(text), digit, "{text}");
        }
        let composite = "L898902C3674081221204159ZE184226B<<<<<1";
        assert_eq!(check(composite), 0);
    }

    #[test]
    fn every_line_fills_its_cells() {
        for format in [Format::Td3, Format::Td2, Format::Td1] {
            for seed in 0..50 {
                let mrz = Mrz::draw(format, &mut SeededRng::new(seed));
                assert_eq!(mrz.lines.len(), if format == Format::Td1 { 3 } else { 2 });
                for line in mrz.lines {
                    assert_eq!(line.len(), format.cells(), "{line}");
                    assert!(
                        line.bytes()
                            .all(|byte| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<".contains(&byte))
                    );
                }
            }
        }
    }
}
