//! From lines to a zone: which format they have, and which lines belong to it.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::{alphabet::COUNT, decode::LineReading, format::ZoneFormat, zone::ZoneReading};

/// How badly a zone may agree with its format, as the mean over its characters.
const MIN_FIT: f32 = -0.45;

/// The logarithm of the probability of each character of a line that was not seen.
const UNSEEN: f32 = -3.6;

/// The zone that lines of equal length are, and which of the lines are part of it. `lines` are in reading
/// order. A passport may lack its first line, which is no part of the key.
pub(crate) fn parse(lines: &[&LineReading]) -> Option<(ZoneReading, Range<usize>)> {
    let length = lines.first()?.cells.len();
    let mut best: Option<(ZoneReading, Range<usize>)> = None;
    for format in ZoneFormat::ALL.into_iter().filter(|format| format.cells() == length) {
        for first in 0..(lines.len() + 1).saturating_sub(format.lines()) {
            let used = first..first + format.lines();
            let cells = lines[used.clone()].iter().flat_map(|line| line.cells.iter().copied());
            let zone = ZoneReading::new(format, Zeroizing::new(cells.collect()));
            if best.as_ref().is_none_or(|(best, _)| zone.fit() > best.fit()) {
                best = Some((zone, used));
            }
        }
        if let ([line], 2, Some(_)) = (lines, format.lines(), format.composite()) {
            let unseen = std::iter::repeat_n([UNSEEN; COUNT], length);
            let cells = unseen.chain(line.cells.iter().copied());
            let zone = ZoneReading::new(format, Zeroizing::new(cells.collect()));
            let is_better = best.as_ref().is_none_or(|(best, _)| zone.fit() > best.fit());
            if zone.check_digits().are_right() && is_better {
                best = Some((zone, 0..1));
            }
        }
    }
    best.filter(|(zone, _)| zone.fit() > MIN_FIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::clear_cells;

    fn line(text: &str) -> LineReading {
        LineReading {
            cells: Zeroizing::new(clear_cells(text)),
            places: Vec::new(),
            score: 0.0,
            overrun: 0.0,
        }
    }

    fn format_of(lines: &[&str]) -> Option<(ZoneFormat, Range<usize>)> {
        let lines: Vec<_> = lines.iter().map(|text| line(text)).collect();
        parse(&lines.iter().collect::<Vec<_>>()).map(|(zone, used)| (zone.format(), used))
    }

    const PASSPORT: [&str; 2] = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];
    const VISA: [&str; 2] = [
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L8988901C4UTO4009078F96121096ZE184226B<<<<<<",
    ];

    #[test]
    fn each_format_is_known_by_its_lines() {
        assert_eq!(format_of(&PASSPORT), Some((ZoneFormat::Td3, 0..2)));
        assert_eq!(format_of(&VISA), Some((ZoneFormat::MrvA, 0..2)));
        let td2 = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"];
        assert_eq!(format_of(&td2), Some((ZoneFormat::Td2, 0..2)));
        let td1 = [
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        ];
        assert_eq!(format_of(&td1), Some((ZoneFormat::Td1, 0..3)));
    }

    #[test]
    fn print_above_a_zone_is_no_part_of_it() {
        let lines = ["PASSPORT<UTOPIA<GIVEN<NAMES<ANNA<MARIA<<<<<<", PASSPORT[0], PASSPORT[1]];
        assert_eq!(format_of(&lines), Some((ZoneFormat::Td3, 1..3)));
    }

    #[test]
    fn the_second_line_of_a_passport_is_enough_for_its_key_if_its_check_digits_are_right() {
        assert_eq!(format_of(&PASSPORT[1..]), Some((ZoneFormat::Td3, 0..1)));
        assert_eq!(format_of(&[&PASSPORT[1].replace("C36", "C38")]), None);
        assert_eq!(format_of(&PASSPORT[..1]), None);
    }

    #[test]
    fn other_print_is_no_zone() {
        let prose = ["THE<QUICK<BROWN<FOX<JUMPS<OVER<THE<LAZY<DOGS"; 2];
        assert_eq!(format_of(&prose), None);
        assert_eq!(format_of(&[]), None);
    }
}
