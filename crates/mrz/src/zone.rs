//! A zone as one frame shows it, or several frames together.

use std::fmt;

use zeroize::Zeroizing;

use crate::{
    alphabet::{CHARACTERS, COUNT, FILLER, check_digit, value},
    day::Day,
    fields::{FieldReading, consistent, most_likely},
    format::{CheckedField, ZoneFormat},
};

/// The characters of a zone with their probabilities. Overwritten when it is dropped; `Debug` prints
/// nothing of them.
pub struct ZoneReading {
    format: ZoneFormat,
    /// For each character of the joined lines the logarithm of the probability of each class.
    cells: Zeroizing<Vec<[f32; COUNT]>>,
    /// The most likely class that each position can have.
    classes: Zeroizing<Vec<usize>>,
    fit: f32,
}

impl fmt::Debug for ZoneReading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ZoneReading")
    }
}

/// Which check digits are right, without any correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckDigits {
    /// Of the document number.
    pub number: bool,
    /// Of the date of birth.
    pub birth: bool,
    /// Of the date of expiry.
    pub expiry: bool,
    /// The composite one; visas have none.
    pub composite: Option<bool>,
}

impl CheckDigits {
    /// Whether all are right.
    pub fn are_right(self) -> bool {
        self.number && self.birth && self.expiry && self.composite.unwrap_or(true)
    }

    /// Number of right ones, and of all.
    pub fn count(self) -> [usize; 2] {
        let all = [Some(self.number), Some(self.birth), Some(self.expiry), self.composite];
        [all.iter().flatten().filter(|right| **right).count(), all.iter().flatten().count()]
    }
}

/// A possible reading of a whole zone whose three check digits of number and dates are right: the key to a
/// chip. Overwritten when it is dropped; `Debug` prints nothing of it.
pub struct LikelyZone {
    characters: Zeroizing<Vec<u8>>,
    score: f32,
}

impl fmt::Debug for LikelyZone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LikelyZone")
    }
}

impl LikelyZone {
    /// All characters, lines joined, as `document::mrz::Mrz::read` takes them.
    pub fn characters(&self) -> &[u8] {
        &self.characters
    }
}

impl ZoneReading {
    /// The reading of `format` with these cells, one for each character.
    pub(crate) fn new(format: ZoneFormat, cells: Zeroizing<Vec<[f32; COUNT]>>) -> Self {
        let mut fit = 0.0;
        let classes = cells.iter().enumerate().map(|(at, cell)| {
            let (class, score) = most_likely(cell, |class| format.alphabet(at).contains(class));
            let (_, best) = most_likely(cell, |_| true);
            fit += score - best;
            class
        });
        let mut reading =
            Self { format, classes: Zeroizing::new(classes.collect()), cells, fit: 0.0 };
        for checked in format.key_fields() {
            let masked: f32 = (checked.field.start..=checked.field.end)
                .map(|at| reading.cells[at][reading.classes[at]])
                .sum();
            let best =
                consistent(&reading.cells, &checked).first().map_or(-99.0, |best| best.score);
            fit += best - masked;
        }
        if !format.begins_with(CHARACTERS[reading.classes[0]]) {
            fit -= 4.0;
        }
        reading.fit = fit / reading.cells.len() as f32;
        reading
    }

    /// The format.
    pub fn format(&self) -> ZoneFormat {
        self.format
    }

    /// How well the characters agree with the format: 0 is best.
    pub(crate) fn fit(&self) -> f32 {
        self.fit
    }

    /// The same reading once more, for the sum of all frames.
    pub(crate) fn copy(&self) -> Self {
        Self {
            format: self.format,
            cells: self.cells.clone(),
            classes: self.classes.clone(),
            fit: self.fit,
        }
    }

    /// The probabilities of both readings, multiplied.
    pub(crate) fn with(&self, other: &Self) -> Self {
        let pairs = self.cells.iter().zip(&*other.cells);
        let sum = |(one, other): (&[f32; COUNT], &[f32; COUNT])| {
            let mut sum = *one;
            sum.iter_mut().zip(other).for_each(|(mine, more)| *mine += more);
            sum
        };
        Self::new(self.format, Zeroizing::new(pairs.map(sum).collect()))
    }

    fn has_right_digit(&self, checked: &CheckedField) -> bool {
        let digit = self.classes[checked.field.end];
        let is_right = |classes: &[usize], digit: usize| {
            digit != FILLER && check_digit(classes.iter().copied()) == value(digit)
        };
        let field = &self.classes[checked.field.clone()];
        if digit == FILLER
            && checked.check.contains(FILLER)
            && let Some(rest) = self.format.number_goes_on()
        {
            // The number is longer than its field: it goes on in the optional data, check digit last.
            let rest = &self.classes[rest];
            let end = rest.iter().position(|class| *class == FILLER).unwrap_or(rest.len());
            let Some((digit, more)) = rest[..end].split_last() else { return false };
            let number = Zeroizing::new([field, more].concat());
            return is_right(&number, *digit);
        }
        is_right(field, digit)
    }

    /// Which check digits are right in the most likely reading.
    pub fn check_digits(&self) -> CheckDigits {
        let [number, birth, expiry] =
            self.format.key_fields().map(|field| self.has_right_digit(&field));
        let composite = self.format.composite().map(|(at, ranges)| {
            let covered = ranges.iter().cloned().flatten().map(|at| self.classes[at]);
            check_digit(covered) == value(self.classes[at])
        });
        CheckDigits { number, birth, expiry, composite }
    }

    /// Whether number and dates, with their check digits, are the same in both.
    pub(crate) fn has_key_of(&self, other: &Self) -> bool {
        self.format == other.format && self.differences(other) == 0
    }

    /// Number of characters of number, dates and their check digits that differ. The formats must be the
    /// same.
    pub(crate) fn differences(&self, other: &Self) -> usize {
        let places = self
            .format
            .key_fields()
            .into_iter()
            .flat_map(|checked| checked.field.start..checked.field.end + 1);
        places.filter(|at| self.classes[*at] != other.classes[*at]).count()
    }

    /// The day of expiry, if its check digit is right and it is a day.
    pub(crate) fn expiry(&self, today: Day) -> Option<Day> {
        let [.., expiry] = self.format.key_fields();
        let digits: Zeroizing<Vec<u8>> = Zeroizing::new(
            self.classes[expiry.field.clone()].iter().map(|class| CHARACTERS[*class]).collect(),
        );
        self.has_right_digit(&expiry).then(|| Day::of_expiry(&digits, today)).flatten()
    }

    /// Up to `most` readings whose check digits of number, birth and expiry are right, the most likely
    /// first.
    pub fn likely_zones(&self, most: usize) -> Vec<LikelyZone> {
        let fields = self.format.key_fields();
        let [numbers, births, expiries] = [0, 1, 2].map(|at| consistent(&self.cells, &fields[at]));
        let personal = self.format.personal_number();
        let personal = personal.map(|field| (consistent(&self.cells, &field), field));
        let mut found = Vec::new();
        for number in &numbers {
            for birth in &births {
                for expiry in expiries.iter().take(3) {
                    let key = [number, birth, expiry];
                    found.push(self.completed(&fields, key, personal.as_ref()));
                }
            }
        }
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        found.truncate(most);
        found
    }

    /// The whole zone with this key, and its score.
    fn completed(
        &self,
        fields: &[CheckedField; 3],
        key: [&FieldReading; 3],
        personal: Option<&(Vec<FieldReading>, CheckedField)>,
    ) -> LikelyZone {
        let mut classes = self.classes.clone();
        let mut score = 0.0;
        for (checked, reading) in fields.iter().zip(key) {
            write(&mut classes, checked, reading);
            score += reading.score;
        }
        let mut best = f32::NEG_INFINITY;
        let readings = personal.map_or(&[][..], |(readings, _)| readings);
        // The composite digit speaks for the key if it is right with any likely personal number.
        match personal {
            Some((_, checked)) if !readings.is_empty() => {
                let mut chosen = classes.clone();
                for reading in readings {
                    write(&mut classes, checked, reading);
                    let total = reading.score + self.composite_score(&classes);
                    if total > best {
                        best = total;
                        chosen.copy_from_slice(&classes);
                    }
                }
                classes.copy_from_slice(&chosen);
            }
            _ => best = self.composite_score(&classes),
        }
        if let Some((at, ranges)) = self.format.composite() {
            classes[at] = 26 + check_digit(ranges.iter().cloned().flatten().map(|at| classes[at]));
        }
        let characters = classes.iter().map(|class| CHARACTERS[*class]).collect();
        LikelyZone { characters: Zeroizing::new(characters), score: score + best }
    }

    /// The logarithm of the probability of the composite digit that these classes need.
    fn composite_score(&self, classes: &[usize]) -> f32 {
        self.format.composite().map_or(0.0, |(at, ranges)| {
            let digit = check_digit(ranges.iter().cloned().flatten().map(|at| classes[at]));
            self.cells[at][26 + digit].max(-6.0)
        })
    }

    /// The same reading once more, for evaluations.
    #[cfg(any(test, feature = "evaluation"))]
    pub fn copied(&self) -> Self {
        self.copy()
    }

    /// The lines of the most likely reading, for evaluations.
    #[cfg(any(test, feature = "evaluation"))]
    pub fn lines(&self) -> Vec<String> {
        let characters: Vec<char> =
            self.classes.iter().map(|class| char::from(CHARACTERS[*class])).collect();
        characters.chunks(self.format.cells()).map(|line| line.iter().collect()).collect()
    }
}

fn write(classes: &mut [usize], checked: &CheckedField, reading: &FieldReading) {
    let places = checked.field.start..=checked.field.end;
    for (target, class) in classes[places].iter_mut().zip(&reading.classes) {
        *target = usize::from(*class);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{alphabet::class, testing::clear_cells};

    const TD3: &str =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<";

    fn reading(format: ZoneFormat, text: &str) -> ZoneReading {
        ZoneReading::new(format, Zeroizing::new(clear_cells(text)))
    }

    #[test]
    fn a_clear_zone_has_right_check_digits_and_itself_as_key() {
        for (format, text) in [(ZoneFormat::Td3, TD3), (ZoneFormat::Td1, TD1)] {
            let zone = reading(format, text);
            assert!(zone.check_digits().are_right());
            assert_eq!(zone.likely_zones(3)[0].characters(), text.as_bytes());
            assert_eq!(zone.lines().concat(), text);
            assert!(zone.fit() > -0.01);
        }
    }

    #[test]
    fn a_misread_number_has_a_wrong_digit_and_the_right_key_among_the_likely_ones() {
        let mut cells = clear_cells(&TD3.replace("L898902C36", "L8989O2C36"));
        cells[44 + 5][class(b'0').unwrap()] = -1.0;
        let zone = ZoneReading::new(ZoneFormat::Td3, Zeroizing::new(cells));
        assert!(!zone.check_digits().are_right());
        assert_eq!(zone.check_digits().count(), [2, 4]);
        let keys = zone.likely_zones(3);
        assert!(keys.len() <= 3 && keys.iter().any(|key| key.characters() == TD3.as_bytes()));
    }

    #[test]
    fn a_number_that_goes_on_in_the_optional_data_has_its_check_digit_there() {
        // ICAO 9303 part 5, figure 5: D23145890734, check digit 9.
        let text = TD1.replace("D231458907<<<<<<<<<<<<<<<", "D23145890<7349<<<<<<<<<<<");
        assert!(reading(ZoneFormat::Td1, &text).check_digits().number);
    }

    #[test]
    fn the_day_of_expiry_needs_its_check_digit() {
        let today = Day { year: 2026, month: 11, day: 30 };
        let expected = Day { year: 2012, month: 4, day: 15 };
        assert_eq!(reading(ZoneFormat::Td3, TD3).expiry(today), Some(expected));
        let wrong = TD3.replace("1204159", "1204158");
        assert_eq!(reading(ZoneFormat::Td3, &wrong).expiry(today), None);
    }

    #[test]
    fn nothing_of_it_is_printed() {
        let zone = reading(ZoneFormat::Td3, TD3);
        assert_eq!(format!("{zone:?} {:?}", zone.likely_zones(1)), "ZoneReading [LikelyZone]");
    }
}
