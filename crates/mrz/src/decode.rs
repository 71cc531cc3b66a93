//! From the network's scores to characters: the best row of cells of nearly equal width.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::{
    alphabet::COUNT,
    model::{CLASSES, COLUMNS},
};

/// Widths of a cell in columns.
const STEPS: [usize; 4] = [3, 4, 5, 6];

/// Weight of the gap between two cells, and of the blank before and after a line.
const GAP_WEIGHT: f32 = 0.5;

/// Columns from a cell's middle to the gap before the first and after the last one.
const TO_BLANK: usize = 3;

/// One line as the network sees it.
pub(crate) struct LineReading {
    /// For each cell the logarithm of the probability of each character.
    pub(crate) cells: Zeroizing<Vec<[f32; COUNT]>>,
    /// Middle of each cell, in columns of the strip.
    pub(crate) places: Vec<f32>,
    /// Mean logarithm of a cell's probability; near zero for a clear line.
    pub(crate) score: f32,
    /// Cells beyond the ends that show characters as well, up to four: the line is longer.
    pub(crate) overrun: f32,
}

/// Probabilities of one strip's columns.
struct Columns {
    /// Columns x classes.
    probabilities: Zeroizing<Vec<[f32; CLASSES]>>,
    /// Logarithm of the most likely character's probability.
    character: Vec<f32>,
    /// Logarithm of the gap's probability.
    gap: Vec<f32>,
}

impl Columns {
    /// `scores`: classes x columns.
    fn new(scores: &[f32]) -> Self {
        let mut probabilities = Zeroizing::new(vec![[0.0; CLASSES]; COLUMNS]);
        for (column, target) in probabilities.iter_mut().enumerate() {
            let score = |class: usize| scores[class * COLUMNS + column];
            let highest = (0..CLASSES).map(score).fold(f32::NEG_INFINITY, f32::max);
            let mut sum = 0.0;
            for (class, probability) in target.iter_mut().enumerate() {
                *probability = (score(class) - highest).exp();
                sum += *probability;
            }
            target.iter_mut().for_each(|probability| *probability /= sum);
        }
        let log = |probability: f32| probability.max(1e-6).ln();
        let best = |column: &[f32; CLASSES]| column[..COUNT].iter().copied().fold(0.0, f32::max);
        Self {
            character: probabilities.iter().map(|column| log(best(column))).collect(),
            gap: probabilities.iter().map(|column| log(column[COUNT])).collect(),
            probabilities,
        }
    }

    /// The probabilities of the characters at a cell's middle: the mean of three columns, each
    /// weighted by how much it shows a character at all.
    fn cell(&self, middle: usize) -> [f32; COUNT] {
        let mut sums = [1e-7; COUNT];
        for (column, weight) in [(middle.wrapping_sub(1), 0.5), (middle, 1.0), (middle + 1, 0.5)] {
            for (sum, probability) in
                sums.iter_mut().zip(self.probabilities.get(column).into_iter().flatten())
            {
                *sum += weight * probability;
            }
        }
        let total: f32 = sums.iter().sum();
        sums.map(|sum| (sum / total).ln())
    }

    /// Cells that show characters beyond the ends of a line whose cells are at `path`.
    fn overrun(&self, path: &[usize]) -> f32 {
        let (Some(first), Some(last)) = (path.first(), path.last()) else { return 0.0 };
        let step = (last - first) as f32 / (path.len() - 1).max(1) as f32;
        let shows = |column: f32| {
            let near = (column.round() as isize - 1)..=(column.round() as isize + 1);
            let gaps = near.filter_map(|at| self.gap.get(usize::try_from(at).ok()?));
            1.0 - gaps.fold(0.0, |lowest: f32, gap| lowest.min(*gap)).exp()
        };
        let (first, last) = (*first as f32, *last as f32);
        [first - step, first - 2.0 * step, last + step, last + 2.0 * step].map(shows).iter().sum()
    }

    /// The middle of a cell, to a part of a column.
    fn middle(&self, column: usize) -> f32 {
        let weight = |at: usize| self.gap.get(at).map_or(0.0, |gap| 1.0 - gap.exp());
        let (before, after) = (weight(column.wrapping_sub(1)), weight(column + 1));
        let at = weight(column).max(1e-3);
        column as f32 + 0.5 + (after - before) / (before + at + after)
    }
}

/// The most likely `cells` cells in the network's scores (classes x columns), of which the first is in the
/// columns `starts`. `None` if there is no room for so many.
pub(crate) fn decode(scores: &[f32], cells: usize, starts: Range<usize>) -> Option<LineReading> {
    let columns = Columns::new(scores);
    let path = best_path(&columns, cells, starts)?;
    let readings: Zeroizing<Vec<_>> =
        Zeroizing::new(path.iter().map(|column| columns.cell(*column)).collect());
    let sum: f32 = path.iter().map(|column| columns.character[*column]).sum();
    let between: f32 = path.windows(2).map(|pair| best_gap(&columns, pair[0], pair[1])).sum();
    let places = path.iter().map(|column| columns.middle(*column)).collect();
    let score = (sum + GAP_WEIGHT * between) / cells as f32;
    let overrun = columns.overrun(&path);
    Some(LineReading { cells: readings, places, score, overrun })
}

/// The gap between two middles.
fn best_gap(columns: &Columns, from: usize, to: usize) -> f32 {
    let (lower, upper) = ((from + to) / 2, (from + to).div_ceil(2));
    columns.gap[lower].max(columns.gap[upper])
}

/// Dynamic programming: the column of each cell. The width changes by one column at most from cell to
/// cell.
fn best_path(columns: &Columns, cells: usize, starts: Range<usize>) -> Option<Vec<usize>> {
    const NEVER: f32 = f32::NEG_INFINITY;
    let blank = |column: Option<usize>| {
        column.and_then(|column| columns.gap.get(column)).copied().unwrap_or(0.0).max(-3.0)
    };
    // Scores of paths that end at a column, by the width of the last step.
    let mut best = [[NEVER; COLUMNS]; STEPS.len()];
    for column in starts.start..starts.end.min(COLUMNS) {
        let first = columns.character[column] + GAP_WEIGHT * blank(column.checked_sub(TO_BLANK));
        best.iter_mut().for_each(|row| row[column] = first);
    }
    let mut origins = Vec::with_capacity(cells);
    for _ in 1..cells {
        let mut next = [[NEVER; COLUMNS]; STEPS.len()];
        let mut origin = [[0_u8; COLUMNS]; STEPS.len()];
        for (at, step) in STEPS.into_iter().enumerate() {
            for column in step..COLUMNS {
                let before = column - step;
                let near = at.saturating_sub(1)..(at + 2).min(STEPS.len());
                let chosen =
                    near.max_by(|one, other| best[*one][before].total_cmp(&best[*other][before]));
                let Some(from) = chosen else { continue };
                let gap = best_gap(columns, before, column);
                next[at][column] =
                    best[from][before] + columns.character[column] + GAP_WEIGHT * gap;
                origin[at][column] = from as u8;
            }
        }
        best = next;
        origins.push(origin);
    }
    let ends = (0..STEPS.len()).flat_map(|at| (0..COLUMNS).map(move |column| (at, column)));
    let total = |(at, column): (usize, usize)| {
        best[at][column] + GAP_WEIGHT * blank(Some(column + TO_BLANK))
    };
    let (mut at, mut column) = ends.max_by(|one, other| total(*one).total_cmp(&total(*other)))?;
    if best[at][column] == NEVER {
        return None;
    }
    let mut path = vec![column];
    for origin in origins.iter().rev() {
        let from = usize::from(origin[at][column]);
        column -= STEPS[at];
        at = from;
        path.push(column);
    }
    path.reverse();
    Some(path)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::alphabet::{CHARACTERS, class};

    /// Scores in which the cells of `text` are `step` columns wide, from column `start`.
    pub(crate) fn scores_of(text: &str, start: f32, step: f32) -> Vec<f32> {
        let mut scores = vec![0.0; CLASSES * COLUMNS];
        scores[COUNT * COLUMNS..].fill(5.0);
        for (at, byte) in text.bytes().enumerate() {
            let middle = (start + at as f32 * step).round() as usize;
            for column in [middle, middle + 1] {
                scores[class(byte).unwrap() * COLUMNS + column] = 10.0;
            }
        }
        scores
    }

    fn text(reading: &LineReading) -> String {
        let best = |cell: &[f32; COUNT]| {
            let classes = 0..COUNT;
            let class = classes.max_by(|one, other| cell[*one].total_cmp(&cell[*other])).unwrap();
            char::from(CHARACTERS[class])
        };
        reading.cells.iter().map(best).collect()
    }

    #[test]
    fn lines_of_any_length_place_and_width_of_cells_are_read() {
        let long = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
        for (line, start, step) in [
            (long, 8.0, 4.0),
            (long, 2.0, 4.2),
            (long, 20.0, 3.6),
            (&long[..30], 30.0, 4.0),
            (&long[..36], 5.0, 4.7),
        ] {
            let reading = decode(&scores_of(line, start, step), line.len(), 0..COLUMNS).unwrap();
            assert_eq!(text(&reading), line, "{start} {step}");
            assert!(reading.score > -0.2, "{}", reading.score);
            let end = start + (line.len() - 1) as f32 * step;
            assert!((reading.places[0] - start - 1.0).abs() < 0.8, "{}", reading.places[0]);
            assert!((reading.places[line.len() - 1] - end - 1.0).abs() < 0.8);
        }
    }

    #[test]
    fn a_line_of_another_length_has_a_lower_score() {
        let scores = scores_of("I<UTOD231458907<<<<<<<<<<<<<<<", 20.0, 4.0);
        let right = decode(&scores, 30, 0..COLUMNS).unwrap().score;
        for cells in [36, 44] {
            assert!(decode(&scores, cells, 0..COLUMNS).unwrap().score < right - 0.3);
        }
    }

    #[test]
    fn a_part_of_a_longer_line_has_characters_beyond_its_ends() {
        let line = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
        let scores = scores_of(line, 8.0, 4.0);
        assert!(decode(&scores, 36, 0..COLUMNS).unwrap().overrun > 1.5);
        assert!(decode(&scores, 44, 0..COLUMNS).unwrap().overrun < 1.0);
    }

    #[test]
    fn a_line_begins_where_it_must_even_if_there_is_a_mark_before_it() {
        let seen = "1I<UTOD231458907<<<<<<<<<<<<<<";
        let scores = scores_of(seen, 16.0, 4.0);
        assert_eq!(text(&decode(&scores, 30, 0..COLUMNS).unwrap()), seen);
        let moved = text(&decode(&scores, 30, 19..23).unwrap());
        assert_eq!(moved[..29], seen[1..]);
    }

    #[test]
    fn scores_that_are_no_numbers_do_not_panic() {
        for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0] {
            let reading = decode(&vec![value; CLASSES * COLUMNS], 44, 0..COLUMNS);
            assert!(reading.is_none_or(|reading| reading.cells.len() == 44));
        }
        assert!(decode(&vec![0.0; CLASSES * COLUMNS], 100, 0..COLUMNS).is_none());
    }
}
