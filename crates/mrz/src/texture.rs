//! How much each place of a picture looks like the middle of a row of print.

use zeroize::Zeroizing;

use crate::grey::GreyFrame;

/// Half the width in which strokes are counted: more than one character.
const ACROSS: usize = 8;

/// Half the height of a row of print, and of the paper around it that is compared.
const INNER: usize = 3;
const OUTER: usize = 9;

/// Added to the strokes of row and paper, in levels of brightness for each pixel: without it,
/// noise on blank paper would be a row.
const NOISE: f32 = 2.5;

/// The least share by which a row has more strokes than its surroundings.
const MIN_SHARE: f32 = 0.22;
const MIN_BROAD_SHARE: f32 = 0.1;

/// How fine the strokes are that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strokes {
    /// All.
    Fine,
    /// Those that are wider than a pixel: not the lines of moire or noise. A smaller share of them is
    /// enough.
    Broad,
}

/// For each pixel 0, or how many more strokes its row has than the paper above and below: a share
/// up to 1.
pub(crate) fn row_likeness(frame: &GreyFrame<'_>, kind: Strokes) -> Zeroizing<Vec<f32>> {
    let (width, height) = (frame.width(), frame.height());
    let mut likeness = Zeroizing::new(vec![0.0; width * height]);
    if width < 4 * ACROSS || height < 2 * OUTER {
        return likeness;
    }
    let strokes = strokes(frame, kind);
    let min_share = if kind == Strokes::Fine { MIN_SHARE } else { MIN_BROAD_SHARE };
    // Sums of the columns over the inner and the outer rows.
    let mut sums = [vec![0.0_f32; width], vec![0.0_f32; width]];
    let reaches = [INNER, OUTER];
    let add = |sum: &mut [f32], row: usize, sign: f32| {
        for (sum, stroke) in sum.iter_mut().zip(&strokes[row * width..][..width]) {
            *sum += sign * stroke;
        }
    };
    for (sum, reach) in sums.iter_mut().zip(reaches) {
        (0..reach).for_each(|row| add(sum, row, 1.0));
    }
    for row in 0..height {
        let mut counts = [0.0; 2];
        for ((sum, reach), count) in sums.iter_mut().zip(reaches).zip(&mut counts) {
            if row + reach < height {
                add(sum, row + reach, 1.0);
            }
            if row > reach {
                add(sum, row - reach - 1, -1.0);
            }
            *count = (height.min(row + reach + 1) - row.saturating_sub(reach)) as f32;
        }
        let [inner, outer] = &sums;
        let paper = counts[1] - counts[0];
        for (column, target) in likeness[row * width..][..width].iter_mut().enumerate() {
            let print = inner[column] / counts[0];
            let around = (outer[column] - inner[column]) / paper;
            let share = (print - around) / (print + around + 2.0 * NOISE);
            *target = if share > min_share { share } else { 0.0 };
        }
    }
    likeness
}

/// The mean difference between left and right neighbours, around each pixel of a row.
fn strokes(frame: &GreyFrame<'_>, kind: Strokes) -> Zeroizing<Vec<f32>> {
    let (width, height) = (frame.width(), frame.height());
    let mut strokes = Zeroizing::new(vec![0.0; width * height]);
    let mut edges = Zeroizing::new(vec![0_u32; width]);
    for row in 0..height {
        match kind {
            Strokes::Fine => {
                for (edge, three) in edges[1..].iter_mut().zip(frame.row(row).windows(3)) {
                    *edge = u32::from(three[0].abs_diff(three[2]));
                }
            }
            Strokes::Broad => {
                // Means of two columns and three rows.
                let rows = [row.saturating_sub(1), row, (row + 1).min(height - 1)];
                let rows = rows.map(|row| frame.row(row));
                let sum = |column: usize| -> u32 {
                    let two = |row: &[u8]| u32::from(row[column]) + u32::from(row[column + 1]);
                    rows.iter().map(|row| two(row)).sum()
                };
                for (at, edge) in edges[1..width - 3].iter_mut().enumerate() {
                    *edge = sum(at).abs_diff(sum(at + 2)) / 6;
                }
            }
        }
        let mut sum: u32 = edges[..ACROSS].iter().sum();
        for (column, target) in strokes[row * width..][..width].iter_mut().enumerate() {
            if column + ACROSS < width {
                sum += edges[column + ACROSS];
            }
            if column > ACROSS {
                sum -= edges[column - ACROSS - 1];
            }
            *target = sum as f32 / (2 * ACROSS + 1) as f32;
        }
    }
    strokes
}
