//! The best readings of a field whose check digit is right.

use zeroize::Zeroize;

use crate::{
    alphabet::{COUNT, value},
    format::CheckedField,
};

/// Readings of one field that are kept.
const KEPT: usize = 4;

/// Characters of one cell that are tried.
const TRIED: usize = 4;

/// A possible reading of a field and its check digit.
#[derive(Clone)]
pub(crate) struct FieldReading {
    /// Classes of the field's characters, the check digit last.
    pub(crate) classes: Vec<u8>,
    /// Sum of the logarithms of the probabilities.
    pub(crate) score: f32,
}

impl Drop for FieldReading {
    fn drop(&mut self) {
        self.classes.zeroize();
    }
}

/// The most likely readings whose check digit is right, best first: list Viterbi over the ten remainders
/// of the weighted sum. `cells`: the logarithms of the probabilities of all characters of the zone.
pub(crate) fn consistent(cells: &[[f32; COUNT]], checked: &CheckedField) -> Vec<FieldReading> {
    // The best readings of the characters so far, for each remainder.
    let start = FieldReading { classes: Vec::new(), score: 0.0 };
    let mut best: [Vec<FieldReading>; 10] = Default::default();
    best[0].push(start);
    let weights = [7, 3, 1].into_iter().cycle();
    for (at, weight) in checked.field.clone().zip(weights) {
        let likely = likely(&cells[at], |class| checked.alphabet.contains(class));
        let mut next: [Vec<FieldReading>; 10] = Default::default();
        for (remainder, readings) in best.iter().enumerate() {
            for (reading, (class, score)) in
                readings.iter().flat_map(|reading| likely.iter().map(move |pair| (reading, *pair)))
            {
                let target = &mut next[(remainder + weight * value(class)) % 10];
                let mut classes = Vec::with_capacity(checked.field.len() + 1);
                classes.extend_from_slice(&reading.classes);
                classes.push(class as u8);
                target.push(FieldReading { classes, score: reading.score + score });
            }
        }
        next.iter_mut().for_each(keep_best);
        best = next;
    }
    let digits = &cells[checked.field.end];
    let mut complete = Vec::new();
    for (remainder, readings) in best.iter().enumerate() {
        for class in (0..COUNT).filter(|class| checked.check.contains(*class)) {
            if value(class) != remainder {
                continue;
            }
            complete.extend(readings.iter().map(|reading| {
                let mut classes = Vec::with_capacity(reading.classes.len() + 1);
                classes.extend_from_slice(&reading.classes);
                classes.push(class as u8);
                FieldReading { classes, score: reading.score + digits[class] }
            }));
        }
    }
    keep_best(&mut complete);
    complete
}

fn keep_best(readings: &mut Vec<FieldReading>) {
    readings.sort_by(|one, other| other.score.total_cmp(&one.score));
    readings.truncate(KEPT);
}

/// The most likely allowed characters of a cell.
pub(crate) fn likely(cell: &[f32; COUNT], is_allowed: impl Fn(usize) -> bool) -> Vec<(usize, f32)> {
    let mut classes: Vec<(usize, f32)> =
        cell.iter().copied().enumerate().filter(|(class, _)| is_allowed(*class)).collect();
    classes.sort_by(|one, other| other.1.total_cmp(&one.1));
    classes.truncate(TRIED);
    classes
}

/// The most likely allowed character of a cell.
pub(crate) fn most_likely(cell: &[f32; COUNT], is_allowed: impl Fn(usize) -> bool) -> (usize, f32) {
    let allowed = cell.iter().copied().enumerate().filter(|(class, _)| is_allowed(*class));
    allowed.max_by(|one, other| one.1.total_cmp(&other.1)).unwrap_or((0, f32::NEG_INFINITY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        alphabet::{Alphabet, CHARACTERS, class},
        testing::clear_cells,
    };

    fn field(length: usize) -> CheckedField {
        CheckedField { field: 0..length, alphabet: Alphabet::Any, check: Alphabet::Digits }
    }

    fn text(reading: &FieldReading) -> String {
        reading.classes.iter().map(|class| char::from(CHARACTERS[usize::from(*class)])).collect()
    }

    #[test]
    fn a_clear_field_is_read_as_it_is() {
        let readings = consistent(&clear_cells("L898902C36"), &field(9));
        assert_eq!(text(&readings[0]), "L898902C36");
        assert!(readings[1..].iter().all(|other| other.score < readings[0].score - 3.0));
    }

    #[test]
    fn a_wrong_character_is_replaced_by_the_second_best_that_fits() {
        let mut cells = clear_cells("L8989O2C36");
        cells[5][class(b'0').unwrap()] = -0.8;
        assert_eq!(text(&consistent(&cells, &field(9))[0]), "L898902C36");
    }

    #[test]
    fn cells_that_are_no_numbers_do_not_panic() {
        let readings = consistent(&vec![[f32::NAN; COUNT]; 10], &field(9));
        assert!(readings.len() <= KEPT);
    }
}
