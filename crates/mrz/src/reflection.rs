//! Rows of print that go on under a reflection, whose characters the frame does not show.

use crate::{grey::GreyFrame, guidance::REFLECTION, point::ZonePoint, segment::Segment};

/// Capital letters that a reflection covers at least.
const MIN_COVERED: usize = 3;

/// The least share of a covered letter's place that is as bright as a reflection.
const COVERED: f32 = 0.94;

/// How far from the end of a row the reflection begins at most: the print fades before it, in letters.
const FADING: usize = 4;

/// The share of a row's place that may be as bright as a reflection: otherwise the paper itself is so bright.
const MAX_BRIGHT: f32 = 0.3;

/// Letters of the shortest row that counts.
const MIN_LETTERS: f32 = 5.0;

/// Whether a row ends at a reflection. `rows` are in pixels of the frame.
pub(crate) fn is_over(frame: &GreyFrame<'_>, rows: &[Segment]) -> bool {
    rows.iter().any(|row| {
        let letter = row.thickness.max(4.0);
        let letters = row.length() / letter;
        if letters < MIN_LETTERS {
            return false;
        }
        let step = ZonePoint {
            x: (row.end.x - row.start.x) / letters,
            y: (row.end.y - row.start.y) / letters,
        };
        let bright: f32 = (0..letters as usize)
            .map(|at| brightness(frame, row.start.plus(step, at as f32 + 0.5), letter))
            .sum();
        if bright > MAX_BRIGHT * letters {
            return false;
        }
        [(row.end, 1.0), (row.start, -1.0)].into_iter().any(|(end, sign)| {
            let places =
                (0..FADING + MIN_COVERED).map(|at| end.plus(step, sign * (at as f32 + 0.5)));
            let covered: Vec<bool> =
                places.map(|place| brightness(frame, place, letter) > COVERED).collect();
            covered.windows(MIN_COVERED).any(|letters| letters.iter().all(|covered| *covered))
        })
    })
}

/// The share of a square of the size of a letter that is as bright as a reflection; 0 at the frame's edge.
fn brightness(frame: &GreyFrame<'_>, middle: ZonePoint, letter: f32) -> f32 {
    const PARTS: usize = 6;
    let at = |part: usize| letter * ((part as f32 + 0.5) / PARTS as f32 - 0.5);
    let half = letter / 2.0;
    let is_inside = (half..frame.width() as f32 - half).contains(&middle.x)
        && (half..frame.height() as f32 - half).contains(&middle.y);
    let is_bright = |part: &usize| {
        let (x, y) = (middle.x + at(part % PARTS), middle.y + at(part / PARTS));
        frame.sample(x, y) >= REFLECTION
    };
    let bright = (0..PARTS * PARTS).filter(is_bright).count();
    if is_inside { bright as f32 / (PARTS * PARTS) as f32 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of strokes from column 100 to `end` on `paper`, in a frame that is `beyond` from column
    /// `edge`.
    fn ends_at_reflection(paper: u8, end: usize, edge: usize, beyond: u8) -> bool {
        let mut pixels = vec![paper; 640 * 120];
        for row in 0..120 {
            for column in (100..end).filter(|column| column % 12 < 4 && (55..66).contains(&row)) {
                pixels[row * 640 + column] = 40;
            }
            pixels[row * 640 + edge..(row + 1) * 640].fill(beyond);
        }
        let row = Segment::new([100.0, 60.5], [end as f32, 60.5], 11.0, 1.0);
        is_over(&GreyFrame::new(640, 120, &pixels).unwrap(), &[row])
    }

    #[test]
    fn only_a_row_that_goes_on_in_a_reflection_is_under_it() {
        assert!(ends_at_reflection(180, 300, 300, 255));
        // The print fades before it.
        assert!(ends_at_reflection(180, 300, 330, 252));
        // The row ends before it.
        assert!(!ends_at_reflection(180, 300, 400, 255));
        // No reflection, but bright paper.
        assert!(!ends_at_reflection(180, 300, 300, 235));
    }

    #[test]
    fn paper_that_is_white_all_over_is_no_reflection() {
        assert!(!ends_at_reflection(255, 300, 300, 255));
    }

    #[test]
    fn a_few_letters_or_the_edge_of_the_frame_are_no_sign_of_a_reflection() {
        assert!(!ends_at_reflection(180, 140, 140, 255));
        assert!(!ends_at_reflection(180, 630, 630, 255));
    }
}
