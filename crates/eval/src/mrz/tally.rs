//! Counts of one measurement.

use std::fmt::Write;

use serde::Serialize;

/// Part and whole of a share.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Count {
    pub(super) part: usize,
    pub(super) whole: usize,
}

impl Count {
    /// Adds one, which counts if `is_part`.
    pub(super) fn add(&mut self, is_part: bool) {
        self.add_all(usize::from(is_part), 1);
    }

    pub(super) fn add_all(&mut self, part: usize, whole: usize) {
        self.part += part;
        self.whole += whole;
    }

    /// A row of the table.
    pub(super) fn row(self, title: &str, table: &mut String) {
        let Self { part, whole } = self;
        if whole > 0 {
            let share = 100.0 * part as f64 / whole as f64;
            let _ = writeln!(table, "{title:<46} {part:>8} of {whole:<8} {share:>7.2} %");
        }
    }
}

/// Characters of `expected` that are at the same place in `read`.
pub(super) fn right_characters(read: &str, expected: &str) -> usize {
    read.bytes().zip(expected.bytes()).filter(|(one, other)| one == other).count()
}

/// Adds for each line of `expected` whether it is exact in `read`. A text of another length than a zone's is
/// one line.
pub(super) fn count_lines(read: &str, expected: &str, lines: &mut Count) {
    let cells = match expected.len() {
        90 => 30,
        72 => 36,
        88 => 44,
        length => length.max(1),
    };
    for (at, line) in expected.as_bytes().chunks(cells).enumerate() {
        lines.add(read.as_bytes().chunks(cells).nth(at) == Some(line));
    }
}

/// Mean and 95th percentile of times in milliseconds.
pub(super) fn times(milliseconds: &[f64], table: &mut String) {
    let mut sorted = milliseconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return };
    let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
    let high = sorted[(0.95 * last as f64).round() as usize];
    let _ =
        writeln!(table, "{:<46} {mean:>8.1} mean, {high:.1} at 95 %", "ms a picture, one thread");
}
